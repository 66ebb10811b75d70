use super::{Findings, Fix, Rule, reading::Reading, shown};

/// Signs that are typed where a list is meant. A dash may also begin a line for other reasons.
const BULLETS: [char; 7] = ['·', '•', '▪', '◦', '‣', '●', '∙'];
const DASHES: [char; 2] = ['–', '—'];

/// Lines that begin with a bullet that was typed as a letter.
pub(super) fn typed(reading: &Reading<'_>, findings: &mut Findings) {
    for paragraph in &reading.paragraphs {
        let source = &reading.source[paragraph.at.clone()];
        let mut bulleted = Vec::new();
        let mut dashes = 0;
        let mut start = 0;
        for line in source.split_inclusive('\n') {
            // A quotation goes on with its mark.
            let indent = line.len() - line.trim_start_matches([' ', '\t', '>']).len();
            let words = &line[indent..];
            let rest = words.trim_start_matches(|sign: char| {
                BULLETS.contains(&sign) || DASHES.contains(&sign) || matches!(sign, ' ' | '\t' | '\u{a0}')
            });
            let marks = &words[..words.len() - rest.len()];
            let dash = marks.starts_with(DASHES) && marks.ends_with([' ', '\t', '\u{a0}']);
            if (marks.starts_with(BULLETS) || dash) && !rest.trim().is_empty() {
                dashes += usize::from(dash);
                bulleted.push((start + indent, start + indent + marks.len()));
            }
            start += line.len();
        }
        let Some((first, _)) = bulleted.first().copied() else { continue };
        if dashes == bulleted.len() && dashes < 2 {
            continue;
        }
        let mut with = String::with_capacity(source.len());
        let mut written = first;
        for (begins, ends) in &bulleted {
            with.push_str(&source[written..*begins]);
            with.push_str("- ");
            written = *ends;
        }
        with.push_str(&source[written..]);
        let at = paragraph.at.start + first..paragraph.at.end;
        let line = source[first..].lines().next().unwrap_or_default();
        let fix = paragraph.free.then(|| Fix { label: "Make it a list", at: at.clone(), with });
        let sentence =
            format!("The line {} begins with a typed bullet. Begin each line of a list with “- ”.", shown(line));
        findings.add_with(Rule::TypedBullets, reading.piece, at, line, sentence, fix);
    }
}
