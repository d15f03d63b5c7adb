//! The download that a job begins with.

use super::{Download, FetchError, download, headers};
use crate::app::App;
use crate::auth::outgoing;
use crate::jobs::{Failure, FailureClass, milliseconds};
use crate::settings::Settings;

/// What a job downloads.
pub(crate) struct Wanted<'w> {
    /// The URL as it came.
    pub url: &'w str,
    /// Whether a token vouches for the URL: its host may then be private, and the download is signed.
    pub authenticated: bool,
    /// Bytes at most, beside `limit_download_bytes`.
    pub limit: u64,
    /// The variable that this limit comes from.
    pub variable: &'static str,
    /// What it is, for the reason in words.
    pub what: &'static str,
    /// What the request is sent with in place of a token of ours.
    pub headers: &'w [(String, String)],
}

/// Downloads; why it cannot is the job's failure.
pub(crate) fn for_job(
    app: &App<'_>,
    settings: &Settings,
    wanted: &Wanted<'_>,
) -> Result<Vec<u8>, Failure> {
    let now = app.ports.clock.now_ms();
    let is_signed = wanted.authenticated && settings.jwt.enabled && wanted.headers.is_empty();
    let token = is_signed
        .then(|| outgoing::download_header(&settings.jwt, wanted.url, app.ports.clock.now_s()))
        .flatten();
    let (limit, variable) = if settings.download.bytes < wanted.limit {
        (settings.download.bytes, "limit_download_bytes")
    } else {
        (wanted.limit, wanted.variable)
    };
    let asked = Download {
        url: wanted.url,
        limit,
        deadline_ms: now.saturating_add(milliseconds(settings.download.time)),
        allow_private: settings.allow_private_ip,
        vouched: wanted.authenticated,
        headers: token.into_iter().chain(headers(wanted.headers)).collect(),
    };
    download(&app.ports, &asked).map_err(|error| {
        let reason = match error {
            FetchError::TooLarge { .. } => format!("{error} ({variable})"),
            other => other.to_string(),
        };
        unavailable(wanted.what, &reason)
    })
}

/// The failure of what cannot be had from its URL.
pub(crate) fn unavailable(what: &str, reason: &str) -> Failure {
    let message = format!("the {what} at `url` cannot be had: {reason}");
    Failure::new(FailureClass::Download, message)
}
