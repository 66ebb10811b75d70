use std::sync::Arc;

use accounts::password::Hasher;
use admin::Admin;
use api::Api;
use axum::{Router, extract::State, http::StatusCode, routing::get};
use media::Storage;
use public::{Previews, Public};
use store::Store;
use web::serve::FastAnswer;

/// What the product needs to know about the site that it serves.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The site's own address, such as `https://www.example.org`: absolute addresses are made from it alone.
    pub site_url: String,
    /// Whether visitors reach the site by TLS.
    pub https: bool,
    /// A word beside the site's name in the admin: `Demonstration`.
    pub environment: Option<String>,
    /// Whether e-mail can be sent.
    pub mail: bool,
}

/// The whole product over one database.
#[derive(Clone)]
pub struct App {
    store: Store,
    admin: Admin,
    public: Public,
    api: Api,
}

impl App {
    /// Puts the product together: its database, and the storage of its files.
    pub fn new(store: Store, storage: Storage, hasher: Hasher, settings: Settings) -> Self {
        let Settings { site_url, https, environment, mail } = settings;
        let site_name = store.site_name();
        let admin_settings =
            admin::Settings { site_name: site_name.clone(), site_url: site_url.clone(), https, environment, mail };
        let public_settings = public::Settings { site_url: site_url.clone(), site_name, https };
        let previewed = store.clone();
        let previews: Previews = Arc::new(move |token| {
            let store = previewed.clone();
            Box::pin(async move { editorial::schedule::rehearsal::preview(&store, &token).await })
        });
        Self {
            admin: Admin::new(store.clone(), storage.clone(), hasher, admin_settings),
            public: Public::new(store.clone(), storage, previews, public_settings),
            api: Api::new(store.clone(), api::Settings { site_url, https }),
            store,
        }
    }

    /// Every address of the product.
    pub fn router(&self) -> Router {
        let health = Router::new()
            .route("/healthz", get(|| async { "alive\n" }))
            .route("/readyz", get(ready))
            .with_state(self.store.clone());
        let health = web::headers::apply(health, &web::headers::Policy::api());
        let router = public::router(self.public.clone())
            .merge(admin::router(self.admin.clone()))
            .merge(api::router(self.api.clone()))
            .merge(health);
        web::trace::apply(router)
    }

    /// The finished pages of the public site, asked before the router.
    pub fn fast_answer(&self) -> FastAnswer {
        self.public.fast_answer()
    }
}

/// Whether the database answers: what a load balancer asks before it sends visitors.
async fn ready(State(store): State<Store>) -> (StatusCode, &'static str) {
    match store.ready().await {
        Ok(()) => (StatusCode::OK, "ready\n"),
        Err(error) => {
            tracing::error!(%error, "the database does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, "not ready\n")
        }
    }
}
