use super::{Findings, Rule, reading::Lost, reading::Reading};

/// Raw HTML that visitors do not get.
pub(super) fn dropped(reading: &Reading<'_>, findings: &mut Findings) {
    for dropped in &reading.dropped {
        let (tag, at) = (&dropped.tag, dropped.at.clone());
        let about = &reading.source[at.clone()];
        match &dropped.lost {
            Lost::Tag => {
                let sentence = format!("<{tag}> is left out of the page; what stands in it stays.");
                findings.add(Rule::HtmlDropped, reading.piece, at, about, sentence);
            }
            Lost::All => {
                let sentence = format!("<{tag}> is left out of the page, with everything in it.");
                findings.add(Rule::HtmlDropped, reading.piece, at, about, sentence);
            }
            Lost::Attributes(names) => {
                let sentence = format!("Of <{tag}>, {} is left out of the page.", names.join(", "));
                findings.add(Rule::AttributeDropped, reading.piece, at, about, sentence);
            }
        }
    }
}
