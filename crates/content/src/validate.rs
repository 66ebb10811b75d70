use std::collections::HashSet;

use crate::{
    Block, BlockContent, CardsSource, Details, Draft, EventDetails, PageDetails, Problem, Problems, ProviderDetails,
    REGIONS, Text, wall,
};

/// How much a draft may hold. The numbers are ours: wide enough for the longest page of the sites that we studied
/// (4,000 words, 28 KB), narrow enough that one page cannot slow a server down.
pub mod limits {
    /// Characters of a title.
    pub const TITLE: usize = 200;
    /// Characters of a navigation title.
    pub const NAVIGATION_TITLE: usize = 100;
    /// Characters of a summary.
    pub const SUMMARY: usize = 500;
    /// Characters of a one-line text such as a place, a name or a heading.
    pub const LINE: usize = 200;
    /// Characters of what is said of a picture: two or three sentences.
    pub const ALT: usize = 500;
    /// Characters of a web address.
    pub const ADDRESS: usize = 2_000;
    /// Blocks of one draft, foot blocks included.
    pub const BLOCKS: usize = 200;
    /// Bytes of all texts of a draft together: 1 MiB.
    pub const BODY_BYTES: usize = 1 << 20;
    /// Events of an upcoming events block.
    pub const EVENTS_SHOWN: u8 = 24;
    /// Steps of one block.
    pub const STEPS: usize = 50;
    /// Columns of a table block.
    pub const COLUMNS: usize = 12;
    /// Rows of a table block, the names of its columns not counted.
    pub const ROWS: usize = 100;
    /// Characters of one cell of a table block.
    pub const CELL: usize = 500;
    /// Cells of all table blocks of a draft: the form that holds them is taken whole.
    pub const CELLS: usize = 5_000;
    /// Nodes chosen for one set of cards, subjects or routes of one provider.
    pub const CHOSEN: usize = 100;
}

/// What keeps a draft from being saved. Fields are named as in the editor's form: `title`, `start`, and for blocks
/// `block.{id}.{field}`.
pub fn valid_draft(draft: &Draft) -> Problems {
    let mut check = Check::default();
    check.required("title", &draft.title, "Enter a title");
    check.line("title", "The title", &draft.title, limits::TITLE);
    check.line("navigation_title", "The short title", &draft.navigation_title, limits::NAVIGATION_TITLE);
    check.line("summary", "The summary", &draft.summary, limits::SUMMARY);
    match &draft.details {
        Details::Page(page) => check.page(page),
        Details::Event(event) => check.event(event),
        Details::Provider(provider) => check.provider(provider),
    }
    check.blocks(draft);
    check.problems
}

/// What keeps a draft from being published, beyond what keeps it from being saved.
pub fn publishable(draft: &Draft) -> Problems {
    let mut problems = valid_draft(draft);
    if let Details::Event(event) = &draft.details
        && event.start.is_none()
    {
        problems.push(Problem::new("start", "Enter the date and time at which the event starts"));
    }
    for block in draft.blocks() {
        if let BlockContent::Image(image) = &block.content
            && image.file.is_some()
            && !image.is_decided()
        {
            let sentence = "Write what the picture says, for people who cannot see it, or tick that it is decorative";
            problems.push(Problem::new(format!("block.{}.alt", block.id), sentence));
        }
    }
    problems
}

#[derive(Default)]
struct Check {
    problems: Problems,
}

impl Check {
    fn add(&mut self, field: impl Into<String>, sentence: impl Into<String>) {
        self.problems.push(Problem::new(field, sentence));
    }

    fn required(&mut self, field: &str, text: &str, sentence: &str) {
        if text.trim().is_empty() {
            self.add(field, sentence);
        }
    }

    /// A text on one line.
    fn line(&mut self, field: &str, name: &str, text: &str, most: usize) {
        let length = text.chars().count();
        if length > most {
            self.add(field, format!("{name} must be {most} characters or fewer. It has {length}"));
        }
        if text.chars().any(char::is_control) {
            self.add(field, format!("{name} holds a character that cannot be shown. Type it again on one line"));
        }
    }

