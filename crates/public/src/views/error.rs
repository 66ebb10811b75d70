//! The page for refusals and failures.

use chrono::DateTime;
use serde::Serialize;
use web::View;
use web::error::{ErrorReport, Failure, Refusal};

use super::frame::{Frame, Surroundings};
use super::not_found::frame;
use super::samples;
use crate::site::Site;

/// The page for refusals and failures. It has neither menu nor footer links, because reading them may be what failed.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ErrorView {
    frame: Frame,
    title: String,
    sentence: String,
    reference: Option<String>,
}

impl ErrorView {
    /// The page of a report.
    pub(crate) fn new(report: &ErrorReport, site: &Site) -> Self {
        let around = Surroundings {
            site: site.clone(),
            menu: Vec::new(),
            footer: Vec::new(),
            now: DateTime::UNIX_EPOCH,
            ribbon: None,
        };
        Self {
            frame: frame(&report.title, &around),
            title: report.title.clone(),
            sentence: report.sentence.clone(),
            reference: report.reference.clone(),
        }
    }
}

impl View for ErrorView {
    const TEMPLATE: &'static str = "error.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let site = samples::around().site;
        vec![
            ("refused method", Self::new(&Refusal::MethodNotAllowed.report(), &site)),
            ("failure", Self::new(&Failure::new("a sample of a failure").report(), &site)),
        ]
    }
}
