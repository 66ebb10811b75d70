//! Lines and columns, as an editor counts them.

use super::Finding;

/// Says of findings, which come in the order of the text, in which line and column they begin. The text is walked once.
pub(super) fn fill_in<'a>(markdown: &str, findings: impl Iterator<Item = &'a mut Finding>) {
    let (mut walked, mut line, mut column) = (0, 1, 1);
    for finding in findings {
        for letter in markdown.get(walked..finding.at.start).unwrap_or_default().chars() {
            if letter == '\n' {
                (line, column) = (line + 1, 1);
            } else {
                column += 1;
            }
        }
        walked = walked.max(finding.at.start);
        (finding.line, finding.column) = (line, column);
    }
}
