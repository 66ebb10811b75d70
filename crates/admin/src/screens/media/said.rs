//! The form in which somebody says what a file shows.

use content::{Problem, Problems};
use editorial::files::Said;
use media::Focal;
use serde::Deserialize;
use store::library::{CollectionRow, FileRow};

use super::collection_field;
use crate::fields::Field;

/// The form as it came.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct TypedSaid {
    #[serde(default)]
    pub(super) description: String,
    #[serde(default)]
    pub(super) credit: String,
    /// Missing where the person may not sort files.
    collection: Option<String>,
    #[serde(default)]
    focal_x: String,
    #[serde(default)]
    focal_y: String,
}

impl TypedSaid {
    /// What is said of a file today.
    pub(super) fn of(row: &FileRow) -> Self {
        Self {
            description: row.description.clone(),
            credit: row.credit.clone(),
            collection: Some(row.collection.map(|id| id.to_string()).unwrap_or_default()),
            focal_x: row.focal.x().to_string(),
            focal_y: row.focal.y().to_string(),
        }
    }

    /// What the form says, or what is wrong with it.
    pub(super) fn read(&self, row: &FileRow) -> Result<Said, Problems> {
        let mut problems = Problems::new();
        let collection = match self.collection.as_deref() {
            None => row.collection,
            Some("") => None,
            Some(typed) => typed.parse().map_or_else(
                |_| {
                    problems.push(Problem::new("collection", "Choose a collection from the list"));
                    row.collection
                },
                Some,
            ),
        };
        let mut hundredths = |field: &str, typed: &str, now: u8| {
            if typed.trim().is_empty() {
                return now;
            }
            typed.trim().parse().ok().filter(|number| *number <= 100).unwrap_or_else(|| {
                problems.push(Problem::new(field, "Enter a number from 0 to 100"));
                now
            })
        };
        let x = hundredths("focal_x", &self.focal_x, row.focal.x());
        let y = hundredths("focal_y", &self.focal_y, row.focal.y());
        let focal = Focal::new(x, y).unwrap_or(row.focal);
        let (description, credit) = (self.description.clone(), self.credit.clone());
        if problems.is_empty() { Ok(Said { description, credit, focal, collection }) } else { Err(problems) }
    }

    /// The fields, with what is wrong with them.
    pub(super) fn fields(
        &self,
        row: &FileRow,
        collections: Option<&[CollectionRow]>,
        problems: &Problems,
    ) -> Vec<Field> {
        let description = if row.kind.is_picture() {
            let hint = "What the picture shows, in one or two sentences. It is offered wherever the picture is used, for people who cannot see it.";
            Field::textarea("description", "Description", &self.description, 3).with_hint(hint)
        } else {
            Field::textarea("description", "Description", &self.description, 3).with_hint("What the document is.")
        };
        let mut fields = vec![description];
        if row.kind.is_picture() {
            let hint = "Whom to name below the picture. May be empty.";
            fields.push(Field::text("credit", "Credit", &self.credit).with_hint(hint).with_width("half"));
        }
        if let Some(collections) = collections {
            let chosen = self.collection.as_deref().and_then(|typed| typed.parse().ok());
            fields.push(collection_field(collections, "None", chosen));
        }
        fields.into_iter().map(|field| field.with_problems(problems)).collect()
    }

    /// The two fields of the point that stays in sight.
    pub(super) fn focal_fields(&self, problems: &Problems) -> Vec<Field> {
        let field = |name, label, typed: &str| {
            let field = Field { inputmode: "numeric", spellcheck: false, ..Field::text(name, label, typed) };
            field.with_width("tiny").with_problems(problems)
        };
        vec![
            field("focal_x", "Hundredths from the left", &self.focal_x),
            field("focal_y", "Hundredths from the top", &self.focal_y),
        ]
    }
}
