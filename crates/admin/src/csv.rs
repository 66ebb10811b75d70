//! Files for spreadsheets.

use axum::response::{IntoResponse as _, Response};
use http::header;

/// One line of a file of comma-separated values (RFC 4180). A cell that a spreadsheet would take for a formula gets a `'` (OWASP, CSV injection).
pub(crate) fn line<const N: usize>(cells: &[String; N]) -> String {
    let quoted = cells.iter().map(|cell| {
        let guard = if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
        format!("\"{guard}{}\"", cell.replace('"', "\"\""))
    });
    quoted.collect::<Vec<_>>().join(",") + "\r\n"
}

/// A file that the browser downloads under this name.
pub(crate) fn file(name: &str, text: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    (headers, text).into_response()
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn no_cell_is_a_formula_and_quotes_stay_inside() {
        let cells = ["=1+1", "-2", "@SUM(A1)", "+44", "\tx", "say \"hello\", twice"].map(str::to_owned);
        assert_eq!(line(&cells), "\"'=1+1\",\"'-2\",\"'@SUM(A1)\",\"'+44\",\"'\tx\",\"say \"\"hello\"\", twice\"\r\n");
    }
}
