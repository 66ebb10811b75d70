//! Words that no screen and no page says (U24): “click here” says nothing of where a link leads, and does not fit people who press, speak or tap;
//! “please” and “simply” make sentences longer and the reader’s trouble smaller than it is.

use super::{files, root};

const BANNED: [&str; 3] = ["click here", "please", "simply"];

/// The crates whose sentences people read.
const SPEAKING: [&str; 10] =
    ["accounts", "admin", "api", "content", "editorial", "markup", "media", "public", "store", "waymark"];

/// The one place that knows such words in order to find them in what editors write.
const FINDS_THEM: &str = "check/link_words.rs";

/// The banned words in a text, as whole words.
fn banned_in(text: &str) -> Vec<&'static str> {
    let words = text.to_lowercase();
    let words: Vec<&str> = words.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let said = format!(" {} ", words.join(" "));
    BANNED.into_iter().filter(|banned| said.contains(&format!(" {banned} "))).collect()
}

/// A template without its comments.
fn shown(template: &str) -> String {
    let parts = template.split("{#").enumerate();
    parts.map(|(at, part)| if at == 0 { part } else { part.split_once("#}").map_or("", |(_, rest)| rest) }).collect()
}

/// A source or a script without its lines of comment.
fn code(source: &str) -> String {
    source.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn no_template_script_or_help_page_says_a_banned_word() {
    let mut read = 0;
    for folder in ["admin-templates", "public-templates"] {
        let templates = files(&root().join(folder), &["html", "txt", "xml", "md"])
            .into_iter()
            .map(|(name, text)| (name, shown(&text)));
        let scripts = files(&root().join(folder), &["js"]).into_iter().map(|(name, text)| (name, code(&text)));
        for (name, said) in templates.chain(scripts) {
            assert_eq!(banned_in(&said), Vec::<&str>::new(), "{folder}/{name}");
            read += 1;
        }
    }
    assert!(read > 100, "{read} files were read");
}

#[test]
fn no_sentence_in_the_sources_says_a_banned_word() {
    for name in SPEAKING {
        let sources = files(&root().join("crates").join(name).join("src"), &["rs"]);
        assert!(!sources.is_empty(), "{name}");
        for (file, text) in sources {
            if file != FINDS_THEM && !file.contains("tests") {
                assert_eq!(banned_in(&code(&text)), Vec::<&str>::new(), "crates/{name}/src/{file}");
            }
        }
    }
}

/// The text that the screens are made of, with single spaces and without what only screen readers hear.
fn on_screens() -> String {
    let mut all = String::new();
    let mut add = |text: &str| {
        for (at, part) in text.split("<span class=\"unseen\">").enumerate() {
            all.push_str(if at == 0 { part } else { part.split_once("</span>").map_or("", |(_, rest)| rest) });
        }
        all.push('\n');
    };
    for text in files(&root().join("admin-templates"), &["html", "js"]).into_values() {
        add(&text);
    }
    for name in ["accounts", "admin", "content"] {
        for (file, text) in files(&root().join("crates").join(name).join("src"), &["rs"]) {
            if !file.starts_with("help") {
                add(&text);
            }
        }
    }
    // What scripts and sources fill in.
    let filled = all.replace("${what}", "picture").replace("version {} as", "version 2 as");
    filled.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Labels that a script makes of two words.
const OF_TWO_WORDS: [&str; 1] = ["Use this document"];

#[test]
fn whatever_the_help_tells_people_to_press_or_to_fill_in_stands_on_a_screen() {
    let screens = on_screens();
    let mut read = 0;
    for (name, text) in files(&root().join("admin-templates/help"), &["md"]) {
        // In the guide to Markdown the stars are what is shown.
        for label in text.split("**").skip(1).step_by(2).filter(|_| name != "markdown.md") {
            assert!(
                screens.contains(label) || OF_TWO_WORDS.contains(&label),
                "{name} names {label:?}, which is on no screen"
            );
            read += 1;
        }
    }
    assert!(read > 200, "{read} labels were read");
}

#[test]
fn banned_words_are_found_as_words_only() {
    assert_eq!(banned_in("<a>Click\n here</a>, Please!"), ["click here", "please"]);
    assert_eq!(banned_in("{# pleased #} one-click hereditary simplyfied"), Vec::<&str>::new());
    assert_eq!(shown("{#- please -#}\nRead it{# simply #}."), "\nRead it.");
    assert_eq!(code("// please\nlet a = 1;\n  /// simply"), "let a = 1;");
}
