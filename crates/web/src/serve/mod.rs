//! The accept loop: HTTP/1 on one listener, with the patience and the caps that axum's own loop lacks.
//!
//! axum's `serve` builds hyper without a timer, so that a client which never finishes its headers is held for ever. Here every connection has a time
//! limit for headers, body and for taking the answer; addresses and the site as a whole have a number of connections they may hold; and a stop waits
//! for the answers under way.

mod answer;
mod counted;
mod patient;

use std::any::Any;
use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use bytes::Bytes;
use http::{Request, Response};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::JoinSet;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::{RequestBodyDeadlineLayer, RequestBodyTimeoutLayer};

use counted::{Counted, PerAddress};
use patient::Patient;

/// Asked first, right after a request is parsed: finished bytes from a cache, or none, and then the router answers.
pub type FastAnswer = Arc<dyn Fn(&Request<Incoming>) -> Option<Response<Full<Bytes>>> + Send + Sync>;

/// How patient the server is, and how many it serves at once.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Time for a request's headers, and for a kept connection to send the next request.
    pub headers: Duration,
    /// Time for a request's whole body, from the moment it is read; of an upload, time without any progress.
    pub body: Duration,
    /// Time for the whole body of an upload.
    pub upload: Duration,
    /// Time without any progress while a client takes its answer.
    pub answer: Duration,
    /// Connections at once; more wait in the system's queue.
    pub connections: usize,
    /// Connections at once from one address (IPv6: one /64 network); more are closed at once.
    pub per_address: usize,
    /// Addresses without a cap of their own: the proxies in front of the site.
    pub proxies: Vec<IpAddr>,
    /// Time for answers under way when the server stops.
    pub drain: Duration,
    /// Most bytes of a request's line and headers, 8 KiB at least; a longer head is refused with 431.
    pub header_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            headers: Duration::from_secs(10),
            body: Duration::from_secs(30),
            upload: Duration::from_mins(15),
            answer: Duration::from_secs(30),
            connections: 10_000,
            per_address: 256,
            proxies: vec![Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()],
            drain: Duration::from_secs(10),
            header_bytes: 64 * 1024,
        }
    }
}

/// How a stop went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drained {
    /// Connections that were cut although they had not finished; 0 after a graceful stop.
    pub cut_off: usize,
}

/// Time for a connection without a request under way to send what is left of its last answer when the server stops.
const LAST_BYTES: Duration = Duration::from_secs(1);
/// The smallest buffer that hyper accepts, in bytes.
const LEAST_BUFFER: usize = 8192;
/// Pause after a failed accept, as when the process has no file descriptor left; connections end meanwhile.
const AFTER_FAILED_ACCEPT: Duration = Duration::from_millis(50);

/// Serves until `shutdown` is done, then lets the answers under way finish, for [`Limits::drain`] at most.
///
/// `fast` is asked before the router and its layers. The router finds the peer's address as `ConnectInfo<SocketAddr>`.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    fast: FastAnswer,
    limits: Limits,
    shutdown: impl Future,
) -> Drained {
    let server = Arc::new(Server {
        uploads: guarded(
            router
                .clone()
                .layer(RequestBodyTimeoutLayer::new(limits.body))
                .layer(RequestBodyDeadlineLayer::new(limits.upload)),
        ),
        router: guarded(router.layer(RequestBodyDeadlineLayer::new(limits.body))),
        fast,
        http: http(&limits),
        places: Arc::new(Semaphore::new(limits.connections)),
        addresses: PerAddress::new(limits.per_address, limits.proxies.clone()),
        limits,
    });
    let (stop, stopping) = watch::channel(());
    let mut connections = JoinSet::new();
    let mut shutdown = std::pin::pin!(shutdown);
    loop {
        tokio::select! {
            biased;
            _ = shutdown.as_mut() => break,
            Some(_) = connections.join_next(), if !connections.is_empty() => {}
            (stream, peer, place) = server.accept(&listener) => {
                if let Some(counted) = server.addresses.enter(peer.ip()) {
                    connections.spawn(Arc::clone(&server).connection(stream, peer, (place, counted), stopping.clone()));
                }
            }
        }
    }
    drop(listener);
    let _ = stop.send(());
    let all_done = async { while connections.join_next().await.is_some() {} };
    let _ = tokio::time::timeout(server.limits.drain, all_done).await;
    Drained { cut_off: connections.len() }
}

