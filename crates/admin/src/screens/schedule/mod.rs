//! All that is due, done lately and failed: `/admin/schedule?month=2027-03`; and pages that go together, as groups.

mod group;
mod grouping;

use axum::Router;
use axum::extract::State;
use axum::routing::{get, post};
use chrono::{Datelike as _, Days, Months, NaiveDate, NaiveDateTime};
use content::wall;
use serde::{Deserialize, Serialize};
use store::schedule;
use tower_sessions::Session;
use web::{Page, Query, View};

use crate::Admin;
use crate::notice;
use crate::refusal::failed;
use crate::schedule::Line;
use crate::shell::{Section, Shell};
use crate::signed_in::SignedIn;

/// How many lines each list shows.
const SHOWN: u64 = 200;

pub(super) fn router() -> Router<Admin> {
    Router::new()
        .route("/admin/schedule", get(show))
        .route("/admin/schedule/group", post(grouping::act))
        .route("/admin/schedule/groups/{id}", get(group::show).post(group::act))
}

/// The calendar of a month, and the lists.
#[derive(Debug, Serialize)]
struct ScheduleView {
    shell: Shell,
    /// `March 2027`.
    month: String,
    earlier: MonthLink,
    later: MonthLink,
    weeks: Vec<Vec<DayView>>,
    due: Vec<Line>,
    ended: Vec<Line>,
}

/// The way to another month.
#[derive(Debug, Serialize)]
struct MonthLink {
    label: String,
    href: String,
}

/// One day of the calendar.
#[derive(Debug, Serialize)]
struct DayView {
    /// `30`; empty for a day of another month.
    number: String,
    today: bool,
    lines: Vec<Line>,
}

impl View for ScheduleView {
    const TEMPLATE: &'static str = "schedule.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let first = NaiveDate::from_ymd_opt(2027, 3, 1).unwrap_or_default();
        let today = NaiveDate::from_ymd_opt(2027, 3, 30).unwrap_or_default();
        let view = |lines: Vec<Line>| Self {
            shell: Shell::sample(TITLE),
            month: month_label(first),
            earlier: MonthLink::to(first, false),
            later: MonthLink::to(first, true),
            weeks: weeks(first, today, |day| if day == today { lines.clone() } else { Vec::new() }),
            due: lines.clone(),
            ended: lines.clone(),
        };
        vec![("some", view(Line::samples())), ("nothing", view(Vec::new()))]
    }
}

const TITLE: &str = "Schedule";

#[derive(Deserialize)]
struct Asked {
    month: Option<String>,
}

async fn show(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    session: Session,
    Query(asked): Query<Asked>,
) -> Result<Page, web::Error> {
    let permit = signed_in.reads_site(&admin).await?;
    let today = wall::local(admin.store.now(), wall::UK).date();
    let first = match asked.month.as_deref() {
        None | Some("") => today.with_day(1).unwrap_or(today),
        Some(typed) => month_of(typed).ok_or(web::Refusal::NotFound)?,
    };
    let next = first.checked_add_months(Months::new(1)).ok_or(web::Refusal::NotFound)?;
    let (from, until) = (instant(first), instant(next));
    let store = &admin.store;
    let rows = schedule::between(store, &permit, from, until).await.map_err(failed)?;
    let groups = schedule::releases_between(store, &permit, from, until).await.map_err(failed)?;
    let in_month = Line::all(&rows, &groups);
    let due = schedule::due(store, &permit, SHOWN).await.map_err(failed)?;
    let due_groups = schedule::due_releases(store, &permit, SHOWN).await.map_err(failed)?;
    let ended = schedule::ended(store, &permit, SHOWN).await.map_err(failed)?;
    let ended_groups = schedule::ended_releases(store, &permit, SHOWN).await.map_err(failed)?;
    let on = |day: NaiveDate| in_month.iter().filter(|line| line.day() == day).cloned().collect();
    let view = ScheduleView {
        shell: Shell::new(&admin, &signed_in, Section::Schedule, TITLE).with_notice(notice::take(&session).await),
        month: month_label(first),
        earlier: MonthLink::to(first, false),
        later: MonthLink::to(first, true),
        weeks: weeks(first, today, on),
        due: Line::all(&due, &due_groups),
        ended: Line::all(&ended, &ended_groups).into_iter().rev().collect(),
    };
    Ok(admin.templates.render(&view)?)
}

/// The first day of a month such as `2027-03`, of the years that a calendar is for.
fn month_of(typed: &str) -> Option<NaiveDate> {
    let (year, month) = typed.split_once('-')?;
    let shape = year.len() == 4 && month.len() == 2;
    let digits = typed.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let first = NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, 1)?;
    Some(first).filter(|first| shape && digits && (1970..9999).contains(&first.year()))
}

/// Midnight in the United Kingdom, which no change of the clocks skips.
fn instant(day: NaiveDate) -> chrono::DateTime<chrono::Utc> {
    let midnight = NaiveDateTime::from(day);
    wall::instant(midnight, wall::UK).unwrap_or_else(|_| midnight.and_utc())
}

fn month_label(first: NaiveDate) -> String {
    first.format("%B %Y").to_string()
}

/// The weeks of a month from Monday to Sunday.
fn weeks(first: NaiveDate, today: NaiveDate, on: impl Fn(NaiveDate) -> Vec<Line>) -> Vec<Vec<DayView>> {
    let before = Days::new(u64::from(first.weekday().num_days_from_monday()));
    let start = first.checked_sub_days(before).unwrap_or(first);
    let days: Vec<NaiveDate> = start.iter_days().take(42).collect();
    let in_month = |day: &NaiveDate| (day.year(), day.month()) == (first.year(), first.month());
    let weeks = days.chunks(7).filter(|week| week.iter().any(in_month));
    weeks
        .map(|week| {
            let day = |day: &NaiveDate| {
                let (number, lines) =
                    if in_month(day) { (day.day().to_string(), on(*day)) } else { (String::new(), Vec::new()) };
                DayView { number, today: *day == today, lines }
            };
            week.iter().map(day).collect()
        })
        .collect()
}

impl MonthLink {
    fn to(first: NaiveDate, later: bool) -> Self {
        let one = Months::new(1);
        let to = if later { first.checked_add_months(one) } else { first.checked_sub_months(one) }.unwrap_or(first);
        Self { label: month_label(to), href: format!("/admin/schedule?month={}", to.format("%Y-%m")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sample_is_shown() {
        crate::state::check::<ScheduleView>();
    }

    #[test]
    fn a_month_has_each_of_its_days_once_in_weeks_from_monday() {
        for (month, days, number_of_weeks) in
            [("2027-02", 28, 4), ("2027-03", 31, 5), ("2028-02", 29, 5), ("2027-05", 31, 6)]
        {
            let first = month_of(month).unwrap();
            let weeks = weeks(first, first, |_| Vec::new());
            let numbers: Vec<String> =
                weeks.iter().flatten().map(|day| day.number.clone()).filter(|n| !n.is_empty()).collect();
            let expected: Vec<String> = (1..=days).map(|day: u32| day.to_string()).collect();
            assert_eq!((numbers, weeks.len()), (expected, number_of_weeks), "{month}");
        }
        for wrong in ["2027-13", "27-03", "2027-3", "+027-03", "", "march", "0000-01", "9999-01", "2027-03-01"] {
            assert_eq!(month_of(wrong), None, "{wrong}");
        }
    }
}
