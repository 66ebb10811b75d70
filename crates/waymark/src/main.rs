//! The Waymark command.

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    waymark::run().await
}
