//! What waits in the outbox reaches a mail server, later if it must.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, Ordering},
};

use content::sample::ids;
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};
use waymark::mail::{MailSettings, Post, Tls};

use crate::support::{Site, form_with};

/// A mail server that keeps what it takes.
#[derive(Clone, Default)]
struct MailServer {
    taken: Arc<Mutex<Vec<String>>>,
    busy: Arc<AtomicBool>,
}

impl MailServer {
    /// Listens on a free port, as long as the story lasts.
    async fn listens(&self) -> u16 {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let server = self.clone();
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                let server = server.clone();
                tokio::spawn(async move { server.speaks(socket).await });
            }
        });
        port
    }

    async fn speaks(&self, socket: TcpStream) -> Option<()> {
        let (read, mut write) = socket.into_split();
        let mut lines = BufReader::new(read).lines();
        write.write_all(b"220 here\r\n").await.ok()?;
        while let Some(line) = lines.next_line().await.ok()? {
            let answer = match line.get(..4).unwrap_or_default() {
                "MAIL" if self.busy.load(Ordering::Relaxed) => "451 try later",
                "DATA" => {
                    write.write_all(b"354 go on\r\n").await.ok()?;
                    let mut text = String::new();
                    loop {
                        let line = lines.next_line().await.ok()??;
                        if line == "." {
                            break;
                        }
                        text = text + &line + "\n";
                    }
                    self.taken.lock().expect("nobody panicked").push(text.replace("=\n", ""));
                    "250 taken"
                }
                "QUIT" => "221 bye",
                _ => "250 fine",
            };
            write.write_all(answer.as_bytes()).await.ok()?;
            write.write_all(b"\r\n").await.ok()?;
        }
        Some(())
    }

    fn taken(&self) -> Vec<String> {
        self.taken.lock().expect("nobody panicked").clone()
    }
}

fn post(port: u16) -> Post {
    let settings = MailSettings {
        host: Some("127.0.0.1".into()),
        port: Some(port),
        tls: Tls::None,
        from: Some("Waymark <waymark@example.org>".into()),
        ..MailSettings::default()
    };
    Post::new(&settings, "https://www.example.org").expect("valid settings").expect("a host is named")
}

#[tokio::test]
async fn an_e_mail_is_tried_again_later_and_then_sent_once() {
    let (site, server) = (Site::sample().await, MailServer::default());
    let post = post(server.listens().await);
    let editor = site.editor().await;
    editor.retitles(ids::ASSESSMENT_ONLY, "Assessed at work").await;
    let screen = editor.sees("/admin/nodes/5/review").await;
    form_with(&screen, "message").press("Submit for review").await;

    server.busy.store(true, Ordering::Relaxed);
    assert_eq!(post.send_due(site.store()).await.expect("it works"), 0);
    let outbox = site.administrator().await.sees("/admin/outbox").await;
    assert!(outbox.text().contains("Waiting") && outbox.text().contains("451"), "{}", outbox.text());
    server.busy.store(false, Ordering::Relaxed);
    assert_eq!(post.send_due(site.store()).await.expect("it works"), 0, "not before a minute has passed");
    site.minutes_pass(1);
    assert_eq!(post.send_due(site.store()).await.expect("it works"), 2, "to Asha and to Ben");
    assert_eq!(post.send_due(site.store()).await.expect("it works"), 0, "once");

    let taken = server.taken();
    let to_ben = taken.iter().find(|mail| mail.contains("ben@example.org")).expect("an e-mail to Ben");
    assert!(to_ben.contains("https://www.example.org/admin/nodes/5/review"), "{to_ben}");
    assert!(to_ben.contains("From: ") && to_ben.contains("waymark@example.org"));
    assert!(site.administrator().await.sees("/admin/outbox").await.text().contains("Sent"));
}

#[tokio::test]
async fn what_no_server_takes_is_given_up_after_eight_attempts() {
    let (site, server) = (Site::sample().await, MailServer::default());
    server.busy.store(true, Ordering::Relaxed);
    let post = post(server.listens().await);
    let editor = site.editor().await;
    editor.retitles(ids::ASSESSMENT_ONLY, "Assessed at work").await;
    let screen = editor.sees("/admin/nodes/5/review").await;
    form_with(&screen, "message").press("Submit for review").await;
    for _ in 0..8 {
        post.send_due(site.store()).await.expect("it works");
        site.minutes_pass(65);
    }
    assert!(store::notices::due(site.store()).await.expect("it works").is_empty());
    assert!(site.administrator().await.sees("/admin/outbox").await.text().contains("Given up"));
}
