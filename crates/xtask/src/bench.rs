//! `cargo xtask bench public`: the hot seed page beside nginx sending the same bytes and beside a bare axum handler of
//! prebuilt bytes. The three are measured in turns within one run, so that a machine's moods fall on all alike; only the
//! ratios mean something beyond this machine.

pub(crate) mod editorial;
mod wrk;

use crate::http::{self, Answer};
use crate::install;
use crate::process::{self, Outcome, Scratch, Server, Trouble};
use std::fmt::Write as _;
use std::io::BufRead;
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;

/// The page of the sample site that the issue is about.
const SEED_PAGE: &str = "/explore-my-options/teacher-training-routes/specialist-training-options/assessment-only";

/// The sample site's own moment: its four events lie ahead.
const CLOCK: &str = "2021-03-15T09:00:00Z";

/// Rounds of each server and coding; the median of an odd number is one of them.
const ROUNDS: usize = 5;

const CODINGS: [&str; 2] = ["identity", "gzip"];

/// One server under measurement, and where it sends the page with each of [`CODINGS`].
struct Contender {
    name: &'static str,
    port: u16,
    paths: [String; 2],
    /// Ends the server when the run does.
    _server: Server,
}

/// Builds, starts the three servers, measures them in turns and prints the table.
pub(crate) fn run() -> Outcome {
    let nginx = install::for_bench()?;
    let mut build = process::cargo();
    let waymark = process::executable_of(build.args(["build", "--profile", "fast", "--locked", "-p", "waymark"]))?;
    let mut build = process::cargo();
    build.args(["build", "--profile", "fast", "--locked", "-p", "web", "--example", "prebuilt"]);
    let prebuilt = process::executable_of(&mut build)?;

    let scratch = Scratch::new("bench")?;
    let ours = start_waymark(&waymark, scratch.path())?;
    let pages = fetch_pages(ours.port)?;
    for (coding, page) in CODINGS.iter().zip(&pages) {
        std::fs::write(scratch.path().join(format!("{coding}.html")), &page.body)?;
    }
    let contenders = [start_nginx(&nginx, scratch.path(), &pages)?, start_prebuilt(&prebuilt, scratch.path())?, ours];
    same_bytes(&contenders, &pages)?;

    println!("\nThe seed page: {} bytes, {} with gzip.", pages[0].body.len(), pages[1].body.len());
    println!("{ROUNDS} rounds in turns of wrk -t1 -c32 -d4s; clients and servers share this machine.");
    for (index, coding) in CODINGS.iter().enumerate() {
        let mut measures = vec![Vec::with_capacity(ROUNDS); contenders.len()];
        for _ in 0..ROUNDS {
            for (contender, measures) in contenders.iter().zip(&mut measures) {
                measures.push(wrk::measure(contender.port, &contender.paths[index], coding)?);
            }
        }
        let names = contenders.iter().map(|contender| contender.name);
        println!("\n{}", wrk::table(coding, &names.zip(measures).collect::<Vec<_>>()));
    }
    Ok(())
}

fn start_waymark(binary: &Path, scratch: &Path) -> Outcome<Contender> {
    let mut command = Command::new(binary);
    command.args(["serve", "--demo", "--clock", CLOCK, "--listen", "127.0.0.1:0", "--data"]).arg(scratch.join("data"));
    let mut server = Server::start("waymark", &mut command)?;
    let mut port = None;
    // The lines after "Ready." are nobody's business here; the sign-in that the demo prints is read over, never shown.
    let mut lines = server.lines().lines();
    loop {
        let Some(line) = lines.next() else {
            return Err(Trouble::new("waymark ended before it was ready; see its lines above."));
        };
        let line = line?;
        if let Some(address) = line.strip_prefix("Site ") {
            port = address.trim().trim_end_matches('/').rsplit(':').next().and_then(|port| port.parse().ok());
        }
        if line.trim() == "Ready." {
            break;
        }
    }
    // Reading goes on, so that the server never writes into a closed pipe.
    std::thread::spawn(move || lines.for_each(drop));
    let port = port.ok_or_else(|| Trouble::new("waymark did not print its address as “Site http://…:PORT/”."))?;
    Ok(Contender { name: "waymark", port, paths: [SEED_PAGE.into(), SEED_PAGE.into()], _server: server })
}

