//! The settings file, and what follows from it and the command line together.

use std::{
    net::{IpAddr, SocketAddr},
    path::Path,
};

use figment::{
    Figment,
    providers::{Format as _, Toml},
};
use serde::Deserialize;

use crate::{
    cli::ServeArgs,
    mail::{MailSettings, Tls},
};

/// Where the server listens unless somebody says otherwise.
const LISTEN: &str = "127.0.0.1:8080";

/// The file `waymark.toml` in the data folder. Everything may be left out.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct File {
    listen: Option<String>,
    site_url: Option<String>,
    insecure: Option<bool>,
    /// The addresses of the proxies in front of the site, which have no cap on connections of their own.
    pub(crate) proxies: Vec<IpAddr>,
    /// Where e-mail goes out.
    pub(crate) mail: MailSettings,
}

/// Where and how this server serves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Serving {
    pub(crate) listen: SocketAddr,
    /// `None`: the address on which the server listens.
    pub(crate) site_url: Option<String>,
    pub(crate) https: bool,
}

impl File {
    /// The site's own address, where the file names one.
    pub(crate) fn site_url(&self) -> Option<String> {
        self.site_url.clone()
    }
}

/// Reads `waymark.toml`.
pub(crate) fn read(folder: &Path) -> Result<File, String> {
    let file = folder.join("waymark.toml");
    if !file.exists() {
        return Ok(File::default());
    }
    Figment::from(Toml::file_exact(&file)).extract().map_err(|error| format!("{}: {error}", file.display()))
}

/// The command line wins over the file.
pub(crate) fn serving(args: &ServeArgs, file: &File) -> Result<Serving, String> {
    let listen = args.listen.as_deref().or(file.listen.as_deref()).unwrap_or(LISTEN);
    let listen: SocketAddr =
        listen.parse().map_err(|_| format!("--listen {listen}: give an address and a port, such as {LISTEN}"))?;
    let site_url = args.site_url.as_deref().or(file.site_url.as_deref()).map(origin).transpose()?;
    let https = site_url.as_deref().is_some_and(|url| url.starts_with("https://"));
    let insecure = args.insecure || file.insecure.unwrap_or(false);
    if !listen.ip().is_loopback() && !https && !insecure {
        return Err(format!(
            "{listen} can be reached from other machines, and passwords would travel in the open. Put a proxy with TLS \
             in front and give its address with --site-url https://…, or say --insecure"
        ));
    }
    Ok(Serving { listen, site_url, https })
}

/// The mail server of the file, and what the environment says instead: `WAYMARK_MAIL_HOST`, `…_PORT`, `…_TLS`, `…_USER`, `…_PASSWORD`, `…_FROM`.
pub(crate) fn mail(file: MailSettings, variable: impl Fn(&str) -> Option<String>) -> Result<MailSettings, String> {
    let port = match variable("WAYMARK_MAIL_PORT") {
        None => file.port,
        Some(port) => Some(port.parse().map_err(|_| format!("WAYMARK_MAIL_PORT={port}: give a number, such as 587"))?),
    };
    let tls = match variable("WAYMARK_MAIL_TLS").as_deref() {
        None => file.tls,
        Some("starttls") => Tls::Starttls,
        Some("tls") => Tls::Tls,
        Some("none") => Tls::None,
        Some(other) => return Err(format!("WAYMARK_MAIL_TLS={other}: choose starttls, tls or none")),
    };
    Ok(MailSettings {
        port,
        tls,
        host: variable("WAYMARK_MAIL_HOST").or(file.host),
        user: variable("WAYMARK_MAIL_USER").or(file.user),
        password: variable("WAYMARK_MAIL_PASSWORD").or(file.password),
        from: variable("WAYMARK_MAIL_FROM").or(file.from),
    })
}

/// Scheme and host of the site's address, without a slash at the end.
fn origin(url: &str) -> Result<String, String> {
    let trimmed = url.trim_end_matches('/');
    let host = trimmed.strip_prefix("https://").or_else(|| trimmed.strip_prefix("http://"));
    match host {
        Some(host)
            if !host.is_empty() && !host.contains(['/', '?', '#', '@']) && !host.contains(char::is_whitespace) =>
        {
            Ok(trimmed.to_owned())
        }
        _ => Err(format!("--site-url {url}: give scheme and host alone, such as https://www.example.org")),
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        serve: ServeArgs,
    }

    fn args(line: &[&str]) -> ServeArgs {
        Line::parse_from([&["waymark"], line].concat()).serve
    }

    #[test]
    fn a_server_for_other_machines_needs_tls_or_a_plain_word() {
        let open = serving(&args(&["--listen", "0.0.0.0:80"]), &File::default());
        assert!(open.expect_err("refused").contains("--insecure"));
        let said = serving(&args(&["--listen", "0.0.0.0:80", "--insecure"]), &File::default());
        assert!(!said.expect("allowed").https);
        let proxied = ["--listen", "0.0.0.0:80", "--site-url", "https://www.example.org/"];
        let proxied = serving(&args(&proxied), &File::default()).expect("allowed");
        assert_eq!((proxied.https, proxied.site_url.as_deref()), (true, Some("https://www.example.org")));
    }

    #[test]
    fn the_mail_server_stands_in_the_file_and_the_environment_wins() {
        let text = "[mail]\nhost = \"mail.example.org\"\nport = 2525\ntls = \"tls\"\nuser = \"waymark\"";
        let file: File = Figment::from(Toml::string(text)).extract().expect("a valid file");
        let said = |name: &str| (name == "WAYMARK_MAIL_PORT").then(|| "465".to_owned());
        let found = mail(file.mail.clone(), said).expect("valid");
        assert_eq!((found.host.as_deref(), found.port, found.tls), (Some("mail.example.org"), Some(465), Tls::Tls));
        let wrong = |name: &str| (name == "WAYMARK_MAIL_TLS").then(|| "ssl".to_owned());
        assert!(mail(file.mail, wrong).expect_err("no such way").contains("starttls"));
    }

    #[test]
    fn the_command_line_wins_over_the_file() {
        let file = File { listen: Some("127.0.0.1:9000".into()), ..File::default() };
        assert_eq!(serving(&args(&[]), &file).expect("fine").listen.port(), 9000);
        assert_eq!(serving(&args(&["--listen", "127.0.0.1:9001"]), &file).expect("fine").listen.port(), 9001);
        assert!(serving(&args(&["--site-url", "example.org"]), &file).is_err());
    }
}
