//! Requests to a host: each is signed, has the token in its query, and says what the host answered.

use std::cell::RefCell;
use std::io::Read as _;
use std::time::Duration;

use ::http::header::{ACCEPT, CONTENT_TYPE, USER_AGENT};
use ::http::{HeaderMap, HeaderName, HeaderValue, Method};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;
use url::Url;

use super::facts::Facts;
use super::keys;
use super::unhosted::Unhosted;
use crate::app::App;
use crate::auth::proving::ProvingKeys;
use crate::fetch;
use crate::ports::{OutboundError, OutboundRequest};
use crate::settings::Settings;
use crate::store::Store;
use crate::store::hosted::Visit;
use crate::version::SPINDLE_VERSION;

/// Bytes of an answer that are read.
const MOST_BYTES: u64 = 1 << 20;
/// How long a host may take for what a user waits for.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often who waits says so.
const BEAT: Duration = Duration::from_secs(2);
/// Characters of a host's reason that are told.
const MOST_REASON: usize = 200;

/// Everything but RFC 3986's unreserved characters is encoded.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Asks hosts on behalf of this deployment.
pub(super) struct Asker<'a, 'p> {
    pub app: &'a App<'p>,
    keys: ProvingKeys,
    /// Called while a host thinks.
    beat: RefCell<&'a mut dyn FnMut()>,
}

/// A request to a host.
pub(super) struct Ask<'q> {
    pub method: Method,
    /// What follows on the WOPISrc: nothing, or `/contents`.
    pub suffix: &'q str,
    pub headers: &'q [(&'static str, &'q str)],
    pub body: Vec<u8>,
    pub timeout: Duration,
}

/// What a host answered.
pub(super) struct Answer {
    pub status: u16,
    headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    /// A header's text; empty where there is none.
    pub(super) fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    /// A text of a JSON body.
    pub(super) fn member(&self, name: &str) -> Option<String> {
        let body: Value = serde_json::from_slice(&self.body).ok()?;
        body.get(name)?.as_str().map(str::to_owned)
    }

    /// Why it is no success, in words: the status, and what the host says of it.
    pub(super) fn reason(&self, what: &str) -> String {
        let said = ["x-wopi-servererror", "x-wopi-lockfailurereason"]
            .iter()
            .map(|name| self.header(name))
            .find(|text| !text.is_empty())
            .unwrap_or_default();
        let said: String = said.chars().take(MOST_REASON).collect();
        let colon = if said.is_empty() { "" } else { ": " };
        format!("the host answered {} to {what}{colon}{said}", self.status)
    }

    /// What a status means that is no answer to what was asked.
    pub(super) fn failure(&self, what: &str) -> Unhosted {
        match self.status {
            401 | 403 => Unhosted::Token(self.status),
            404 => Unhosted::Gone,
            423 | 429 | 500..=599 if self.status != 501 => Unhosted::Trouble(self.reason(what)),
            _ => Unhosted::Refused(self.reason(what)),
        }
    }
}

impl<'a, 'p> Asker<'a, 'p> {
    pub(super) fn new(
        app: &'a App<'p>,
        settings: &Settings,
        store: &Store<'_>,
        beat: &'a mut dyn FnMut(),
    ) -> Result<Self, Unhosted> {
        Ok(Self {
            app,
            keys: keys::of(app, settings, store)?,
            beat: RefCell::new(beat),
        })
    }

    /// The URL of a request with its token, and the headers that prove it; good for some minutes.
    pub(super) fn signed(
        &self,
        visit: &Visit,
        suffix: &str,
    ) -> Result<(Url, Vec<(String, String)>), Unhosted> {
        let separator = if visit.src.contains('?') { '&' } else { '?' };
        let token = utf8_percent_encode(&visit.token, ENCODED);
        let url = format!("{}{suffix}{separator}access_token={token}", visit.src);
        let url = Url::parse(&url)
            .map_err(|error| Unhosted::Request(format!("WOPISrc cannot be used: {error}")))?;
        fetch::check_text(url.as_str(), visit.private)
            .map_err(|error| Unhosted::Request(format!("WOPISrc is refused: {error}")))?;
        let proven = self.keys.sign(
            self.app.ports.random,
            (&visit.token, url.as_str()),
            self.app.ports.clock.now_ms(),
        )?;
        let headers = vec![
            ("x-wopi-proof".to_owned(), proven.proof),
            ("x-wopi-proofold".to_owned(), proven.proof_old),
            ("x-wopi-timestamp".to_owned(), proven.timestamp),
            (
                "x-wopi-clientversion".to_owned(),
                SPINDLE_VERSION.to_owned(),
            ),
        ];
        Ok((url, headers))
    }

    /// Asks a host once.
    pub(super) fn ask(&self, visit: &Visit, ask: Ask<'_>) -> Result<Answer, Unhosted> {
        let (url, proofs) = self.signed(visit, ask.suffix)?;
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static("*/*"));
        headers.insert(
            USER_AGENT,
            HeaderValue::from_static(concat!("Spindle/", env!("CARGO_PKG_VERSION"))),
        );
        if !ask.body.is_empty() {
            let bytes = HeaderValue::from_static("application/octet-stream");
            headers.insert(CONTENT_TYPE, bytes);
        }
        let proofs = proofs
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()));
        for (name, value) in proofs.chain(ask.headers.iter().copied()) {
            // What cannot stand in a header is left out: nothing of ours is so.
            if let (Ok(name), Ok(value)) =
                (HeaderName::try_from(name), HeaderValue::try_from(value))
            {
                headers.insert(name, value);
            }
        }
        let request = OutboundRequest {
            method: ask.method,
            url,
            headers,
            body: ask.body,
            timeout: ask.timeout,
        };
        let response = self
            .app
            .ports
            .outbound
            .send_beating(request, BEAT, *self.beat.borrow_mut())
            .map_err(|error| match error {
                OutboundError::Denied(_) => {
                    Unhosted::Request(format!("the host cannot be asked: {error}"))
                }
                _ => Unhosted::Trouble(format!("the host does not answer: {error}")),
            })?;
        let mut body = Vec::new();
        response
            .body
            .take(MOST_BYTES)
            .read_to_end(&mut body)
            .map_err(|error| Unhosted::Trouble(format!("the host's answer broke off: {error}")))?;
        Ok(Answer {
            status: response.status.as_u16(),
            headers: response.headers,
            body,
        })
    }

    /// A POST to the file with an override, for which a user waits.
    pub(super) fn post(
        &self,
        visit: &Visit,
        operation: &str,
        headers: &[(&'static str, &str)],
    ) -> Result<Answer, Unhosted> {
        let mut all = vec![("x-wopi-override", operation)];
        all.extend(headers);
        let ask = Ask {
            method: Method::POST,
            suffix: "",
            headers: &all,
            body: Vec::new(),
            timeout: PATIENCE,
        };
        self.ask(visit, ask)
    }

    /// CheckFileInfo. `context` is what the host's page gave to be returned.
    pub(super) fn facts(&self, visit: &Visit, context: &str) -> Result<Facts, Unhosted> {
        let headers = [("x-wopi-sessioncontext", context)];
        let headers = headers.get(..usize::from(!context.is_empty()));
        let ask = Ask {
            method: Method::GET,
            suffix: "",
            headers: headers.unwrap_or_default(),
            body: Vec::new(),
            timeout: PATIENCE,
        };
        let answer = self.ask(visit, ask)?;
        if answer.status != 200 {
            return Err(answer.failure("CheckFileInfo"));
        }
        Facts::read(&answer.body).map_err(Unhosted::Refused)
    }
}
