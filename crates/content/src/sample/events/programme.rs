use super::calendar::On;
use crate::{EventStatus, Format, NodeId, sample::ids, wall};

/// An invented event, with its time told as a distance from now.
pub(super) struct Invented {
    pub(super) title: &'static str,
    pub(super) summary: &'static str,
    pub(super) category: NodeId,
    /// Days from now; less than nothing for a past event.
    pub(super) days: i64,
    pub(super) on: On,
    /// Hour and minute on the clocks of `time_zone`.
    pub(super) hour: u32,
    pub(super) minute: u32,
    /// How long it lasts, where that was announced.
    pub(super) minutes: Option<i64>,
    pub(super) time_zone: &'static str,
    pub(super) format: Format,
    pub(super) place: &'static str,
    /// Building and street, both invented.
    pub(super) venue: Option<(&'static str, &'static str)>,
    pub(super) organiser: &'static str,
    pub(super) audience: &'static str,
    pub(super) status: EventStatus,
    pub(super) published: bool,
}

/// What most events have in common: an hour online, on a weekday evening.
const USUAL: Invented = Invented {
    title: "",
    summary: "",
    category: ids::ONLINE_EVENTS,
    days: 0,
    on: On::Weekday,
    hour: 18,
    minute: 0,
    minutes: Some(60),
    time_zone: wall::UK,
    format: Format::Online,
    place: "",
    venue: None,
    organiser: "Waymark teaching events team",
    audience: "Anyone who thinks about teaching",
    status: EventStatus::Scheduled,
    published: true,
};

