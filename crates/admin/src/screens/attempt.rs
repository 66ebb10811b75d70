//! An attempt to give a password: the brake on guessing, and the cookie of a browser that is known.
//!
//! A browser in which somebody signed in holds this cookie. It opens nothing: it only makes the attempts there count for the browser and no
//! longer for the account, so that a stranger who guesses at the account does not keep its owner out. No answer tells whether it was known.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use accounts::UserId;
use accounts::password::{PasswordHash, Verdict};
use accounts::throttle::{Wait, known_device};
use accounts::token;
use axum::extract::ConnectInfo;
use axum::response::Response;
use http::request::Parts;
use http::{HeaderMap, HeaderValue, header};
use store::devices;

use super::one_time::busy;
use crate::Admin;
use crate::refusal::{failed, refused};

/// The cookie where the site is reached by TLS, with the prefix that keeps other hosts from planting one.
const SECURE_COOKIE: &str = "__Host-waymark-device";
/// The cookie on plain HTTP, for a trial on one's own machine.
const PLAIN_COOKIE: &str = "waymark-device";
/// The most characters of a cookie that are looked at; ours have 43.
const LONGEST: usize = 100;

/// Where an attempt comes from.
pub(super) struct Browser {
    secret: Option<String>,
    address: IpAddr,
}

/// An attempt that was let in and has not been answered yet.
pub(super) struct Attempt {
    key: String,
    address: IpAddr,
}

impl Browser {
    /// The browser that sent a request.
    pub(super) fn of(admin: &Admin, request: &Parts) -> Self {
        // Tests without a socket come from this machine.
        let socket = request.extensions.get::<ConnectInfo<SocketAddr>>();
        let address = socket.map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |ConnectInfo(socket)| socket.ip());
        Self { secret: cookie(&request.headers, cookie_name(admin)), address }
    }

    /// Lets an attempt at an account in, or says how long it has to wait.
    pub(super) async fn attempt(&self, admin: &Admin, account: &str) -> Result<Result<Attempt, Wait>, web::Error> {
        let attempt = |key: String| Attempt { key, address: self.address };
        let now = admin.store.now();
        if let Some(secret) = &self.secret
            && devices::knows(&admin.store, account, secret).await.map_err(failed)?
        {
            let device = known_device(&token::fingerprint(secret));
            match admin.throttle.admit(&device, self.address, now) {
                Ok(()) => return Ok(Ok(attempt(device))),
                // A browser that failed so often is a stranger again.
                Err(wait) if wait.locked => {}
                Err(wait) => return Ok(Err(wait)),
            }
        }
        Ok(admin.throttle.admit(account, self.address, now).map(|()| attempt(account.to_owned())))
    }

    /// Makes this browser known to the account that has just given its password here. The cookie's secret is new each time.
    pub(super) async fn remember(
        &self,
        admin: &Admin,
        user: UserId,
        response: &mut Response,
    ) -> Result<(), web::Error> {
        let remembered = editorial::people::remember_browser(&admin.store, user, self.secret.as_deref()).await;
        let (name, secret) = (cookie_name(admin), remembered.map_err(refused)?);
        let (seconds, secure) = (devices::LIFETIME.num_seconds(), if admin.settings.https { "; Secure" } else { "" });
        let cookie = format!("{name}={secret}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
        let cookie = HeaderValue::try_from(cookie).expect("a secret is letters, digits, - and _");
        response.headers_mut().append(header::SET_COOKIE, cookie);
        Ok(())
    }
}

impl Attempt {
    /// Compares what was typed with the stored password; `None` when there is no such account, which takes as long.
    pub(super) async fn verify(
        self,
        admin: &Admin,
        stored: Option<&PasswordHash>,
        typed: &str,
    ) -> Result<Verdict, web::Error> {
        match admin.hasher.verify(stored, typed).await {
            Ok(Verdict::Wrong) => {
                admin.throttle.failed(&self.key, self.address, admin.store.now());
                Ok(Verdict::Wrong)
            }
            Ok(right) => {
                admin.throttle.succeeded(&self.key, self.address, admin.store.now());
                Ok(right)
            }
            Err(error) => {
                admin.throttle.unanswered(&self.key, self.address);
                Err(busy(error))
            }
        }
    }
}

fn cookie_name(admin: &Admin) -> &'static str {
    if admin.settings.https { SECURE_COOKIE } else { PLAIN_COOKIE }
}

/// The value of a cookie; of two of one name the first.
fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let pairs = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = pairs.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let (_, value) = pairs.find(|(found, _)| *found == name)?;
    (!value.is_empty() && value.len() <= LONGEST).then(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, HeaderValue::from_static("waymark=s; waymark-device-2=no; waymark-device=yes"));
        headers.append(header::COOKIE, HeaderValue::from_static("waymark-device=second"));
        assert_eq!(cookie(&headers, PLAIN_COOKIE).as_deref(), Some("yes"));
        assert_eq!(cookie(&headers, SECURE_COOKIE), None);
        for odd in
            ["waymark-device=", "waymark-device", "=", ";;", &format!("waymark-device={}", "x".repeat(LONGEST + 1))]
        {
            let headers = HeaderMap::from_iter([(header::COOKIE, HeaderValue::try_from(odd).unwrap())]);
            assert_eq!(cookie(&headers, PLAIN_COOKIE), None, "{odd}");
        }
    }
}
