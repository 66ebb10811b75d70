//! What somebody pastes, as Markdown: `POST /admin/convert/paste` takes the HTML of a clipboard, and a script gets the text to put at the caret.

use axum::body::Bytes;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, StatusCode, header};
use markup::convert::{Converted, MOST_PASTED, Unreadable, from_html};
use serde::Serialize;
use tokio::sync::Semaphore;

use super::lookup;
use crate::Admin;
use crate::signed_in::SignedIn;

/// Texts are converted two at a time: a hostile one takes a hundred megabytes while it is read.
static AT_WORK: Semaphore = Semaphore::const_new(2);

/// The answer to a script.
#[derive(Debug, Serialize)]
struct PasteAnswer {
    /// The text; empty where it was refused.
    markdown: String,
    /// What was done, or why nothing was.
    sentence: String,
}

pub(super) async fn paste(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    headers: HeaderMap,
    html: Bytes,
) -> Result<Response, web::Error> {
    let permit = signed_in.reads_site(&admin).await?;
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if kind.split(';').next().is_none_or(|kind| !kind.trim().eq_ignore_ascii_case("text/html")) {
        return Err(web::Refusal::WrongContentType.into());
    }
    if html.len() > MOST_PASTED {
        let sentence = "More than 1 MB was copied. Copy it in parts, or start a page from the document.";
        return Ok(answer(StatusCode::PAYLOAD_TOO_LARGE, String::new(), sentence.to_owned()));
    }
    let converted = at_work(move || {
        let html = std::str::from_utf8(&html).map_err(|_| Unreadable::Damaged)?;
        from_html(html)
    });
    match converted.await? {
        Ok(converted) => {
            let sentence = pasted(&converted);
            let markdown = lookup::with_own_links(&admin, &permit, converted.markdown).await?;
            Ok(answer(StatusCode::OK, markdown, sentence))
        }
        Err(refusal) => Ok(answer(StatusCode::UNPROCESSABLE_ENTITY, String::new(), refusal.sentence().to_owned())),
    }
}

/// Converts away from the threads that answer. The outer error is a surprise.
pub(super) async fn at_work<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, web::Error> {
    let turn = AT_WORK.acquire().await.expect("nobody closes it");
    // The turn goes along: work that has begun goes on when whoever asked has gone away.
    let work = move || {
        let _turn = turn;
        work()
    };
    Ok(tokio::task::spawn_blocking(work).await.map_err(web::Failure::from)?)
}

fn answer(status: StatusCode, markdown: String, sentence: String) -> Response {
    (status, axum::Json(PasteAnswer { markdown, sentence })).into_response()
}

/// `Pasted with 2 headings, a list of 5 and 3 links. Left out: a picture.`
fn pasted(converted: &Converted) -> String {
    let holds = converted.counts.in_words();
    let with = if holds.is_empty() { "Pasted.".to_owned() } else { format!("Pasted with {holds}.") };
    format!("{with}{}", left_out(converted))
}

/// ` Left out: 2 pictures and a comment.`; empty when nothing was.
pub(super) fn left_out(converted: &Converted) -> String {
    let words = converted.left_out.in_words();
    if words.is_empty() { String::new() } else { format!(" Left out: {words}.") }
}
