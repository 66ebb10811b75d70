use std::{
    collections::{BTreeSet, VecDeque},
    path::PathBuf,
};

use accounts::{
    Actor,
    password::{Hasher, NewPassword},
};
use axum::Router;
use chrono::{DateTime, Utc};
use content::{Clock, synthetic::Size};
use editorial::people::NewPerson;
use media::Storage;
use store::{Opening, Store};
use tokio::sync::OnceCell;
use waymark::{App, Settings};
use web::client::{Answer, Client};

use super::{
    Folder,
    people::{ADMINISTRATOR, AUTHOR, EDITOR, EVERYBODY, Named, PASSWORD, PUBLISHER, Person},
    reading,
};

/// The Monday of the week before the seed's first event.
const NOW: &str = "2021-03-15T09:00:00Z";
/// The address that the site believes to have.
pub(crate) const SITE_URL: &str = "https://www.example.org";

/// A whole product with its own database. Its clock stands still until a story sets it.
pub(crate) struct Site {
    store: Store,
    storage: Storage,
    router: Router,
    clock: Clock,
    /// Goes when the site goes.
    folder: Folder,
}

impl Site {
    /// The sample site on the morning of 15 March 2021, with an administrator, a publisher, an editor and an author.
    pub(crate) async fn sample() -> Self {
        let folder = Folder::fresh();
        folder.put("waymark.db", sample_database().await);
        Self::over(folder).await
    }

    /// An empty site on which nobody has an account yet.
    pub(crate) async fn new() -> Self {
        let site = Self::over(Folder::fresh()).await;
        editorial::site::begin(&site.store).await.expect("an empty database gets its home page");
        site
    }

    /// A site of invented pages, events and providers, with the administrator alone.
    pub(crate) async fn invented(size: Size) -> Self {
        let made = Self::new().await;
        editorial::generate::site(&made.store, size, |_| ()).await.expect("an empty site is filled");
        add(&made.store, &ADMINISTRATOR).await;
        made
    }

    async fn over(folder: Folder) -> Self {
        let clock = Clock::fixed(moment(NOW));
        let store = Store::open(folder.path(), clock.clone(), Opening::Server).await.expect("the database opens");
        let settings = Settings { site_url: SITE_URL.into(), https: false, environment: None, mail: false };
        let storage = Storage::local(&folder.path().join("media")).expect("the folder can be written to");
        let router = App::new(store.clone(), storage.clone(), Hasher::fast_for_tests(), settings).router();
        Self { store, storage, router, clock, folder }
    }

    /// The files.
    pub(crate) fn storage(&self) -> &Storage {
        &self.storage
    }

    /// The database.
    pub(crate) fn store(&self) -> &Store {
        &self.store
    }

    /// How many commits were synced to the disk so far.
    pub(crate) fn commits(&self) -> usize {
        store::commits(&self.folder.get("waymark.db-wal"))
    }

    /// The database's file.
    pub(crate) fn database(&self) -> PathBuf {
        self.folder.path().join("waymark.db")
    }

    /// Another process over the same database, with the same clock.
    pub(crate) async fn another_process(&self) -> Store {
        Store::open(self.folder.path(), self.clock.clone(), Opening::Command).await.expect("the database opens")
    }

    /// Sets the clock.
    pub(crate) fn clock_reads(&self, text: &str) {
        self.clock.set(moment(text));
    }

    /// Lets time pass.
    pub(crate) fn minutes_pass(&self, minutes: i64) {
        self.clock.set(self.clock.now() + chrono::TimeDelta::minutes(minutes));
    }

    /// Somebody without an account, in a browser that has never been here.
    pub(crate) fn visitor(&self) -> Client {
        Client::new(self.router.clone())
    }

    /// Asha Patel, administrator, signed in.
    pub(crate) async fn administrator(&self) -> Person {
        self.signed_in(&ADMINISTRATOR).await
    }

    /// Ben Okafor, publisher, signed in.
    pub(crate) async fn publisher(&self) -> Person {
        self.signed_in(&PUBLISHER).await
    }

