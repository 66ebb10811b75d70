use super::{DECORATIVE, Findings, Fix, Rule, reading::Reading};

/// Images that neither have a description nor are marked as decoration.
pub(super) fn without_text(reading: &Reading<'_>, findings: &mut Findings) {
    for image in reading.images.iter().filter(|image| !image.described && !image.decorative) {
        let fix = image.closing.map(|closing| Fix {
            label: "Mark as decoration",
            at: closing..closing,
            with: format!(" \"{DECORATIVE}\""),
        });
        let sentence = format!(
            "The image {} has no description. Write one between the square brackets, or mark it as decoration.",
            image.address
        );
        findings.add_with(Rule::ImageWithoutText, reading.piece, image.at.clone(), &image.address, sentence, fix);
    }
}
