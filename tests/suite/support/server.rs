//! The real binary as its own process, which a story may kill, and a browser that reaches it through a socket.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use axum::{Router, body::Body, response::Response};
use http::{Request, StatusCode, header};
use http_body_util::BodyExt as _;
use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader},
    net::TcpStream,
    process::{Child, Command},
    time::timeout,
};
use web::client::Client;

/// How long a start may take on a busy machine, and an answer.
const PATIENCE: Duration = Duration::from_mins(1);

/// A running server. Dropping it kills it.
pub(crate) struct Server {
    child: Child,
    /// Where it listens.
    pub(crate) address: SocketAddr,
    /// The sign-in of this run.
    pub(crate) email: String,
    pub(crate) password: String,
}

impl Server {
    /// Starts a demonstration on a data folder and waits until it is ready.
    pub(crate) async fn start(data: &Path) -> Self {
        let mut child = Command::new(binary())
            .args(["serve", "--demo", "--clock", "2021-03-15T09:00:00Z", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("the binary starts");
        let mut lines = BufReader::new(child.stdout.take().expect("its output is piped")).lines();
        let (mut address, mut email, mut password) = (None, None, None);
        loop {
            let line =
                timeout(PATIENCE, lines.next_line()).await.expect("it starts in time").expect("its output is text");
            let line = line.expect("it says that it is ready before it ends");
            if line == "Ready." {
                break;
            }
            match line.split_once(' ').map(|(label, value)| (label, value.trim())) {
                Some(("Site", url)) => {
                    address = url.trim_start_matches("http://").trim_end_matches('/').parse().ok();
                }
                Some(("Email", value)) => email = Some(value.to_owned()),
                Some(("Password", value)) => password = Some(value.to_owned()),
                _ => {}
            }
        }
        Self {
            child,
            address: address.expect("it prints its address"),
            email: email.expect("it prints an e-mail address"),
            password: password.expect("it prints a password"),
        }
    }

    /// A browser which speaks to it over a socket.
    pub(crate) fn browser(&self) -> Client {
        let address = self.address;
        let router = Router::new().fallback(move |request: Request<Body>| async move {
            let failed =
                || Response::builder().status(StatusCode::BAD_GATEWAY).body(Body::empty()).expect("a bare answer");
            timeout(PATIENCE, over_socket(address, request)).await.ok().flatten().unwrap_or_else(failed)
        });
        Client::new(router).at_host(&address.to_string())
    }

    /// `kill -9`, in the middle of whatever it does.
    pub(crate) async fn dies(mut self) {
        self.child.kill().await.expect("it was running");
    }
}

/// The server's binary, which lies beside the folder of this test's own.
pub(crate) fn binary() -> PathBuf {
    let own = std::env::current_exe().expect("a test knows where it lies");
    let folder = own.parent().and_then(Path::parent).expect("tests lie in a folder of the build's folder");
    let binary = folder.join("waymark");
    assert!(binary.exists(), "{} is not there: run `cargo build` first, then the tests again", binary.display());
    binary
}

/// Sends one request over a connection of its own; nothing if the server ends before it has answered.
async fn over_socket(address: SocketAddr, request: Request<Body>) -> Option<Response> {
    let (parts, body) = request.into_parts();
    let body = body.collect().await.ok()?.to_bytes();
    let target = parts.uri.path_and_query().map_or("/", http::uri::PathAndQuery::as_str);
    let mut head =
        format!("{} {target} HTTP/1.1\r\nconnection: close\r\ncontent-length: {}\r\n", parts.method, body.len());
    for (name, value) in &parts.headers {
        if name != header::CONTENT_LENGTH {
            head = head + name.as_str() + ": " + value.to_str().ok()? + "\r\n";
        }
    }
    head.push_str("\r\n");
    let mut socket = TcpStream::connect(address).await.ok()?;
    socket.write_all(head.as_bytes()).await.ok()?;
    socket.write_all(&body).await.ok()?;
    let mut answer = Vec::new();
    socket.read_to_end(&mut answer).await.ok()?;
    parse(&answer)
}

/// Reads an answer; nothing if it was cut off.
fn parse(answer: &[u8]) -> Option<Response> {
    let end = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&answer[..end]).ok()?;
    let mut body = answer[end + 4..].to_vec();
    let mut lines = head.split("\r\n");
    let status: u16 = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let mut response = Response::builder().status(status);
    for line in lines {
        let (name, value) = line.split_once(':')?;
        match (name.to_ascii_lowercase().as_str(), value.trim()) {
            ("content-length", length) if length.parse() != Ok(body.len()) => return None,
            ("transfer-encoding", _) => body = unchunked(&body)?,
            _ => response = response.header(name, value.trim()),
        }
    }
    response.body(Body::from(body)).ok()
}

fn unchunked(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = rest.windows(2).position(|bytes| bytes == b"\r\n")?;
        let length = usize::from_str_radix(std::str::from_utf8(&rest[..end]).ok()?.trim(), 16).ok()?;
        if length == 0 {
            return Some(body);
        }
        body.extend_from_slice(rest.get(end + 2..end + 2 + length)?);
        rest = rest.get(end + 2 + length + 2..)?;
    }
}
