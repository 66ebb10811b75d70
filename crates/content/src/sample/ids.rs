//! The numbers of the sample nodes that something refers to. Links in their Markdown use them as they stand here.

use crate::NodeId;

/// The home page.
pub const HOME: NodeId = NodeId::HOME;
/// Explore my options, whose foot block every page below it shows.
pub const EXPLORE: NodeId = NodeId(2);
/// Teacher training routes.
pub const ROUTES: NodeId = NodeId(3);
/// Specialist training options.
pub const SPECIALIST: NodeId = NodeId(4);
/// Assessment Only, the page with the real words.
pub const ASSESSMENT_ONLY: NodeId = NodeId(5);
/// Teaching events, above every category of events.
pub const TEACHING_EVENTS: NodeId = NodeId(6);
/// Train to Teach events, the category of the four real events.
pub const TRAIN_TO_TEACH: NodeId = NodeId(7);
/// Online Q&A events.
pub const ONLINE_EVENTS: NodeId = NodeId(8);
/// School and university events.
pub const SCHOOL_EVENTS: NodeId = NodeId(9);
/// Events for international candidates.
pub const INTERNATIONAL_EVENTS: NodeId = NodeId(10);
/// University-led training.
pub const UNIVERSITY_LED: NodeId = NodeId(20);
/// School-led training.
pub const SCHOOL_LED: NodeId = NodeId(21);
/// Undergraduate routes.
pub const UNDERGRADUATE: NodeId = NodeId(22);
/// Part-time training.
pub const PART_TIME: NodeId = NodeId(23);
/// Early years training.
pub const EARLY_YEARS: NodeId = NodeId(24);
/// Teaching children with special educational needs.
pub const SPECIAL_NEEDS: NodeId = NodeId(25);
/// Returning to teaching.
pub const RETURNING: NodeId = NodeId(26);
/// Check your qualifications.
pub const QUALIFICATIONS: NodeId = NodeId(27);
/// Choose what to teach.
pub const SUBJECTS: NodeId = NodeId(28);
/// Why teach.
pub const WHY_TEACH: NodeId = NodeId(30);
/// What teachers do.
pub const TEACHERS_WORK: NodeId = NodeId(31);
/// Your career as a teacher.
pub const CAREER: NodeId = NodeId(32);
/// Changing career, a draft that the public does not read.
pub const CAREER_CHANGE: NodeId = NodeId(33);
/// Funding and salaries.
pub const FUNDING: NodeId = NodeId(40);
/// Bursaries and scholarships.
pub const BURSARIES: NodeId = NodeId(41);
/// Student finance.
pub const STUDENT_FINANCE: NodeId = NodeId(42);
/// Teacher salaries.
pub const SALARIES: NodeId = NodeId(43);
/// Help for parents, carers and disabled trainees.
pub const EXTRA_SUPPORT: NodeId = NodeId(44);
/// Get school experience.
pub const EXPERIENCE: NodeId = NodeId(50);
/// Prepare for a school visit.
pub const SCHOOL_VISIT: NodeId = NodeId(51);
/// Life as a teacher.
pub const LIFE: NodeId = NodeId(60);
/// A week in the classroom.
pub const WEEK: NodeId = NodeId(61);
/// Your first two years.
pub const FIRST_YEARS: NodeId = NodeId(62);
/// Teachers’ stories.
pub const STORIES: NodeId = NodeId(63);
/// A science teacher’s story.
pub const STORY_SCIENCE: NodeId = NodeId(64);
/// A primary teacher’s story.
pub const STORY_PRIMARY: NodeId = NodeId(65);
/// The story of a teacher who took the Assessment Only route.
pub const STORY_ASSESSED: NodeId = NodeId(66);
/// International candidates.
pub const INTERNATIONAL: NodeId = NodeId(70);
/// Qualifications from other countries.
pub const OVERSEAS_QUALIFICATIONS: NodeId = NodeId(71);
/// Visas and moving to England.
pub const MOVING: NodeId = NodeId(72);
/// Help and support.
pub const HELP: NodeId = NodeId(80);
/// Talk to an adviser.
pub const ADVISER: NodeId = NodeId(81);
/// Questions that people ask.
pub const QUESTIONS: NodeId = NodeId(82);
/// How to apply, step by step.
pub const APPLYING: NodeId = NodeId(83);
/// About this site.
pub const ABOUT: NodeId = NodeId(90);
/// The accessibility statement.
pub const ACCESSIBILITY: NodeId = NodeId(91);
/// Cookies, of which there are none.
pub const COOKIES: NodeId = NodeId(92);
/// Privacy.
pub const PRIVACY: NodeId = NodeId(93);
/// Contact.
pub const CONTACT: NodeId = NodeId(94);
/// The list of providers, whose number the real page names.
pub const PROVIDERS: NodeId = NodeId(463);

/// The first of the four real events; the others follow.
pub(super) const FIRST_REAL_EVENT: i64 = 101;
/// The first invented event; the others are numbered on.
pub(super) const FIRST_INVENTED_EVENT: i64 = 201;
/// The first provider; the others are numbered on, behind the list that holds them.
pub(super) const FIRST_PROVIDER: i64 = 464;
