//! What is looked for, as the address says it.

use content::{Kind, Needle, Problem, Problems, UrlPath};
use serde::Deserialize;
use store::passages::{Among, Look};
use store::rights::Permit;
use store::{find, tree};

use crate::Admin;
use crate::fields::{Choice, Field};
use crate::refusal::failed;
use crate::words;

/// The query of the screen.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Asked {
    /// The text.
    #[serde(default)]
    pub(super) q: String,
    /// `yes` where capital letters count.
    #[serde(default)]
    case: String,
    /// `yes` where only whole words count.
    #[serde(default)]
    words: String,
    /// `drafts`, `published` or nothing for both.
    #[serde(default, rename = "in")]
    among: String,
    /// The address of a page.
    #[serde(default)]
    below: String,
    #[serde(default)]
    kind: String,
    /// Where an earlier look ended.
    #[serde(default)]
    after: String,
    page: Option<usize>,
}

const AMONG: [(Among, &str, &str); 3] = [
    (Among::Both, "", "Drafts and published texts"),
    (Among::Drafts, "drafts", "Drafts"),
    (Among::Published, "published", "Published texts"),
];

impl Asked {
    /// What a form sent on that was made from such a query.
    pub(super) fn of_form(one: impl Fn(&str) -> String) -> Self {
        Self {
            q: one("q"),
            case: one("case"),
            words: one("words"),
            among: one("in"),
            below: one("below"),
            kind: one("kind"),
            after: one("after"),
            page: one("page").parse().ok(),
        }
    }

    pub(super) fn page(&self) -> usize {
        self.page.unwrap_or(1)
    }

    /// The text that is looked for; `None` where it is too short or too long.
    pub(super) fn needle(&self) -> Option<Needle> {
        Needle::new(&self.q, self.case == "yes", self.words == "yes")
    }

    /// Where to look; `None` where nothing is asked, or where the problems say what is wrong.
    pub(super) async fn look(&self, admin: &Admin, permit: &Permit) -> Result<(Option<Look>, Problems), web::Error> {
        let mut problems = Problems::new();
        if self.q.is_empty() {
            return Ok((None, problems));
        }
        let needle = self.needle();
        if needle.is_none() {
            let (least, most) = (Needle::SHORTEST, Needle::LONGEST);
            problems.push(Problem::new("q", format!("Enter {least} to {most} letters to look for, not spaces alone")));
        }
        let below = self.below(admin, permit).await?;
        if let Err(problem) = &below {
            problems.push(problem.clone());
        }
        let look = needle.zip(below.ok()).map(|(needle, below)| Look {
            needle,
            among: AMONG.iter().find(|(_, word, _)| *word == self.among).map_or(Among::Both, |(among, ..)| *among),
            below,
            kind: self.kind.parse::<Kind>().ok(),
            after: Some(self.after.clone()).filter(|after| !after.is_empty()),
        });
        Ok((look, problems))
    }

    async fn below(&self, admin: &Admin, permit: &Permit) -> Result<Result<Option<UrlPath>, Problem>, web::Error> {
        let typed = self.below.trim();
        if typed.is_empty() {
            return Ok(Ok(None));
        }
        let node = find::by_address(&admin.store, permit, typed).await.map_err(failed)?;
        let row = match node {
            Some(node) => tree::row(&admin.store, permit, node).await.map_err(failed)?,
            None => None,
        };
        let path = row.and_then(|row| row.path);
        Ok(path.map(Some).ok_or_else(|| {
            Problem::new(
                "below",
                "There is no page at this address. Enter one such as /teaching-events, or leave it empty",
            )
        }))
    }

    /// The query again, for links: without the number of the page, from `after` on.
    pub(super) fn query(&self, after: Option<&str>) -> String {
        let pairs = self.pairs();
        let after = after.map(|after| ("after", after.to_owned()));
        let pairs = pairs.into_iter().filter(|(name, _)| *name != "after" && *name != "page").chain(after);
        pairs.map(|(name, value)| format!("{name}={}", words::in_query(&value))).collect::<Vec<_>>().join("&")
    }

    /// What is asked, for hidden fields.
    pub(super) fn pairs(&self) -> Vec<(&'static str, String)> {
        let page = self.page.map(|page| page.to_string()).unwrap_or_default();
        let pairs = [
            ("q", &self.q),
            ("case", &self.case),
            ("words", &self.words),
            ("in", &self.among),
            ("below", &self.below),
            ("kind", &self.kind),
            ("after", &self.after),
            ("page", &page),
        ];
        pairs.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| (name, value.clone())).collect()
    }

    /// The form.
    pub(super) fn fields(&self, problems: &Problems) -> Vec<Field> {
        let kinds = std::iter::once(Choice::new("", "Pages, events and providers", self.kind.is_empty()))
            .chain(Kind::ALL.map(|kind| Choice::new(kind.as_str(), kind.label(), self.kind == kind.as_str())));
        let among = AMONG.map(|(_, word, label)| Choice::new(word, label, self.among == word));
        let fields = [
            Field { spellcheck: false, ..Field::text("q", "Text to find", &self.q) }
                .with_hint("Exactly as it stands there, such as 0800 389 2500."),
            Field::checkbox("case", "Match capital letters", "yes", self.case == "yes"),
            Field::checkbox("words", "Whole words only", "yes", self.words == "yes"),
            Field::select("in", "Look in", among.to_vec()),
            Field::select("kind", "Kind", kinds.collect()),
            Field::text("below", "In a page and all below it", &self.below)
                .choosing("page")
                .with_hint("Its address, such as /teaching-events. Leave it empty for the whole site."),
        ];
        fields.into_iter().map(|field| field.with_problems(problems)).collect()
    }
}