    /// Cerys Morgan, editor, signed in.
    pub(crate) async fn editor(&self) -> Person {
        self.signed_in(&EDITOR).await
    }

    /// Dan Fisher, author, signed in.
    pub(crate) async fn author(&self) -> Person {
        self.signed_in(&AUTHOR).await
    }

    /// Somebody signed in with the password of all stories.
    pub(crate) async fn signed_in(&self, named: &Named) -> Person {
        Person::signs_in(self.visitor(), named.email, PASSWORD).await
    }

    /// What a visitor reads at an address, which must be there.
    pub(crate) async fn reads(&self, path: &str) -> String {
        let answer = self.visitor().get(path).await;
        assert_eq!(answer.status(), 200, "{path}");
        answer.text().to_owned()
    }

    /// What the API says at an address, whatever the status.
    pub(crate) async fn data(&self, path: &str) -> serde_json::Value {
        let answer = self.visitor().get(path).await;
        serde_json::from_str(answer.text()).unwrap_or_else(|error| panic!("{path}: {error}\n{}", answer.text()))
    }

    /// What must hold at the end of every story that changes the site: no link on any public page leads nowhere or elsewhere than it says, and
    /// nothing is public that is not live.
    pub(crate) async fn ends_well(&self) {
        let live = self.addresses_of_the_sitemap().await;
        assert!(live.contains("/"), "the home page is always there");
        let visitor = self.visitor();
        let (mut seen, mut waiting) = (live.clone(), VecDeque::from_iter(live.clone()));
        while let Some(path) = waiting.pop_front() {
            let answer = visitor.get(&path).await;
            assert_eq!(answer.status(), 200, "{path} is linked to, and is not there");
            if !is_html(&answer) {
                continue;
            }
            for href in reading::links(answer.text()) {
                let target = href.split('#').next().unwrap_or_default().to_owned();
                if target.starts_with('/') && seen.insert(target.clone()) {
                    let bare = target.split('?').next().unwrap_or_default();
                    assert!(live.contains(bare) || bare.contains('.'), "{path} links to {target}, which is not live");
                    waiting.push_back(target);
                }
            }
        }
    }

    /// Every public address, as search engines learn them.
    pub(crate) async fn addresses_of_the_sitemap(&self) -> BTreeSet<String> {
        let sitemap = self.reads("/sitemap.xml").await;
        let addresses = reading::all_between(&sitemap, "<loc>", "</loc>");
        let paths = addresses.iter().map(|address| {
            let path = address.strip_prefix(SITE_URL).expect("absolute addresses are made from the site's own");
            if path.is_empty() { "/".to_owned() } else { path.to_owned() }
        });
        paths.collect()
    }
}

fn is_html(answer: &Answer) -> bool {
    answer.header("content-type").is_some_and(|kind| kind.starts_with("text/html"))
}

/// Gives somebody an account with the password of all stories.
async fn add(store: &Store, named: &Named) {
    let password = NewPassword::check(PASSWORD, &[]).expect("a strong password");
    let hash = Hasher::fast_for_tests().hash(password).await.expect("nobody else hashes");
    let new = NewPerson { name: named.name.into(), email: named.email.into(), role: named.role };
    editorial::people::add_with_password(store, Actor::SetUp, new, hash).await.expect("a new person");
}

/// Reads an instant.
pub(crate) fn moment(text: &str) -> DateTime<Utc> {
    text.parse().expect("an instant as in RFC 3339")
}

/// The sample site's file, made once for all stories.
async fn sample_database() -> &'static [u8] {
    static MADE: OnceCell<Vec<u8>> = OnceCell::const_new();
    MADE.get_or_init(|| async {
        let folder = Folder::fresh();
        let store =
            Store::open(folder.path(), Clock::fixed(moment(NOW)), Opening::Server).await.expect("the database opens");
        editorial::sample::load(&store).await.expect("the sample site loads");
        for named in EVERYBODY {
            add(&store, named).await;
        }
        store.backup(&folder.path().join("sample.db")).await.expect("the copy is made");
        store.close().await.expect("the database closes");
        folder.get("sample.db")
    })
    .await
}
