//! What people were told and how they want to be told, and the e-mail that waits.

use accounts::{Delivery, NoticeKind, UserId};
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait as _,
    sea_query::{Expr, ExprTrait as _, SelectStatement},
};
use serde::{Deserialize, Serialize};

use crate::{
    Store, StoreError,
    entities::{notice_choices, notices, outbox},
    rights::Permit,
};

/// How many notices and e-mails a screen shows.
const SHOWN: u64 = 100;

/// One thing that somebody was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Its number.
    pub id: i64,
    /// What happened.
    pub sentence: String,
    /// The screen to open.
    pub path: String,
    /// When.
    pub made_at: DateTime<Utc>,
    /// Whether the person has seen it.
    pub read: bool,
}

/// One line of an e-mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailLine {
    /// What happened.
    pub sentence: String,
    /// The screen to open; the sender puts the site's address before it.
    pub path: String,
}

/// How an e-mail stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailState {
    /// It is still to be sent.
    Waiting,
    /// The mail server took it.
    Sent,
    /// It cannot be sent.
    GivenUp,
}

impl MailState {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sent => "sent",
            Self::GivenUp => "given_up",
        }
    }
}

/// One e-mail of the outbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// Its number.
    pub id: i64,
    /// Whom it is for.
    pub name: String,
    /// Their address.
    pub address: String,
    /// Its subject.
    pub subject: String,
    /// What it says.
    pub lines: Vec<MailLine>,
    /// When it was written.
    pub made_at: DateTime<Utc>,
    /// How often it was tried.
    pub attempts: i32,
    /// How it stands.
    pub state: MailState,
    /// What the mail server said last; may be empty.
    pub problem: String,
}

/// What the permit's person was told, newest first.
pub async fn of_person(store: &Store, permit: &Permit) -> Result<Vec<Notice>, StoreError> {
    let Some(user) = permit.actor().user() else { return Ok(Vec::new()) };
    let rows = notices::Entity::find()
        .filter(notices::Column::User.eq(user.0))
        .order_by_desc(notices::Column::Id)
        .limit(SHOWN)
        .all(store.readers())
        .await?;
    let notices = rows.into_iter().map(|row| Notice {
        id: row.id,
        sentence: row.sentence,
        path: row.path,
        made_at: row.made_at,
        read: row.read_at.is_some(),
    });
    Ok(notices.collect())
}

/// The question after how many notices somebody has not seen.
pub(crate) fn unread_question(user: Expr) -> SelectStatement {
    notices::Entity::find()
        .select_only()
        .column_as(notices::Column::Id.count(), "unread")
        .filter(Expr::col((notices::Entity, notices::Column::User)).eq(user))
        .filter(notices::Column::ReadAt.is_null())
        .into_query()
}

/// How the permit's person wants to be told about each kind.
pub async fn choices(store: &Store, permit: &Permit) -> Result<Vec<(NoticeKind, Delivery)>, StoreError> {
    let user = permit.actor().user().unwrap_or(UserId(0));
    let mut choices = Vec::new();
    for kind in NoticeKind::ALL {
        choices.push((kind, delivery_of(store.readers(), user, kind).await?));
    }
    Ok(choices)
}

/// The outbox, newest first. The permit is for managing the site.
pub async fn outbox(store: &Store, _permit: &Permit) -> Result<Vec<Mail>, StoreError> {
    let rows = outbox::Entity::find().order_by_desc(outbox::Column::Id).limit(SHOWN).all(store.readers()).await?;
    rows.into_iter().map(Mail::read).collect()
}

/// The e-mails that are to be sent now, oldest first, for the sender.
pub async fn due(store: &Store) -> Result<Vec<Mail>, StoreError> {
    let rows = outbox::Entity::find()
        .filter(outbox::Column::State.eq(MailState::Waiting.as_str()))
        .filter(outbox::Column::DueAt.lte(store.now()))
        .order_by_asc(outbox::Column::Id)
        .limit(SHOWN)
        .all(store.readers())
        .await?;
    rows.into_iter().map(Mail::read).collect()
}

pub(crate) async fn delivery_of<C: ConnectionTrait>(
    connection: &C,
    user: UserId,
    kind: NoticeKind,
) -> Result<Delivery, StoreError> {
    let row = notice_choices::Entity::find_by_id((user.0, kind.as_str().to_owned())).one(connection).await?;
    match row {
        None => Ok(Delivery::default()),
        Some(row) => Delivery::parse(&row.delivery)
            .ok_or_else(|| StoreError::corrupt("notice_choices", row.user, "delivery", &row.delivery)),
    }
}

impl Mail {
    fn read(row: outbox::Model) -> Result<Self, StoreError> {
        let state = [MailState::Waiting, MailState::Sent, MailState::GivenUp]
            .into_iter()
            .find(|state| state.as_str() == row.state)
            .ok_or_else(|| StoreError::corrupt("outbox", row.id, "state", &row.state))?;
        let lines =
            serde_json::from_str(&row.lines).map_err(|_| StoreError::corrupt("outbox", row.id, "lines", &row.lines))?;
        Ok(Self {
            id: row.id,
            name: row.name,
            address: row.address,
            subject: row.subject,
            lines,
            made_at: row.made_at,
            attempts: row.attempts,
            state,
            problem: row.problem,
        })
    }
}
