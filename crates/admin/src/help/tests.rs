//! What must hold of the help: its files, its words, its links to screens, and the scripts that do what its list of shortcuts says.

use std::collections::BTreeSet;

use markup::check::{Piece, Surroundings, check};

use super::shortcuts::{self, Place};
use super::*;

/// Words that say nothing to the reader, or that tell people how they should find it (U24).
const BANNED: [&str; 6] = ["click", "please", "simply", "just", "easy", "easily"];

/// The highest reading age of a topic, as a school year of the United States (see [`readability`]): 4 is what children of nine or ten years read.
const HIGHEST_GRADE: f64 = 4.0;

#[test]
fn every_topic_has_a_file_and_every_file_is_a_topic() {
    let topics: BTreeSet<String> = slugs().map(str::to_owned).collect();
    let files = Embedded::iter().filter_map(|name| Some(name.strip_prefix("help/")?.strip_suffix(".md")?.to_owned()));
    assert_eq!(topics, files.collect());
    assert_eq!(topics.len(), slugs().count(), "each topic stands in one group");
    assert!(Topic::named("nothing").is_none() && Topic::named("../assets/admin").is_none());
}

#[test]
fn every_topic_has_one_title_and_sections_below_it() {
    for topic in Topic::all() {
        let file = Embedded::get(&format!("help/{}.md", topic.slug)).unwrap();
        let text = String::from_utf8(file.data.into_owned()).unwrap();
        assert!(text.starts_with("# ") && topic.title.len() > 4, "{}", topic.slug);
        let (html, headings) = topic.rendered();
        assert!(!html.as_str().contains("<h1"), "{}: the title is the only heading of the first level", topic.slug);
        assert!(headings.iter().filter(|heading| heading.level == 2).count() > 1, "{} has sections", topic.slug);
        assert!(headings.iter().all(|heading| !IDS_OF_THE_SCREEN.contains(&heading.id.as_str())), "{}", topic.slug);
        assert!(topic.about().ends_with('.') && !topic.about().starts_with('#'), "{}: {}", topic.slug, topic.about());
        assert!(!topic.text.contains(SHORTCUTS));
    }
}

#[test]
fn the_help_passes_the_checks_of_the_pages_it_speaks_of() {
    for topic in Topic::all() {
        let pieces = [Piece::Heading(&topic.title), Piece::Markdown(&topic.text)];
        let found: Vec<String> =
            check(&pieces, &Surroundings::default()).into_iter().map(|finding| finding.sentence).collect();
        assert_eq!(found, Vec::<String>::new(), "{}", topic.slug);
    }
}

#[test]
fn the_help_is_written_in_plain_words() {
    for topic in Topic::all() {
        let words = sentences(&topic).join(" ").to_lowercase();
        let words: Vec<&str> = words.split(|letter: char| !letter.is_alphanumeric()).collect();
        for banned in BANNED {
            assert!(!words.contains(&banned), "{}: {banned}", topic.slug);
        }
        let grade = readability(&sentences(&topic));
        assert!(
            grade <= HIGHEST_GRADE,
            "{} has the reading age {grade:.1}; shorten its sentences and words",
            topic.slug
        );
    }
}

/// The automated readability index (Smith and Senter, 1967): 4.71 × letters a word + 0.5 × words a sentence − 21.43. Each paragraph, item, cell and
/// heading ends a sentence.
fn readability(sentences: &[String]) -> f64 {
    let words: Vec<&str> = sentences.iter().flat_map(|sentence| sentence.split_whitespace()).collect();
    let letters = words.iter().flat_map(|word| word.chars()).filter(|letter| letter.is_alphanumeric()).count();
    let count = |number: usize| f64::from(u32::try_from(number).expect("a topic is short"));
    4.71 * count(letters) / count(words.len()) + 0.5 * count(words.len()) / count(sentences.len()) - 21.43
}

#[test]
fn the_index_of_readability_grows_with_long_words_and_sentences() {
    let grade = |text: &str| readability(&[text.to_owned()]);
    let (short, long) = (
        grade("The cat sat on the mat."),
        grade("Administrative responsibilities notwithstanding, publication continues."),
    );
    // 17 letters in 6 words of one sentence: 4.71 × 17/6 + 0.5 × 6 − 21.43.
    assert!((short - -5.085).abs() < 0.001 && long > 15.0, "{short} and {long}");
}

/// What a topic says, cut where a reader rests.
fn sentences(topic: &Topic) -> Vec<String> {
    let (html, _) = topic.rendered();
    let mut text = html.into_string();
    for end in ["</p>", "</li>", "</h2>", "</h3>", "</td>", "</th>"] {
        text = text.replace(end, "\n");
    }
    let mut shown = String::new();
    for (at, part) in text.split('<').enumerate() {
        shown.push_str(if at == 0 { part } else { part.split_once('>').map_or("", |(_, words)| words) });
    }
    let rests = shown.replace(". ", ".\n").replace("? ", "?\n").replace(": ", ":\n");
    rests.lines().map(str::trim).filter(|line| line.contains(char::is_alphanumeric)).map(str::to_owned).collect()
}

