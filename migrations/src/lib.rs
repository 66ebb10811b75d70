//! The steps by which the database's schema grows: one file a step, each in a transaction of its own.
//!
//! A step is expanded first and contracted in a later release; an applied step is never edited. The steps use the
//! query builder alone, so that the same steps make the same schema on another database.

mod columns;
mod m0001_nodes;
mod m0002_revisions;
mod m0003_live_nodes;
mod m0004_live_kinds;
mod m0005_people;
mod m0006_record;
mod m0008_effects;
mod m0011_schedule;
mod m0012_reviews;
mod m0013_notices;
mod m0014_visits;
mod m0015_links;
mod m0016_devices;
mod m0019_facts;
mod m0020_telling;
mod m0021_audit_filters;
mod m0022_stand_ins;
mod m0030_stand_ins_of_nodes;
mod m0040_speed;
mod m0050_trash_ends_schedules;
mod m0051_review_days;
mod m0052_own_drafts;
mod m0060_media;
mod m0080_kept_drafts;
mod m0081_checks;
mod m0097_copied_blocks;
mod m0098_site_facts;
mod m0100_display;
mod m0101_preview_links;
mod m0105_saved_filters;

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::*;

/// The list of all steps, in their order.
#[derive(Debug)]
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_nodes::Step),
            Box::new(m0002_revisions::Step),
            Box::new(m0003_live_nodes::Step),
            Box::new(m0004_live_kinds::Step),
            Box::new(m0005_people::Step),
            Box::new(m0006_record::Step),
            Box::new(m0008_effects::Step),
            Box::new(m0011_schedule::Step),
            Box::new(m0012_reviews::Step),
            Box::new(m0013_notices::Step),
            Box::new(m0014_visits::Step),
            Box::new(m0015_links::Step),
            Box::new(m0016_devices::Step),
            Box::new(m0019_facts::Step),
            Box::new(m0020_telling::Step),
            Box::new(m0021_audit_filters::Step),
            Box::new(m0022_stand_ins::Step),
            Box::new(m0030_stand_ins_of_nodes::Step),
            Box::new(m0040_speed::Step),
            Box::new(m0050_trash_ends_schedules::Step),
            Box::new(m0051_review_days::Step),
            Box::new(m0052_own_drafts::Step),
            Box::new(m0080_kept_drafts::Step),
            Box::new(m0081_checks::Step),
            Box::new(m0060_media::Step),
            Box::new(m0097_copied_blocks::Step),
            Box::new(m0098_site_facts::Step),
            Box::new(m0100_display::Step),
            Box::new(m0101_preview_links::Step),
            Box::new(m0105_saved_filters::Step),
        ]
    }
}
