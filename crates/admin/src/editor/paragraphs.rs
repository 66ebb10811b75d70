//! Cutting a text in two between paragraphs, and putting two texts together again.

use pulldown_cmark::{Event, Parser};

use super::own_links::options;

/// Where the parts of a text begin that stand side by side at its top: paragraphs, headings, lists, tables. Always at the start of a line.
pub(super) fn starts(markdown: &str) -> Vec<usize> {
    let mut depth = 0_usize;
    let mut starts = Vec::new();
    for (event, range) in Parser::new_ext(markdown, options()).into_offset_iter() {
        let at_top = depth == 0;
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => {
                depth -= 1;
                continue;
            }
            _ => {}
        }
        if at_top {
            starts.push(markdown[..range.start].rfind('\n').map_or(0, |line_end| line_end + 1));
        }
    }
    starts.dedup();
    starts
}

/// The places where a text can be cut, as an editor sees them: the number of the part (from 2 on) and its first words.
pub(super) fn places(markdown: &str) -> Vec<(usize, String)> {
    let starts = starts(markdown);
    let ends = starts.iter().skip(1).copied().chain([markdown.len()]);
    let parts = starts.iter().copied().zip(ends).enumerate().skip(1);
    parts.map(|(at, (start, end))| (at + 1, first_words(&markdown[start..end]))).collect()
}

/// Cuts before the part with this number, counted from 1. `None` when there is nothing before or after the cut.
pub(super) fn split(markdown: &str, before: usize) -> Option<(&str, &str)> {
    let at = starts(markdown).get(before.checked_sub(1)?).copied().filter(|at| *at > 0)?;
    Some(markdown.split_at(at))
}

/// One text after the other, as two paragraphs. What [`split`] cut comes together without a byte more.
pub(super) fn join(above: &str, below: &str) -> String {
    if above.is_empty() || below.is_empty() {
        return format!("{above}{below}");
    }
    let between = ["", "\n", "\n\n"]
        .into_iter()
        .find(|between| starts(&format!("{above}{between}{below}")).contains(&(above.len() + between.len())));
    format!("{above}{}{below}", between.unwrap_or("\n\n"))
}

/// How many letters of a part are shown.
const SHOWN: usize = 60;

fn first_words(part: &str) -> String {
    let words = markup::excerpt(&markup::plain_text(part), SHOWN);
    if words.is_empty() { "(no words)".to_owned() } else { words }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SEED: &str = "If you’re experienced.  \nSecond line.\n\n## How to apply\n\n1. One\n\n2. Two\n\n> Quoted\n\n| a |\n|---|\n| b |\n";

    #[test]
    fn a_text_can_be_cut_before_each_part_but_the_first() {
        let words: Vec<_> = places(SEED).into_iter().map(|(number, words)| format!("{number} {words}")).collect();
        assert_eq!(words[0], "2 How to apply");
        assert_eq!(words.len(), 4, "{words:?}");
        assert_eq!(
            split(SEED, 2).map(|(above, below)| (above, below.lines().next())),
            Some(("If you’re experienced.  \nSecond line.\n\n", Some("## How to apply")))
        );
        assert_eq!((split(SEED, 0), split(SEED, 1), split(SEED, 99), split("", 1)), (None, None, None, None));
    }

    #[test]
    fn texts_typed_apart_become_paragraphs_of_one_text() {
        assert_eq!(join("One", "Two"), "One\n\nTwo");
        assert_eq!(join("One\n", "Two"), "One\n\nTwo");
        assert_eq!(join("One\n\n", "Two"), "One\n\nTwo");
        assert_eq!((join("", "Two"), join("One", "")), ("Two".into(), "One".into()));
    }

    proptest! {
        #[test]
        fn what_was_cut_comes_together_again(text in "([#>*|`\\- a-z0-9’.\n]|\n\n|\n# |\n1\\. |\n- |\n    |  \n|<div>){0,40}", at in 0..8_usize) {
            if let Some((above, below)) = split(&text, at) {
                prop_assert_eq!(join(above, below), text.clone());
            }
        }
    }
}
#[cfg(test)]
mod slow {
    #[test]
    fn time() {
        for (n, t) in [
            ("quote", ">".repeat(100_000)),
            ("bracket", "[".repeat(500_000)),
            ("star", "*a ".repeat(200_000)),
            ("list", "- ".repeat(50_000)),
            ("link", "[a](/b)".repeat(100_000)),
            ("tick", "`a``".repeat(100_000)),
            ("table", format!("|{}\n|{}\n", "a|".repeat(50000), "-|".repeat(50000))),
            ("brk2", "[](".repeat(200_000)),
            ("nest", (0..300).map(|i| " ".repeat(2 * i) + "- a\n").collect::<String>()),
        ] {
            let s = std::time::Instant::now();
            super::starts(&t);
            let a = s.elapsed();
            crate::editor::own_links::targets(&t).count();
            eprintln!("{n} {a:?} {:?}", s.elapsed());
            let s = std::time::Instant::now();
            markup::render(&t, &mut markup::HeadingIds::default());
            eprintln!("   render {:?}", s.elapsed());
        }
    }
}