#[test]
fn every_screen_has_its_topic() {
    use Section::{
        Account, Events, Home, Media, Pages, Providers, Redirects, Reports, Reviews, Schedule, Trash, Users,
    };
    for section in [Home, Pages, Events, Providers, Media, Schedule, Reviews, Redirects, Reports, Trash, Users, Account]
    {
        let topic = topic_of(Screen::Of(section)).unwrap_or_else(|| panic!("{section:?} has no topic"));
        assert!(slugs().any(|slug| slug == topic), "{topic}");
    }
    assert_eq!(address_of(Screen::Of(Section::None)), ADDRESS);
    assert!(slugs().any(|slug| Some(slug) == topic_of(Screen::Editor)));
    let titles = titles_beside_the_editor();
    assert!(titles.len() > 10, "{titles:?}");
    for title in titles {
        let topic = topic_of(Screen::Called(&title)).unwrap_or_else(|| panic!("the screen {title:?} has no topic"));
        assert!(slugs().any(|slug| slug == topic), "{topic}");
    }
}

/// The titles that screens beside the editor give to their frame.
#[expect(clippy::disallowed_methods, reason = "the sources are what this test reads")]
fn titles_beside_the_editor() -> BTreeSet<String> {
    let mut titles = BTreeSet::new();
    let mut waiting = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/editor")];
    while let Some(folder) = waiting.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
                continue;
            }
            let text = std::fs::read_to_string(path).unwrap();
            let named = text.split("desk.shell(\"").skip(1).filter_map(|rest| rest.split('"').next());
            titles.extend(named.map(str::to_owned));
        }
    }
    titles
}

/// The scripts by name.
fn scripts() -> Vec<(String, String)> {
    let names = Embedded::iter().filter(|name| name.starts_with("assets/js/") && name.ends_with(".js"));
    names.map(|name| (name.to_string(), text_of(&name))).collect()
}

fn text_of(name: &str) -> String {
    String::from_utf8(Embedded::get(name).unwrap().data.into_owned()).unwrap()
}

/// The keys of the list at one place, each by itself, as scripts name them.
fn listed(place: Place) -> BTreeSet<String> {
    let of_place = shortcuts::ALL.iter().filter(|shortcut| shortcut.place == place);
    let keys = of_place.flat_map(|shortcut| shortcut.keys.split(", "));
    keys.map(|key| match key.trim_start_matches("Shift+") {
        arrow @ ("Left" | "Right" | "Up" | "Down") => format!("Arrow{arrow}"),
        other => other.replace(' ', ""),
    })
    .collect()
}

/// Whether a script asks for a key, as `{ Home: … }` or as `'Home'`; `selectionEnd:` is none.
fn names_key(script: &str, key: &str) -> bool {
    let as_name =
        script.match_indices(&format!("{key}:")).any(|(at, _)| !script[..at].ends_with(char::is_alphanumeric));
    as_name || script.contains(&format!("'{key}'"))
}

#[test]
fn the_scripts_do_what_the_list_says_and_nothing_else() {
    let mut with_control = BTreeSet::new();
    for (name, script) in scripts() {
        if script.contains("ctrlKey") {
            assert!(script.contains("event.altKey"), "{name} must let Ctrl+Alt pass: AltGr types letters with it");
            // A button of the toolbar: its label, what it does, its key.
            let buttons = script.lines().filter_map(|line| line.trim().strip_prefix("['")?.strip_suffix("'],"));
            let letters =
                buttons.filter_map(|line| line.rsplit_once('\'')).map(|(_, key)| key).filter(|key| key.len() == 1);
            let compared = script.split("event.key === '").skip(1).filter_map(|rest| rest.split('\'').next());
            let named = script.split("const KEY = '").skip(1).filter_map(|rest| rest.split('\'').next());
            with_control.extend(letters.chain(compared).chain(named).map(str::to_lowercase));
        }
        let moving = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown", "Enter"]
            .iter()
            .filter(|key| names_key(&script, key))
            .map(|key| (*key).to_owned())
            .collect::<BTreeSet<String>>();
        let expected = match name.trim_start_matches("assets/js/") {
            "toolbar.js" => listed(Place::Toolbar),
            "focal.js" => listed(Place::Point),
            "commands.js" => listed(Place::Commands),
            "find.js" => listed(Place::Find),
            // With Ctrl, which is compared below.
            "editor.js" => BTreeSet::from(["Enter".to_owned()]),
            _ => BTreeSet::new(),
        };
        assert_eq!(moving, expected, "{name}: the keys that move, and those of the list");
    }
    let own = shortcuts::ALL.iter().filter_map(|shortcut| shortcut.keys.strip_prefix("Ctrl+")).map(str::to_lowercase);
    assert_eq!(with_control, own.collect(), "the keys with Ctrl of the scripts, and those of the list");
    assert!(shortcuts::ALL.iter().all(|shortcut| !shortcut.keys.starts_with("Ctrl") || shortcut.place.can_be_off()));
}

