//! `waymark serve`: opens the database, says where the site is, serves until it is told to stop.

use std::time::Duration;

use accounts::password::Hasher;
use content::Clock;
use store::{Opening, Store};
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
};
use tracing_subscriber::EnvFilter;
use web::serve::Limits;

use crate::{App, Settings, cli::ServeArgs, demo, files, first_start, mail::Post, settings, timer};

/// How often this process looks for what one-shot commands wrote.
const LOOK_FOR_OTHERS: Duration = Duration::from_secs(1);
/// How often this process looks whether there is e-mail to send.
const LOOK_FOR_CHORES: Duration = Duration::from_secs(5);

/// How often counted visits are written.
const KEEP_VISITS: Duration = Duration::from_secs(30);

pub(crate) async fn run(args: ServeArgs) -> Result<(), String> {
    start_log();
    let clock = args.clock.map_or(Clock::System, Clock::starting_at);
    let file = settings::read(&args.data.data)?;
    let serving = settings::serving(&args, &file)?;
    let store = Store::open(&args.data.data, clock, Opening::Server).await.map_err(|error| error.to_string())?;
    let hasher = Hasher::new();
    let password = if args.demo { Some(demo::prepare(&store, &hasher).await?) } else { None };
    first_start::home_page(&store).await?;
    timer::catch_up(&store).await;

    let listener = TcpListener::bind(serving.listen).await.map_err(|error| {
        format!("cannot listen on {}: {error}. Choose another address with --listen", serving.listen)
    })?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let site_url = serving.site_url.unwrap_or_else(|| format!("http://{address}"));
    let post = Post::new(&settings::mail(file.mail.clone(), |name| std::env::var(name).ok())?, &site_url)?;
    let environment = args.demo.then(|| "Demonstration".to_owned());
    let storage = files::open(&args.data.data)?;
    let app = App::new(
        store.clone(),
        storage.clone(),
        hasher,
        Settings { site_url: site_url.clone(), https: serving.https, environment, mail: post.is_some() },
    );

    println!("Site      {site_url}/");
    println!("Admin     {site_url}/admin");
    match &password {
        Some(password) => println!("Email     {}\nPassword  {password}", demo::EMAIL),
        None => {
            if let Some(path) = first_start::set_up_path(&store).await? {
                println!("Set-up    {site_url}{path}");
                println!("          Open this address once, within three days, to make the first administrator.");
            }
        }
    }
    println!("Ready.");

    let mut limits = Limits::default();
    limits.proxies.extend(&file.proxies);
    let background = [
        tokio::spawn(watch_for_others(store.clone())),
        tokio::spawn(keep_visits(store.clone())),
        tokio::spawn(timer::run(store.clone())),
        tokio::spawn(do_chores(store.clone(), post)),
        tokio::spawn(files::sweep_daily(store.clone(), storage)),
    ];
    let drained = web::serve::serve(listener, app.router(), app.fast_answer(), limits, asked_to_stop()).await;
    for task in background {
        task.abort();
    }
    if drained.cut_off > 0 {
        tracing::warn!(cut_off = drained.cut_off, "some connections did not finish in time");
    }
    if let Err(error) = store.keep_visits().await {
        tracing::warn!(%error, "the last visits to redirects and unknown addresses are lost");
    }
    store.close().await.map_err(|error| error.to_string())
}

/// Done at the first SIGTERM or Ctrl+C; a second one ends the process at once.
async fn asked_to_stop() {
    let stop = || async {
        let mut term = signal(SignalKind::terminate()).expect("the runtime listens for signals");
        tokio::select! {
            _ = term.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        }
    };
    stop().await;
    tracing::info!("stopping: answers under way are finished first");
    tokio::spawn(async move {
        stop().await;
        end_now();
    });
}

#[expect(clippy::disallowed_methods, reason = "the second signal asks for exactly this; the database survives it")]
fn end_now() {
    std::process::exit(130);
}

/// One-shot commands may write beside this server; their changes become visible within a second.
async fn watch_for_others(store: Store) {
    let mut ticks = tokio::time::interval(LOOK_FOR_OTHERS);
    loop {
        ticks.tick().await;
        if let Err(error) = store.refresh_generation().await {
            tracing::warn!(%error, "cannot look for changes of other processes");
        }
    }
}

/// Visits to redirects and to unknown addresses are written together, now and then.
async fn keep_visits(store: Store) {
    let mut ticks = tokio::time::interval(KEEP_VISITS);
    loop {
        ticks.tick().await;
        if let Err(error) = store.keep_visits().await {
            tracing::warn!(%error, "cannot write how often redirects were used; trying again");
        }
    }
}

/// What is done once a day, and the e-mail that is due, by the site's clock.
async fn do_chores(store: Store, post: Option<Post>) {
    let mut ticks = tokio::time::interval(LOOK_FOR_CHORES);
    loop {
        ticks.tick().await;
        if let Err(error) = editorial::notices::daily(&store).await {
            tracing::error!(%error, "the work of once a day failed");
        }
        if let Some(post) = &post
            && let Err(error) = post.send_due(&store).await
        {
            tracing::error!(%error, "the outbox cannot be worked through");
        }
    }
}

fn start_log() {
    let filter = EnvFilter::try_from_env("WAYMARK_LOG").unwrap_or_else(|_| EnvFilter::new("warn"));
    // A second start in one process, as in tests, keeps the first log.
    let _ = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init();
}
