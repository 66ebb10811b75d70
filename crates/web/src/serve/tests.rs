//! Clients over real sockets: in order, slow, hostile, and still there when the server stops.

use axum::extract::ConnectInfo;
use axum::routing::{get, post};
use http::StatusCode;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::sync::{Notify, oneshot};
use tokio::task::JoinHandle;

use super::*;
use crate::form::RawForm;

/// A running server with short patience.
struct Site {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    running: JoinHandle<Drained>,
}

fn short() -> Limits {
    Limits {
        headers: Duration::from_millis(150),
        body: Duration::from_millis(150),
        answer: Duration::from_millis(150),
        ..Limits::default()
    }
}

async fn site(router: Router, limits: Limits) -> Site {
    let fast: FastAnswer = Arc::new(|request| match request.uri().path() {
        "/cached" => Some(Response::new(Full::from("from the cache"))),
        "/cache-panics" => panic!("the cache is broken"),
        _ => None,
    });
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    let running = tokio::spawn(serve(listener, router, fast, limits, stopped));
    Site { address, stop, running }
}

fn routes() -> Router {
    Router::new()
        .route(
            "/",
            get(|ConnectInfo(peer): ConnectInfo<SocketAddr>| async move { format!("hello {}", peer.ip()) })
                .trace(|| async { "traced" }),
        )
        .route("/form", post(|RawForm(pairs): RawForm| async move { pairs.len().to_string() }))
        .route("/panics", get(panics))
        .route("/large", get(|| async { vec![b'x'; 64 * 1024 * 1024] }))
}

async fn panics() -> &'static str {
    panic!("a reason for the log")
}

impl Site {
    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    /// Sends these bytes and reads until the server closes.
    async fn sends(&self, request: &str) -> String {
        let mut stream = self.connect().await;
        stream.write_all(request.as_bytes()).await.unwrap();
        rest(&mut stream).await
    }

    async fn gets(&self, path: &str) -> String {
        self.sends(&format!("GET {path} HTTP/1.1\r\nHost: site.example\r\nConnection: close\r\n\r\n")).await
    }

    async fn stops(self) -> Drained {
        self.stop.send(()).unwrap();
        self.running.await.unwrap()
    }
}

