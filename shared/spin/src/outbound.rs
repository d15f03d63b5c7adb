//! HTTP requests to elsewhere over `wasi:http/outgoing-handler`.

use std::io::Write;
use std::time::Duration;

use http::header::{CONTENT_LENGTH, HOST};
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use spin_sdk::http::{
    ErrorCode, IncomingResponse, Method as SpinMethod, OutgoingBody, OutgoingRequest, Scheme,
};
use spin_sdk::wit::wasi::http0_2_0::outgoing_handler;
use spin_sdk::wit::wasi::http0_2_0::types::{FutureIncomingResponse, RequestOptions};
use spindle_core::ports::{Outbound, OutboundError, OutboundRequest, OutboundResponse};

use crate::failure::outbound_error;
use crate::fields::{to_fields, to_headers};
use crate::streams::{BodyReader, BodyWriter, Pulse};

/// Sends requests through the host, which checks them against `allowed_outbound_hosts`.
#[derive(Debug, Clone, Copy, Default)]
pub struct WasiHttp;

impl Outbound for WasiHttp {
    fn send(&self, request: OutboundRequest) -> Result<OutboundResponse, OutboundError> {
        self.send_beating(request, Duration::MAX, &mut || ())
    }

    fn send_beating(
        &self,
        request: OutboundRequest,
        every: Duration,
        beat: &mut dyn FnMut(),
    ) -> Result<OutboundResponse, OutboundError> {
        let mut pulse = Pulse::new(every, beat);
        let outgoing = head(&request)?;
        // Taken only when there is something to send: a body that is never taken is an empty one.
        let body = match request.body.is_empty() {
            true => None,
            false => Some(
                outgoing
                    .body()
                    .map_err(|()| broken("the host gives no body to write"))?,
            ),
        };
        let answer = outgoing_handler::handle(outgoing, Some(options(request.timeout)))
            .map_err(|code| outbound_error(&code))?;
        let body = match body {
            Some(body) => upload(body, &request.body, &answer, request.timeout, &mut pulse)?,
            None => None,
        };
        let response = response(&answer, request.timeout, &mut pulse)?;
        receive(response, request.timeout, (body, answer))
    }
}

fn broken(reason: &str) -> OutboundError {
    OutboundError::Protocol(reason.to_owned())
}

/// The request's head, checked by the host as it is put together.
fn head(request: &OutboundRequest) -> Result<OutgoingRequest, OutboundError> {
    let url = &request.url;
    let scheme = match url.scheme() {
        "http" => Scheme::Http,
        "https" => Scheme::Https,
        other => {
            return Err(OutboundError::Denied(format!(
                "`{other}` is not a scheme for HTTP requests"
            )));
        }
    };
    let host = url
        .host_str()
        .filter(|host| !host.is_empty())
        .ok_or_else(|| broken("the URL names no host"))?;
    let authority = match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    };
    let target = match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    };
    let (fields, refused) = to_fields(&headers(request));
    if let Some(name) = refused.first() {
        return Err(OutboundError::Protocol(format!(
            "the header `{name}` cannot be sent"
        )));
    }
    let outgoing = OutgoingRequest::new(fields);
    outgoing
        .set_method(&method(&request.method))
        .map_err(|()| broken("the host does not take the method"))?;
    outgoing
        .set_scheme(Some(&scheme))
        .map_err(|()| broken("the host does not take the scheme"))?;
    outgoing
        .set_authority(Some(&authority))
        .map_err(|()| broken("the URL's host and port are not valid"))?;
    outgoing
        .set_path_with_query(Some(&target))
        .map_err(|()| broken("the URL's path or query is not valid"))?;
    Ok(outgoing)
}

/// The caller's headers, with the length of the body in place of whatever the caller put there.
fn headers(request: &OutboundRequest) -> HeaderMap {
    let mut headers = request.headers.clone();
    headers.remove(HOST);
    headers.remove(CONTENT_LENGTH);
    if !request.body.is_empty()
        || matches!(request.method, Method::POST | Method::PUT | Method::PATCH)
    {
        headers.insert(CONTENT_LENGTH, HeaderValue::from(request.body.len()));
    }
    headers
}

fn method(method: &Method) -> SpinMethod {
    match method.as_str() {
        "GET" => SpinMethod::Get,
        "HEAD" => SpinMethod::Head,
        "POST" => SpinMethod::Post,
        "PUT" => SpinMethod::Put,
        "DELETE" => SpinMethod::Delete,
        "CONNECT" => SpinMethod::Connect,
        "OPTIONS" => SpinMethod::Options,
        "TRACE" => SpinMethod::Trace,
        "PATCH" => SpinMethod::Patch,
        other => SpinMethod::Other(other.to_owned()),
    }
}

