//! What an empty database needs before anybody can work: a home page, and a way to make the first administrator.

use content::NodeId;
use store::Store;

/// Gives an empty database its home page.
pub(crate) async fn home_page(store: &Store) -> Result<(), String> {
    editorial::site::begin(store).await.map_err(|error| error.to_string())?;
    Ok(())
}

/// The path of the one-time set-up address; `None` when somebody has an account already.
pub(crate) async fn set_up_path(store: &Store) -> Result<Option<String>, String> {
    let secret = editorial::people::set_up_link(store).await.map_err(|error| error.to_string())?;
    Ok(secret.map(|secret| format!("/admin/set-up/{secret}")))
}

/// Whether the database holds a site.
pub(crate) async fn holds_site(store: &Store) -> Result<bool, String> {
    let filter = store::published::EventFilter::default();
    let resolved = store::published::resolve(store, "/", &filter).await.map_err(|error| error.to_string())?;
    Ok(matches!(resolved, store::published::Resolved::Live(node) if node.id == NodeId::HOME))
}
