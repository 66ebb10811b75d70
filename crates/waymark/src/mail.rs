//! Sending what waits in the outbox, over SMTP.

use std::{fmt, net::IpAddr, time::Duration};

use editorial::{
    Refusal,
    notices::{Attempt, attempted},
};
use lettre::{
    AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor,
    message::{Mailbox, header::ContentType},
    transport::smtp::{
        authentication::Credentials,
        client::{Tls as LettreTls, TlsParameters},
    },
};
use serde::Deserialize;
use store::{Store, notices::Mail};

/// How long the mail server may take for one e-mail.
const PATIENCE: Duration = Duration::from_secs(20);
/// As much of what the mail server says as the outbox keeps.
const LONGEST_PROBLEM: usize = 300;

/// How the connection to the mail server is kept private.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tls {
    /// It begins in the open and must become private before anything is said.
    #[default]
    Starttls,
    /// It is private from the first byte.
    Tls,
    /// It is not: for a mail server on the same machine.
    None,
}

/// Where the mail server is: the table `[mail]` of the settings file.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MailSettings {
    /// Its name; nothing is sent without one.
    pub host: Option<String>,
    /// Its port, unless it is the usual one of the way in `tls`.
    pub port: Option<u16>,
    /// How the connection is kept private.
    pub tls: Tls,
    /// Whom to sign in as, if the server asks.
    pub user: Option<String>,
    /// And with what.
    pub password: Option<String>,
    /// The sender: `Waymark <waymark@example.org>`.
    pub from: Option<String>,
}

impl fmt::Debug for MailSettings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("MailSettings")
            .field("host", &self.host)
            .field("port", &self.port)
            .field("tls", &self.tls)
            .field("from", &self.from)
            .finish_non_exhaustive()
    }
}

/// What sends e-mail.
pub struct Post {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    site_url: String,
}

impl Post {
    /// The sender that the settings describe; `None` where they name no mail server.
    pub fn new(settings: &MailSettings, site_url: &str) -> Result<Option<Self>, String> {
        let Some(host) = settings.host.as_deref().filter(|host| !host.is_empty()) else { return Ok(None) };
        let from = settings.from.as_deref().ok_or("mail: give the sender as from = \"Name <address>\"")?;
        let from = from.parse().map_err(|_| format!("mail: {from} is no sender. Give one as Name <address>"))?;
        let wrap = |error: lettre::transport::smtp::Error| format!("mail: {host}: {error}");
        let (tls, usual) = match settings.tls {
            Tls::Starttls => (LettreTls::Required(TlsParameters::new(host.to_owned()).map_err(wrap)?), 587),
            Tls::Tls => (LettreTls::Wrapper(TlsParameters::new(host.to_owned()).map_err(wrap)?), 465),
            Tls::None if settings.password.is_some() && !is_this_machine(host) => {
                return Err(format!(
                    "mail: the password would travel to {host} in the open. Choose tls = \"starttls\""
                ));
            }
            Tls::None => (LettreTls::None, 25),
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host)
            .port(settings.port.unwrap_or(usual))
            .tls(tls)
            .timeout(Some(PATIENCE));
        if let (Some(user), Some(password)) = (&settings.user, &settings.password) {
            builder = builder.credentials(Credentials::new(user.clone(), password.clone()));
        }
        Ok(Some(Self { transport: builder.build(), from, site_url: site_url.to_owned() }))
    }

    /// Tries to send every e-mail that is due. Returns how many the server took.
    pub async fn send_due(&self, store: &Store) -> Result<usize, Refusal> {
        let mut taken = 0;
        for mail in store::notices::due(store).await? {
            let attempt = self.send(store, &mail).await;
            taken += usize::from(attempt == Attempt::Sent);
            attempted(store, mail.id, mail.attempts, attempt).await?;
        }
        Ok(taken)
    }

    async fn send(&self, store: &Store, mail: &Mail) -> Attempt {
        let message = match self.message(store, mail) {
            Ok(message) => message,
            Err(problem) => return Attempt::Never(problem),
        };
        match self.transport.send(message).await {
            Ok(_) => Attempt::Sent,
            Err(error) if error.is_permanent() => Attempt::Never(short(&error)),
            Err(error) => Attempt::NotYet(short(&error)),
        }
    }

    fn message(&self, store: &Store, mail: &Mail) -> Result<Message, String> {
        let address = mail.address.parse().map_err(|_| format!("{} is no e-mail address", mail.address))?;
        let mut text = String::new();
        for line in &mail.lines {
            text = text + &line.sentence + ".\n" + &self.site_url + &line.path + "\n\n";
        }
        text = text + "You choose what you are told about:\n" + &self.site_url + "/admin/account/notices\n";
        // Its number, so that an e-mail that was sent twice is known as one.
        let id = format!("<{}.{}@waymark>", mail.id, mail.made_at.timestamp_millis());
        Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(Some(mail.name.clone()), address))
            .subject(mail.subject.clone())
            .message_id(Some(id))
            .date(store.now().into())
            .header(ContentType::TEXT_PLAIN)
            .body(text)
            .map_err(|error| error.to_string())
    }
}

fn is_this_machine(host: &str) -> bool {
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

fn short(error: &lettre::transport::smtp::Error) -> String {
    use std::error::Error as _;
    let cause = error.source().map(|cause| format!(": {cause}")).unwrap_or_default();
    format!("{error}{cause}").chars().take(LONGEST_PROBLEM).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(tls: Tls, password: Option<&str>) -> MailSettings {
        MailSettings {
            host: Some("mail.example.org".into()),
            from: Some("Waymark <waymark@example.org>".into()),
            tls,
            password: password.map(str::to_owned),
            ..MailSettings::default()
        }
    }

    #[test]
    fn a_password_never_travels_in_the_open_and_is_never_printed() {
        let open = settings(Tls::None, Some("kettles"));
        assert!(Post::new(&open, "https://www.example.org").is_err());
        assert!(!format!("{open:?}").contains("kettles"));
    }

    #[test]
    fn without_a_host_nothing_is_sent_and_without_a_sender_nothing_starts() {
        assert!(Post::new(&MailSettings::default(), "").expect("fine").is_none());
        let nobody = MailSettings { from: None, ..settings(Tls::None, None) };
        assert!(Post::new(&nobody, "").is_err());
    }
}
