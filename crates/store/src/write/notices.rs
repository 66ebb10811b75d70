use accounts::{Delivery, NoticeKind, UserId};
use chrono::{DateTime, Utc};
use content::NodeId;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    sea_query::{Expr, OnConflict},
};

use crate::{
    StoreError, Tx,
    entities::{notice_choices, notices, outbox},
    notices::{MailLine, MailState, delivery_of},
    people::{self, Person},
};

/// A notice waits for the daily e-mail.
const FOR_THE_DAY: &str = "daily";
/// A notice has no e-mail to wait for.
const NO_MAIL: &str = "none";

/// Something to be told to one person.
#[derive(Clone, Debug)]
pub struct NewNotice<'a> {
    /// To whom.
    pub user: UserId,
    /// What kind of thing.
    pub kind: NoticeKind,
    /// About which node.
    pub node: Option<NodeId>,
    /// What happened.
    pub sentence: &'a str,
    /// The screen to open.
    pub path: &'a str,
    /// Whether it waits for the daily e-mail.
    pub daily: bool,
    /// A name under which it is told this person once only.
    pub once: Option<&'a str>,
}

impl Tx {
    /// Everybody with an account.
    pub async fn people(&self) -> Result<Vec<Person>, StoreError> {
        people::all(self.connection()).await
    }

    /// How a person wants to be told about a kind of thing.
    pub async fn delivery(&self, user: UserId, kind: NoticeKind) -> Result<Delivery, StoreError> {
        delivery_of(self.connection(), user, kind).await
    }

    /// Writes down how a person wants to be told.
    pub async fn set_delivery(&self, user: UserId, kind: NoticeKind, delivery: Delivery) -> Result<(), StoreError> {
        let row = notice_choices::ActiveModel {
            user: Set(user.0),
            kind: Set(kind.as_str().into()),
            delivery: Set(delivery.as_str().into()),
        };
        let key = [notice_choices::Column::User, notice_choices::Column::Kind];
        self.later(
            notice_choices::Entity::insert(row)
                .on_conflict(OnConflict::columns(key).update_column(notice_choices::Column::Delivery).to_owned()),
        )
        .await?;
        Ok(())
    }

    /// Whether a person was told something under this name already.
    pub async fn was_told(&self, user: UserId, once: &str) -> Result<bool, StoreError> {
        let told =
            notices::Entity::find().filter(notices::Column::User.eq(user.0)).filter(notices::Column::Once.eq(once));
        Ok(told.count(self.connection()).await? > 0)
    }

    /// Tells one person something.
    pub async fn add_notice(&self, new: NewNotice<'_>) -> Result<(), StoreError> {
        let row = notices::ActiveModel {
            user: Set(new.user.0),
            kind: Set(new.kind.as_str().into()),
            node: Set(new.node.map(|node| node.0)),
            sentence: Set(new.sentence.into()),
            path: Set(new.path.into()),
            made_at: Set(self.now()),
            mail: Set(if new.daily { FOR_THE_DAY } else { NO_MAIL }.into()),
            once: Set(new.once.map(str::to_owned)),
            ..Default::default()
        };
        self.later(notices::Entity::insert(row)).await?;
        Ok(())
    }

    /// Marks a person's notices as seen: one of them, or all.
    pub async fn mark_read(&self, user: UserId, one: Option<i64>) -> Result<(), StoreError> {
        let mut update = notices::Entity::update_many()
            .col_expr(notices::Column::ReadAt, Expr::value(Some(self.now())))
            .filter(notices::Column::User.eq(user.0))
            .filter(notices::Column::ReadAt.is_null());
        if let Some(id) = one {
            update = update.filter(notices::Column::Id.eq(id));
        }
        update.exec(self.connection()).await?;
        Ok(())
    }

    /// Takes the notices that wait for the daily e-mail, by person, oldest first.
    pub async fn take_daily(&self) -> Result<Vec<(UserId, Vec<MailLine>)>, StoreError> {
        let rows = notices::Entity::find()
            .filter(notices::Column::Mail.eq(FOR_THE_DAY))
            .order_by_asc(notices::Column::User)
            .order_by_asc(notices::Column::Id)
            .all(self.connection())
            .await?;
        let mut taken: Vec<(UserId, Vec<MailLine>)> = Vec::new();
        for row in rows {
            let line = MailLine { sentence: row.sentence, path: row.path };
            match taken.last_mut() {
                Some((user, lines)) if user.0 == row.user => lines.push(line),
                _ => taken.push((UserId(row.user), vec![line])),
            }
        }
        self.later(
            notices::Entity::update_many()
                .col_expr(notices::Column::Mail, Expr::value(NO_MAIL))
                .filter(notices::Column::Mail.eq(FOR_THE_DAY)),
        )
        .await?;
        Ok(taken)
    }

    /// Puts an e-mail in the outbox.
    pub async fn put_mail(&self, to: &Person, subject: &str, lines: &[MailLine]) -> Result<(), StoreError> {
        let row = outbox::ActiveModel {
            name: Set(to.name.clone()),
            address: Set(to.email.clone()),
            subject: Set(subject.into()),
            lines: Set(serde_json::to_string(lines).expect("lines of text are JSON")),
            made_at: Set(self.now()),
            due_at: Set(self.now()),
            attempts: Set(0),
            state: Set(MailState::Waiting.as_str().into()),
            problem: Set(String::new()),
            ..Default::default()
        };
        self.later(outbox::Entity::insert(row)).await?;
        Ok(())
    }

    /// Writes what became of an attempt to send: the end, or when to try again.
    pub async fn note_attempt(
        &self,
        mail: i64,
        attempts: i32,
        problem: &str,
        state: MailState,
        again_at: Option<DateTime<Utc>>,
    ) -> Result<(), StoreError> {
        let mut row = outbox::ActiveModel {
            id: Set(mail),
            attempts: Set(attempts),
            problem: Set(problem.into()),
            state: Set(state.as_str().into()),
            ..Default::default()
        };
        match again_at {
            Some(at) => row.due_at = Set(at),
            None => row.ended_at = Set(Some(self.now())),
        }
        outbox::Entity::update(row).exec(self.connection()).await?;
        Ok(())
    }
}
