use std::collections::BTreeMap;
use std::io::Cursor;
use std::sync::Mutex;
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use spindle_core::ports::{Outbound, OutboundError, OutboundRequest, OutboundResponse};

/// What a URL answers.
#[derive(Debug, Clone)]
pub enum Reply {
    /// A response.
    Response {
        /// The status.
        status: StatusCode,
        /// The headers.
        headers: HeaderMap,
        /// The body.
        body: Vec<u8>,
    },
    /// No response.
    Failure(OutboundError),
}

impl Reply {
    /// 200 with these bytes.
    pub fn ok(body: impl Into<Vec<u8>>) -> Self {
        Self::status(200, body)
    }

    /// A response of that status.
    pub fn status(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self::Response {
            status: StatusCode::from_u16(status).unwrap(),
            headers: HeaderMap::new(),
            body: body.into(),
        }
    }

    /// A redirect.
    pub fn redirect(status: u16, location: &str) -> Self {
        Self::status(status, "").with_header("location", location)
    }

    /// The same with a header more.
    #[must_use]
    pub fn with_header(mut self, name: &'static str, value: &str) -> Self {
        if let Self::Response { headers, .. } = &mut self {
            headers.insert(
                HeaderName::from_static(name),
                HeaderValue::from_str(value).unwrap(),
            );
        }
        self
    }

    /// What who sent the request gets.
    ///
    /// # Errors
    /// That of [`Reply::Failure`].
    pub fn answer(self) -> Result<OutboundResponse, OutboundError> {
        match self {
            Self::Failure(error) => Err(error),
            Self::Response {
                status,
                headers,
                body,
            } => Ok(OutboundResponse {
                status,
                headers,
                body: Box::new(Cursor::new(body)),
            }),
        }
    }
}

/// A request that was sent.
#[derive(Debug, Clone)]
pub struct Sent {
    /// Its method, URL, headers and body.
    pub request: OutboundRequest,
}

impl Sent {
    /// A header of the request.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.request
            .headers
            .get(name)
            .and_then(|value| value.to_str().ok())
    }
}

/// Answers from a table; what is not in it has no connection.
#[derive(Debug, Default)]
pub struct ScriptedOutbound {
    replies: Mutex<BTreeMap<String, Vec<Reply>>>,
    sent: Mutex<Vec<Sent>>,
    slow: Mutex<BTreeMap<String, Duration>>,
}

impl ScriptedOutbound {
    /// Adds what the URL answers next; the last reply stays for good.
    pub fn reply(&self, url: &str, reply: Reply) {
        self.replies
            .lock()
            .unwrap()
            .entry(url.to_owned())
            .or_default()
            .push(reply);
    }

    /// From now on the URL answers only after so long. The table itself has no clock: whoever asks it (such as
    /// `TestApp`) lets the time pass.
    pub fn slow(&self, url: &str, delay: Duration) {
        self.slow.lock().unwrap().insert(url.to_owned(), delay);
    }

    /// How long the URL takes.
    pub fn delay(&self, url: &str) -> Duration {
        self.slow
            .lock()
            .unwrap()
            .get(url)
            .copied()
            .unwrap_or_default()
    }

    /// The requests so far.
    pub fn sent(&self) -> Vec<Sent> {
        self.sent.lock().unwrap().clone()
    }
}

impl Outbound for ScriptedOutbound {
    fn send(&self, request: OutboundRequest) -> Result<OutboundResponse, OutboundError> {
        let url = request.url.to_string();
        self.sent.lock().unwrap().push(Sent { request });
        let mut table = self.replies.lock().unwrap();
        let reply = match table.get_mut(&url) {
            None => Reply::Failure(OutboundError::Connect("nobody is there".to_owned())),
            Some(replies) if replies.len() > 1 => replies.remove(0),
            Some(replies) => replies.first().cloned().unwrap(),
        };
        reply.answer()
    }
}
