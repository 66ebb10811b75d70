//! Templates with typed doors: a view struct names its template and brings samples, so that a test renders all of them.
//!
//! Files below `assets/` of an embedded folder are no templates (see [`crate::assets`]); all others are, by their path. In debug builds a template is
//! read again when its file changes; a release build carries them inside.

mod format;
mod page;
mod safe;
mod view;

pub use page::Page;
pub use safe::Safe;
pub use view::View;

use std::borrow::Cow;
use std::sync::Arc;

use minijinja::functions::Function;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{FunctionArgs, FunctionResult, Serde, Value};
use minijinja::{Environment, TemplateSource, UndefinedBehavior};
use rust_embed::RustEmbed;
use serde::Serialize;

use crate::assets::{ASSETS_FOLDER, Assets};
use crate::error::Failure;

/// A folder of templates. Clones share it.
#[derive(Clone, Debug)]
pub struct Templates {
    environment: Arc<Environment<'static>>,
    names: fn() -> Vec<String>,
}

impl Templates {
    /// The templates of an embedded folder. Every name is escaped as HTML (which XML understands too), except those that end in `.txt`.
    pub fn new<E: RustEmbed + 'static>() -> Self {
        let mut environment = Environment::new();
        environment.set_loader(load::<E>);
        environment.set_auto_reload(cfg!(debug_assertions));
        environment.set_auto_escape_callback(format::escaping);
        environment.set_formatter(format::lenient);
        environment.set_undefined_behavior(UndefinedBehavior::Lenient);
        environment.set_syntax(syntax());
        Self { environment: Arc::new(environment), names: names::<E> }
    }

    /// The same templates, each of which may read `name`.
    #[must_use]
    pub fn with_global(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        Arc::make_mut(&mut self.environment).add_global(name, value);
        self
    }

    /// The same templates, each of which may call `name(…)`.
    #[must_use]
    pub fn with_function<F, Rv, Args>(mut self, name: &'static str, function: F) -> Self
    where
        F: Function<Rv, Args>,
        Rv: FunctionResult,
        Args: for<'a> FunctionArgs<'a>,
    {
        Arc::make_mut(&mut self.environment).add_function(name, function);
        self
    }

    /// The same templates, each of which may call `asset("site.css")` for the address of a file among these assets; a name that is not there fails.
    #[must_use]
    pub fn with_assets(self, assets: &Assets) -> Self {
        let assets = assets.clone();
        self.with_function("asset", move |name: Cow<'_, str>| {
            assets.find(&name).ok_or_else(|| {
                let sentence =
                    format!("there is no asset named {name:?}; put the file in the folder assets/ or correct the name");
                minijinja::Error::new(minijinja::ErrorKind::InvalidOperation, sentence)
            })
        })
    }

    /// The page that this view makes.
    pub fn render<V: View>(&self, view: &V) -> Result<Page, Failure> {
        self.render_named(V::TEMPLATE, view).map(Page)
    }

    /// The text that a template makes of a context: feeds, sitemaps, calendar files, mail.
    pub fn render_named<S: Serialize>(&self, template: &str, context: &S) -> Result<String, Failure> {
        render(&self.environment, template, context)
            .map_err(|problem| Failure::new(format!("the template {template} failed: {problem}")))
    }

    /// Renders every sample of this view and says as sentences what is wrong: names that do not exist, values that are not there, a view without
    /// samples. Empty if all is well.
    pub fn check<V: View>(&self) -> Vec<String> {
        let mut strict = (*self.environment).clone();
        strict.set_undefined_behavior(UndefinedBehavior::Strict);
        strict.set_formatter(format::strict);
        let samples = V::samples();
        if samples.is_empty() {
            return vec![format!("The view of {} has no sample: add one.", V::TEMPLATE)];
        }
        let problem = |(sample, view): &(&str, V)| {
            let problem = render(&strict, V::TEMPLATE, view).err()?;
            Some(format!("{} cannot show the sample \"{sample}\": {problem}.", V::TEMPLATE))
        };
        samples.iter().filter_map(problem).collect()
    }

    /// The names of all templates, sorted.
    pub fn names(&self) -> Vec<String> {
        (self.names)()
    }
}

/// A line which holds a tag only leaves no empty line in the page.
fn syntax() -> SyntaxConfig {
    let lines = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build();
    lines.expect("these settings change no delimiter")
}

fn render<S: Serialize>(environment: &Environment<'_>, template: &str, context: &S) -> Result<String, String> {
    environment
        .get_template(template)
        .and_then(|found| found.render(Value::from(Serde(context))))
        .map_err(|error| in_one_line(&error))
}

/// The error with its causes, without minijinja's picture of the source.
fn in_one_line(error: &minijinja::Error) -> String {
    let mut line = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        line = format!("{line}, because {error}");
        cause = error.source();
    }
    line
}

fn is_template(name: &str) -> bool {
    !name.strip_prefix(ASSETS_FOLDER).is_some_and(|rest| rest.starts_with('/'))
}

fn names<E: RustEmbed>() -> Vec<String> {
    let mut names: Vec<String> = E::iter().filter(|name| is_template(name)).map(Cow::into_owned).collect();
    names.sort();
    names
}

#[expect(clippy::unnecessary_wraps, reason = "minijinja's loaders may fail")]
fn load<E: RustEmbed + 'static>(name: &str) -> Result<Option<TemplateSource>, minijinja::Error> {
    if !is_template(name) {
        return Ok(None);
    }
    Ok(E::get(name).map(|file| {
        let source = TemplateSource::new(String::from_utf8_lossy(&file.data).into_owned());
        let (name, hash) = (name.to_owned(), file.metadata.sha256_hash());
        source.with_uptodate_check(move || E::get(&name).is_some_and(|now| now.metadata.sha256_hash() == hash))
    }))
}

#[cfg(test)]
mod tests;