/// The host's own timeouts, so that it gives up too. One that it does not support is kept here anyway.
fn options(timeout: Duration) -> RequestOptions {
    let options = RequestOptions::new();
    let timeout = u64::try_from(timeout.as_nanos()).unwrap_or(u64::MAX);
    let _ = options.set_connect_timeout(Some(timeout));
    let _ = options.set_first_byte_timeout(Some(timeout));
    let _ = options.set_between_bytes_timeout(Some(timeout));
    options
}

/// Sends the body. A peer that answers before it has taken everything is listened to: its answer says why. The
/// unfinished body is then handed back, for dropping it would break the connection off under that answer.
fn upload(
    body: OutgoingBody,
    bytes: &[u8],
    answer: &FutureIncomingResponse,
    timeout: Duration,
    pulse: &mut Pulse<'_>,
) -> Result<Option<OutgoingBody>, OutboundError> {
    let stream = body
        .write()
        .map_err(|()| broken("the host gives no stream to write to"))?;
    let mut writer = BodyWriter::new(stream, timeout);
    let answered = answer.subscribe();
    let mut rest = bytes;
    while !rest.is_empty() {
        // A peer that takes everything at once never makes it wait.
        pulse.beat();
        match writer.room(&answered, pulse) {
            Ok(Some(room)) => {
                let (part, left) = rest.split_at(room.min(rest.len()));
                match writer.write_all(part) {
                    Ok(()) => rest = left,
                    // Why the peer closed is in its answer, or in the error that takes the answer's place.
                    Err(_) => return Ok(Some(body)),
                }
            }
            Ok(None) => return Ok(Some(body)),
            Err(error) if error.kind() == std::io::ErrorKind::TimedOut => {
                return Err(OutboundError::Timeout(error.to_string()));
            }
            Err(_) => return Ok(Some(body)),
        }
    }
    let _ = writer.flush();
    drop(writer);
    OutgoingBody::finish(body, None).map_err(|code| outbound_error(&code))?;
    Ok(None)
}

/// Waits for the response's head.
fn response(
    answer: &FutureIncomingResponse,
    timeout: Duration,
    pulse: &mut Pulse<'_>,
) -> Result<IncomingResponse, OutboundError> {
    loop {
        match answer.get() {
            Some(Ok(Ok(response))) => return Ok(response),
            Some(Ok(Err(code))) => return Err(outbound_error(&code)),
            Some(Err(())) => return Err(broken("the response was taken already")),
            None => {
                if !pulse.wait(&[&answer.subscribe()], timeout) {
                    return Err(OutboundError::Timeout(format!(
                        "no response within {} ms",
                        timeout.as_millis()
                    )));
                }
            }
        }
    }
}

fn receive<Owner: 'static>(
    response: IncomingResponse,
    timeout: Duration,
    owner: Owner,
) -> Result<OutboundResponse, OutboundError> {
    let status = StatusCode::from_u16(response.status())
        .map_err(|_| outbound_error(&ErrorCode::HttpProtocolError))?;
    let headers = to_headers(response.headers().entries());
    let body = response
        .consume()
        .map_err(|()| broken("the response has no body to read"))?;
    let stream = body
        .stream()
        .map_err(|()| broken("the response's body is already being read"))?;
    Ok(OutboundResponse {
        status,
        headers,
        body: Box::new(BodyReader::new(stream, timeout, (body, response, owner))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(method: Method, body: &[u8]) -> OutboundRequest {
        let mut headers = HeaderMap::new();
        headers.insert(HOST, HeaderValue::from_static("elsewhere"));
        headers.insert(CONTENT_LENGTH, HeaderValue::from_static("7"));
        headers.insert("x-own", HeaderValue::from_static("1"));
        OutboundRequest {
            method,
            url: "http://127.0.0.1:1/".parse().unwrap(),
            headers,
            body: body.to_vec(),
            timeout: Duration::from_secs(1),
        }
    }

    #[test]
    fn host_and_length_are_made_from_the_url_and_the_body() {
        let sent = headers(&request(Method::POST, b"four"));
        assert_eq!(sent[CONTENT_LENGTH], "4");
        assert!(!sent.contains_key(HOST));
        assert_eq!(sent["x-own"], "1");
        assert_eq!(headers(&request(Method::PUT, b""))[CONTENT_LENGTH], "0");
        assert!(!headers(&request(Method::GET, b"")).contains_key(CONTENT_LENGTH));
    }
}