/// What arrives until the connection ends, in whatever way.
async fn rest(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn a_page_comes_from_the_cache_or_the_router() {
    let site = site(routes(), short()).await;
    let page = site.gets("/").await;
    assert!(page.starts_with("HTTP/1.1 200 OK\r\n") && page.ends_with("hello 127.0.0.1"), "{page}");
    assert!(!page.to_lowercase().contains("\r\nserver:"));
    assert!(site.gets("/cached").await.ends_with("from the cache"));
    assert!(site.gets("/cache-panics").await.starts_with("HTTP/1.1 404"));
    assert_eq!(site.stops().await, Drained { cut_off: 0 });
}

#[tokio::test]
async fn a_panic_is_one_visitors_trouble() {
    let site = site(routes(), short()).await;
    let page = site.gets("/panics").await;
    assert!(
        page.starts_with("HTTP/1.1 500")
            && page.contains("content-security-policy")
            && !page.contains("reason for the log"),
        "{page}"
    );
    assert!(site.gets("/").await.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn slow_clients_are_let_go() {
    let site = site(routes(), short()).await;
    let mut silent = site.connect().await;
    let mut half_headers = site.connect().await;
    half_headers.write_all(b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ").await.unwrap();
    let mut half_body = site.connect().await;
    let form = "POST /form HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 90\r\n\r\na=";
    half_body.write_all(form.as_bytes()).await.unwrap();
    assert_eq!(rest(&mut silent).await, "");
    assert!(!rest(&mut half_headers).await.contains("200 OK"));
    assert!(rest(&mut half_body).await.starts_with("HTTP/1.1 408"));
}

#[tokio::test]
async fn a_client_that_never_reads_is_let_go() {
    let site = site(routes(), Limits { connections: 1, ..short() }).await;
    let mut deaf = site.connect().await;
    deaf.write_all(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    // There is one place only: this page arrives because the first client lost it.
    assert!(site.gets("/").await.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn one_address_cannot_take_every_place() {
    let site = site(
        routes(),
        Limits { per_address: 2, proxies: Vec::new(), headers: Duration::from_secs(10), ..Limits::default() },
    )
    .await;
    let mut held = [site.connect().await, site.connect().await];
    for stream in &mut held {
        stream.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
        stream.read_exact(&mut [0; 12]).await.unwrap();
    }
    assert_eq!(rest(&mut site.connect().await).await, "");
}

#[tokio::test]
async fn framing_is_strict() {
    let site = site(routes(), short()).await;
    let end = "Connection: close\r\n\r\n";
    for (request, status) in [
        (format!("GET / HTTP/1.1\r\n{end}"), "400"),
        (format!("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n{end}"), "400"),
        (format!("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n{end}"), "400"),
        (format!("TRACE / HTTP/1.1\r\nHost: a\r\n{end}"), "405"),
        ("CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n".to_owned(), "405"),
        (format!("POST /form HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n{end}a=bc"), "400"),
        (format!("POST /form HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n{end}"), "400"),
        (format!("POST /form HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, gzip\r\n{end}"), "400"),
        (format!("POST /form HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n{end}"), "400"),
        (format!("GET / HTTP/1.1\r\nHost: a\r\nX y: b\r\n{end}"), "400"),
        (
            format!(
                "POST /form HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n{end}zz\r\na=b\r\n0\r\n\r\n"
            ),
            "400",
        ),
    ] {
        let answer = site.sends(&request).await;
        let first_line = answer.lines().next().unwrap_or_default();
        assert_eq!(first_line.split(' ').nth(1), Some(status), "{request}: {answer}");
    }
    let endless = site.sends(&format!("GET / HTTP/1.1\r\nHost: a\r\nX: {}\r\n{end}", "y".repeat(80_000))).await;
    // The connection may be reset before the client has read the refusal.
    assert!(endless.is_empty() || endless.starts_with("HTTP/1.1 431"), "{endless}");
}

#[tokio::test]
async fn what_hyper_refuses_by_itself_says_nothing_and_ends_the_connection() {
    let site = site(routes(), short()).await;
    for request in ["GET / HTTP/1.1\r\nHost: a\r\nX y: b\r\n\r\n", "nonsense\r\n\r\n", "GET / HTTP/1.1\r\n: b\r\n\r\n"]
    {
        let answer = site.sends(&format!("{request}GET /cached HTTP/1.1\r\nHost: a\r\n\r\n")).await.to_lowercase();
        assert!(answer.starts_with("http/1.1 400 ") && answer.ends_with("\r\n\r\n"), "no body to be guarded: {answer}");
        assert!(
            answer.contains("\r\nconnection: close\r\n") && answer.contains("\r\ncontent-length: 0\r\n"),
            "{answer}"
        );
        assert!(!answer.contains("\r\nserver:"), "{answer}");
    }
}

#[tokio::test]
async fn nothing_is_read_after_a_request_of_two_lengths() {
    let site = site(routes(), short()).await;
    for lengths in
        ["Content-Length: 4\r\nTransfer-Encoding: chunked", "Transfer-Encoding: chunked\r\nContent-Length: 4"]
    {
        let request = format!(
            "POST /form HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n{lengths}\r\n\r\n0\r\n\r\n\
             GET /cached HTTP/1.1\r\nHost: a\r\n\r\n"
        );
        let answer = site.sends(&request).await;
        assert!(answer.contains("\r\nconnection: close\r\n"), "{answer}");
        assert!(!answer.contains("from the cache"), "{lengths}");
    }
}

#[tokio::test]
async fn a_stop_lets_answers_finish_and_turns_newcomers_away() {
    let (begun, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let save = {
        let (begun, go_on) = (Arc::clone(&begun), Arc::clone(&go_on));
        post(async move || {
            begun.notify_one();
            go_on.notified().await;
            (StatusCode::SEE_OTHER, "saved")
        })
    };
    let site = site(Router::new().route("/save", save), Limits::default()).await;
    let address = site.address;
    let mut idle = site.connect().await;
    let mut saving = site.connect().await;
    saving.write_all(b"POST /save HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n").await.unwrap();
    begun.notified().await;
    site.stop.send(()).unwrap();
    assert_eq!(rest(&mut idle).await, "", "an idle connection is closed at once");
    assert!(TcpStream::connect(address).await.is_err());
    go_on.notify_one();
    assert!(rest(&mut saving).await.ends_with("saved"));
    assert_eq!(site.running.await.unwrap(), Drained { cut_off: 0 });
}

#[tokio::test]
async fn a_stop_does_not_wait_for_ever() {
    let begun = Arc::new(Notify::new());
    let hang = {
        let begun = Arc::clone(&begun);
        get(async move || {
            begun.notify_one();
            std::future::pending::<()>().await;
        })
    };
    let site =
        site(Router::new().route("/", hang), Limits { drain: Duration::from_millis(100), ..Limits::default() }).await;
    let mut waiting = site.connect().await;
    waiting.write_all(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n").await.unwrap();
    begun.notified().await;
    assert_eq!(site.stops().await, Drained { cut_off: 1 });
}
