//! Which passwords are good enough to choose.

use std::fmt;

use zxcvbn::{Score, zxcvbn};

use super::{LONGEST_BYTES, SHORTEST, normal_form};

/// The product's own name: as guessable here as the site's.
const PRODUCT: &str = "waymark";

/// Letters and digits that must be left of a password when the words of its context are taken out: what NIST asked of a whole password before
/// it asked for more.
const FEWEST_OF_ONES_OWN: usize = 8;

/// A password that a person may choose, in its normal form, ready to be hashed. `Debug` hides it.
pub struct NewPassword(String);

/// Why a password may not be chosen, as a sentence for the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordProblem {
    /// Fewer than 15 characters.
    #[error(
        "Use at least {SHORTEST} characters. Three or four words that do not belong together are easy to remember."
    )]
    TooShort,
    /// More than 1,024 bytes.
    #[error("Use a shorter password: this one is longer than {LONGEST_BYTES} bytes.")]
    TooLong,
    /// One word over and over.
    #[error("Do not repeat one word. Use three or four different words that do not belong together.")]
    Repeated,
    /// Someone who knows the person, the site or the usual lists would find it.
    #[error(
        "This password is easy to guess. Use three or four words that do not belong together, and leave out names, dates, your email address \
         and the site’s name."
    )]
    Guessable,
}

impl NewPassword {
    /// Judges a password as typed. `context` holds what an attacker tries first for this person: the local part of the email address, the
    /// person's name, the site's name.
    pub fn check(password: &str, context: &[&str]) -> Result<Self, PasswordProblem> {
        if password.len() > LONGEST_BYTES {
            return Err(PasswordProblem::TooLong);
        }
        if password.chars().count() < SHORTEST {
            return Err(PasswordProblem::TooShort);
        }
        let normal = normal_form(password);
        if repeats_one_word(&normal) {
            return Err(PasswordProblem::Repeated);
        }
        if is_guessable(&normal, context) {
            return Err(PasswordProblem::Guessable);
        }
        Ok(Self(normal))
    }

    /// The password in the form that is hashed.
    pub(super) fn normal_form(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for NewPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewPassword(hidden)")
    }
}

/// Whether the letters and digits, whatever stands between them and whatever their case, are one piece twice or more.
fn repeats_one_word(password: &str) -> bool {
    let signs: Vec<char> = password.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    // A text repeats a piece of length n exactly when it equals itself moved along by n, and n divides its length.
    (1..=signs.len() / 2)
        .any(|piece| signs.len().is_multiple_of(piece) && signs[piece..] == signs[..signs.len() - piece])
}

/// Whether little of the password is the person's own, or zxcvbn expects it to be found within 10⁸ guesses (a score below 3: the level that
/// its authors call safe where guesses are slow, as argon2 and the throttle make them here).
fn is_guessable(password: &str, context: &[&str]) -> bool {
    let words = context_words(context);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    is_made_of(password, &words) || zxcvbn(&quickly_judged(password), &words).score() < Score::Three
}

/// Whether words of the context are in the password and too little is left without them.
fn is_made_of(password: &str, words: &[&str]) -> bool {
    let whole = password.to_lowercase();
    // A space takes a word's place, so that what stood around it does not join into another.
    let rest = words.iter().fold(whole.clone(), |rest, word| rest.replace(&word.to_lowercase(), " "));
    rest != whole && rest.chars().filter(|c| c.is_alphanumeric()).count() < FEWEST_OF_ONES_OWN
}

/// The password's first 64 characters, with the rarer signs that stand in for letters (`{`, `[` and `<` for c, `|` for i or l, `+` for t)
/// moved to a neighbouring key. zxcvbn tries every combination of such signs over every part of the text: without this, one hostile
/// password of 100 characters would keep it busy for eighteen times as long.
fn quickly_judged(password: &str) -> String {
    let neighbour = |sign| match sign {
        '{' | '[' => ']',
        '<' => ',',
        '|' => '\\',
        '+' => '=',
        other => other,
    };
    password.chars().take(64).map(neighbour).collect()
}

