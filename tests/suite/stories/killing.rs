//! The server is killed in the middle of its work. What it had acknowledged is there when it comes back.

use content::Clock;
use store::{Opening, Store};
use tokio::sync::mpsc;

use crate::support::{Folder, Person, moment, server::Server};

/// How often it is killed.
const KILLS: usize = 20;
/// Pages of the sample site, one for each writer: university-led, school-led, undergraduate, part-time.
const PAGES: [i64; 4] = [20, 21, 22, 23];

/// A save that the server has answered.
struct Acknowledged {
    writer: usize,
    number: usize,
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_kills_lose_no_acknowledged_save() {
    let folder = Folder::fresh();
    let mut last = [0; PAGES.len()];
    let mut total = 0;
    for kill in 0..KILLS {
        let server = Server::start(folder.path()).await;
        let person = Person::signs_in(server.browser(), &server.email, &server.password).await;
        for (writer, page) in PAGES.iter().enumerate() {
            let found = number_in(&person, *page).await;
            assert!(
                found >= last[writer],
                "kill {kill}: writer {writer} had save {} acknowledged and finds {found}",
                last[writer]
            );
            last[writer] = found;
        }
        let (told, mut hear) = mpsc::unbounded_channel();
        let writers: Vec<_> = (0..PAGES.len())
            .map(|writer| tokio::spawn(writes(person.clone(), writer, last[writer], told.clone())))
            .collect();
        drop(told);
        // Each round ends at another point of the writers' work.
        for _ in 0..3 + kill % 7 {
            let Acknowledged { writer, number } = hear.recv().await.expect("the writers write until the end");
            last[writer] = number;
            total += 1;
        }
        server.dies().await;
        for writer in writers {
            writer.await.expect("a writer stops when nobody answers");
        }
        while let Some(Acknowledged { writer, number }) = hear.recv().await {
            last[writer] = number;
            total += 1;
        }
    }
    assert!(total >= KILLS * 3, "the writers wrote");
    let clock = Clock::fixed(moment("2021-03-15T09:00:00Z"));
    let store = Store::open(folder.path(), clock, Opening::Server).await.expect("the database opens");
    assert_eq!(store.integrity().await.expect("the database answers"), Vec::<String>::new());
}

/// Saves one number after another until the server answers no more.
async fn writes(person: Person, writer: usize, from: usize, told: mpsc::UnboundedSender<Acknowledged>) {
    let path = format!("/admin/nodes/{}", PAGES[writer]);
    for number in from + 1.. {
        let screen = person.browser().get(&path).await;
        if screen.status() != 200 {
            return;
        }
        let form = crate::support::editing_form(&screen).set("summary", &format!("save {number}"));
        if form.press("Save draft").await.status() != 303 || told.send(Acknowledged { writer, number }).is_err() {
            return;
        }
    }
}

/// The number of the last save that a page's draft holds.
async fn number_in(person: &Person, page: i64) -> usize {
    let form = person.opens(content::NodeId(page)).await;
    let summary = form.value("summary").expect("a summary");
    summary.strip_prefix("save ").map_or(0, |number| number.parse().expect("whole, or not there at all"))
}
