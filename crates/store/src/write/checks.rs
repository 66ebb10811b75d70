use accounts::Actor;
use chrono::{DateTime, NaiveDate, Utc};
use content::{Details, Draft, NodeId, RevisionId};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, Insert, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait as _, TransactionSession as _, TransactionTrait,
    sea_query::{Expr, ExprTrait as _, Func, OnConflict, Query},
};

use crate::{
    StoreError, Tx,
    checks::{Around, Finding, facts_of, files_of, of, stored, to_no_fact, to_no_file, to_nowhere},
    entities::{accepted_findings, findings, nodes, publications, published_anyway, revisions, upkeep},
    library,
    projection::{BlockSpot, Rendered},
    write::{
        links::{Side, known_nodes, links_of},
        read_draft,
    },
};

/// Rows of one insert: nine columns each, well below SQLite's 32,766 parameters.
const CHUNK: usize = 2_500;

/// How many nodes are checked at once when a grown schema is filled in.
const NODES: u64 = 500;

/// What keeps a page in good repair, as its draft says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Upkeep {
    review_by: Option<NaiveDate>,
    owner: String,
    described: Option<bool>,
}

impl Upkeep {
    pub(crate) fn of(draft: &Draft) -> Self {
        let (review_by, owner) = match &draft.details {
            Details::Page(page) => (page.review_by, page.owner.clone()),
            Details::Event(_) | Details::Provider(_) => (None, String::new()),
        };
        Self { review_by, owner, described: content::check::is_described(draft) }
    }

    pub(crate) fn row(&self, node: NodeId, edited_at: DateTime<Utc>) -> upkeep::ActiveModel {
        upkeep::ActiveModel {
            node: Set(node.0),
            edited_at: Set(edited_at),
            review_by: Set(self.review_by),
            owner: Set(self.owner.clone()),
            described: Set(self.described),
        }
    }
}

/// A row of the report.
pub(crate) fn finding_row(node: NodeId, side: Side, finding: &Finding) -> findings::ActiveModel {
    findings::ActiveModel {
        node: Set(node.0),
        side: Set(side.as_str().into()),
        severity: Set(stored(finding.severity).into()),
        rule: Set(finding.rule.into()),
        block: Set(finding.spot.map(BlockSpot::stored)),
        line: Set(i32::try_from(finding.line).unwrap_or(i32::MAX)),
        digest: Set(finding.digest()),
        sentence: Set(finding.sentence.clone()),
        ..Default::default()
    }
}

impl Tx {
    /// Says that [`Tx::put_draft_facts`] will be asked to write.
    pub fn foresee_draft(&self, node: NodeId) {
        self.foresee(&[links_of(node, Side::Draft).into_query()]);
    }

    /// Writes what stands beside the node's draft, in place of what stood there before: what it refers to, what the checks found in it, and what keeps
    /// the page in good repair. The node points at the draft already.
    pub async fn put_draft_facts(&self, node: NodeId, rendered: &Rendered) -> Result<(), StoreError> {
        self.put_links(node, Side::Draft, &rendered.links).await?;
        self.put_findings(node, Side::Draft, &rendered.findings).await?;
        self.put_upkeep(node, &rendered.upkeep).await
    }

    /// Writes what keeps the page in good repair, edited when the draft that the node points at was saved.
    async fn put_upkeep(&self, node: NodeId, upkeep: &Upkeep) -> Result<(), StoreError> {
        let mut saved_at = Query::select();
        saved_at
            .column((revisions::Entity, revisions::Column::MadeAt))
            .from(nodes::Entity)
            .inner_join(
                revisions::Entity,
                Expr::col((nodes::Entity, nodes::Column::DraftRevision))
                    .equals((revisions::Entity, revisions::Column::Id)),
            )
            .and_where(Expr::col((nodes::Entity, nodes::Column::Id)).eq(node.0));
        let saved_at = Expr::SubQuery(None, Box::new(saved_at.into()));
        let edited_at = Func::coalesce([saved_at, Expr::col(upkeep::Column::EditedAt)]);
        self.later(kept(upkeep.row(node, self.now()))).await?;
        self.later(
            upkeep::Entity::update_many()
                .col_expr(upkeep::Column::EditedAt, edited_at.into())
                .filter(upkeep::Column::Node.eq(node.0)),
        )
        .await
    }

