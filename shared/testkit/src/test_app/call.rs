//! One request on its way.

use std::io::{Cursor, ErrorKind, Read};

use http::header::CONTENT_LENGTH;
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use serde_json::Value;
use spindle_core::app::handle;
use spindle_core::http::{AfterResponse, Body, Request, Response};
use spindle_core::ports::{OutboundRequest, OutboundResponse};
use spindle_core::router::Table;

use super::{Answer, TestApp, table_of};

/// A request that is being made.
pub struct Call<'t> {
    app: &'t TestApp,
    table: &'static Table,
    request: Request,
}

impl<'t> Call<'t> {
    pub(super) fn new(app: &'t TestApp, method: Method, target: &str) -> Self {
        // A whole URL stands for the request that a client of that URL makes.
        let target = match target.split_once("://") {
            Some((_, rest)) => rest
                .find('/')
                .map_or("/", |start| rest.get(start..).unwrap()),
            None => target,
        };
        let (path, query) = match target.split_once('?') {
            Some((path, query)) => (path, Some(query.to_owned())),
            None => (target, None),
        };
        Self {
            app,
            table: table_of(path),
            request: Request {
                method,
                path: path.to_owned(),
                query,
                headers: HeaderMap::new(),
                body: Box::new(std::io::empty()),
                scheme: "http".to_owned(),
                authority: Some("docs.test".to_owned()),
                client_addr: None,
            },
        }
    }

    /// To that component, whatever the deployment's manifest says: as one component calls another.
    #[must_use]
    pub fn on(mut self, table: &'static Table) -> Self {
        self.table = table;
        self
    }

    /// With a header more.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let name = HeaderName::from_bytes(name.as_bytes()).unwrap();
        self.request
            .headers
            .append(name, HeaderValue::from_str(value).unwrap());
        self
    }

    /// With that body.
    #[must_use]
    pub fn body(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.request.body = Box::new(Cursor::new(bytes.into()));
        self
    }

    /// With a body that is read as it comes.
    #[must_use]
    pub fn stream(mut self, body: impl Read + 'static) -> Self {
        self.request.body = Box::new(body);
        self
    }

    /// With that JSON as body.
    #[must_use]
    pub fn json(self, value: &Value) -> Self {
        self.header("content-type", "application/json")
            .body(value.to_string())
    }

    /// Sends it, reads the answer, and does the work after the response.
    pub fn send(self) -> Answer {
        let app = self.app.app();
        let (answer, after) = self.send_and_hold();
        if let Some(after) = after {
            after(&app);
        }
        answer
    }

    /// Sends it and reads the answer; the work after the response is the caller's, or lost.
    pub fn send_and_hold(self) -> (Answer, Option<AfterResponse>) {
        let app = self.app.app();
        read(handle(self.table, &app, self.request))
    }
}

fn read(response: Response<'_>) -> (Answer, Option<AfterResponse>) {
    let (length, body) = match response.body {
        Body::Bytes(bytes) => (Some(bytes.len() as u64), bytes),
        Body::Stream { length, mut reader } => {
            let mut bytes = Vec::new();
            reader.read_to_end(&mut bytes).unwrap();
            assert_eq!(
                bytes.len() as u64,
                length,
                "the body is not as long as it said"
            );
            (Some(length), bytes)
        }
        Body::Live { reader } => (None, live(reader)),
        Body::Head { length } => (length, Vec::new()),
    };
    let mut headers = response.headers;
    match length {
        Some(length) => headers.insert(CONTENT_LENGTH, HeaderValue::from(length)),
        None => headers.remove(CONTENT_LENGTH),
    };
    let answer = Answer {
        status: response.status,
        headers,
        body,
    };
    (answer, response.after)
}

/// A live body to its end, with a look at the client now and then, who is always still there.
fn live(mut reader: Box<dyn Read + '_>) -> Vec<u8> {
    let mut bytes = Vec::new();
    while let Err(error) = reader.read_to_end(&mut bytes) {
        assert_eq!(error.kind(), ErrorKind::WouldBlock, "{error}");
    }
    bytes
}

/// A call from one component to another.
pub(super) fn chained(
    app: &TestApp,
    table: &'static Table,
    request: OutboundRequest,
) -> OutboundResponse {
    let core = app.app();
    let incoming = Request {
        method: request.method,
        path: request.url.path().to_owned(),
        query: request.url.query().map(str::to_owned),
        headers: request.headers,
        body: Box::new(Cursor::new(request.body)),
        scheme: "http".to_owned(),
        authority: None,
        client_addr: Some("0.0.0.0:0".to_owned()),
    };
    let (answer, after) = read(handle(table, &core, incoming));
    if let Some(after) = after {
        after(&core);
    }
    OutboundResponse {
        status: answer.status,
        headers: answer.headers,
        body: Box::new(Cursor::new(answer.body)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives its parts one by one, with nothing to say between them.
    struct Hesitant(Vec<&'static str>, bool);

    impl Read for Hesitant {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            self.1 = !self.1;
            match self.1 {
                true => Err(ErrorKind::WouldBlock.into()),
                false if self.0.is_empty() => Ok(0),
                false => self.0.remove(0).as_bytes().read(buffer),
            }
        }
    }

    #[test]
    fn a_live_body_is_read_to_its_end_and_has_no_length() {
        let response = Response {
            status: http::StatusCode::OK,
            headers: HeaderMap::new(),
            body: Body::Live {
                reader: Box::new(Hesitant(vec!["one ", "two"], false)),
            },
            after: None,
        };
        let (answer, _) = read(response);
        assert_eq!(answer.text(), "one two");
        assert_eq!(answer.header("content-length"), None);
    }
}