    /// A text of many lines.
    fn text(&mut self, field: &str, name: &str, text: &str) {
        if text.chars().any(|character| character.is_control() && character != '\n' && character != '\t') {
            self.add(field, format!("{name} holds a character that cannot be shown. Remove it and save again"));
        }
    }

    fn web_address(&mut self, field: &str, name: &str, address: &str) {
        self.line(field, name, address, limits::ADDRESS);
        let lower = address.to_ascii_lowercase();
        let begins_well = lower.starts_with("https://") || lower.starts_with("http://");
        if !address.is_empty() && (!begins_well || address.chars().any(char::is_whitespace)) {
            self.add(field, format!("{name} must begin with https:// and hold no spaces"));
        }
    }

    fn page(&mut self, page: &PageDetails) {
        self.web_address("canonical", "The address for search engines", &page.canonical);
        self.line("owner", "The owner", &page.owner, limits::LINE);
    }

    fn event(&mut self, event: &EventDetails) {
        if wall::zone_exists(&event.time_zone) {
            self.event_times(event);
        } else {
            self.add("time_zone", "Enter a time zone such as Europe/London");
        }
        let lines = [
            ("place", "The place", &event.place),
            ("venue_name", "The venue", &event.venue.name),
            ("venue_address", "The street", &event.venue.address),
            ("venue_city", "The town or city", &event.venue.city),
            ("venue_postcode", "The postcode", &event.venue.postcode),
            ("venue_coordinates", "The coordinates", &event.venue.coordinates),
            ("organiser", "The organiser", &event.organiser),
            ("contact", "The contact", &event.contact),
            ("audience", "The audience", &event.audience),
        ];
        for (field, name, text) in lines {
            self.line(field, name, text, limits::LINE);
        }
        if !event.venue.coordinates.is_empty() && coordinates(&event.venue.coordinates).is_none() {
            self.add("venue_coordinates", "Enter latitude and longitude in degrees, such as 54.97, -1.61");
        }
    }

    fn event_times(&mut self, event: &EventDetails) {
        for (field, time) in [("start", event.start), ("end", event.end)] {
            if let Some(Err(error)) = time.map(|time| wall::instant(time, &event.time_zone)) {
                self.add(field, error.to_string());
            }
        }
        match (event.starts_at(), event.ends_at()) {
            (Some(start), Some(end)) if end <= start => self.add("end", "The end time must be after the start time"),
            (None, Some(_)) if event.start.is_none() => {
                self.add("start", "Enter the date and time at which the event starts, or leave the end empty");
            }
            _ => {}
        }
    }

    fn provider(&mut self, provider: &ProviderDetails) {
        self.web_address("website", "The website", &provider.website);
        let lines = [
            ("contact", "The contact", &provider.contact),
            ("email", "The e-mail address", &provider.email),
            ("phone", "The phone number", &provider.phone),
            ("extension", "The extension", &provider.extension),
            ("international_phone", "The international phone number", &provider.international_phone),
            ("code", "The code", &provider.code),
        ];
        for (field, name, text) in lines {
            self.line(field, name, text, limits::LINE);
        }
        let email = &provider.email;
        if !email.is_empty() && (!email.contains('@') || email.chars().any(char::is_whitespace)) {
            self.add("email", "Enter an e-mail address such as name@example.org");
        }
        if provider.regions.iter().any(|region| !REGIONS.contains(&region.as_str())) {
            self.add("regions", "Choose regions from the list");
        }
        for (field, name, texts) in
            [("subjects", "A subject", &provider.subjects), ("routes", "A route", &provider.routes)]
        {
            if texts.len() > limits::CHOSEN {
                self.add(field, format!("Enter {} lines or fewer", limits::CHOSEN));
            }
            for text in texts {
                self.line(field, name, text, limits::LINE);
            }
        }
    }

