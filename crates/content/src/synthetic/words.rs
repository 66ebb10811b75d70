//! The words of an invented site about learning and teaching. No sentence says anything about the world.

use super::random::Random;

const TOPICS: [&str; 24] = [
    "maths",
    "physics",
    "languages",
    "music",
    "history",
    "chemistry",
    "drama",
    "art",
    "computing",
    "biology",
    "geography",
    "design",
    "sport",
    "reading",
    "writing",
    "mentoring",
    "assessment",
    "placements",
    "funding",
    "bursaries",
    "interviews",
    "applications",
    "wellbeing",
    "early years",
];

const ACTIVITIES: [&str; 16] = [
    "Planning",
    "Choosing",
    "Paying for",
    "Starting",
    "Finishing",
    "Understanding",
    "Comparing",
    "Preparing for",
    "Learning about",
    "Training for",
    "Applying for",
    "Getting help with",
    "Working in",
    "Returning to",
    "Leading",
    "Sharing",
];

const AUDIENCES: [&str; 12] = [
    "graduates",
    "career changers",
    "teaching assistants",
    "school leaders",
    "parents",
    "students",
    "newcomers",
    "people from abroad",
    "part-time learners",
    "trainees",
    "mentors",
    "experienced teachers",
];

const OPENINGS: [&str; 12] = [
    "You can begin with",
    "Most people start by looking at",
    "It helps to know about",
    "Your adviser talks you through",
    "Schools often ask about",
    "This page is about",
    "Before you decide, read about",
    "There is more than one way into",
    "Your provider explains",
    "Many courses include",
    "Ask early about",
    "A good first step is",
];

const MIDDLES: [&str; 12] = [
    "and how it fits around your week",
    "with the support of a mentor",
    "in a school near you",
    "before the term begins",
    "at your own pace",
    "together with other trainees",
    "during your placement",
    "without leaving your job",
    "in the spring and the autumn",
    "and what it costs",
    "and who can help you",
    "once you have a place",
];

const ENDINGS: [&str; 10] = [
    "Take your time.",
    "Write down your questions.",
    "The form is short.",
    "You hear from us within two weeks.",
    "Bring a friend if you like.",
    "Nothing is decided on the day.",
    "You can change your mind.",
    "Places go quickly in September.",
    "An adviser is there for you.",
    "Each school does it a little differently.",
];

pub(super) const CITIES: [&str; 14] = [
    "Newcastle",
    "Southampton",
    "London",
    "York",
    "Leeds",
    "Bristol",
    "Norwich",
    "Exeter",
    "Derby",
    "Carlisle",
    "Hull",
    "Oxford",
    "Preston",
    "Brighton",
];

const SCHOOLS: [&str; 12] = [
    "Ambermarch",
    "Bellhanger",
    "Curlew Creek",
    "Dunmere",
    "Elderholt",
    "Fennelby",
    "Garrowdale",
    "Hazelwick",
    "Inglemoor",
    "Kestrelford",
    "Larkhill",
    "Marlbeck",
];

/// The title of a page: three parts, so that many differ.
pub(super) fn title(random: &mut Random) -> String {
    let (activity, topic) = (random.one_of(&ACTIVITIES), random.one_of(&TOPICS));
    format!("{activity} {topic} for {}", random.one_of(&AUDIENCES))
}

/// The title of an event in a city.
pub(super) fn event_title(random: &mut Random, city: &str) -> String {
    format!("{} {}: {city}", random.one_of(&["Open evening", "Talk", "Workshop", "Drop-in session"]), {
        random.one_of(&TOPICS)
    })
}

/// The name of a provider.
pub(super) fn provider_name(random: &mut Random, number: usize) -> String {
    let kind = random.one_of(&["Teaching Alliance", "Schools Trust", "SCITT", "Training Partnership"]);
    format!("{} {kind} {number}", random.one_of(&SCHOOLS))
}

/// One sentence for lists.
pub(super) fn summary(random: &mut Random) -> String {
    format!("{} {} {}.", random.one_of(&OPENINGS), random.one_of(&TOPICS), random.one_of(&MIDDLES))
}

/// Running text in Markdown of some sections, with a link to each of `linked` (a reference and its words).
pub(super) fn text(random: &mut Random, sections: usize, linked: &[(String, String)]) -> String {
    let mut text = paragraph(random);
    let mut links = linked.iter();
    for _ in 0..sections {
        text.push_str("\n\n## ");
        text.push_str(&title(random));
        text.push_str("\n\n");
        text.push_str(&paragraph(random));
        if let Some((reference, words)) = links.next() {
            text.push_str(" Read more about [");
            text.push_str(words);
            text.push_str("](");
            text.push_str(reference);
            text.push_str(").");
        }
        text.push_str("\n\n- ");
        text.push_str(random.one_of(&TOPICS));
        text.push_str("\n- ");
        text.push_str(random.one_of(&TOPICS));
    }
    text
}

fn paragraph(random: &mut Random) -> String {
    let sentences = 3 + random.below(3);
    let mut text = String::new();
    for _ in 0..sentences {
        text.push_str(&summary(random));
        text.push(' ');
    }
    text.push_str(random.one_of(&ENDINGS));
    text
}