/// Every invented event, category by category.
pub(super) const PROGRAMME: &[Invented] = &[
    Invented {
        title: "Train to Teach Leeds virtual event",
        summary: "Ask teachers, trainees and providers from in and around Leeds how to train, what it costs and what the days are like.",
        category: ids::TRAIN_TO_TEACH,
        days: 31,
        hour: 17,
        minutes: None,
        place: "Leeds",
        ..USUAL
    },
    Invented {
        title: "Train to Teach Bristol virtual event",
        summary: "Ask teachers, trainees and providers from in and around Bristol how to train, what it costs and what the days are like.",
        category: ids::TRAIN_TO_TEACH,
        days: 36,
        minutes: Some(90),
        place: "Bristol",
        ..USUAL
    },
    Invented {
        title: "Train to Teach Birmingham",
        summary: "Ask teachers, trainees and providers from in and around Birmingham how to train, what it costs and what the days are like.",
        category: ids::TRAIN_TO_TEACH,
        days: 45,
        on: On::Saturday,
        hour: 10,
        minutes: Some(240),
        format: Format::InPerson,
        place: "Birmingham",
        venue: Some(("Lanternfield Hall", "12 Lanternfield Row")),
        ..USUAL
    },
    Invented {
        title: "Train to Teach Manchester virtual event",
        summary: "Ask teachers, trainees and providers from in and around Manchester how to train, what it costs and what the days are like.",
        category: ids::TRAIN_TO_TEACH,
        days: 52,
        hour: 17,
        minute: 30,
        minutes: Some(90),
        place: "Manchester",
        ..USUAL
    },
    Invented {
        title: "Train to Teach Norwich",
        summary: "Ask teachers, trainees and providers from in and around Norwich how to train, what it costs and what the days are like.",
        category: ids::TRAIN_TO_TEACH,
        days: 60,
        on: On::Saturday,
        hour: 10,
        minute: 30,
        minutes: Some(180),
        format: Format::InPerson,
        place: "Norwich",
        venue: Some(("The Thistledown Rooms", "3 Thistledown Yard")),
        status: EventStatus::Full,
        ..USUAL
    },
    Invented {
        title: "Train to Teach Plymouth virtual event",
        summary: "Ask teachers, trainees and providers from in and around Plymouth how to train, what it costs and what the days are like.",
        category: ids::TRAIN_TO_TEACH,
        days: 72,
        minutes: None,
        place: "Plymouth",
        ..USUAL
    },
    Invented {
        title: "Train to Teach Nottingham",
        summary: "Ask teachers, trainees and providers from in and around Nottingham how to train, what it costs and what the days are like.",
        category: ids::TRAIN_TO_TEACH,
        days: 87,
        on: On::Saturday,
        hour: 10,
        minutes: Some(240),
        format: Format::Both,
        place: "Nottingham",
        venue: Some(("Copperbeech House", "40 Copperbeech Walk")),
        ..USUAL
    },
    Invented {
        title: "Train to Teach Liverpool virtual event",
        summary: "Ask teachers, trainees and providers from in and around Liverpool how to train, what it costs and what the days are like.",
        category: ids::TRAIN_TO_TEACH,
        days: 101,
        hour: 17,
        minutes: Some(90),
        place: "Liverpool",
        status: EventStatus::Postponed,
        ..USUAL
    },
    Invented {
        title: "Train to Teach Brighton virtual event",
        summary: "Ask teachers, trainees and providers from in and around Brighton how to train, what it costs and what the days are like.",
        category: ids::TRAIN_TO_TEACH,
        days: 118,
        minutes: Some(90),
        place: "Brighton",
        ..USUAL
    },
    Invented {
        title: "Ask about funding your training",
        summary: "What you can borrow, what you can be given, and what to ask a provider about money.",
        days: -33,
        hour: 12,
        minute: 30,
        ..USUAL
    },
    Invented {
        title: "Ask about applying with an overseas degree",
        summary: "How your qualifications are compared, and which documents to have ready.",
        days: -19,
        hour: 16,
        status: EventStatus::Cancelled,
        ..USUAL
    },
    Invented {
        title: "Ask a teacher of mathematics",
        summary: "A mathematics teacher in her third year answers whatever you want to know.",
        days: -8,
        ..USUAL
    },
    Invented {
        title: "Ask about Assessment Only",
        summary: "For teachers without qualified teacher status: who can take this route and what evidence you need.",
        days: 3,
        hour: 17,
        audience: "Teachers with experience in at least two schools",
        ..USUAL
    },
    Invented {
        title: "Ask a primary teacher",
        summary: "Phonics, playgrounds and thirty different answers: life with the youngest pupils.",
        days: 5,
        ..USUAL
    },
    Invented {
        title: "Ask about part-time training",
        summary: "Training beside a job or a family: how the weeks are laid out and who offers it.",
        days: 9,
        hour: 19,
        ..USUAL
    },
    Invented {
        title: "Ask a teacher of modern languages",
        summary: "French, German, Spanish and more: what you need and what you would teach.",
        days: 13,
        hour: 17,
        minute: 30,
        status: EventStatus::Full,
        ..USUAL
    },
    Invented {
        title: "Ask about your personal statement",
        summary: "How to say why you want to teach, with examples that worked and some that did not.",
        days: 17,
        hour: 12,
        minute: 30,
        ..USUAL
    },
    Invented {
        title: "Ask about teaching with a disability",
        summary: "Adjustments, support and rights, answered by teachers and advisers with experience of their own.",
        days: 24,
        ..USUAL
    },
    Invented {
        title: "Ask a computing teacher",
        summary: "From loops to leading a department: computing in a secondary school.",
        days: 29,
        minute: 30,
        ..USUAL
    },
    Invented {
        title: "Ask about changing career",
        summary: "Former engineers, nurses and chefs on what helped them and what surprised them.",
        days: 38,
        hour: 19,
        ..USUAL
    },
    Invented {
        title: "Open evening at Quillbrook Academy",
        summary: "See the classrooms, meet the mentors and hear how trainees spend their week.",
        category: ids::SCHOOL_EVENTS,
        days: -24,
        hour: 17,
        minute: 30,
        minutes: Some(90),
        format: Format::InPerson,
        place: "Stockport",
        venue: Some(("Quillbrook Academy", "Quillbrook Lane")),
        organiser: "Quillbrook Schools Partnership",
        ..USUAL
    },
    Invented {
        title: "University of Northmere teaching open day",
        summary: "Talks on every subject, a tour of the campus, and time with the tutors.",
        category: ids::SCHOOL_EVENTS,
        days: -12,
        on: On::Saturday,
        hour: 10,
        minutes: Some(300),
        format: Format::InPerson,
        place: "Carlisle",
        venue: Some(("Northmere Education Building", "Northmere Campus")),
        organiser: "University of Northmere",
        ..USUAL
    },
    Invented {
        title: "Open morning at Curlew Creek Primary School",
        summary: "Sit in on a lesson, then ask the head teacher and two trainees about it.",
        category: ids::SCHOOL_EVENTS,
        days: 4,
        hour: 9,
        minute: 30,
        minutes: Some(120),
        format: Format::InPerson,
        place: "Ipswich",
        venue: Some(("Curlew Creek Primary School", "Curlew Road")),
        organiser: "Curlew Creek Primary School",
        ..USUAL
    },
    Invented {
        title: "Kestrelmoor SCITT information evening",
        summary: "How a group of eleven schools trains teachers together, and how to join.",
        category: ids::SCHOOL_EVENTS,
        days: 8,
        minutes: Some(90),
        format: Format::InPerson,
        place: "Harrogate",
        venue: Some(("Kestrelmoor Centre", "9 Heron Street")),
        organiser: "Kestrelmoor SCITT",
        ..USUAL
    },
    Invented {
        title: "University of Eastwater campus tour",
        summary: "Walk round the campus with trainees of last year.",
        category: ids::SCHOOL_EVENTS,
        days: 15,
        on: On::Saturday,
        hour: 11,
        minutes: None,
        format: Format::InPerson,
        place: "Colchester",
        venue: Some(("Eastwater Gatehouse", "Eastwater Way")),
        organiser: "University of Eastwater",
        status: EventStatus::Cancelled,
        ..USUAL
    },
    Invented {
        title: "Meet the mentors at Bellhanger School",
        summary: "Mentors explain how they watch lessons, what they write down, and why it helps.",
        category: ids::SCHOOL_EVENTS,
        days: 20,
        hour: 16,
        minute: 30,
        minutes: Some(90),
        format: Format::InPerson,
        place: "Guildford",
        venue: Some(("Bellhanger School", "Bellhanger Hill")),
        organiser: "Bellhanger Teaching Alliance",
        ..USUAL
    },
    Invented {
        title: "Science teaching taster day",
        summary: "Plan and teach ten minutes of science to a friendly group, with equipment provided.",
        category: ids::SCHOOL_EVENTS,
        days: 27,
        on: On::Saturday,
        hour: 9,
        minute: 30,
        minutes: Some(330),
        format: Format::InPerson,
        place: "Derby",
        venue: Some(("Ironwell Learning Centre", "27 Ironwell Street")),
        organiser: "Ironwell Learning Trust",
        status: EventStatus::Full,
        ..USUAL
    },
    Invented {
        title: "Open evening of the Tarrowcombe Schools",
        summary: "Five small schools, one training year: come to see where you would work.",
        category: ids::SCHOOL_EVENTS,
        days: 43,
        minutes: None,
        format: Format::Both,
        place: "Exeter",
        venue: Some(("Tarrowcombe Community Hall", "Mill Approach")),
        organiser: "Tarrowcombe Schools",
        ..USUAL
    },
    Invented {
        title: "Teach in England: questions from Canada",
        summary: "Visas, qualifications and salaries, for teachers and graduates in Canada.",
        category: ids::INTERNATIONAL_EVENTS,
        days: -15,
        hour: 12,
        time_zone: "America/Toronto",
        place: "Toronto",
        audience: "People who live outside the United Kingdom",
        ..USUAL
    },
    Invented {
        title: "Teach in England: questions from India",
        summary: "Visas, qualifications and salaries, for teachers and graduates in India.",
        category: ids::INTERNATIONAL_EVENTS,
        days: 11,
        hour: 16,
        minute: 30,
        time_zone: "Asia/Kolkata",
        place: "Mumbai",
        audience: "People who live outside the United Kingdom",
        ..USUAL
    },
    Invented {
        title: "Train in England: a first overview",
        summary: "From choosing a course to finding a home: what to do in which order.",
        category: ids::INTERNATIONAL_EVENTS,
        days: 22,
        hour: 11,
        minutes: Some(75),
        audience: "People who live outside the United Kingdom",
        ..USUAL
    },
    Invented {
        title: "Qualified overseas: recognition in England",
        summary: "How experienced teachers from other countries can have their status recognised.",
        category: ids::INTERNATIONAL_EVENTS,
        days: 48,
        hour: 10,
        audience: "People who live outside the United Kingdom",
        ..USUAL
    },
    Invented {
        title: "Ask about teaching music",
        summary: "Choirs, ensembles and whole classes with thirty keyboards: music in schools.",
        days: 34,
        published: false,
        ..USUAL
    },
];
