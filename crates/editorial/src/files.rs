//! The library of files: put into it, say what a file shows, replace it, delete it.
//!
//! The bytes lie in the storage before a verb is asked; a verb that refuses leaves them to the sweep. Whoever writes may upload and describe;
//! whoever edits may replace, sort and delete. Permits are for [`Subject::Files`].

use accounts::Action;
use content::{Problem, Problems};
use media::{FileId, Focal, TakenIn, name};
use store::{
    AuditLine, NewFile, Store, Tx,
    library::FileRow,
    rights::{Permit, Subject},
};

use crate::{
    Refusal,
    verb::{expecting, valid},
};

/// The most characters of what is said of a file: two or three sentences.
pub const LONGEST_DESCRIPTION: usize = 500;
/// The most characters of whom to name, and of the name of a collection.
pub const LONGEST_LINE: usize = 200;
/// The most collections: a list of them stands on screens.
const MOST_COLLECTIONS: usize = 200;

/// A file that came in and is kept.
#[derive(Clone, Debug)]
pub struct Uploaded {
    /// What its sender called it.
    pub name: String,
    /// What is kept.
    pub taken: TakenIn,
}

/// What is said of a file.
#[derive(Clone, Debug)]
pub struct Said {
    /// What a picture shows, or what a document is.
    pub description: String,
    /// Whom to name beside it.
    pub credit: String,
    /// What must stay in sight when a picture is cut.
    pub focal: Focal,
    /// The collection in which it lies.
    pub collection: Option<i64>,
}

/// Puts files into the library, all or none. The permit is for [`Action::Upload`].
pub async fn add(
    store: &Store,
    permit: &Permit,
    files: Vec<Uploaded>,
    collection: Option<i64>,
) -> Result<Vec<FileId>, Refusal> {
    expecting(permit, &[Action::Upload])?;
    let permit = permit.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                tx.still(&permit).await?;
                known_collection(tx, collection).await?;
                let mut ids = Vec::with_capacity(files.len());
                for Uploaded { name, taken } in &files {
                    let name = name::clean(name, taken.kind);
                    let new = NewFile { taken, name: &name, collection, by: permit.actor() };
                    ids.push(tx.add_file(new).await?);
                    note(tx, &permit, "uploaded", &name, "").await?;
                }
                Ok(ids)
            })
        })
        .await
}

/// Says what a file shows. Problems are about the fields `description`, `credit` and `collection`. The permit is for [`Action::Upload`]; to put the
/// file into another collection takes the right to change files.
pub async fn describe(store: &Store, permit: &Permit, id: FileId, said: Said) -> Result<(), Refusal> {
    expecting(permit, &[Action::Upload])?;
    let said = said.checked()?;
    let permit = permit.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                tx.still(&permit).await?;
                let before = tx.file(id).await?.ok_or(Refusal::Missing)?;
                if said.collection != before.collection {
                    tx.may(permit.actor(), Action::ChangeFiles, Subject::Files).await?;
                    known_collection(tx, said.collection).await?;
                }
                let Said { description, credit, focal, collection } = said;
                let after = FileRow { description, credit, focal, collection, ..before.clone() };
                if after == before {
                    return Ok(());
                }
                tx.describe_file(&after, permit.actor()).await?;
                seen_by_the_public(tx, id).await?;
                note(tx, &permit, "described the file", &before.name, "").await
            })
        })
        .await
}

/// Puts another file in a file's place: its address, its uses and what is said of it stay. The permit is for [`Action::ChangeFiles`].
pub async fn replace(store: &Store, permit: &Permit, id: FileId, taken: TakenIn) -> Result<(), Refusal> {
    expecting(permit, &[Action::ChangeFiles])?;
    let permit = permit.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                tx.still(&permit).await?;
                let before = tx.file(id).await?.ok_or(Refusal::Missing)?;
                if taken.hash == before.hash {
                    return Err(Refusal::field("file", "This is the file that is there already. Choose another one"));
                }
                if taken.kind.is_picture() != before.kind.is_picture() && tx.pages_with_file(id).await? > 0 {
                    let sentence = if before.kind.is_picture() {
                        "Pages show this picture, so only a picture can take its place"
                    } else {
                        "Pages link to this document, so only a document can take its place"
                    };
                    return Err(Refusal::field("file", sentence));
                }
                tx.replace_file(&before, &taken, permit.actor()).await?;
                seen_by_the_public(tx, id).await?;
                note(tx, &permit, "replaced the file", &before.name, "").await
            })
        })
        .await
}

