//! A callback on the wire: its body with fresh links, its two tokens, and the way to the storage.

use std::io::Read as _;
use std::time::Duration;

use ::http::header::{ACCEPT, CONTENT_TYPE, LOCATION, USER_AGENT};
use ::http::{HeaderMap, HeaderName, HeaderValue, Method};
use serde_json::{Map, Value, json};
use url::Url;

use super::notice::Notice;
use super::verdict::{Verdict, judge};
use crate::app::App;
use crate::auth::links::LinkBase;
use crate::auth::outgoing;
use crate::fetch;
use crate::jobs::milliseconds;
use crate::ports::{OutboundError, OutboundRequest, OutboundResponse};
use crate::settings::Settings;
use crate::store::outbox::Recipient;
use crate::wopi_client::{self, Reached};

/// A token in a header is at most so long; beyond that the history is left out of it, and of the clear text.
const HEADER_TOKEN: usize = 7167;
/// Bytes of an answer that are read.
const MOST_BYTES: u64 = 1 << 20;
/// How many redirects that keep the body are followed.
const REDIRECTS: u32 = 5;
/// The same for every attempt to tell one thing, so that a storage can tell it was told before.
const IDEMPOTENCY: HeaderName = HeaderName::from_static("idempotency-key");
/// How often who waits says so.
const BEAT: Duration = Duration::from_secs(2);

/// A callback to be sent.
pub(super) struct Callback<'c> {
    pub key: &'c str,
    pub to: &'c Recipient,
    pub notice: &'c Notice,
    /// Names what is told: the same for every attempt.
    pub id: &'c str,
    /// Which attempt it is, from 1 on.
    pub attempt: i64,
    /// How long the storage may take.
    pub timeout: Duration,
}

/// Body and token of a callback.
struct Written {
    body: String,
    header: Option<(HeaderName, HeaderValue)>,
}

/// Writes the body: its members in the order in which the original sends them.
fn write(app: &App<'_>, settings: &Settings, callback: &Callback<'_>) -> Written {
    let now_s = app.ports.clock.now_s();
    let mut body = members(app, settings, callback);
    let tail = tail(app, settings, callback);
    let mut header = None;
    let mut token = None;
    if settings.jwt.enabled {
        let mut claims = body.clone();
        claims.extend(tail.clone());
        token = Some(outgoing::token(&settings.jwt, claims.clone(), now_s));
        let wrap = |claims: &Map<String, Value>| {
            let mut wrapped = Map::new();
            wrapped.insert("payload".to_owned(), Value::Object(claims.clone()));
            outgoing::token(&settings.jwt, wrapped, now_s)
        };
        let mut signed = wrap(&claims);
        if signed.len() > HEADER_TOKEN && callback.notice.files.is_some() {
            for members in [&mut claims, &mut body] {
                members.shift_remove("changesurl");
                members.insert("history".to_owned(), json!({}));
            }
            signed = wrap(&claims);
        }
        header = outgoing::header(&settings.jwt, &signed);
    }
    if let Some(token) = token {
        body.insert("token".to_owned(), token.into());
    }
    body.extend(tail);
    Written {
        body: Value::Object(body).to_string(),
        header,
    }
}

/// The members before the token.
fn members(app: &App<'_>, settings: &Settings, callback: &Callback<'_>) -> Map<String, Value> {
    let notice = callback.notice;
    let mut body = Map::new();
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            body.insert(name.to_owned(), value);
        }
    };
    put("key", Some(callback.key.into()));
    put("status", Some(notice.status.into()));
    if let Some(files) = &notice.files {
        let link = |name: &str| link(app, settings, callback, &files.folder, name);
        put("url", Some(link(&files.name()).into()));
        put(
            "changesurl",
            files.changes.then(|| link("changes.zip").into()),
        );
    }
    put("history", notice.history.clone());
    put("users", notice.users.clone().map(Value::from));
    put(
        "actions",
        notice.actions.as_ref().map(|actions| json!(actions)),
    );
    put("userdata", notice.userdata.clone());
    put("lastsave", notice.lastsave.clone().map(Value::from));
    put("notmodified", notice.notmodified.clone());
    put("forcesavetype", notice.forcesavetype.map(Value::from));
    put("encrypted", notice.encrypted.map(Value::from));
    body
}

