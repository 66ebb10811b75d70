//! Files that come in with a form: each is taken or refused by itself, and the form is read to its end.

use media::{StorageError, TakenIn, UploadError};
use web::{Failure, Upload};

use crate::Admin;

/// The most files of one form.
const MOST: usize = 20;

/// What a form with files brought.
#[derive(Debug, Default)]
pub(super) struct Received {
    /// The files that are kept now, each with what its sender called it.
    pub(super) taken: Vec<(String, TakenIn)>,
    /// The names of those that are not, each with the sentence that says why.
    pub(super) refused: Vec<(String, String)>,
    /// The fields that are no files.
    pub(super) fields: Vec<(String, String)>,
}

impl Received {
    /// The first value of a field.
    pub(super) fn field(&self, name: &str) -> &str {
        self.fields.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str())
    }
}

/// Reads the form. What a disk or a store fails at is told like a refusal, so that the other files of the form come in; a surprise is logged.
pub(super) async fn files(admin: &Admin, mut upload: Upload) -> Result<Received, web::Error> {
    let mut received = Received::default();
    let mut seen = 0;
    while let Some(part) = upload.next().await? {
        let Some(name) = part.file_name.clone() else {
            let field = part.name.clone();
            received.fields.push((field, part.text().await?));
            continue;
        };
        // Where nobody has chosen a file, browsers send one without a name.
        if name.is_empty() {
            continue;
        }
        seen += 1;
        if seen > MOST {
            received.refused.push((name, format!("Only {MOST} files can be uploaded at a time. Send this one again.")));
            continue;
        }
        let taken = match admin.storage.receive(part.bytes).await {
            Ok(incoming) => admin.storage.take_in(incoming).await,
            Err(error) => Err(error),
        };
        match taken {
            Ok(taken) => received.taken.push((name, taken)),
            Err(error) => received.refused.push((shown(&name), sentence(error))),
        }
    }
    Ok(received)
}

/// A name as its sender wrote it, without what shows nothing or turns the line around.
pub(crate) fn shown(name: &str) -> String {
    let cleaned: String =
        name.chars().filter(|sign| !sign.is_control() && !('\u{200b}'..='\u{206f}').contains(sign)).collect();
    let short: String = cleaned.chars().take(80).collect();
    if short.trim().is_empty() { "A file".to_owned() } else { short }
}

/// Why a file did not come in, as a sentence; a surprise is logged.
pub(crate) fn sentence(error: UploadError) -> String {
    match error {
        UploadError::Refused(refusal) => refusal.to_string(),
        UploadError::Failed(known @ (StorageError::Full | StorageError::BrokenOff)) => known.to_string(),
        UploadError::Failed(surprise) => {
            let failure = Failure::from(surprise);
            format!(
                "The file could not be kept. Try again; if it fails again, give this reference: {}.",
                failure.reference()
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn a_name_is_told_without_what_cannot_be_seen() {
        assert_eq!(shown("a\u{0}b\r\n\u{202e}gpj.exe"), "abgpj.exe");
        assert_eq!(shown("\u{1}\u{2}"), "A file");
        assert_eq!(shown(&"x".repeat(300)).len(), 80);
    }
}
