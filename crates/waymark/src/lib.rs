//! The product put together: the command line, the settings, and the one router made of admin, public site and API.
//!
//! `main.rs` only calls [`run`]. Tests use [`App`] to reach the whole product without a socket.

mod app;
mod cli;
mod commands;
mod demo;
mod files;
mod first_start;
mod imports;
pub mod mail;
mod pages;
mod serve;
mod settings;
pub mod timer;

pub use app::{App, Settings};
pub use cli::run;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
