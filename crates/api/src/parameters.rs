//! The query of a request. Each endpoint names its parameters; what it does not name, says twice or cannot read is refused with a sentence, so that
//! a misspelt filter never answers with everything.

use std::ops::RangeInclusive;

use http::Uri;
use percent_encoding::percent_decode;
use store::published::{Slice, When};
use web::Refusal;

/// How many items a part of a list holds at most, 1 to 100.
const LIMIT: RangeInclusive<u64> = 1..=100;
/// How many it holds if the client does not say.
const USUAL_LIMIT: u64 = 20;
/// No site holds this many items; the database counts in numbers that are larger, though not without end.
const OFFSET: RangeInclusive<u64> = 0..=1_000_000_000;
/// How much of an unknown name a sentence repeats, in characters.
const NAME_SHOWN: usize = 60;

/// The parameters of a request.
#[derive(Debug)]
pub(crate) struct Parameters(Vec<(&'static str, String)>);

impl Parameters {
    /// Reads the query of an endpoint that knows these parameters.
    pub(crate) fn read(uri: &Uri, known: &'static [&'static str]) -> Result<Self, Refusal> {
        let mut parameters: Vec<(&'static str, String)> = Vec::new();
        for pair in uri.query().unwrap_or_default().split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let Some(name) = decoded(name) else {
                return Err(refused(format!("The name of a parameter is not UTF-8. {}.", allowed(known))));
            };
            let Some(name) = known.iter().find(|known| **known == name) else {
                let shown: String = name.chars().take(NAME_SHOWN).collect();
                return Err(refused(format!("The parameter “{shown}” is not known here. {}.", allowed(known))));
            };
            if parameters.iter().any(|(earlier, _)| earlier == name) {
                return Err(refused(format!("The parameter “{name}” stands there twice. Give it once.")));
            }
            let Some(value) = decoded(value) else {
                return Err(refused(format!("The parameter “{name}” is not UTF-8 text. Percent-encode its bytes.")));
            };
            parameters.push((name, value));
        }
        Ok(Self(parameters))
    }

    /// The address that the client asks about.
    pub(crate) fn path(&self) -> Result<&str, Refusal> {
        let path = self.value("path").ok_or_else(|| {
            refused("The parameter “path” is missing. Give the path of an address, such as ?path=/teaching-events.")
        })?;
        if path.starts_with('/') && !path.chars().any(char::is_control) {
            return Ok(path);
        }
        Err(refused(
            "The parameter “path” is no path. It begins with a slash, as in /teaching-events, and has no control \
             characters.",
        ))
    }

    /// Which part of a list the client asks for.
    pub(crate) fn slice(&self) -> Result<Slice, Refusal> {
        Ok(Slice { limit: self.number("limit", LIMIT, USUAL_LIMIT)?, offset: self.number("offset", OFFSET, 0)? })
    }

    /// Which events the client asks for.
    pub(crate) fn when(&self) -> Result<Option<When>, Refusal> {
        match self.value("when") {
            None => Ok(None),
            Some("upcoming") => Ok(Some(When::Upcoming)),
            Some("past") => Ok(Some(When::Past)),
            Some(_) => Err(refused("The parameter “when” is “upcoming” or “past”; leave it out for all events.")),
        }
    }

    fn value(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    fn number(&self, name: &str, range: RangeInclusive<u64>, usual: u64) -> Result<u64, Refusal> {
        let Some(text) = self.value(name) else { return Ok(usual) };
        // Rust's own reading takes a plus sign too.
        let number = Some(text).filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
        let number = number.and_then(|text| text.parse().ok()).filter(|number| range.contains(number));
        number.ok_or_else(|| {
            let (least, most) = range.into_inner();
            refused(format!("The parameter “{name}” is a whole number from {least} to {most}."))
        })
    }
}

/// A name or value without its escapes; none if it is not UTF-8.
fn decoded(text: &str) -> Option<String> {
    let spaced = text.replace('+', " ");
    Some(percent_decode(spaced.as_bytes()).decode_utf8().ok()?.into_owned())
}

fn refused(sentence: impl Into<String>) -> Refusal {
    Refusal::BadRequest { sentence: sentence.into() }
}

/// "Use limit, offset or when".
fn allowed(known: &[&str]) -> String {
    match known {
        [] => "This address takes none".to_owned(),
        [only] => format!("Use {only}"),
        [others @ .., last] => format!("Use {} or {last}", others.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVENTS: &[&str] = &["limit", "offset", "when"];

    fn read(query: &str) -> Result<Parameters, Refusal> {
        Parameters::read(&format!("/api/v1/events?{query}").parse().unwrap(), EVENTS)
    }

    fn sentence<T: std::fmt::Debug>(result: Result<T, Refusal>) -> String {
        let refusal = result.unwrap_err();
        assert_eq!(refusal.status(), 400);
        refusal.sentence()
    }

    #[test]
    fn a_list_is_cut_as_the_client_asks() {
        assert_eq!(read("").unwrap().slice().unwrap(), Slice { limit: 20, offset: 0 });
        assert_eq!(read("&offset=040&limit=100&").unwrap().slice().unwrap(), Slice { limit: 100, offset: 40 });
        assert_eq!(read("when=%75pcoming").unwrap().when().unwrap(), Some(When::Upcoming));
        assert_eq!(read("limit=3").unwrap().when().unwrap(), None);
    }

    #[test]
    fn numbers_out_of_range_are_refused_with_the_range() {
        for query in ["limit=0", "limit=101", "limit=", "limit", "limit=-1", "limit=%2B5", "limit=five", "limit=1e1"] {
            let told = sentence(read(query).unwrap().slice());
            assert_eq!(told, "The parameter “limit” is a whole number from 1 to 100.", "{query}");
        }
        for query in ["offset=-1", "offset=1000000001", "offset=18446744073709551615", "offset=99999999999999999999"] {
            assert!(sentence(read(query).unwrap().slice()).contains("“offset”"), "{query}");
        }
    }

    #[test]
    fn unknown_parameters_are_refused_with_those_that_are_known() {
        let told = sentence(read("limit=5&draft=1"));
        assert_eq!(told, "The parameter “draft” is not known here. Use limit, offset or when.");
        assert!(sentence(read("LIMIT=5")).contains("“LIMIT”"));
        assert!(sentence(read("=5")).contains("“”"));
        assert!(sentence(read(&format!("{}=1", "a".repeat(5_000)))).len() < 200);
        assert!(sentence(read("when=soon").unwrap().when()).contains("“upcoming” or “past”"));
    }

    #[test]
    fn what_stands_there_twice_or_is_no_text_is_refused() {
        assert_eq!(sentence(read("limit=1&limit=2")), "The parameter “limit” stands there twice. Give it once.");
        assert!(sentence(read("when=%ff")).contains("“when” is not UTF-8"));
        assert!(sentence(read("%ff=1")).contains("Use limit, offset or when."));
    }

    #[test]
    fn a_path_begins_with_a_slash() {
        let path = |query: &str| {
            let uri: Uri = format!("/api/v1/resolve?{query}").parse().unwrap();
            Parameters::read(&uri, &["path"]).unwrap().path().map(str::to_owned)
        };
        assert_eq!(path("path=%2Fcaf%C3%A9/b+c").unwrap(), "/café/b c");
        assert!(sentence(path("")).contains("is missing"));
        for query in ["path=", "path=teaching-events", "path=https://example.org/", "path=/a%00b", "path=/a%0d%0ab"] {
            assert!(sentence(path(query)).contains("begins with a slash"), "{query}");
        }
    }
}
