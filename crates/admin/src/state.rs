//! What every screen of the admin works with.

use std::sync::Arc;

use accounts::password::Hasher;
use accounts::throttle::Throttle;
use media::Storage;
use rust_embed::RustEmbed;
use store::Store;
use web::Templates;
use web::assets::Assets;

use crate::presence::Presence;

/// The admin's templates, style sheets and pictures: in the binary in release builds, read from disk in debug builds.
#[derive(RustEmbed)]
#[folder = "../../admin-templates"]
pub(crate) struct Embedded;

/// Where the admin's own assets are served; a page cannot take an address below `/admin`.
const ASSETS: &str = "/admin/assets";

/// The state behind the admin's router. Clones share it.
#[derive(Clone)]
pub struct Admin {
    pub(crate) store: Store,
    pub(crate) storage: Storage,
    pub(crate) templates: Templates,
    pub(crate) assets: Assets,
    pub(crate) hasher: Hasher,
    pub(crate) throttle: Arc<Throttle>,
    pub(crate) settings: Arc<Settings>,
    pub(crate) presence: Arc<Presence>,
}

/// What the binary tells the admin about the site.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The site's name, shown in the header and in each title.
    pub site_name: String,
    /// The site's own address without a slash at its end: `https://www.example.org`.
    pub site_url: String,
    /// Whether the site is reached by TLS: cookies are then marked as secure, and browsers are told to use nothing
    /// else.
    pub https: bool,
    /// A word beside the site's name that tells this site from another of its kind: `Demonstration`.
    pub environment: Option<String>,
    /// Whether e-mail can be sent.
    pub mail: bool,
}

impl Admin {
    /// The admin of a site, with the storage of its files.
    pub fn new(store: Store, storage: Storage, hasher: Hasher, settings: Settings) -> Self {
        let assets = Assets::new::<Embedded>(ASSETS);
        let templates = templates(&assets);
        Self {
            store,
            storage,
            templates,
            assets,
            hasher,
            throttle: Arc::new(Throttle::new()),
            settings: Arc::new(settings),
            presence: Arc::default(),
        }
    }
}

/// The admin's templates, which know the addresses of its assets.
pub(crate) fn templates(assets: &Assets) -> Templates {
    Templates::new::<Embedded>().with_assets(assets)
}

/// The templates for the tests of views: every view has one test that calls `crate::state::check::<View>()`.
#[cfg(test)]
pub(crate) fn check<V: web::View>() {
    let problems = templates(&Assets::new::<Embedded>(ASSETS)).check::<V>();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