    /// Writes beside a copy's draft what stands beside the original's.
    pub async fn copy_draft_facts(&self, original: NodeId, copy: NodeId) -> Result<(), StoreError> {
        self.copy_draft_links(original, copy).await?;
        let rows = findings::Entity::find()
            .filter(findings::Column::Node.eq(original.0))
            .filter(findings::Column::Side.eq(Side::Draft.as_str()))
            .order_by_asc(findings::Column::Id)
            .all(self.connection())
            .await?;
        let rows = rows.into_iter().map(|row| findings::ActiveModel {
            node: Set(copy.0),
            side: Set(row.side),
            severity: Set(row.severity),
            rule: Set(row.rule),
            block: Set(row.block),
            line: Set(row.line),
            digest: Set(row.digest),
            sentence: Set(row.sentence),
            ..Default::default()
        });
        self.insert_findings(&rows.collect::<Vec<_>>()).await?;
        let Some(original) = upkeep::Entity::find_by_id(original.0).one(self.connection()).await? else {
            return Ok(());
        };
        let same = Upkeep { review_by: original.review_by, owner: original.owner, described: original.described };
        self.later(kept(same.row(copy, self.now()))).await
    }

    /// Writes what the checks found in one of a node's texts, in place of what they found before.
    pub(crate) async fn put_findings(&self, node: NodeId, side: Side, found: &[Finding]) -> Result<(), StoreError> {
        self.later(
            findings::Entity::delete_many()
                .filter(findings::Column::Node.eq(node.0))
                .filter(findings::Column::Side.eq(side.as_str())),
        )
        .await?;
        let rows: Vec<_> = found.iter().map(|finding| finding_row(node, side, finding)).collect();
        self.insert_findings(&rows).await
    }

    async fn insert_findings(&self, rows: &[findings::ActiveModel]) -> Result<(), StoreError> {
        for chunk in rows.chunks(CHUNK) {
            self.later(findings::Entity::insert_many(chunk.to_vec())).await?;
        }
        Ok(())
    }

    /// What keeps a text from going live when it is new: the errors in it, and links to pages and files that there are not.
    pub async fn errors_in(&self, rendered: &Rendered) -> Result<Vec<Finding>, StoreError> {
        let known = known_nodes(self.connection(), &rendered.links).await?;
        let in_text = rendered.findings.iter().filter(|finding| finding.is_error()).cloned();
        let files = library::known(self.connection(), &files_of(rendered)).await?;
        let facts = self.known_facts(facts_of(rendered)).await?;
        let elsewhere = to_nowhere(rendered, &known).into_iter().chain(to_no_file(rendered, &files));
        Ok(in_text.chain(elsewhere).chain(to_no_fact(rendered, &facts)).collect())
    }

    /// The text that the public reads or read last; `None` for a node that was never published.
    pub async fn last_public_text(&self, node: NodeId) -> Result<Option<Draft>, StoreError> {
        let last: Option<i64> = publications::Entity::find()
            .select_only()
            .column(publications::Column::Revision)
            .filter(publications::Column::Node.eq(node.0))
            .order_by_desc(publications::Column::Id)
            .limit(1)
            .into_tuple()
            .one(self.connection())
            .await?;
        match last {
            Some(revision) => self.draft(node, RevisionId(revision)).await,
            None => Ok(None),
        }
    }

    /// Writes why a revision may go live with the errors that it brings in.
    pub async fn allow_errors(
        &self,
        node: NodeId,
        revision: RevisionId,
        by: &Actor,
        reason: &str,
        errors: &str,
    ) -> Result<(), StoreError> {
        let row = published_anyway::ActiveModel {
            node: Set(node.0),
            revision: Set(revision.0),
            reason: Set(reason.into()),
            errors: Set(errors.into()),
            made_at: Set(self.now()),
            made_by: Set(by.user().map(|user| user.0)),
            made_by_name: Set(by.label().into()),
            ..Default::default()
        };
        self.later(published_anyway::Entity::insert(row)).await?;
        Ok(())
    }

    /// Whether somebody said why a revision may go live with its errors.
    pub async fn may_have_errors(&self, node: NodeId, revision: RevisionId) -> Result<bool, StoreError> {
        let found = published_anyway::Entity::find()
            .filter(published_anyway::Column::Node.eq(node.0))
            .filter(published_anyway::Column::Revision.eq(revision.0));
        Ok(found.count(self.connection()).await? > 0)
    }

    /// Writes that a finding is accepted, until its text changes. `false` when it was accepted already.
    pub async fn accept_finding(&self, node: NodeId, rule: &str, digest: &str, by: &Actor) -> Result<bool, StoreError> {
        let known = accepted_findings::Entity::find_by_id((node.0, rule.to_owned(), digest.to_owned()));
        if known.one(self.connection()).await?.is_some() {
            return Ok(false);
        }
        let row = accepted_findings::ActiveModel {
            node: Set(node.0),
            rule: Set(rule.into()),
            digest: Set(digest.into()),
            made_at: Set(self.now()),
            made_by: Set(by.user().map(|user| user.0)),
            made_by_name: Set(by.label().into()),
        };
        self.later(accepted_findings::Entity::insert(row)).await?;
        Ok(true)
    }
}

