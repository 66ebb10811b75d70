//! The signed addresses of previews: who holds one may read one revision, or what one person keeps on one node, for an hour.

use accounts::{UserId, token};
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
    pub(crate) shown: Previewed,
}

/// Which text of the node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Previewed {
    /// A revision, which never changes.
    Revision(RevisionId),
    /// What this person keeps for themselves, as it is at that moment.
    Kept(UserId),
}

impl Previewed {
    fn parse(text: &str) -> Option<Self> {
        match text.strip_prefix('k') {
            Some(author) => Some(Self::Kept(UserId(author.parse().ok()?))),
            None => Some(Self::Revision(RevisionId(text.parse().ok()?))),
        }
    }

    fn written(self) -> String {
        match self {
            Self::Revision(revision) => revision.to_string(),
            Self::Kept(author) => format!("k{}", author.0),
        }
    }
}

/// Makes the token of a preview: node, text, end, and their signature.
pub(crate) fn sign(store: &Store, preview: Preview) -> String {
    let expires = (store.now() + LIFETIME).timestamp();
    let text = format!("{}.{}.{expires}", preview.node, preview.shown.written());
    let signature = URL_SAFE_NO_PAD.encode(mac(store, &text).finalize().into_bytes());
    format!("{text}.{signature}")
}

/// Reads a token. `None` when it was forged or has expired.
pub(crate) fn open(store: &Store, token: &str) -> Option<Preview> {
    let (text, signature) = token.rsplit_once('.')?;
    let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
    mac(store, text).verify_slice(&signature).ok()?;
    let mut parts = text.split('.');
    let (node, shown, expires) = (parts.next()?, parts.next()?, parts.next()?);
    let expires: DateTime<Utc> = DateTime::from_timestamp(expires.parse().ok()?, 0)?;
    let preview = Preview { node: NodeId(node.parse().ok()?), shown: Previewed::parse(shown)? };
    (store.now() < expires).then_some(preview)
}

fn mac(store: &Store, text: &str) -> Hmac<Sha256> {
    let key = token::fingerprint(&format!("preview {}", store.inner.secrets.signing_key));
    let mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key.as_bytes()).expect("a key of any length will do");
    mac.chain_update(text.as_bytes())
}