#[test]
fn scripts_lead_to_topics_that_are_there() {
    for (name, script) in scripts() {
        for rest in script.split("'/admin/help/").skip(1) {
            let slug = rest.split(['\'', '#']).next().unwrap_or_default();
            assert!(slugs().any(|known| known == slug), "{name} leads to the topic {slug}, which is not there");
        }
    }
}

/// What browsers do with keys themselves, with Ctrl on Windows and Linux and with Command on a Mac. Sources, read as of 2026: “Chrome keyboard shortcuts”
/// (support.google.com/chrome/answer/157179), “Keyboard shortcuts” (support.mozilla.org/kb/keyboard-shortcuts-perform-firefox-tasks-quickly), “Keyboard and
/// other shortcuts in Safari on Mac” (support.apple.com/guide/safari/cpsh003).
const BROWSERS: [(&str, &str); 36] = [
    ("Ctrl+A", "all: choose everything"),
    ("Ctrl+B", "Firefox: bookmarks at the side"),
    ("Ctrl+C", "all: copy"),
    ("Ctrl+D", "all: bookmark"),
    ("Ctrl+E", "Chrome: search; Firefox on a Mac: use the selection"),
    ("Ctrl+F", "all: find"),
    ("Ctrl+G", "all: find again"),
    ("Ctrl+H", "Chrome, Firefox: history; Safari: hide"),
    ("Ctrl+I", "Firefox: about this page; Safari: send this page"),
    ("Ctrl+J", "Chrome, Firefox: downloads"),
    ("Ctrl+K", "Chrome, Firefox: search"),
    ("Ctrl+L", "all: address"),
    ("Ctrl+M", "Chrome, Firefox: mute; Safari: minimise"),
    ("Ctrl+N", "all: new window"),
    ("Ctrl+O", "all: open a file"),
    ("Ctrl+P", "all: print"),
    ("Ctrl+Q", "Firefox, and all on a Mac: end"),
    ("Ctrl+R", "all: load again"),
    ("Ctrl+S", "all: save the page as a file"),
    ("Ctrl+T", "all: new tab"),
    ("Ctrl+U", "Chrome, Firefox: source"),
    ("Ctrl+V", "all: paste"),
    ("Ctrl+W", "all: close the tab"),
    ("Ctrl+X", "all: cut"),
    ("Ctrl+Y", "Firefox: redo; Chrome on a Mac: history"),
    ("Ctrl+Z", "all: undo"),
    ("Ctrl+Tab", "all: next tab"),
    ("Ctrl+0", "all: size of text"),
    ("Ctrl++", "all: larger"),
    ("Ctrl+-", "all: smaller"),
    ("Ctrl+,", "Safari, and all on a Mac: settings"),
    ("Ctrl+1", "all: a tab by its number"),
    ("Alt+Left", "Chrome, Firefox: back"),
    ("Alt+Right", "Chrome, Firefox: forward"),
    ("Alt+Home", "Chrome, Firefox: home page"),
    ("Alt+D", "Chrome, Firefox: address"),
];

/// Those that we take over all the same, because writers know them from every other editor, and why nobody misses what the browser does.
const TAKEN_OVER: [(&str, &str); 4] = [
    ("Ctrl+B", "bold; only while the caret is in a text"),
    ("Ctrl+I", "italics; only while the caret is in a text"),
    ("Ctrl+K", "a link; only while the caret is in a text"),
    ("Ctrl+S", "the draft; a file of the editor’s form is of no use to anybody"),
];

#[test]
fn no_shortcut_is_one_of_a_browser_except_those_that_every_editor_has() {
    for shortcut in shortcuts::ALL {
        for keys in shortcut.keys.split(", ") {
            assert!(!keys.contains("Alt"), "{keys}: Ctrl+Alt is AltGr, and Alt opens menus");
            if let Some((_, what)) = BROWSERS.iter().find(|(browsers, _)| *browsers == keys) {
                assert!(TAKEN_OVER.iter().any(|(taken, _)| *taken == keys), "{keys} is taken: {what}");
                assert!(shortcut.place.can_be_off(), "{keys} can be given back to the browser");
            }
        }
    }
    for (keys, why) in TAKEN_OVER {
        let own = shortcuts::ALL
            .iter()
            .find(|shortcut| shortcut.keys == keys)
            .unwrap_or_else(|| panic!("{keys} is not ours"));
        assert_eq!(own.place == Place::Text, why.ends_with("in a text"), "{keys}: {why}");
    }
}
