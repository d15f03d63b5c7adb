//! What goes over the wire: bodies in both directions, what the host says about a request, calls to elsewhere.

use std::io::{self, Read};
use std::time::Duration;

use http::{HeaderMap, HeaderValue, Method, StatusCode};
use serde_json::{Value, json};
use spindle_core::http::{Body, Request, Response};
use spindle_core::ports::{OutboundError, OutboundRequest, Ports};

use crate::query::parameter;

/// A response of `length` bytes that are read from `reader` as they go out.
pub fn stream<'a>(length: u64, reader: impl Read + 'a) -> Response<'a> {
    Response {
        status: StatusCode::OK,
        headers: HeaderMap::new(),
        body: Body::Stream {
            length,
            reader: Box::new(reader),
        },
        after: None,
    }
}

/// A JSON response.
pub fn answer(status: StatusCode, value: &Value) -> Response<'static> {
    let mut headers = HeaderMap::new();
    headers.insert("content-type", HeaderValue::from_static("application/json"));
    Response {
        status,
        headers,
        body: Body::Bytes(value.to_string().into_bytes()),
        after: None,
    }
}

/// The request's body, sent back as it comes.
pub fn mirror(request: Request) -> Response<'static> {
    let length = request
        .headers
        .get("content-length")
        .and_then(|value| value.to_str().ok()?.parse().ok());
    match length {
        Some(length) => stream(length, request.body),
        None => answer(
            StatusCode::LENGTH_REQUIRED,
            &json!({"message": "no Content-Length"}),
        ),
    }
}

/// The number of bytes in the request's body, none of them kept.
pub fn count(mut request: Request) -> Response<'static> {
    match io::copy(&mut request.body, &mut io::sink()) {
        Ok(bytes) => answer(StatusCode::OK, &json!({"bytes": bytes})),
        Err(error) => answer(
            StatusCode::BAD_REQUEST,
            &json!({"message": error.to_string()}),
        ),
    }
}

/// The request as the core would see it.
pub fn seen(request: &Request) -> Response<'static> {
    let headers: Vec<Value> = request
        .headers
        .iter()
        .map(|(name, value)| json!([name.as_str(), String::from_utf8_lossy(value.as_bytes())]))
        .collect();
    let seen = json!({
        "method": request.method.as_str(),
        "path": request.path,
        "query": request.query,
        "scheme": request.scheme,
        "authority": request.authority,
        "client_addr": request.client_addr,
        "headers": headers,
    });
    answer(StatusCode::OK, &seen)
}

/// `n` bytes, made as they go out: byte `i` is `i mod 251`.
pub fn counted(request: &Request) -> Response<'static> {
    let length = parameter(request, "n")
        .and_then(|n| n.parse().ok())
        .unwrap_or(0);
    if request.method == Method::HEAD {
        let mut response = answer(StatusCode::OK, &Value::Null);
        response.body = Body::Head {
            length: Some(length),
        };
        return response;
    }
    stream(length, Counting(0))
}

/// A body that ends before the length that its head names: the client must notice.
pub fn short() -> Response<'static> {
    stream(300_000, Counting(0).take(200_000))
}

struct Counting(u64);

impl Read for Counting {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        for byte in buffer.iter_mut() {
            *byte = u8::try_from(self.0 % 251).unwrap_or(0);
            self.0 += 1;
        }
        Ok(buffer.len())
    }
}

/// Calls `url` with `method` (GET when it is not given) and the request's body, waiting `timeout_ms` at most; says
/// how it went, and how often it was called meanwhile when it asked for that every `beat_ms`.
pub fn fetch(ports: Ports<'_>, mut request: Request) -> Response<'static> {
    let wrong = |message: &str| answer(StatusCode::BAD_REQUEST, &json!({"message": message}));
    let Some(url) = parameter(&request, "url").and_then(|url| url.parse().ok()) else {
        return wrong("no `url`, or it is none");
    };
    let method = parameter(&request, "method").unwrap_or_else(|| "GET".to_owned());
    let Ok(method) = Method::from_bytes(method.as_bytes()) else {
        return wrong("`method` is none");
    };
    let milliseconds = |name| {
        let number = parameter(&request, name)?.parse().ok()?;
        Some(Duration::from_millis(number))
    };
    let timeout = milliseconds("timeout_ms").unwrap_or(Duration::from_secs(5));
    let every = milliseconds("beat_ms");
    let mut body = Vec::new();
    if let Err(error) = request.body.read_to_end(&mut body) {
        return wrong(&error.to_string());
    }
    let outgoing = OutboundRequest {
        method,
        url,
        headers: HeaderMap::new(),
        body,
        timeout,
    };
    let mut beats = 0;
    let sent = match every {
        Some(every) => ports
            .outbound
            .send_beating(outgoing, every, &mut || beats += 1),
        None => ports.outbound.send(outgoing),
    };
    let mut outcome = match sent {
        Ok(mut response) => {
            let mut text = Vec::new();
            let end = response.body.read_to_end(&mut text);
            json!({
                "status": response.status.as_u16(),
                "bytes": text.len(),
                "text": String::from_utf8_lossy(text.get(..4096).unwrap_or(&text)),
                "broke_off": end.as_ref().err().map(|error| format!("{:?}: {error}", error.kind())),
            })
        }
        Err(error) => {
            let kind = match error {
                OutboundError::Denied(_) => "denied",
                OutboundError::Connect(_) => "connect",
                OutboundError::Timeout(_) => "timeout",
                OutboundError::Protocol(_) => "protocol",
            };
            json!({"kind": kind, "message": error.to_string()})
        }
    };
    if let Some(outcome) = outcome.as_object_mut().filter(|_| every.is_some()) {
        outcome.insert("beats".to_owned(), json!(beats));
    }
    answer(StatusCode::OK, &outcome)
}
