//! Downloads that requests and scripts ask for, bounded in size, time and reach.

mod address;
mod for_job;

pub(crate) use for_job::{Wanted, for_job, unavailable};

use std::io::{self, Read};
use std::time::Duration;

use ::http::header::{LOCATION, USER_AGENT};
use ::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use thiserror::Error;
use url::Url;

use crate::ports::{OutboundError, OutboundRequest, OutboundResponse, Ports};

/// How often a download is tried when the peer is in trouble.
const ATTEMPTS: u32 = 3;
/// The pause before the next try, in milliseconds.
const ATTEMPT_DELAY_MS: u64 = 1000;
/// How many redirects are followed.
const REDIRECTS: u32 = 5;

/// A download to be made.
#[derive(Debug)]
pub struct Download<'d> {
    /// The URL as it came; raw spaces and the like are encoded.
    pub url: &'d str,
    /// Bytes at most.
    pub limit: u64,
    /// Until when, milliseconds since 1970, retries and redirects included.
    pub deadline_ms: i64,
    /// Whether private addresses and localhost may be asked.
    pub allow_private: bool,
    /// Whether a token vouches for the URL: its own origin may then be private. A redirect to another is not
    /// vouched for.
    pub vouched: bool,
    /// The token and the like, sent to the URL's own origin only.
    pub headers: Vec<(HeaderName, HeaderValue)>,
}

/// Why there are no bytes. URLs are told without their query: it may hold a signature.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FetchError {
    /// It is not a URL that can be asked.
    #[error("the URL cannot be used: {0}")]
    Url(String),
    /// The host may not be asked.
    #[error("{host} may not be asked: {reason}")]
    Refused {
        /// The host.
        host: String,
        /// Why not.
        reason: String,
    },
    /// The peer answered something else than 2xx.
    #[error("{url} answered {status}")]
    Status {
        /// Who.
        url: String,
        /// What.
        status: StatusCode,
    },
    /// It is larger than allowed.
    #[error("{url} is larger than {limit} bytes")]
    TooLarge {
        /// What.
        url: String,
        /// The limit.
        limit: u64,
    },
    /// The time is up.
    #[error("{url} did not answer in time: {reason}")]
    Timeout {
        /// Who.
        url: String,
        /// Which part took too long.
        reason: String,
    },
    /// There was no connection, or it broke.
    #[error("{url}: {reason}")]
    Transfer {
        /// Who.
        url: String,
        /// What happened.
        reason: String,
    },
}

impl FetchError {
    /// Whether another try may help.
    fn is_passing(&self) -> bool {
        match self {
            Self::Status { status, .. } => {
                status.is_server_error() || *status == StatusCode::TOO_MANY_REQUESTS
            }
            Self::Timeout { .. } | Self::Transfer { .. } => true,
            Self::Url(_) | Self::Refused { .. } | Self::TooLarge { .. } => false,
        }
    }
}

/// Downloads; tries again while the peer is in trouble (5xx, 429, no connection, silence) and time is left.
///
/// # Errors
/// [`FetchError`] of the last try.
pub fn download(ports: &Ports<'_>, wanted: &Download<'_>) -> Result<Vec<u8>, FetchError> {
    let url = Url::parse(wanted.url.trim()).map_err(|error| FetchError::Url(error.to_string()))?;
    let mut attempt = 1;
    loop {
        let failure = match follow(ports, wanted, url.clone()) {
            Ok(bytes) => return Ok(bytes),
            Err(failure) => failure,
        };
        let next = ports
            .clock
            .now_ms()
            .saturating_add_unsigned(ATTEMPT_DELAY_MS);
        if attempt >= ATTEMPTS || next >= wanted.deadline_ms || !failure.is_passing() {
            return Err(failure);
        }
        attempt += 1;
        ports.clock.sleep_ms(ATTEMPT_DELAY_MS);
    }
}

/// Headers that a row has as texts; what cannot be one is left out.
pub(crate) fn headers(texts: &[(String, String)]) -> Vec<(HeaderName, HeaderValue)> {
    let header = |(name, value): &(String, String)| {
        let name = HeaderName::try_from(name).ok()?;
        Some((name, HeaderValue::try_from(value).ok()?))
    };
    texts.iter().filter_map(header).collect()
}

/// One try, with its redirects. Every hop is checked like the first.
fn follow(ports: &Ports<'_>, wanted: &Download<'_>, mut url: Url) -> Result<Vec<u8>, FetchError> {
    let first_origin = url.origin();
    for _ in 0..=REDIRECTS {
        let at_home = url.origin() == first_origin;
        check(&url, wanted.allow_private || (wanted.vouched && at_home))?;
        let headers = if at_home {
            wanted.headers.as_slice()
        } else {
            &[]
        };
        let response = send(ports, wanted, &url, headers)?;
        if let Some(next) = redirect(&url, &response)? {
            url = next;
            continue;
        }
        if !response.status.is_success() {
            return Err(FetchError::Status {
                url: shown(&url),
                status: response.status,
            });
        }
        return read(ports, wanted, &url, response);
    }
    Err(FetchError::Transfer {
        url: shown(&url),
        reason: format!("more than {REDIRECTS} redirects"),
    })
}