/// The members after the token.
fn tail(app: &App<'_>, settings: &Settings, callback: &Callback<'_>) -> Map<String, Value> {
    let mut tail = Map::new();
    if let Some(files) = &callback.notice.files {
        if files.form {
            let url = link(app, settings, callback, &files.folder, "formsdata.json");
            tail.insert("formsdataurl".to_owned(), url.into());
        }
        tail.insert("filetype".to_owned(), files.file_type.as_str().into());
    }
    if let Some(next) = &callback.notice.next_key {
        tail.insert("nextKey".to_owned(), next.as_str().into());
    }
    tail
}

fn link(
    app: &App<'_>,
    settings: &Settings,
    callback: &Callback<'_>,
    folder: &str,
    name: &str,
) -> String {
    let base = LinkBase::new(settings, &callback.to.base, &callback.to.shard);
    base.sign(app, settings, &format!("{folder}/{name}"), name)
}

/// Sends a callback once and judges the answer. `beat` is called while it waits.
pub(super) fn send(
    app: &App<'_>,
    settings: &Settings,
    callback: &Callback<'_>,
    beat: &mut dyn FnMut(),
) -> Verdict {
    if let Some(reached) = Reached::of(&callback.to.callback) {
        let told = (callback.notice, callback.attempt, callback.timeout);
        return wopi_client::tell(app, settings, (callback.key, reached), told, beat);
    }
    let written = write(app, settings, callback);
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(
        ACCEPT,
        HeaderValue::from_static("application/json, text/plain, */*"),
    );
    headers.insert(
        USER_AGENT,
        HeaderValue::from_static(concat!("Spindle/", env!("CARGO_PKG_VERSION"))),
    );
    if let Ok(value) = HeaderValue::try_from(callback.id) {
        headers.insert(IDEMPOTENCY, value);
    }
    if let Some((name, value)) = written.header {
        headers.insert(name, value);
    }
    let deadline = app
        .ports
        .clock
        .now_ms()
        .saturating_add(milliseconds(callback.timeout));
    let mut url = match Url::parse(callback.to.callback.trim()) {
        Ok(url) => url,
        Err(error) => return Verdict::Refused(format!("its URL cannot be used: {error}")),
    };
    let home = url.origin();
    for _ in 0..=REDIRECTS {
        let is_home = url.origin() == home;
        let private = settings.allow_private_ip || (callback.to.vouched && is_home);
        if let Err(error) = fetch::check_text(url.as_str(), private) {
            return Verdict::Refused(error.to_string());
        }
        let left = deadline.saturating_sub(app.ports.clock.now_ms()).max(1);
        if !is_home {
            // What is signed for one is not for others.
            headers.remove(&settings.jwt.header);
        }
        url.set_fragment(None);
        let request = OutboundRequest {
            method: Method::POST,
            url: url.clone(),
            headers: headers.clone(),
            body: written.body.clone().into_bytes(),
            timeout: Duration::from_millis(u64::try_from(left).unwrap_or(1)),
        };
        match app.ports.outbound.send_beating(request, BEAT, beat) {
            Err(error) => return unanswered(&error),
            Ok(response) => match moved(&url, &response) {
                Some(next) => url = next,
                None => return answered(settings, response),
            },
        }
    }
    Verdict::Refused(format!("more than {REDIRECTS} redirects"))
}

/// Where a redirect that keeps method and body leads.
fn moved(url: &Url, response: &OutboundResponse) -> Option<Url> {
    if !matches!(response.status.as_u16(), 307 | 308) {
        return None;
    }
    let location = response.headers.get(LOCATION)?.to_str().ok()?;
    url.join(location).ok()
}

fn unanswered(error: &OutboundError) -> Verdict {
    match error {
        OutboundError::Denied(_) => Verdict::Refused(error.to_string()),
        OutboundError::Connect(_) | OutboundError::Timeout(_) | OutboundError::Protocol(_) => {
            Verdict::Trouble(error.to_string())
        }
    }
}

fn answered(settings: &Settings, response: OutboundResponse) -> Verdict {
    let status = response.status.as_u16();
    let mut body = Vec::new();
    let read = response.body.take(MOST_BYTES).read_to_end(&mut body);
    match read {
        // The status alone settles what is no acceptance.
        Err(error) if status == 200 => Verdict::Trouble(format!("its answer broke off: {error}")),
        _ => judge(status, &body, settings.saving.retry.covers(status)),
    }
}
