//! Names of files: what people called them, made safe to show, to write into a header and to keep in a folder.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::FileKind;

/// Most characters of a name before its ending; with it, a name fits every file system even when each character takes four bytes.
const LONGEST: usize = 60;
/// What RFC 8187 leaves unescaped, less what no name of ours needs.
const ATTRIBUTE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_');

/// A file's name for people: the last part of a path, without control characters, marks that turn the direction of writing, and what a file
/// system refuses; not hidden, not too long, and with the ending of what the file really is. A name of which nothing is left is `file`.
pub fn clean(given: &str, kind: FileKind) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = match last.rsplit_once('.') {
        Some((stem, ending))
            if (1..=5).contains(&ending.len()) && ending.bytes().all(|b| b.is_ascii_alphanumeric()) =>
        {
            stem
        }
        _ => last,
    };
    let mut kept = String::new();
    for character in stem.chars().filter(|character| !is_invisible(*character)) {
        let shown = if character.is_whitespace() || "\"*:<>?|%;\u{fffd}".contains(character) { ' ' } else { character };
        if shown != ' ' || !kept.ends_with(' ') {
            kept.push(shown);
        }
    }
    let kept: String = kept.trim_matches([' ', '.']).chars().take(LONGEST).collect();
    let kept = kept.trim_matches([' ', '.']);
    format!("{}.{kind}", if kept.is_empty() { "file" } else { kept })
}

/// Characters that show nothing, or turn what stands beside them around.
fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff0}'..='\u{fffc}' | '\u{e0000}'..='\u{e0fff}')
}

/// The last part of an address for a cleaned name: lower-case letters, digits, single hyphens and the ending, such as `term-dates-2021.pdf`.
pub fn for_address(cleaned: &str) -> String {
    let (stem, ending) = cleaned.rsplit_once('.').unwrap_or((cleaned, ""));
    let mut slug = String::new();
    for character in stem.chars() {
        if character.is_ascii_alphanumeric() {
            slug.push(character.to_ascii_lowercase());
        } else if !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.trim_matches('-');
    format!("{}.{ending}", if slug.is_empty() { "file" } else { slug })
}

/// The value of `Content-Disposition` (RFC 6266): shown in the browser or saved, under a cleaned name. Old browsers read the plain name, in which
/// everything but ASCII is a hyphen; the others read the encoded one (RFC 8187).
pub fn disposition(cleaned: &str, shown: bool) -> String {
    let plain: String =
        cleaned.chars().map(|c| if c.is_ascii_alphanumeric() || " -_.()".contains(c) { c } else { '-' }).collect();
    let how = if shown { "inline" } else { "attachment" };
    format!("{how}; filename=\"{plain}\"; filename*=UTF-8''{}", utf8_percent_encode(cleaned, ATTRIBUTE))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{clean, disposition, for_address};
    use crate::FileKind::{self, Pdf, Png};

    #[test]
    fn names_are_cleaned_and_end_as_what_the_file_is() {
        for (given, kind, kept) in [
            ("Term dates 2021.pdf", Pdf, "Term dates 2021.pdf"),
            ("C:\\Users\\me\\Photo.JPEG", Png, "Photo.png"),
            ("../../etc/passwd", Pdf, "passwd.pdf"),
            ("..", Pdf, "file.pdf"),
            ("", Pdf, "file.pdf"),
            (".htaccess", Pdf, ".htaccess.pdf".trim_start_matches('.')),
            ("a\u{0}b\r\nSet-Cookie: x\u{7f}.pdf", Pdf, "abSet-Cookie x.pdf"),
            ("photo\u{202e}gnp.exe", Png, "photognp.png"),
            ("Gebühren für März.docx", FileKind::Docx, "Gebühren für März.docx"),
            ("no. 5 of 7, final", Pdf, "no. 5 of 7, final.pdf"),
            ("\u{200b}\u{1}\u{2}\u{3}", Pdf, "file.pdf"),
        ] {
            assert_eq!(clean(given, kind), kept, "{given:?}");
        }
        assert_eq!(clean(&"é".repeat(500), Pdf).chars().count(), 64);
    }

    #[test]
    fn a_disposition_says_the_name_twice_and_lets_nothing_out_of_it() {
        assert_eq!(
            disposition("Fees “2021”.pdf", false),
            "attachment; filename=\"Fees -2021-.pdf\"; filename*=UTF-8''Fees%20%E2%80%9C2021%E2%80%9D.pdf"
        );
        assert!(disposition("a.pdf", true).starts_with("inline; "));
    }

    #[test]
    fn an_address_is_plain() {
        assert_eq!(for_address("Term dates, 2021.pdf"), "term-dates-2021.pdf");
        assert_eq!(for_address("日程.pdf"), "file.pdf");
    }

    proptest! {
        #[test]
        fn any_name_is_safe_in_a_folder_a_header_and_an_address(given in "\\PC{0,40}|[\\x00-\\x20\\\\/.\"%\u{202e}]{0,40}") {
            let cleaned = clean(&given, Pdf);
            prop_assert!(cleaned.rsplit_once('.').is_some_and(|(_, ending)| ending == "pdf") && cleaned.len() > 4 && cleaned.len() <= 64 * 4);
            prop_assert!(!cleaned.starts_with(['.', ' ']) && !cleaned.contains(['/', '\\', '"', '%']) && !cleaned.chars().any(char::is_control));
            prop_assert_eq!(clean(&cleaned, Pdf), cleaned.clone(), "a cleaned name is clean");
            let header = disposition(&cleaned, false);
            prop_assert!(header.bytes().all(|byte| (32..127).contains(&byte)));
            prop_assert_eq!(header.matches('"').count(), 2);
            prop_assert!(for_address(&cleaned).bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'.'));
        }
    }
}
