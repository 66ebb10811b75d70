//! Names and values of a form in the encoding `application/x-www-form-urlencoded`.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode, utf8_percent_encode};

use crate::error::Refusal;
use crate::limits;

/// What browsers encode in a form: everything but letters, digits and `*-._`.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'*').remove(b'-').remove(b'.').remove(b'_');

/// All pairs in order, decoded strictly: an unfinished `%` or bytes that are not UTF-8 are refused.
pub(super) fn parse(body: &[u8]) -> Result<Vec<(String, String)>, Refusal> {
    let mut pairs = Vec::new();
    let mut text = 0;
    for pair in body.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()) {
        let equals = pair.iter().position(|byte| *byte == b'=');
        let (name, value) = equals.map_or((pair, &[][..]), |at| (&pair[..at], &pair[at + 1..]));
        let (name, value) = (decode(name)?, decode(value)?);
        text += name.len() + value.len();
        if text > limits::FORM_TEXT || pairs.len() == limits::FIELDS {
            return Err(Refusal::TooLarge);
        }
        pairs.push((name, value));
    }
    Ok(pairs)
}

/// The pairs as a browser sends them.
pub(crate) fn encode<N: AsRef<str>, V: AsRef<str>>(pairs: &[(N, V)]) -> String {
    let one = |text: &str| utf8_percent_encode(text, ENCODED).to_string().replace("%20", "+");
    let encoded: Vec<String> =
        pairs.iter().map(|(name, value)| format!("{}={}", one(name.as_ref()), one(value.as_ref()))).collect();
    encoded.join("&")
}

fn decode(encoded: &[u8]) -> Result<String, Refusal> {
    let unfinished = encoded.iter().enumerate().any(|(at, byte)| {
        *byte == b'%' && !encoded.get(at + 1..at + 3).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    });
    if unfinished {
        return Err(Refusal::BadRequest {
            sentence: "The form holds an unfinished percent sign. Send it from its own page.".to_owned(),
        });
    }
    let spaced: Vec<u8> = encoded.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect();
    let text = percent_decode(&spaced).decode_utf8();
    let text = text.map_err(|_| Refusal::BadRequest {
        sentence: "The form holds text that is not UTF-8. Send it from its own page.".to_owned(),
    })?;
    Ok(text.replace("\r\n", "\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_survives_the_journey() {
        let pairs = [("a b".to_owned(), "x=1&y=%41+\n\t\"é—🎓\0".to_owned()), (String::new(), String::new())];
        assert_eq!(parse(encode(&pairs).as_bytes()).unwrap(), pairs);
    }
}
