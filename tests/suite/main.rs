//! One binary for every test that needs more than one crate.
//!
//! - `stories`: people on the sample site, told through the product's own router as browsers reach it, or through the verbs.
//! - `templates`: every template has a view, and every view a sample.
//! - `architecture`: the rules of the house that a compiler does not know.
//!
//! The first part of a test's name says its kind; `cargo xtask test` counts by it. A story begins with `Site::sample().await`, lets people do things
//! (`site.publisher().await.opens(page)`), and says what a visitor sees then.

#[cfg(test)]
mod architecture;
#[cfg(test)]
mod stories;
#[cfg(test)]
mod support;
#[cfg(test)]
mod templates;
