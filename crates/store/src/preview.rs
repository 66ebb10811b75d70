//! The signed addresses of previews: who holds one may read one revision, or what one person keeps on one node, for an hour; or, where somebody shared a
//! draft, that draft as it stands until the link ends.

use accounts::{UserId, token};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use content::{NodeId, RevisionId};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::Store;

/// How long a preview's address can be opened, unless it was shared.
const LIFETIME: TimeDelta = TimeDelta::hours(1);

/// What stands before the number of a shared link; a number stands there in all other tokens.
const SHARED: &str = "shared.";

/// What a preview's address stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Preview {
    pub(crate) node: NodeId,
    pub(crate) shown: Previewed,
    /// The later moment at which the site is shown; `None` for the present one.
    pub(crate) later: Option<Later>,
}

/// A later moment, as one person may see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Later {
    /// When.
    pub moment: DateTime<Utc>,
    /// Who looks: what is due of drafts that they may not read is not for them to learn.
    pub by: UserId,
}

/// Which text of the node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Previewed {
    /// A revision, which never changes.
    Revision(RevisionId),
    /// What this person keeps for themselves, as it is at that moment.
    Kept(UserId),
}

/// What a token says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Opened {
    /// All that there is to know.
    Signed(Preview),
    /// The number of a shared link, whose row says whether it still opens anything.
    Shared(i64),
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

/// Makes the token of a preview: node, text, end, the later moment and who looks if any, and their signature.
pub(crate) fn sign(store: &Store, preview: Preview) -> String {
    let expires = (store.now() + LIFETIME).timestamp();
    let later = preview.later.map(|later| format!(".{}.{}", later.moment.timestamp(), later.by.0)).unwrap_or_default();
    signed(store, &format!("{}.{}.{expires}{later}", preview.node, preview.shown.written()))
}

/// Makes the token of a shared link. The same link has the same token for ever, so that it can be copied again.
pub(crate) fn sign_shared(store: &Store, link: i64) -> String {
    signed(store, &format!("{SHARED}{link}"))
}

/// Reads a token. `None` when it was forged or has expired.
pub(crate) fn open(store: &Store, token: &str) -> Option<Opened> {
    let (text, signature) = token.rsplit_once('.')?;
    let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
    mac(store, text).verify_slice(&signature).ok()?;
    if let Some(link) = text.strip_prefix(SHARED) {
        return Some(Opened::Shared(link.parse().ok()?));
    }
    let mut parts = text.split('.');
    let (node, shown, expires) = (parts.next()?, parts.next()?, parts.next()?);
    let expires: DateTime<Utc> = DateTime::from_timestamp(expires.parse().ok()?, 0)?;
    let later = match (parts.next(), parts.next()) {
        (Some(moment), Some(by)) => {
            Some(Later { moment: DateTime::from_timestamp(moment.parse().ok()?, 0)?, by: UserId(by.parse().ok()?) })
        }
        _ => None,
    };
    let preview = Preview { node: NodeId(node.parse().ok()?), shown: Previewed::parse(shown)?, later };
    (store.now() < expires).then_some(Opened::Signed(preview))
}

fn signed(store: &Store, text: &str) -> String {
    let signature = URL_SAFE_NO_PAD.encode(mac(store, text).finalize().into_bytes());
    format!("{text}.{signature}")
}

fn mac(store: &Store, text: &str) -> Hmac<Sha256> {
    let key = token::fingerprint(&format!("preview {}", store.inner.secrets.signing_key));
    let mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key.as_bytes()).expect("a key of any length will do");
    mac.chain_update(text.as_bytes())
}