/// Looks at a URL before anything is asked there.
///
/// # Errors
/// [`FetchError::Url`] and [`FetchError::Refused`].
pub(crate) fn check_text(url: &str, allow_private: bool) -> Result<(), FetchError> {
    let url = Url::parse(url.trim()).map_err(|error| FetchError::Url(error.to_string()))?;
    check(&url, allow_private)
}

fn check(url: &Url, allow_private: bool) -> Result<(), FetchError> {
    if !matches!(url.scheme(), "http" | "https") {
        return Err(FetchError::Url(format!(
            "its scheme is `{}`, only http and https are fetched",
            url.scheme()
        )));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(FetchError::Url(
            "it contains a user name or password".to_owned(),
        ));
    }
    address::check(url, allow_private).map_err(|reason| FetchError::Refused {
        host: url.host_str().unwrap_or_default().to_owned(),
        reason,
    })
}

fn send(
    ports: &Ports<'_>,
    wanted: &Download<'_>,
    url: &Url,
    more: &[(HeaderName, HeaderValue)],
) -> Result<OutboundResponse, FetchError> {
    let left = wanted.deadline_ms.saturating_sub(ports.clock.now_ms());
    let Some(left) = u64::try_from(left).ok().filter(|left| *left > 0) else {
        return Err(timeout(url, "the time for downloads is used up"));
    };
    let mut headers = HeaderMap::new();
    headers.insert(
        USER_AGENT,
        HeaderValue::from_static(concat!("Spindle/", env!("CARGO_PKG_VERSION"))),
    );
    for (name, value) in more {
        headers.insert(name.clone(), value.clone());
    }
    let mut asked = url.clone();
    asked.set_fragment(None);
    let request = OutboundRequest {
        method: Method::GET,
        url: asked,
        headers,
        body: Vec::new(),
        timeout: Duration::from_millis(left),
    };
    ports.outbound.send(request).map_err(|error| match error {
        OutboundError::Denied(reason) => FetchError::Refused {
            host: url.host_str().unwrap_or_default().to_owned(),
            reason: format!("the deployment does not allow it ({reason})"),
        },
        OutboundError::Timeout(reason) => timeout(url, &reason),
        OutboundError::Connect(_) | OutboundError::Protocol(_) => FetchError::Transfer {
            url: shown(url),
            reason: error.to_string(),
        },
    })
}

fn redirect(url: &Url, response: &OutboundResponse) -> Result<Option<Url>, FetchError> {
    if !matches!(response.status.as_u16(), 301 | 302 | 303 | 307 | 308) {
        return Ok(None);
    }
    let location = response
        .headers
        .get(LOCATION)
        .and_then(|value| value.to_str().ok());
    // Without a usable target the status itself is the answer.
    let Some(location) = location else {
        return Ok(None);
    };
    url.join(location).map(Some).map_err(|error| {
        FetchError::Url(format!(
            "{} redirects to what is no URL: {error}",
            shown(url)
        ))
    })
}

fn read(
    ports: &Ports<'_>,
    wanted: &Download<'_>,
    url: &Url,
    response: OutboundResponse,
) -> Result<Vec<u8>, FetchError> {
    let too_large = || FetchError::TooLarge {
        url: shown(url),
        limit: wanted.limit,
    };
    let declared = response
        .headers
        .get(::http::header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok())
        .and_then(|text| text.trim().parse::<u64>().ok());
    if declared.is_some_and(|length| length > wanted.limit) {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    let mut part = vec![0; 32 * 1024];
    let mut body = response.body;
    loop {
        let count = match body.read(&mut part) {
            Ok(0) => return Ok(bytes),
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) if error.kind() == io::ErrorKind::TimedOut => {
                return Err(timeout(url, "the transfer stalled"));
            }
            Err(error) => {
                return Err(FetchError::Transfer {
                    url: shown(url),
                    reason: format!("the transfer broke off: {error}"),
                });
            }
        };
        if (bytes.len() + count) as u64 > wanted.limit {
            return Err(too_large());
        }
        bytes.extend_from_slice(part.get(..count).unwrap_or_default());
        // A peer that drips bytes is held to the deadline too.
        if ports.clock.now_ms() > wanted.deadline_ms {
            return Err(timeout(url, "the transfer took too long"));
        }
    }
}

fn timeout(url: &Url, reason: &str) -> FetchError {
    FetchError::Timeout {
        url: shown(url),
        reason: reason.to_owned(),
    }
}

/// A URL as it may be told: without user, query and fragment.
fn shown(url: &Url) -> String {
    let mut shown = url.clone();
    shown.set_query(None);
    shown.set_fragment(None);
    let _ = shown.set_username("");
    let _ = shown.set_password(None);
    shown.to_string()
}
