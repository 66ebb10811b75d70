//! Forms that bring files, read part by part: no file ever stands in memory, and no temporary one on the disk.

use axum::Router;
use axum::extract::multipart::Field;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use http::header;

use crate::error::{Error, Refusal};

/// The most bytes of a field that is no file.
const TEXT: usize = 16 * 1024;

/// The parts of a form with files, in the order in which they were sent. Refused with 415 if it is no such form.
///
/// What is left of a part is skipped when the next one is asked for, however long it is; so a file can be refused after its first bytes, and the
/// browser, which sends all of it before it listens, still hears why.
#[derive(Debug)]
pub struct Upload(Multipart);

/// One part.
#[derive(Debug)]
pub struct UploadPart<'upload> {
    /// The field's name.
    pub name: String,
    /// What its sender called the file; `None` for a field without one, empty where none was chosen.
    pub file_name: Option<String>,
    /// Its bytes, as a stream.
    pub bytes: Field<'upload>,
}

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        if !is_upload(request.headers()) {
            return Err(Refusal::WrongContentType.into());
        }
        let parts = Multipart::from_request(request, state).await;
        parts.map(Self).map_err(|_| broken().into())
    }
}

impl Upload {
    /// The next part; `None` after the last one.
    pub async fn next(&mut self) -> Result<Option<UploadPart<'_>>, Error> {
        let Some(bytes) = self.0.next_field().await.map_err(|_| broken())? else { return Ok(None) };
        let name = bytes.name().unwrap_or_default().to_owned();
        let file_name = bytes.file_name().map(str::to_owned);
        Ok(Some(UploadPart { name, file_name, bytes }))
    }
}

impl UploadPart<'_> {
    /// The text of a field that is no file.
    pub async fn text(mut self) -> Result<String, Error> {
        let mut text = Vec::new();
        while let Some(piece) = self.bytes.chunk().await.map_err(|_| broken())? {
            text.extend_from_slice(&piece);
            if text.len() > TEXT {
                return Err(Refusal::TooLarge.into());
            }
        }
        let sentence = "A field of the form holds bytes that are no text. Open the page again and send it from there.";
        String::from_utf8(text).map_err(|_| Refusal::BadRequest { sentence: sentence.to_owned() }.into())
    }
}

/// Whether a request brings a form with files.
pub(crate) fn is_upload(headers: &http::HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("multipart/form-data"))
}

/// Lets the forms of this router bring files: how long those may be is for whoever keeps them to say.
pub fn apply<S: Clone + Send + Sync + 'static>(router: Router<S>) -> Router<S> {
    router.layer(DefaultBodyLimit::disable())
}

fn broken() -> Refusal {
    Refusal::BadRequest {
        sentence: "The upload could not be read: it did not arrive whole, or a name in it holds what cannot be sent. Nothing was kept; go back, rename the file if need be, and send it again.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::body::Body;
    use axum::routing::post;

    use super::*;
    use crate::client::Client;

    async fn told(mut upload: Upload) -> Result<String, Error> {
        let mut told = Vec::new();
        while let Some(part) = upload.next().await? {
            told.push(match part.file_name.clone() {
                // Only the first bytes of a file are read here.
                Some(file) => format!("{}={file:?};", part.name),
                None => format!("{}={:?};", part.name.clone(), part.text().await?),
            });
        }
        Ok(told.concat())
    }

    async fn send(kind: &str, body: Vec<u8>) -> (u16, String) {
        let client = Client::new(apply(Router::new().route("/", post(told))));
        let request = Request::post("/").header("content-type", kind).body(Body::from(body)).unwrap();
        let answer = client.send(request).await;
        (answer.status().as_u16(), answer.text().to_owned())
    }

    fn form(long: usize) -> Vec<u8> {
        let mut body =
            b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\\\"b.pdf\"\r\n\r\n".to_vec();
        body.extend(vec![b'-'; long]);
        body.extend(b"\r\n--x\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhello\r\n--x--\r\n");
        body
    }

    #[tokio::test]
    async fn parts_come_in_order_and_what_is_left_of_one_is_skipped() {
        let (status, told) = send("multipart/form-data; boundary=x", form(5_000_000)).await;
        assert_eq!(status, 200, "{told}");
        assert!(told.starts_with("file=") && told.ends_with("note=\"hello\";"), "{told}");
    }

    #[tokio::test]
    async fn what_is_no_upload_is_refused() {
        assert_eq!(send("application/x-www-form-urlencoded", form(1)).await.0, 415);
        assert_eq!(send("multipart/form-data", form(1)).await.0, 400, "without a boundary");
        let mut cut = form(100);
        cut.truncate(150);
        assert_eq!(send("multipart/form-data; boundary=x", cut).await.0, 400);
        let long =
            [b"--x\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\n".to_vec(), vec![b'a'; TEXT + 1]].concat();
        assert!([400, 413].contains(&send("multipart/form-data; boundary=x", long).await.0));
    }
}
