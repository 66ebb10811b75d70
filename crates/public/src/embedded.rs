//! The folder of templates and assets: inside the binary in a release build, read from disk in a debug build.

use rust_embed::RustEmbed;

/// `public-templates/` at the root of the repository.
#[derive(RustEmbed)]
#[folder = "../../public-templates/"]
pub(crate) struct PublicTemplates;

/// Names the present look of the site, so that in a debug build an edited template shows at once although pages are kept ready.
/// In a release build templates never change.
pub(crate) fn look() -> u64 {
    if !cfg!(debug_assertions) {
        return 0;
    }
    let files = PublicTemplates::iter().filter_map(|name| PublicTemplates::get(&name));
    files.fold(0, |look, file| {
        let hash = file.metadata.sha256_hash();
        let start: [u8; 8] = hash[..8].try_into().expect("a SHA-256 has 32 bytes");
        look ^ u64::from_le_bytes(start)
    })
}
