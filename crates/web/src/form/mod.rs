//! What people send: forms and queries, parsed at the door.
//!
//! Line ends arrive as `\r\n` and leave here as `\n`. Text that is not UTF-8 is refused, never guessed. Which characters a field may hold is for
//! whoever takes it to say.

mod pairs;
mod query;

pub(crate) use pairs::encode;
pub use query::Query;

use axum::body::Body;
use axum::extract::{FromRequest, Request};
use http::{HeaderValue, Method, header};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use serde::de::DeserializeOwned;

use crate::error::{Error, Refusal};
use crate::limits;

/// The content type of forms.
const URLENCODED: &str = "application/x-www-form-urlencoded";

/// The names and values of an address's query, in order; `None` where it is not understood.
pub fn query_pairs(query: &str) -> Option<Vec<(String, String)>> {
    pairs::parse(query.as_bytes()).ok()
}

/// A form with known fields; several fields of one name become a `Vec`.
///
/// Refused with 415 if it is not a form, 400 if a field is missing, unknown (with `deny_unknown_fields`) or of the wrong kind, 413 if it is longer
/// than [`limits::FORM_TEXT`], 408 if it does not arrive in time.
#[derive(Clone, Copy, Debug, Default)]
pub struct Form<T>(pub T);

/// All fields of a form in the order in which they were sent, for forms whose field names are made up (`blocks[3].markdown`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawForm(pub Vec<(String, String)>);

impl<S: Send + Sync> FromRequest<S> for RawForm {
    type Rejection = Error;

    async fn from_request(request: Request, _: &S) -> Result<Self, Error> {
        let is_form = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .is_some_and(is_urlencoded);
        if !is_form {
            return Err(Refusal::WrongContentType.into());
        }
        let body = read(request.into_body()).await?;
        Ok(Self(pairs::parse(&body)?))
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Form<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        let RawForm(pairs) = RawForm::from_request(request, state).await?;
        // axum-extra knows how to read repeated fields; it gets the form again, decoded strictly and written in one way.
        let mut again = Request::new(Body::from(pairs::encode(&pairs)));
        *again.method_mut() = Method::POST;
        again.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(URLENCODED));
        axum::extract::DefaultBodyLimit::disable().apply(&mut again);
        match axum_extra::extract::Form::<T>::from_request(again, &()).await {
            Ok(axum_extra::extract::Form(form)) => Ok(Self(form)),
            Err(rejection) => Err(not_understood("form", &rejection.body_text())),
        }
    }
}

/// A refusal that says which part was not understood, in the words of the parser after its preamble.
fn not_understood(what: &str, parser: &str) -> Error {
    let detail = parser.split_once(": ").map_or(parser, |(_, detail)| detail);
    Refusal::BadRequest {
        sentence: format!("The {what} was not understood ({detail}). Open the page again and send it from there."),
    }
    .into()
}

fn is_urlencoded(content_type: &str) -> bool {
    content_type.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case(URLENCODED))
}

/// The whole body, up to [`limits::BODY`] bytes.
async fn read(body: Body) -> Result<bytes::Bytes, Error> {
    match Limited::new(body, limits::BODY).collect().await {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) => Err(unread(error.as_ref()).into()),
    }
}

/// Why a body could not be read; the layers wrap each other's errors, so each cause is asked.
fn unread(error: &(dyn std::error::Error + 'static)) -> Refusal {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if error.is::<LengthLimitError>() {
            return Refusal::TooLarge;
        }
        if error.is::<tower_http::timeout::TimeoutError>() {
            return Refusal::TooSlow;
        }
        cause = error.source();
    }
    Refusal::BadRequest { sentence: "The form did not arrive whole. Go back and send it again.".to_owned() }
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::routing::post;
    use serde::Deserialize;

    use super::*;
    use crate::client::Client;

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Provider {
        name: String,
        #[serde(default)]
        regions: Vec<String>,
        code: Option<u32>,
    }

    fn site() -> Client {
        let router =
            Router::new().route("/raw", post(|RawForm(pairs): RawForm| async move { format!("{pairs:?}") })).route(
                "/typed",
                post(|Form(form): Form<Provider>| async move {
                    format!("{}/{}/{:?}", form.name, form.regions.join("+"), form.code)
                }),
            );
        Client::new(router)
    }

    async fn send(path: &str, content_type: &str, body: impl Into<Body>) -> (u16, String) {
        let request = Request::post(path).header("content-type", content_type).body(body.into()).unwrap();
        let answer = site().send(request).await;
        let sentence = answer.report().map_or_else(|| answer.text().to_owned(), |report| report.sentence.clone());
        (answer.status().as_u16(), sentence)
    }

    #[tokio::test]
    async fn fields_keep_their_order_and_line_ends_become_one() {
        let (_, seen) = send(
            "/raw",
            "application/x-www-form-urlencoded; charset=UTF-8",
            "b%5B3%5D.t=x%0D%0Ay&a=1+2&&b=&a=%2B&%C3%A9",
        )
        .await;
        assert_eq!(seen, r#"[("b[3].t", "x\ny"), ("a", "1 2"), ("b", ""), ("a", "+"), ("é", "")]"#);
    }

    #[tokio::test]
    async fn a_typed_form_takes_repeated_fields() {
        let fields = [("name", "Bath & Wells"), ("regions", "South West"), ("regions", "London"), ("code", "7")];
        assert_eq!(site().post_form("/typed", &fields).await.text(), "Bath & Wells/South West+London/Some(7)");
        assert_eq!(site().post_form("/typed", &[("name", "x")]).await.text(), "x//None");
    }

    #[tokio::test]
    async fn what_is_not_understood_is_refused_with_a_sentence() {
        for (body, words) in [
            ("name=x&role=admin", "role"),
            ("regions=x", "name"),
            ("name=x&code=many", "code"),
            ("name=%FF", "UTF-8"),
            ("name=a%", "percent"),
        ] {
            let (status, sentence) = send("/typed", URLENCODED, body).await;
            assert!(
                status == 400 && sentence.contains(words) && sentence.ends_with('.'),
                "{body}: {status} {sentence}"
            );
        }
        for kind in [
            "application/json",
            "multipart/form-data; boundary=x",
            "text/plain",
            "application/x-www-form-urlencodedx",
            "",
        ] {
            assert_eq!(send("/typed", kind, "name=x").await.0, 415, "{kind}");
        }
        assert_eq!(send("/raw", URLENCODED, vec![b'a', b'=', 0xff]).await.0, 400);
    }
}
