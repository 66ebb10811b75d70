use super::{Findings, Rule, reading::Reading, shown};

/// Tables whose columns have no names.
pub(super) fn without_header(reading: &Reading<'_>, findings: &mut Findings) {
    for table in reading.tables.iter().filter(|table| !table.has_header) {
        let which = if table.first_words.is_empty() {
            "This table".to_owned()
        } else {
            format!("The table that begins with {}", shown(&table.first_words))
        };
        let sentence = format!("{which} has no header row. Write the name of each column in its first row.");
        findings.add(Rule::TableWithoutHeader, reading.piece, table.at.clone(), &table.first_words, sentence);
    }
}