    fn blocks(&mut self, draft: &Draft) {
        let mut ids = HashSet::new();
        let (mut bytes, mut cells) = (0, 0);
        for block in draft.blocks() {
            if !ids.insert(&block.id) {
                self.add("body", "Two blocks are the same one. Remove one of them");
            }
            for text in block.content.texts() {
                bytes += text.markdown.len();
                cells += usize::from(text.is_cell);
                self.markdown(&format!("block.{}.{}", block.id, text.field), &text);
            }
            self.block(block);
        }
        if ids.len() > limits::BLOCKS {
            self.add(
                "body",
                format!("A page can hold {} blocks at most. Join some, or make a page of its own", limits::BLOCKS),
            );
        }
        if bytes > limits::BODY_BYTES {
            self.add("body", "The text is longer than 1 MB. Cut it into several pages");
        }
        if cells > limits::CELLS {
            let sentence = format!("The tables hold more than {} cells. Cut them into several pages", limits::CELLS);
            self.add("body", sentence);
        }
    }

    fn markdown(&mut self, field: &str, text: &Text<'_>) {
        if text.is_cell {
            self.line(field, "The cell", text.markdown, limits::CELL);
        } else {
            self.text(field, "The text", text.markdown);
        }
    }

    fn block(&mut self, block: &Block) {
        let field = |name: &str| format!("block.{}.{name}", block.id);
        match &block.content {
            BlockContent::Prose(_) => {}
            BlockContent::CallOut(call_out) => {
                self.line(&field("heading"), "The heading", &call_out.heading, limits::LINE);
            }
            BlockContent::Steps(steps) => {
                self.line(&field("heading"), "The heading", &steps.heading, limits::LINE);
                for (number, step) in (1..).zip(&steps.steps) {
                    self.line(&field(&format!("heading-{number}")), "The heading", &step.heading, limits::LINE);
                }
                if steps.steps.len() > limits::STEPS {
                    self.add(field("heading"), format!("Write {} steps or fewer", limits::STEPS));
                }
            }
            BlockContent::Expander(expander) => {
                self.line(&field("label"), "The line that opens it", &expander.label, limits::LINE);
                if !expander.markdown.trim().is_empty() {
                    self.required(&field("label"), &expander.label, "Enter the line that readers press to open it");
                }
            }
            BlockContent::Quote(quote) => {
                self.line(&field("name"), "The name", &quote.name, limits::LINE);
                self.line(&field("role"), "What they are", &quote.role, limits::LINE);
            }
            BlockContent::Table(table) => {
                self.line(&field("caption"), "The caption", &table.caption, limits::LINE);
                let (columns, rows) = (table.columns.len(), table.rows.len());
                if !(1..=limits::COLUMNS).contains(&columns) || rows > limits::ROWS {
                    let sentence =
                        format!("A table has 1 to {} columns and {} rows at most", limits::COLUMNS, limits::ROWS);
                    self.add(field("caption"), sentence);
                }
            }
            BlockContent::Video(video) => {
                self.line(&field("title"), "The title", &video.title, limits::LINE);
                if video.target.is_some() {
                    self.required(&field("title"), &video.title, "Enter the title of the video");
                }
            }
            BlockContent::CallToAction(call) => {
                self.line(&field("label"), "The link text", &call.label, limits::LINE);
                self.line(&field("note"), "The note", &call.note, limits::LINE);
                if call.target.is_some() {
                    self.required(&field("label"), &call.label, "Enter the link text");
                }
            }
            BlockContent::UpcomingEvents(events) => {
                self.required(&field("heading"), &events.heading, "Enter a heading");
                self.line(&field("heading"), "The heading", &events.heading, limits::LINE);
                self.line(&field("view_all_label"), "The link text", &events.view_all_label, limits::LINE);
                if !(1..=limits::EVENTS_SHOWN).contains(&events.count) {
                    self.add(field("count"), format!("Enter a number from 1 to {}", limits::EVENTS_SHOWN));
                }
                if events.view_all.is_some() {
                    self.required(&field("view_all_label"), &events.view_all_label, "Enter the link text");
                }
            }
            BlockContent::EventList(list) => {
                self.line(&field("heading"), "The heading", &list.heading, limits::LINE);
            }
            BlockContent::ProviderList(list) => {
                self.line(&field("heading"), "The heading", &list.heading, limits::LINE);
                self.line(&field("route"), "The route", &list.route, limits::LINE);
            }
            BlockContent::Cards(cards) => {
                self.line(&field("heading"), "The heading", &cards.heading, limits::LINE);
                if let CardsSource::Chosen(nodes) = &cards.source
                    && nodes.len() > limits::CHOSEN
                {
                    self.add(field("nodes"), format!("Choose {} pages or fewer", limits::CHOSEN));
                }
            }
            BlockContent::Image(image) => {
                self.line(&field("alt"), "The text for people who cannot see the picture", &image.alt, limits::ALT);
                self.line(&field("caption"), "The caption", &image.caption, limits::ALT);
            }
            BlockContent::Document(document) => {
                self.line(&field("label"), "The link text", &document.label, limits::LINE);
                if document.file.is_some() {
                    self.required(&field("label"), &document.label, "Enter the link text");
                }
            }
        }
    }
}