fn http(limits: &Limits) -> http1::Builder {
    let header_bytes = limits.header_bytes.max(LEAST_BUFFER);
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(limits.headers)
        .max_header_size(header_bytes)
        .max_buf_size(header_bytes);
    http
}

/// The router with an answer for panics that no inner layer caught.
fn guarded(router: Router) -> Router {
    router.layer(CatchPanicLayer::custom(|panic: Box<dyn Any + Send>| {
        crate::error::panicked(&*panic);
        answer::last_resort()
    }))
}

struct Server {
    router: Router,
    /// The same with more time for the body. Only routes for uploads read such bodies; all others refuse them unread.
    uploads: Router,
    fast: FastAnswer,
    http: http1::Builder,
    places: Arc<Semaphore>,
    addresses: PerAddress,
    limits: Limits,
}

impl Server {
    /// The next connection, once there is a place for it.
    async fn accept(&self, listener: &TcpListener) -> (TcpStream, SocketAddr, OwnedSemaphorePermit) {
        let place = Arc::clone(&self.places).acquire_owned().await.expect("the semaphore is never closed");
        loop {
            match listener.accept().await {
                Ok((stream, peer)) => return (stream, peer, place),
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(AFTER_FAILED_ACCEPT).await;
                }
            }
        }
    }

    async fn connection(
        self: Arc<Self>,
        stream: TcpStream,
        peer: SocketAddr,
        held: (OwnedSemaphorePermit, Counted),
        mut stopping: watch::Receiver<()>,
    ) {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "a connection closed before it was served");
            return;
        }
        let under_way = Arc::new(AtomicUsize::new(0));
        let service = service_fn(|request| {
            let (server, under_way) = (Arc::clone(&self), Arc::clone(&under_way));
            under_way.fetch_add(1, Ordering::AcqRel);
            async move {
                let answer = server.answer(request, peer).await;
                under_way.fetch_sub(1, Ordering::AcqRel);
                Ok::<_, Infallible>(answer)
            }
        });
        let io = TokioIo::new(Patient::new(stream, self.limits.answer));
        let mut connection = std::pin::pin!(self.http.serve_connection(io, service));
        let ended = tokio::select! {
            ended = connection.as_mut() => ended,
            _ = stopping.changed() => {
                connection.as_mut().graceful_shutdown();
                if under_way.load(Ordering::Acquire) > 0 {
                    // How long this may take is for the drain to say.
                    connection.await
                } else {
                    tokio::time::timeout(LAST_BYTES, connection).await.unwrap_or(Ok(()))
                }
            }
        };
        if let Err(error) = ended {
            tracing::debug!(%error, "a connection ended early");
        }
        drop(held);
    }

    async fn answer(&self, request: Request<Incoming>, peer: SocketAddr) -> Response<answer::Sent> {
        if let Some(refused) = answer::badly_framed(&request) {
            return answer::from_router(refused);
        }
        if let Some(answered) = answer::from_cache(&self.fast, &request) {
            return answered;
        }
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(axum::extract::ConnectInfo(peer));
        // Boxed, so that connections which are served from the cache stay small.
        let router = if crate::upload::is_upload(request.headers()) { &self.uploads } else { &self.router };
        let answered = Box::pin(tower::ServiceExt::oneshot(router.clone(), request)).await;
        answer::from_router(answered.unwrap_or_else(|never| match never {}))
    }
}

#[cfg(test)]
mod tests;
