//! The command line. Every option can be given as a `WAYMARK_…` variable too.

use std::{path::PathBuf, process::ExitCode};

use accounts::Role;
use chrono::{DateTime, Utc};
use clap::{Args, Parser, Subcommand};
use content::synthetic::Size;

use crate::{
    commands,
    imports::{self, ImportCommand},
    pages::{self, PageCommand},
    serve,
};

#[derive(Debug, Parser)]
#[command(name = "waymark", version, about = "A headless CMS with an admin interface: one binary, one SQLite file.")]
#[command(args_conflicts_with_subcommands = true)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: ServeArgs,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the site and its admin (the default command).
    Serve(ServeArgs),
    /// Bring the database's schema up to date and stop.
    Migrate(DataArgs),
    /// Add, list and close accounts.
    User {
        #[command(subcommand)]
        command: UserCommand,
    },
    /// Move, rename, unpublish, trash and restore pages, or say beforehand what that would change.
    Page {
        #[command(subcommand)]
        command: PageCommand,
    },
    /// Take in lists from elsewhere.
    Import {
        #[command(subcommand)]
        command: ImportCommand,
    },
    /// Copy the database into a new file while the site goes on, and check the copy.
    Backup {
        #[command(flatten)]
        data: DataArgs,
        /// The file to write; it must not exist.
        file: PathBuf,
    },
    /// Fill an empty site with invented pages, events and providers, for trials of scale.
    Generate {
        #[command(flatten)]
        data: DataArgs,
        /// How many pages.
        #[arg(long, default_value_t = 1_000)]
        pages: usize,
        /// How many events.
        #[arg(long, default_value_t = 100)]
        events: usize,
        /// How many providers.
        #[arg(long, default_value_t = 50)]
        providers: usize,
        /// The same number gives the same site.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Check the database and say what is wrong.
    Doctor(DataArgs),
}

/// Where the database lies.
#[derive(Clone, Debug, Args)]
pub(crate) struct DataArgs {
    /// The folder of the database and of waymark.toml.
    #[arg(long, env = "WAYMARK_DATA", default_value = "data", value_name = "DIR")]
    pub(crate) data: PathBuf,
}

/// How to serve.
#[derive(Clone, Debug, Args)]
pub(crate) struct ServeArgs {
    #[command(flatten)]
    pub(crate) data: DataArgs,
    /// The address to listen on [default: 127.0.0.1:8080].
    #[arg(long, env = "WAYMARK_LISTEN", value_name = "ADDR")]
    pub(crate) listen: Option<String>,
    /// The address under which visitors know the site, such as <https://www.example.org>.
    #[arg(long, env = "WAYMARK_SITE_URL", value_name = "URL")]
    pub(crate) site_url: Option<String>,
    /// Load the sample site into an empty database and print a sign-in for this run.
    #[arg(long, env = "WAYMARK_DEMO")]
    pub(crate) demo: bool,
    /// Start the site's clock at this moment (RFC 3339) and let it run on.
    #[arg(long, env = "WAYMARK_CLOCK", value_name = "RFC3339")]
    pub(crate) clock: Option<DateTime<Utc>>,
    /// Allow plain HTTP on other than loopback addresses.
    #[arg(long, env = "WAYMARK_INSECURE")]
    pub(crate) insecure: bool,
}

/// What to do with accounts.
#[derive(Debug, Subcommand)]
pub(crate) enum UserCommand {
    /// Add a person. Without --password-stdin a password is generated and printed once.
    Add {
        #[command(flatten)]
        data: DataArgs,
        /// The e-mail address to sign in with.
        email: String,
        /// author, editor, publisher or administrator.
        #[arg(long)]
        role: Role,
        /// The person's name; the address's first part when left out.
        #[arg(long)]
        name: Option<String>,
        /// Read the password from standard input.
        #[arg(long)]
        password_stdin: bool,
    },
    /// List everybody.
    List(DataArgs),
    /// Give a person a new password. Without --password-stdin one is generated and printed once.
    Password {
        #[command(flatten)]
        data: DataArgs,
        /// The person's e-mail address.
        email: String,
        /// Read the password from standard input.
        #[arg(long)]
        password_stdin: bool,
    },
    /// Close a person's account and end its sessions.
    Disable {
        #[command(flatten)]
        data: DataArgs,
        /// The person's e-mail address.
        email: String,
    },
}

/// Runs the command of this process and says how it ended.
pub async fn run() -> ExitCode {
    let cli = Cli::parse();
    let result = match cli.command.unwrap_or(Command::Serve(cli.serve)) {
        Command::Serve(args) => serve::run(args).await,
        Command::Migrate(data) => commands::migrate(&data.data).await,
        Command::User { command } => commands::user(command).await,
        Command::Page { command } => pages::run(command).await,
        Command::Import { command } => imports::run(command).await,
        Command::Backup { data, file } => commands::backup(&data.data, &file).await,
        Command::Generate { data, pages, events, providers, seed } => {
            commands::generate(&data.data, Size { pages, events, providers, seed }).await
        }
        Command::Doctor(data) => commands::doctor(&data.data).await,
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("waymark: {problem}");
            ExitCode::FAILURE
        }
    }
}
