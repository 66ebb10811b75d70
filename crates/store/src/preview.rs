//! The signed addresses of previews: who holds one may read one revision for an hour.

use accounts::token;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use content::{NodeId, RevisionId};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::Store;

/// How long a preview's address can be opened.
const LIFETIME: TimeDelta = TimeDelta::hours(1);

/// What a preview's address stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Preview {
    pub(crate) node: NodeId,
    pub(crate) revision: RevisionId,
}

/// Makes the token of a preview: node, revision, end, and their signature.
pub(crate) fn sign(store: &Store, preview: Preview) -> String {
    let expires = (store.now() + LIFETIME).timestamp();
    let text = format!("{}.{}.{expires}", preview.node, preview.revision);
    let signature = URL_SAFE_NO_PAD.encode(mac(store, &text).finalize().into_bytes());
    format!("{text}.{signature}")
}

/// Reads a token. `None` when it was forged or has expired.
pub(crate) fn open(store: &Store, token: &str) -> Option<Preview> {
    let (text, signature) = token.rsplit_once('.')?;
    let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
    mac(store, text).verify_slice(&signature).ok()?;
    let mut numbers = text.split('.').map(str::parse::<i64>);
    let (node, revision, expires) = (numbers.next()?.ok()?, numbers.next()?.ok()?, numbers.next()?.ok()?);
    let expires: DateTime<Utc> = DateTime::from_timestamp(expires, 0)?;
    (store.now() < expires).then_some(Preview { node: NodeId(node), revision: RevisionId(revision) })
}

fn mac(store: &Store, text: &str) -> Hmac<Sha256> {
    let key = token::fingerprint(&format!("preview {}", store.inner.secrets.signing_key));
    let mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key.as_bytes()).expect("a key of any length will do");
    mac.chain_update(text.as_bytes())
}
