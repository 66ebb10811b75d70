//! What visitors read, byte by byte.

use std::{
    collections::BTreeMap,
    hash::{DefaultHasher, Hash as _, Hasher as _},
};

use content::{NodeId, RevisionId};

use super::{deeds::Text, model::Model};
use crate::support::Site;

/// What an answer is, so that two can be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bytes {
    status: u16,
    etag: Option<String>,
    body: u64,
}

/// What a visitor gets at an address.
pub(super) async fn bytes(site: &Site, address: &str) -> Bytes {
    let answer = site.visitor().get(address).await;
    let mut hasher = DefaultHasher::new();
    answer.bytes().hash(&mut hasher);
    Bytes { status: answer.status().as_u16(), etag: answer.header("etag").map(str::to_owned), body: hasher.finish() }
}

/// Every page that was looked at, with everything on which it depends: where that is the same again, the bytes are.
#[derive(Debug, Default)]
pub(super) struct Album(BTreeMap<String, Bytes>);

impl Album {
    /// Looks at a page, or says what changed that must not.
    pub(super) async fn look(
        &mut self,
        site: &Site,
        model: &Model,
        node: NodeId,
        text_of: &dyn Fn(RevisionId) -> Option<Text>,
    ) -> Result<(), String> {
        let Some(path) = model.path(node).filter(|_| model.nodes[&node].public.is_some()) else { return Ok(()) };
        let seen = bytes(site, &path).await;
        if seen.status != 200 {
            return Err(format!("{path} is public and answers {}", seen.status));
        }
        let depends = depends(model, node, &path, text_of);
        match self.0.get(&depends) {
            Some(earlier) if *earlier != seen => Err(format!(
                "{path} says the same as before in other bytes: {earlier:?} became {seen:?}, with {depends}"
            )),
            _ => {
                self.0.insert(depends, seen);
                Ok(())
            }
        }
    }
}

/// All on which the bytes of a page depend.
fn depends(model: &Model, node: NodeId, path: &str, text_of: &dyn Fn(RevisionId) -> Option<Text>) -> String {
    let card = |node: &NodeId| {
        let public = model.nodes[node].public.as_ref()?;
        Some((text_of(public.revision).map(|text| text.title), model.path(*node)?))
    };
    let public = model.nodes[&node].public.as_ref().expect("it was asked");
    let text = text_of(public.revision);
    let onward = text.as_ref().and_then(|text| card(&text.link)).map(|(_, path)| path);
    let above: Vec<_> = model.lineage(node).iter().filter_map(card).collect();
    let below: Vec<_> = model.order[&node].iter().filter_map(card).collect();
    let dates = (public.first, public.last, &public.told);
    format!("{node} {path} {text:?} {onward:?} {above:?} {below:?} {dates:?}")
}
