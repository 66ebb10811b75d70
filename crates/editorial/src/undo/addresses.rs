//! What undoing does to addresses: none is lost, and none is taken from a page or a person who has it since.

use content::{NodeId, RedirectTarget, UrlPath};

use super::Turn;
use crate::Refusal;

impl Turn<'_> {
    /// Leads an address where it led before.
    pub(super) async fn redirect(
        &mut self,
        path: &str,
        old: Option<&RedirectTarget>,
        new: Option<&RedirectTarget>,
    ) -> Result<(), Refusal> {
        if self.tx.redirect_at(path).await?.as_ref() != new {
            return Err(Refusal::because(format!(
                "The redirect at {path} was changed since, so this cannot be undone. Undo that first"
            )));
        }
        if let Some(target) = old {
            self.tx.put_redirect(path, target, self.permit.actor()).await?;
            self.put_back.push(path.to_owned());
        } else {
            self.tx.remove_redirect(path).await?;
            if let Some(RedirectTarget::Node(node)) = new {
                // The address was that of the page for which the other one stood in.
                let stood_in_for = self.stood_in.take().filter(|(_, stand_in)| stand_in == node);
                self.taken_away.push((path.to_owned(), stood_in_for.map_or(*node, |(page, _)| page)));
            }
        }
        let known = UrlPath::parse(path).ok();
        self.tx.change(None, "redirected", known.as_ref(), None).await?;
        Ok(())
    }

    /// Says which page stood in for a withdrawn one before.
    pub(super) async fn stood_in(
        &mut self,
        id: NodeId,
        old: Option<NodeId>,
        new: Option<NodeId>,
    ) -> Result<(), Refusal> {
        if self.node(id).await?.stand_in != new {
            return Err(self.conflict(id, "was published or unpublished").await);
        }
        self.stood_in = new.map(|new| (id, new));
        self.tx.set_stand_in(id, old).await?;
        Ok(())
    }

    /// Frees an address for a page that is public there again. One that leads elsewhere since is not taken: nobody was asked.
    pub(super) async fn come_back_to(&self, path: &UrlPath, node: NodeId) -> Result<(), Refusal> {
        if self.tx.redirect_at(path.as_str()).await?.is_some_and(|target| target != RedirectTarget::Node(node)) {
            return Err(Refusal::because(format!(
                "{path} leads elsewhere since, so this cannot be undone. Remove that redirect first"
            )));
        }
        self.tx.free_address(path).await?;
        Ok(())
    }

    /// An address that was public leads to its node for ever, also when it was public only until the undoing.
    ///
    /// `moved_pages` says that the action's redirects were left behind by pages. Such a one stays where its page is not live by now, or not there.
    pub(super) async fn leave_redirects(&mut self, moved_pages: bool) -> Result<(), Refusal> {
        for path in &self.put_back {
            let Ok(known) = UrlPath::parse(path) else { continue };
            if self.tx.node_at(&known).await?.is_some_and(|there| there.live.is_some()) {
                self.tx.remove_redirect(path).await?;
            }
        }
        let left_behind = if moved_pages { self.taken_away.as_slice() } else { &[] };
        let left_behind = left_behind.iter().filter_map(|(path, node)| Some((UrlPath::parse(path).ok()?, *node)));
        let were_public = self.were_public.iter().map(|(path, node)| (path.clone(), *node));
        for (path, node) in left_behind.chain(were_public) {
            let stands = self.tx.node_at(&path).await?.is_some_and(|there| there.live.is_some());
            if !stands && self.tx.redirect_at(path.as_str()).await?.is_none() {
                self.tx.put_redirect(path.as_str(), &RedirectTarget::Node(node), self.permit.actor()).await?;
            }
        }
        Ok(())
    }
}