/// A row in the place of the one that the node had.
fn kept(row: upkeep::ActiveModel) -> Insert<upkeep::ActiveModel> {
    let all = [upkeep::Column::EditedAt, upkeep::Column::ReviewBy, upkeep::Column::Owner, upkeep::Column::Described];
    let known = OnConflict::column(upkeep::Column::Node).update_columns(all).to_owned();
    upkeep::Entity::insert(row).on_conflict(known)
}

/// After the schema has grown: checks every draft and every live text anew, because the rules may have grown too.
pub(crate) async fn fill_in_findings<C>(connection: &C) -> Result<(), StoreError>
where
    C: ConnectionTrait + TransactionTrait,
{
    let mut last = 0;
    loop {
        let rows = nodes::Entity::find()
            .filter(nodes::Column::Id.gt(last))
            .order_by_asc(nodes::Column::Id)
            .limit(NODES)
            .all(connection)
            .await?;
        let Some(newest) = rows.last() else { return Ok(()) };
        last = newest.id;
        let transaction = connection.begin().await?;
        let these = findings::Column::Node.is_in(rows.iter().map(|row| row.id));
        findings::Entity::delete_many().filter(these).exec(&transaction).await?;
        let mut found = Vec::new();
        for row in &rows {
            let node = NodeId(row.id);
            for (side, revision) in [(Side::Draft, row.draft_revision), (Side::Live, row.live_revision)] {
                let Some(revision) = revision else { continue };
                let Some(text) = revisions::Entity::find_by_id(revision).one(&transaction).await? else { continue };
                let draft = read_draft(&text)?;
                found.extend(of(&draft, &Around::default()).iter().map(|finding| finding_row(node, side, finding)));
                if side == Side::Draft {
                    let row = Upkeep::of(&draft).row(node, text.made_at);
                    kept(row).exec_without_returning(&transaction).await?;
                }
            }
        }
        for chunk in found.chunks(CHUNK) {
            findings::Entity::insert_many(chunk.to_vec()).exec_without_returning(&transaction).await?;
        }
        transaction.commit().await?;
    }
}

#[cfg(test)]
mod tests {
    use content::{Block, BlockId, Clock, Kind, Origin, UrlPath};

    use super::*;
    use crate::{NewNodeRow, NewRevision, Opening, Store, projection};

    async fn rows(store: &Store) -> Vec<(String, String, i32)> {
        findings::Entity::find()
            .select_only()
            .columns([findings::Column::Side, findings::Column::Rule, findings::Column::Line])
            .order_by_asc(findings::Column::Side)
            .order_by_asc(findings::Column::Rule)
            .into_tuple()
            .all(store.readers())
            .await
            .unwrap()
    }

    #[tokio::test]
    #[expect(clippy::disallowed_methods, reason = "the test clears its own folder away")]
    async fn texts_from_before_the_checks_are_checked_when_the_schema_grows() {
        let folder = std::env::temp_dir().join(format!("waymark-checks-{}", std::process::id()));
        let clock = Clock::fixed("2021-03-15T09:00:00Z".parse().unwrap());
        let store = Store::open(&folder, clock, Opening::Server).await.unwrap();
        let mut draft = Draft::empty(Kind::Page);
        draft.title = "Home".into();
        draft.body = vec![Block::prose(BlockId::from_number(1), "See\n[](node:1).")];
        let rendered = projection::render(&draft).await;
        let written: Result<(), StoreError> = store
            .write(move |tx| {
                Box::pin(async move {
                    let row = NewNodeRow {
                        id: Some(NodeId::HOME),
                        kind: Kind::Page,
                        parent: None,
                        slug: None,
                        position: 0,
                        path: UrlPath::root(),
                        created_by: None,
                    };
                    let node = tx.insert_node(row).await?;
                    let author = Actor::SetUp;
                    let new = NewRevision { node, draft: &draft, author: &author, origin: Origin::Imported, note: "" };
                    tx.set_draft(node, None, tx.add_revision(new).await?).await?;
                    tx.put_draft_facts(node, &rendered).await
                })
            })
            .await;
        written.unwrap();
        let before = rows(&store).await;
        let expected = [("draft", "empty-link", 2), ("draft", "missing-description", 0)];
        let expected: Vec<_> = expected.map(|(side, rule, line)| (side.to_owned(), rule.to_owned(), line)).into();
        assert_eq!(before, expected);

        let growing = crate::dialect::open_first(&Store::file(&folder)).await.unwrap();
        findings::Entity::delete_many().exec(&growing).await.unwrap();
        upkeep::Entity::delete_many().exec(&growing).await.unwrap();
        for _ in 0..2 {
            fill_in_findings(&growing).await.unwrap();
            assert_eq!(rows(&store).await, expected, "as if they had been there when it was saved, and once");
        }
        let kept = upkeep::Entity::find_by_id(NodeId::HOME.0).one(store.readers()).await.unwrap().unwrap();
        assert_eq!((kept.described, kept.edited_at), (Some(false), store.now()));
        drop(store);
        std::fs::remove_dir_all(folder).unwrap();
    }
}