/// Latitude and longitude in degrees.
fn coordinates(text: &str) -> Option<(f64, f64)> {
    let (latitude, longitude) = text.split_once(',')?;
    let latitude: f64 = latitude.trim().parse().ok()?;
    let longitude: f64 = longitude.trim().parse().ok()?;
    ((-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude)).then_some((latitude, longitude))
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::{BlockId, Kind, UpcomingEvents};

    fn event() -> Draft {
        let mut draft = Draft::empty(Kind::Event);
        draft.title = "Train to Teach York virtual event".into();
        draft
    }

    fn fields(problems: &Problems) -> Vec<&str> {
        problems.iter().map(|problem| problem.field.as_str()).collect()
    }

    #[test]
    fn an_event_may_wait_for_its_date_as_a_draft_but_not_in_public() {
        let draft = event();
        assert_eq!(valid_draft(&draft), []);
        assert_eq!(fields(&publishable(&draft)), ["start"]);
    }

    #[test]
    fn an_end_before_the_start_is_refused_at_its_field() {
        let mut draft = event();
        let details = draft.event_mut().expect("an event");
        details.start = NaiveDate::from_ymd_opt(2021, 3, 30).and_then(|day| day.and_hms_opt(18, 0, 0));
        details.end = NaiveDate::from_ymd_opt(2021, 3, 30).and_then(|day| day.and_hms_opt(17, 0, 0));
        assert_eq!(valid_draft(&draft), [Problem::new("end", "The end time must be after the start time")]);
    }

    #[test]
    fn every_problem_names_its_field() {
        let mut draft = Draft::empty(Kind::Page);
        draft.title = "x".repeat(201);
        draft.summary = "two\nlines".into();
        let block = UpcomingEvents { heading: " ".into(), count: 0, ..UpcomingEvents::default() };
        let id = BlockId::parse("events").expect("plain letters");
        draft.body = vec![Block { id, content: BlockContent::UpcomingEvents(block) }];
        let problems = valid_draft(&draft);
        assert_eq!(fields(&problems), ["title", "summary", "block.events.heading", "block.events.count"]);
        assert_eq!(problems[0].sentence, "The title must be 200 characters or fewer. It has 201");
    }

    #[test]
    fn a_body_over_one_mebibyte_is_refused() {
        let mut draft = Draft::empty(Kind::Page);
        draft.title = "Long".into();
        draft.body = vec![Block::prose(BlockId::from_number(1), "a".repeat(limits::BODY_BYTES + 1))];
        assert_eq!(fields(&valid_draft(&draft)), ["body"]);
    }
}