/// The context's texts whole, without their spaces and word by word: `Asha Patel`, `AshaPatel`, `Asha`, `Patel`.
fn context_words(context: &[&str]) -> Vec<String> {
    let mut words = vec![PRODUCT.to_owned()];
    for text in context {
        let text = normal_form(text);
        let parts: Vec<&str> =
            text.split(|c: char| !c.is_alphanumeric()).filter(|part| part.chars().count() > 2).collect();
        words.push(parts.concat());
        words.extend(parts.into_iter().map(str::to_owned));
        words.push(text);
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::{NewPassword, PasswordProblem, quickly_judged};

    /// What Asha, an editor of “Get Into Teaching”, gets for an answer.
    fn asha_chooses(password: &str) -> Result<(), PasswordProblem> {
        NewPassword::check(password, &["asha.patel", "Asha Patel", "Get Into Teaching"]).map(|_| ())
    }

    #[test]
    fn words_that_do_not_belong_together_are_welcome_in_any_script() {
        for password in [
            "copper lantern walks sideways",
            "  plum gravel, tidy owl  ",
            "зелёный чайник поёт утром",
            "緑の急須が朝に歌うよ静かに雨の日",
            "🦉🍐🧲🪁🎻🧊🦔🌋🛶🪗🥝🧵🐙🪐🧃",
        ] {
            assert_eq!(asha_chooses(password), Ok(()), "{password}");
        }
    }

    #[test]
    fn fifteen_characters_are_enough_and_fourteen_are_not() {
        assert_eq!(asha_chooses("vq8-plum-kite7"), Err(PasswordProblem::TooShort));
        assert_eq!(asha_chooses("vq8-plum-kite7x"), Ok(()));
        assert_eq!(asha_chooses("ÿ🦉é"), Err(PasswordProblem::TooShort), "characters count, not bytes");
    }

    #[test]
    fn a_password_may_fill_1024_bytes_and_no_more() {
        let sentence = "copper lantern walks sideways ".repeat(34);
        let longest = format!("{sentence}xyzw");
        assert_eq!(longest.len(), 1_024);
        assert_eq!(asha_chooses(&longest), Ok(()));
        assert_eq!(asha_chooses(&format!("{longest}.")), Err(PasswordProblem::TooLong));
    }

    #[test]
    fn one_word_over_and_over_is_refused() {
        for password in [
            "lanternlanternlantern",
            "Lantern lantern LANTERN",
            "lantern-lantern-lantern!",
            "aaaaaaaaaaaaaaaaaa",
            "ｌａｎｔｅｒｎ lantern lantern",
        ] {
            assert_eq!(asha_chooses(password), Err(PasswordProblem::Repeated), "{password}");
        }
    }

    #[test]
    fn what_an_attacker_tries_first_is_refused() {
        for password in [
            "passwordpassword1",
            "123456789012345678",
            "qwertyuiopasdfghjkl",
            "abcdefghijklmnopqrs",
            "               ",
            "asha.patel.2026",
            "AshaPatelAshaPatel1",
            "getintoteaching1",
            "Get Into Teaching",
            "waymark-waymark1",
            "P@ssw0rdP@ssw0rd1!",
        ] {
            assert_eq!(asha_chooses(password), Err(PasswordProblem::Guessable), "{password}");
        }
    }

    #[test]
    fn the_same_words_are_guessable_for_the_person_they_describe_only() {
        let password = "Krzysztofa Wisz";
        assert!(NewPassword::check(password, &["Asha Patel"]).is_ok());
        assert_eq!(NewPassword::check(password, &["Krzysztofa Wisz"]).unwrap_err(), PasswordProblem::Guessable);
    }

    #[test]
    fn hostile_texts_are_judged_without_a_panic() {
        let pieces = [
            "4@8({[<369&#!|1|7+05$%2",
            "1/1/11.",
            "\u{fdfa}",
            "\0\n\r\t",
            "e\u{301}\u{323}",
            "ab",
            "12.12.",
            "🦉\u{200d}",
            "İ",
            "ß",
            "aA",
        ];
        for (first, second) in pieces.iter().zip(pieces.iter().cycle().skip(1)) {
            let text: String = format!("{first}{second}x").chars().cycle().take(200).collect();
            let _ = NewPassword::check(&text, &[first, second, &text, ""]);
        }
    }

    #[test]
    fn a_hostile_text_is_cut_and_loses_the_signs_that_multiply_the_work() {
        let judged = quickly_judged(&"4@8({[<369&#!|1|7+05$%2".repeat(10));
        assert_eq!(judged.chars().count(), 64);
        assert!(!judged.contains(['{', '[', '<', '|', '+']), "{judged}");
        assert_eq!(quickly_judged("qwertyuiop p@$$w0rd!"), "qwertyuiop p@$$w0rd!");
    }

    #[test]
    fn refusals_are_sentences_and_the_password_stays_out_of_logs() {
        for problem in
            [PasswordProblem::TooShort, PasswordProblem::TooLong, PasswordProblem::Repeated, PasswordProblem::Guessable]
        {
            assert!(problem.to_string().ends_with('.'), "{problem}");
        }
        assert_eq!(PasswordProblem::TooLong.to_string(), "Use a shorter password: this one is longer than 1024 bytes.");
        let chosen = NewPassword::check("copper lantern walks sideways", &[]).unwrap();
        assert_eq!(format!("{chosen:?}"), "NewPassword(hidden)");
    }
}