/// The seed page as identity and as gzip, from the cache: the second answer of each must be the first again.
fn fetch_pages(port: u16) -> Outcome<[Answer; 2]> {
    let page = |coding: &str| {
        let first = http::get(port, SEED_PAGE, coding)?;
        let again = http::get(port, SEED_PAGE, coding)?;
        let coded = first.header("content-encoding").unwrap_or("identity");
        if first.status != 200 || coded != coding || first.body != again.body {
            let status = first.status;
            return Err(Trouble::new(format!(
                "waymark answered {status} in {coded} for the seed page in {coding}, or not the same bytes twice."
            )));
        }
        Ok(first)
    };
    Ok([page("identity")?, page("gzip")?])
}

fn start_nginx(binary: &Path, scratch: &Path, pages: &[Answer; 2]) -> Outcome<Contender> {
    let port = free_port()?;
    let configuration = nginx_configuration(port, scratch, pages, install::is_root());
    let file = scratch.join("nginx.conf");
    std::fs::write(&file, configuration)?;
    let mut command = Command::new(binary);
    command.arg("-p").arg(scratch).arg("-c").arg(&file).arg("-e").arg(scratch.join("nginx-error.log"));
    let mut server = Server::start("nginx", &mut command)?;
    server.wait_for_port(port)?;
    Ok(Contender { name: "nginx", port, paths: ["/identity.html".into(), "/gzip.html".into()], _server: server })
}

/// nginx at its best for one static file: two workers, sendfile, open files kept, no log; and with as many headers as ours.
fn nginx_configuration(port: u16, scratch: &Path, pages: &[Answer; 2], root: bool) -> String {
    // As root, the workers would become somebody who may not read our folder.
    let user = if root { "user root;\n" } else { "" };
    let folder = scratch.display();
    let mut text = format!(
        "{user}daemon off;\nworker_processes 2;\npid {folder}/nginx.pid;\nerror_log {folder}/nginx-error.log;\n\
         events {{ worker_connections 1024; }}\n\
         http {{\n  access_log off;\n  sendfile on;\n  tcp_nopush on;\n  tcp_nodelay on;\n  server_tokens off;\n\
         \x20 keepalive_requests 1000000000;\n  open_file_cache max=100 inactive=1h;\n  open_file_cache_valid 1h;\n\
         \x20 client_body_temp_path {folder}/body;\n  proxy_temp_path {folder}/proxy;\n\
         \x20 fastcgi_temp_path {folder}/fastcgi;\n  uwsgi_temp_path {folder}/uwsgi;\n  scgi_temp_path {folder}/scgi;\n\
         \x20 server {{\n    listen 127.0.0.1:{port};\n    root {folder};\n    default_type 'text/html; charset=utf-8';\n"
    );
    for (coding, page) in CODINGS.iter().zip(pages) {
        // Ours has neither of these two; nginx's own ETag stands for ours.
        let _ = writeln!(text, "    location = /{coding}.html {{\n      max_ranges 0;");
        text.push_str("      add_header last-modified \"\";\n");
        for (name, value) in page.headers.iter().filter(|(name, _)| !NGINX_OWN_HEADERS.contains(&name.as_str())) {
            let _ = writeln!(text, "      add_header {name} \"{}\";", value.replace(['"', '\\', '$'], ""));
        }
        text.push_str("    }\n");
    }
    text.push_str("  }\n}\n");
    text
}

/// Headers that nginx sends by itself, or that belong to the one connection we fetched over.
const NGINX_OWN_HEADERS: [&str; 8] =
    ["accept-ranges", "connection", "content-length", "content-type", "date", "etag", "last-modified", "server"];

fn start_prebuilt(binary: &Path, scratch: &Path) -> Outcome<Contender> {
    let port = free_port()?;
    let mut command = Command::new(binary);
    command.arg(port.to_string()).args(CODINGS.map(|coding| scratch.join(format!("{coding}.html"))));
    let mut server = Server::start("the bare axum handler", &mut command)?;
    server.wait_for_port(port)?;
    Ok(Contender { name: "bare axum", port, paths: ["/identity".into(), "/gzip".into()], _server: server })
}

fn same_bytes(contenders: &[Contender], pages: &[Answer; 2]) -> Outcome {
    for contender in contenders {
        for ((coding, page), path) in CODINGS.iter().zip(pages).zip(&contender.paths) {
            let answer = http::get(contender.port, path, coding)?;
            if answer.status != 200 || answer.body != page.body {
                let name = contender.name;
                return Err(Trouble::new(format!(
                    "{name} does not send the page's bytes in {coding} ({}).",
                    answer.status
                )));
            }
            println!("{:<10} {coding:<9} {} headers", contender.name, answer.headers.len());
        }
    }
    Ok(())
}

fn free_port() -> Outcome<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}
