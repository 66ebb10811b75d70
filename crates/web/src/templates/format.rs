//! How values are printed into templates.

use minijinja::value::ValueKind;
use minijinja::{AutoEscape, Error, ErrorKind, Output, State, Value};

/// HTML for every name but plain text: a template with a new ending is escaped until someone decides otherwise.
pub(super) fn escaping(name: &str) -> AutoEscape {
    let plain = name.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("txt"));
    if plain { AutoEscape::None } else { AutoEscape::Html }
}

/// Prints what is not there as nothing.
///
/// minijinja's own formatter also escapes `/`, which makes every address longer and none safer.
pub(super) fn lenient(out: &mut Output, state: &mut State, value: &Value) -> Result<(), Error> {
    match value.kind() {
        ValueKind::Undefined | ValueKind::None => Ok(()),
        _ => print(out, state, value),
    }
}

/// Fails on what is not there, so that a test finds it.
pub(super) fn strict(out: &mut Output, state: &mut State, value: &Value) -> Result<(), Error> {
    match value.kind() {
        ValueKind::Undefined => Err(Error::new(ErrorKind::UndefinedError, "it prints a value that does not exist")),
        ValueKind::None => {
            Err(Error::new(ErrorKind::InvalidOperation, "it prints a value that is none; ask with `if` first"))
        }
        _ => print(out, state, value),
    }
}

fn print(out: &mut Output, state: &State, value: &Value) -> Result<(), Error> {
    let escape = !value.is_safe() && !matches!(state.auto_escape(), AutoEscape::None);
    match value.as_str() {
        Some(text) if escape => escaped(out, text),
        Some(text) => out.write_str(text),
        None if escape => escaped(out, &value.to_string()),
        None => write!(out, "{value}"),
    }
    .map_err(Error::from)
}

fn escaped(out: &mut Output, text: &str) -> std::fmt::Result {
    let mut written = 0;
    for (at, byte) in text.bytes().enumerate() {
        let reference = match byte {
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'&' => "&amp;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => continue,
        };
        out.write_str(&text[written..at])?;
        out.write_str(reference)?;
        written = at + 1;
    }
    out.write_str(&text[written..])
}
