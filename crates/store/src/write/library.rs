use accounts::Actor;
use media::{FileId, Focal, TakenIn};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use crate::{
    StoreError, Tx,
    entities::{links, media as files, media_collections as collections, media_versions as versions},
    library::{self, FileRow},
};

/// A file that lies in the storage and gets its row.
#[derive(Clone, Debug)]
pub struct NewFile<'a> {
    /// What is kept.
    pub taken: &'a TakenIn,
    /// Its clean name.
    pub name: &'a str,
    /// The collection in which it lies.
    pub collection: Option<i64>,
    /// By whom.
    pub by: &'a Actor,
}

impl Tx {
    /// One file.
    pub async fn file(&self, id: FileId) -> Result<Option<FileRow>, StoreError> {
        library::file(self.connection(), id).await
    }

    /// Writes a file that is kept into the library, without a description.
    pub async fn add_file(&self, new: NewFile<'_>) -> Result<FileId, StoreError> {
        let TakenIn { hash, sent, kind, length, size, .. } = new.taken;
        let row = files::ActiveModel {
            kind: Set(kind.as_str().into()),
            hash: Set(hash.to_string()),
            sent_hash: Set(sent.to_string()),
            length: Set(stored(*length)),
            width: Set(size.map(|(width, _)| pixels(width))),
            height: Set(size.map(|(_, height)| pixels(height))),
            name: Set(new.name.into()),
            description: Set(String::new()),
            credit: Set(String::new()),
            focal_x: Set(Focal::MIDDLE.x().into()),
            focal_y: Set(Focal::MIDDLE.y().into()),
            collection: Set(new.collection),
            created_at: Set(self.now()),
            created_by: Set(new.by.user().map(|user| user.0)),
            created_by_name: Set(new.by.label().into()),
            updated_at: Set(self.now()),
            updated_by_name: Set(new.by.label().into()),
            ..Default::default()
        };
        Ok(FileId(files::Entity::insert(row).exec(self.connection()).await?.last_insert_id))
    }

    /// Puts another file in a file's place, and keeps what it was among its versions. What is said of it stays; its name ends as what it is now.
    pub async fn replace_file(&self, before: &FileRow, taken: &TakenIn, by: &Actor) -> Result<(), StoreError> {
        let version = versions::ActiveModel {
            media: Set(before.id.0),
            kind: Set(before.kind.as_str().into()),
            hash: Set(before.hash.to_string()),
            length: Set(stored(before.length)),
            width: Set(before.size.map(|(width, _)| pixels(width))),
            height: Set(before.size.map(|(_, height)| pixels(height))),
            name: Set(before.name.clone()),
            replaced_at: Set(self.now()),
            replaced_by_name: Set(by.label().into()),
            ..Default::default()
        };
        versions::Entity::insert(version).exec_without_returning(self.connection()).await?;
        let row = files::ActiveModel {
            id: Set(before.id.0),
            kind: Set(taken.kind.as_str().into()),
            name: Set(media::name::clean(&before.name, taken.kind)),
            hash: Set(taken.hash.to_string()),
            sent_hash: Set(taken.sent.to_string()),
            length: Set(stored(taken.length)),
            width: Set(taken.size.map(|(width, _)| pixels(width))),
            height: Set(taken.size.map(|(_, height)| pixels(height))),
            updated_at: Set(self.now()),
            updated_by_name: Set(by.label().into()),
            ..Default::default()
        };
        files::Entity::update(row).exec(self.connection()).await?;
        Ok(())
    }

    /// Writes what is said of a file: its description, credit, focal point and collection, as `said` has them.
    pub async fn describe_file(&self, said: &FileRow, by: &Actor) -> Result<(), StoreError> {
        let row = files::ActiveModel {
            id: Set(said.id.0),
            description: Set(said.description.clone()),
            credit: Set(said.credit.clone()),
            focal_x: Set(said.focal.x().into()),
            focal_y: Set(said.focal.y().into()),
            collection: Set(said.collection),
            updated_at: Set(self.now()),
            updated_by_name: Set(by.label().into()),
            ..Default::default()
        };
        files::Entity::update(row).exec(self.connection()).await?;
        Ok(())
    }

    /// Takes a file out of the library with all its versions. Its bytes stay until the storage is swept.
    pub async fn remove_file(&self, id: FileId) -> Result<(), StoreError> {
        versions::Entity::delete_many().filter(versions::Column::Media.eq(id.0)).exec(self.connection()).await?;
        files::Entity::delete_by_id(id.0).exec(self.connection()).await?;
        Ok(())
    }

    /// How many pages use a file, in their draft, in their live text or in the trash.
    pub async fn pages_with_file(&self, id: FileId) -> Result<u64, StoreError> {
        library::pages_with(self.connection(), id).await
    }

    /// Whether what the public reads uses a file.
    pub async fn shows_file(&self, id: FileId) -> Result<bool, StoreError> {
        let found = links::Entity::find()
            .filter(links::Column::TargetAddress.eq(library::address(id)))
            .filter(links::Column::Side.eq(super::Side::Live.as_str()))
            .one(self.connection())
            .await?;
        Ok(found.is_some())
    }

    /// The name of a collection.
    pub async fn collection(&self, id: i64) -> Result<Option<String>, StoreError> {
        Ok(collections::Entity::find_by_id(id).one(self.connection()).await?.map(|row| row.name))
    }

    /// Makes a collection; `None` when there is one of this name.
    pub async fn add_collection(&self, name: &str, by: &Actor) -> Result<Option<i64>, StoreError> {
        let known =
            collections::Entity::find().filter(collections::Column::Name.eq(name)).one(self.connection()).await?;
        if known.is_some() {
            return Ok(None);
        }
        let row = collections::ActiveModel {
            name: Set(name.into()),
            made_at: Set(self.now()),
            made_by_name: Set(by.label().into()),
            ..Default::default()
        };
        Ok(Some(collections::Entity::insert(row).exec(self.connection()).await?.last_insert_id))
    }

    /// Removes a collection. The files in it stay, in none.
    pub async fn remove_collection(&self, id: i64) -> Result<(), StoreError> {
        files::Entity::update_many()
            .col_expr(files::Column::Collection, sea_orm::sea_query::Expr::value(Option::<i64>::None))
            .filter(files::Column::Collection.eq(id))
            .exec(self.connection())
            .await?;
        collections::Entity::delete_by_id(id).exec(self.connection()).await?;
        Ok(())
    }
}

fn stored(length: u64) -> i64 {
    i64::try_from(length).expect("an upload is far shorter")
}

fn pixels(side: u32) -> i32 {
    i32::try_from(side).expect("a picture's side is capped far below")
}