/// Takes a file out of the library, unless a page uses it in its draft, in public or in the trash. Returns what it was called. The permit is for
/// [`Action::ChangeFiles`].
pub async fn remove(store: &Store, permit: &Permit, id: FileId) -> Result<String, Refusal> {
    expecting(permit, &[Action::ChangeFiles])?;
    let permit = permit.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                tx.still(&permit).await?;
                let file = tx.file(id).await?.ok_or(Refusal::Missing)?;
                match tx.pages_with_file(id).await? {
                    0 => {}
                    1 => return Err(Refusal::because("One page uses this file. Take it out there first")),
                    pages => {
                        return Err(Refusal::because(format!("{pages} pages use this file. Take it out there first")));
                    }
                }
                tx.remove_file(id).await?;
                note(tx, &permit, "deleted the file", &file.name, "").await?;
                Ok(file.name)
            })
        })
        .await
}

/// Makes a collection. Problems are about the field `name`. The permit is for [`Action::ChangeFiles`].
pub async fn add_collection(store: &Store, permit: &Permit, name: &str) -> Result<i64, Refusal> {
    expecting(permit, &[Action::ChangeFiles])?;
    let name = one_line(name);
    let mut problems = Problems::new();
    if name.is_empty() {
        problems.push(Problem::new("name", "Enter a name for the collection"));
    }
    too_long(&mut problems, "name", &name, LONGEST_LINE);
    valid(problems)?;
    if store::library::collections(store, permit).await?.len() >= MOST_COLLECTIONS {
        let sentence =
            format!("There are {MOST_COLLECTIONS} collections already. Delete those that are not needed first");
        return Err(Refusal::field("name", sentence));
    }
    let permit = permit.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                tx.still(&permit).await?;
                let made = tx.add_collection(&name, permit.actor()).await?;
                let made = made.ok_or_else(|| Refusal::field("name", "There is a collection of this name already"))?;
                note(tx, &permit, "made the collection", &name, "").await?;
                Ok(made)
            })
        })
        .await
}

/// Deletes a collection; the files in it stay. Returns what it was called. The permit is for [`Action::ChangeFiles`].
pub async fn remove_collection(store: &Store, permit: &Permit, id: i64) -> Result<String, Refusal> {
    expecting(permit, &[Action::ChangeFiles])?;
    let permit = permit.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                tx.still(&permit).await?;
                let name = tx.collection(id).await?.ok_or(Refusal::Missing)?;
                tx.remove_collection(id).await?;
                note(tx, &permit, "deleted the collection", &name, "").await?;
                Ok(name)
            })
        })
        .await
}

impl Said {
    /// The same on single lines, or what is wrong with it.
    fn checked(self) -> Result<Self, Refusal> {
        let said = Self { description: one_line(&self.description), credit: one_line(&self.credit), ..self };
        let mut problems = Problems::new();
        too_long(&mut problems, "description", &said.description, LONGEST_DESCRIPTION);
        too_long(&mut problems, "credit", &said.credit, LONGEST_LINE);
        valid(problems)?;
        Ok(said)
    }
}

fn one_line(text: &str) -> String {
    text.split(|sign: char| sign.is_whitespace() || sign.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn too_long(problems: &mut Problems, field: &str, text: &str, most: usize) {
    let length = text.chars().count();
    if length > most {
        problems.push(Problem::new(field, format!("Shorten this to {most} characters. It has {length}")));
    }
}

async fn known_collection(tx: &Tx, collection: Option<i64>) -> Result<(), Refusal> {
    match collection {
        Some(id) if tx.collection(id).await?.is_none() => {
            Err(Refusal::field("collection", "This collection is not there any more. Choose another one"))
        }
        _ => Ok(()),
    }
}

/// Finished pages that show the file are dropped.
async fn seen_by_the_public(tx: &Tx, id: FileId) -> Result<(), Refusal> {
    if tx.shows_file(id).await? {
        tx.change(None, "file changed", None, None).await?;
    }
    Ok(())
}

async fn note(tx: &Tx, permit: &Permit, action: &str, title: &str, detail: &str) -> Result<(), Refusal> {
    tx.audit(AuditLine { actor: permit.actor(), action, node: None, title, detail }).await?;
    Ok(())
}
