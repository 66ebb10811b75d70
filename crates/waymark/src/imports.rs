//! Taking in lists from elsewhere.

use std::path::PathBuf;

use accounts::{Action, Actor};
use clap::Subcommand;
use content::redirect::import::{Report, Shape, read};
use editorial::redirects::{self, Confirmed};
use store::{
    Opening,
    rights::{self, Subject},
};

use crate::{
    cli::DataArgs,
    commands::{open, words},
    settings,
};

/// What to take in.
#[derive(Debug, Subcommand)]
pub(crate) enum ImportCommand {
    /// Redirects, from CSV with two columns or YAML with a pair of addresses on each line. What contradicts itself is left out and listed.
    Redirects {
        #[command(flatten)]
        data: DataArgs,
        /// The list.
        file: PathBuf,
        /// Say what would be taken in, and change nothing.
        #[arg(long)]
        dry_run: bool,
    },
}

pub(crate) async fn run(command: ImportCommand) -> Result<(), String> {
    let ImportCommand::Redirects { data, file, dry_run } = command;
    let text = text_of(&file)?;
    let site_url = settings::read(&data.data)?.site_url().unwrap_or_default();
    let entries = read(&text, Shape::of(&text)).map_err(|error| format!("{}: {error}", file.display()))?;
    let store = open(&data.data, Opening::Command).await?;
    let permit = rights::may(&store, &Actor::CommandLine, Action::Publish, Subject::Site).await.map_err(words)?;
    let report = redirects::judge(&store, &permit, &entries, &site_url).await.map_err(words)?;
    tell(&report);
    if dry_run {
        println!("Nothing was changed: this was a dry run.");
        return store.close().await.map_err(words);
    }
    let seen = redirects::fingerprint(&report);
    match redirects::import(&store, &permit, entries, &site_url, &seen).await.map_err(words)? {
        Confirmed::Done(_) => println!("Done."),
        Confirmed::Changed(_) => return Err("the site changed in between. Run the command again".into()),
    }
    store.close().await.map_err(words)
}

#[expect(clippy::disallowed_methods, reason = "the operator names the file on the command line")]
fn text_of(file: &std::path::Path) -> Result<String, String> {
    let bytes = std::fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
    String::from_utf8(bytes).map_err(|_| format!("{}: this is not text in UTF-8", file.display()))
}

fn tell(report: &Report) {
    for group in report.groups() {
        println!("{} ({}). {}", group.heading, group.lines.len(), group.hint);
        for (judged, said) in &group.lines {
            let said = if said.is_empty() { String::new() } else { format!("  ({said})") };
            println!("  line {}: {} → {}{said}", judged.entry.line, judged.entry.from, judged.entry.to);
        }
        println!();
    }
    let counts = report.counts();
    println!(
        "{} lines, {} addresses, {} of them given more than once, {} with different targets. {} taken in.",
        counts.lines, counts.addresses, counts.repeated, counts.conflicting, counts.taken_in
    );
}
