//! Tells whoever asked for it that an import or export has ended: `POST` of its state to the URL in `notifyUrl`.
//!
//! What is to be told is a job of its own, made in the transaction that ends the other one, so that no end is forgotten;
//! it is tried again with growing pauses until the other side answers 2xx.

use std::time::Duration;

use ::http::header::CONTENT_TYPE;
use ::http::{HeaderMap, HeaderValue, Method};
use serde::{Deserialize, Serialize};
use serde_json::json;
use url::Url;

use super::session::Session;
use super::{DocumentError, export, import};
use crate::app::App;
use crate::auth::mac;
use crate::error::Error;
use crate::fetch;
use crate::http::{Request, Response};
use crate::jobs::{Claim, Failure, FailureClass, Stop, Work, to_row};
use crate::ports::OutboundRequest;
use crate::settings::Settings;
use crate::store::{NewJob, StoreError, Transaction, apps, hex, jobs};

/// What is to be told to others.
pub(crate) static WORK: Work = Work {
    kind: "webhook",
    run,
    ended: None,
};

/// How often it is tried: with the pauses below for most of a day.
const ATTEMPTS: i64 = 12;
/// The first pause, in milliseconds; each next one is twice as long.
const FIRST_PAUSE_MS: i64 = 10_000;
/// The longest.
const LONGEST_PAUSE_MS: i64 = 4 * 3_600_000;
/// How long it is remembered, in milliseconds.
const KEPT_MS: i64 = 2 * 86_400_000;
/// How long the other side may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// The header with the signature: HMAC-SHA256 of the body with the app's secret, in hexadecimal digits.
const SIGNATURE: &str = "x-spindle-signature";

/// What a webhook's row says is to be done.
#[derive(Debug, Serialize, Deserialize)]
struct Input {
    kind: String,
    key: String,
    app_id: String,
    url: String,
}

/// What the rows of jobs that may be told about have in common.
#[derive(Debug, Deserialize)]
struct Told {
    app_id: String,
    #[serde(default)]
    notify: Option<String>,
}

/// Where the caller wants to be told, if anywhere.
pub(crate) fn asked(session: &Session<'_, '_>) -> Result<Option<String>, Error> {
    let Some(url) = session
        .fields
        .text("notifyUrl")?
        .filter(|url| !url.is_empty())
    else {
        return Ok(None);
    };
    fetch::check_text(&url, session.settings.allow_private_ip).map_err(|error| {
        DocumentError::Invalid {
            name: "notifyUrl",
            reason: format!("is refused: {error}"),
        }
    })?;
    Ok(Some(url))
}

/// The key of the webhook of a job.
pub(crate) fn key_of(kind: &str, key: &str) -> String {
    format!("{kind}-{key}")
}

/// Makes the webhook of a job that ends, in the transaction that ends it.
pub(crate) fn enqueue(
    transaction: &Transaction<'_>,
    kind: &str,
    key: &str,
    meta: &str,
) -> Result<(), StoreError> {
    let told: Told = crate::jobs::read_row("job description", Some(meta))?;
    let Some(url) = told.notify else {
        return Ok(());
    };
    let now = transaction.now_ms();
    let input = to_row(&Input {
        kind: kind.to_owned(),
        key: key.to_owned(),
        app_id: told.app_id,
        url,
    })?;
    let job = NewJob {
        kind: WORK.kind,
        key: &key_of(kind, key),
        input: &input,
        meta: "",
        twin: None,
        max_attempts: ATTEMPTS,
        expires: now.saturating_add(KEPT_MS),
        lease_ms: i64::try_from(PATIENCE.as_millis())
            .unwrap_or(0)
            .saturating_add(10_000),
        claim: None,
    };
    jobs::insert(transaction, &job, now)?;
    Ok(())
}

fn run(claim: &Claim<'_, '_>) -> Result<bool, Stop> {
    let input: Input = claim.input()?;
    let Some(job) = claim.store.job(&input.kind, &input.key)? else {
        let reason = format!("the {} is forgotten", input.kind);
        return Err(Stop::Failure(Failure::new(FailureClass::Gone, reason)));
    };
    let enums = &claim.settings.iflydocs.enums;
    let process = if input.kind == import::WORK.kind {
        import::process(enums, &job)?.0
    } else {
        export::process(enums, &job, None)?
    };
    let body =
        json!({ "event": input.kind, "appId": input.app_id, "process": process }).to_string();
    match send(claim, &input, body) {
        Ok(()) => Ok(claim.complete("{}", &[])?),
        Err(reason) => {
            claim.note(&format!("{} did not take it: {reason}", input.url));
            let doublings =
                u32::try_from(claim.attempts.saturating_sub(1).clamp(0, 20)).unwrap_or(0);
            let pause = FIRST_PAUSE_MS.saturating_mul(1_i64 << doublings);
            Ok(claim.postpone(pause.min(LONGEST_PAUSE_MS))?)
        }
    }
}

fn send(claim: &Claim<'_, '_>, input: &Input, body: String) -> Result<(), String> {
    fetch::check_text(&input.url, claim.settings.allow_private_ip)
        .map_err(|error| error.to_string())?;
    let url = Url::parse(input.url.trim()).map_err(|error| error.to_string())?;
    let mut headers = HeaderMap::new();
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("application/json; charset=utf-8"),
    );
    if let Some(secret) = secret(claim, &input.app_id)? {
        let tag = mac::hmac_sha256(secret.as_bytes(), body.as_bytes());
        let value = HeaderValue::try_from(hex(&tag)).map_err(|error| error.to_string())?;
        headers.insert(SIGNATURE, value);
    }
    let response = claim
        .app
        .ports
        .outbound
        .send(OutboundRequest {
            method: Method::POST,
            url,
            headers,
            body: body.into_bytes(),
            timeout: PATIENCE,
        })
        .map_err(|error| error.to_string())?;
    if response.status.is_success() {
        Ok(())
    } else {
        Err(format!("it answered {}", response.status))
    }
}

/// The app's first secret; `None` when there is no such app any more.
fn secret(claim: &Claim<'_, '_>, app_id: &str) -> Result<Option<String>, String> {
    let row = apps::find(claim.store, app_id).map_err(|error| error.to_string())?;
    if let Some(row) = row {
        return Ok(row.secrets.into_iter().next());
    }
    let known = &claim.settings.iflydocs.apps;
    Ok(known
        .iter()
        .find(|app| app.app_id == app_id)
        .and_then(|app| app.secrets.first().cloned()))
}

/// `POST /internal/webhook/step?key=..`: tells what is to be told. For the scheduler.
pub(crate) fn post_step<'a>(
    app: &App<'a>,
    settings: &Settings,
    request: Request,
) -> Result<Response<'a>, Error> {
    WORK.post_step(app, settings, &request)
}
