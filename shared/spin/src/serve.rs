//! One request, from the host to the core and back.

use std::io::{self, Read, Write};

use http::header::CONTENT_LENGTH;
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use spin_sdk::http::{
    ErrorCode, IncomingRequest, OutgoingBody, OutgoingResponse, ResponseOutparam,
};
use spin_sdk::wit::wasi::http0_2_0::types::ResponseOutparam as RawOutparam;
use spindle_core::http::{Body, Response};
use spindle_core::ports::{Level, Log};
use spindle_core::router::Table;
use spindle_core::{App, Engines, handle};

use crate::fields::to_fields;
use crate::inbound::{CLIENT_PATIENCE, receive};
use crate::streams::BodyWriter;
use crate::{SpinPorts, Stdio};

/// The most bytes of a body that are held here at a time.
const PART_BYTES: u64 = 64 * 1024;

/// The same for a live body, whose parts are small.
const LIVE_BYTES: usize = 8 * 1024;

/// Answers one request by the routes of `table`, then does what is left to do after the response.
pub fn serve(
    table: &'static Table,
    engines: Engines<'_>,
    request: IncomingRequest,
    out: ResponseOutparam,
) {
    let ports = SpinPorts::new();
    let app = App {
        ports: ports.ports(),
        engines,
    };
    let request = match receive(request) {
        Ok(request) => request,
        Err(reason) => {
            let refusal = Response {
                status: StatusCode::BAD_REQUEST,
                headers: HeaderMap::new(),
                body: Body::Bytes(reason.into_bytes()),
                after: None,
            };
            return send(&Method::GET, refusal, out);
        }
    };
    let method = request.method.clone();
    let mut response = handle(table, &app, request);
    let after = response.after.take();
    send(&method, response, out);
    if let Some(after) = after {
        after(&app);
    }
}

/// Sends a response to a request made with `method`; its `after` is the caller's to run. A client that is gone,
/// or a body that breaks off, ends up in the log: the client sees a connection that ends too early.
pub fn send(method: &Method, response: Response<'_>, out: ResponseOutparam) {
    if let Err(error) = transmit(method, response, out) {
        Stdio.line(
            Level::Warn,
            &format!("the response could not be sent whole: {error}"),
        );
    }
}

fn transmit(method: &Method, response: Response<'_>, out: ResponseOutparam) -> io::Result<()> {
    let Response {
        status,
        mut headers,
        body,
        after: _,
    } = response;
    let (length, reader) = parts(body);
    let bodiless = status.is_informational()
        || matches!(status, StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED);
    match length.filter(|_| !bodiless) {
        Some(length) => headers.insert(CONTENT_LENGTH, HeaderValue::from(length)),
        None => headers.remove(CONTENT_LENGTH),
    };

    let (fields, refused) = to_fields(&headers);
    for name in refused {
        Stdio.line(
            Level::Error,
            &format!("the host does not let the response header `{name}` through"),
        );
    }
    let outgoing = OutgoingResponse::new(fields);
    outgoing
        .set_status_code(status.as_u16())
        .map_err(|()| io::Error::other(format!("the host does not take the status {status}")))?;
    // A body that is never taken is an empty one, whatever Content-Length says (RFC 9110, 9.3.2).
    let Some(reader) = reader.filter(|_| !bodiless && *method != Method::HEAD) else {
        out.set(outgoing);
        return Ok(());
    };
    let body = outgoing
        .body()
        .map_err(|()| io::Error::other("the host gives no body to write"))?;
    match length {
        Some(length) => transfer(reader, length, body, outgoing, out),
        None => relay(reader, body, outgoing, out),
    }
}

/// The length that the head names, and the bytes that follow it.
fn parts(body: Body<'_>) -> (Option<u64>, Option<Box<dyn Read + '_>>) {
    match body {
        Body::Bytes(bytes) => (
            Some(bytes.len() as u64),
            Some(Box::new(io::Cursor::new(bytes))),
        ),
        Body::Stream { length, reader } => (Some(length), Some(reader)),
        Body::Live { reader } => (None, Some(reader)),
        Body::Head { length } => (length, None),
    }
}

/// Sends the head at once, then every part as soon as it is read. A client that leaves is how most such bodies
/// end: that is no failure.
fn relay(
    mut reader: Box<dyn Read + '_>,
    body: OutgoingBody,
    outgoing: OutgoingResponse,
    out: ResponseOutparam,
) -> io::Result<()> {
    let stream = body
        .write()
        .map_err(|()| io::Error::other("the host gives no stream to write to"))?;
    let mut writer = BodyWriter::new(stream, CLIENT_PATIENCE);
    out.set(outgoing);
    let mut part = [0; LIVE_BYTES];
    while !writer.is_closed() {
        let bytes = match reader.read(&mut part) {
            Ok(0) => {
                drop(writer);
                return finish(body);
            }
            Ok(length) => part.get(..length).unwrap_or_default(),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => continue,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        match writer.write_all(bytes).and_then(|()| writer.flush()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => break,
            other => other?,
        }
    }
    Ok(())
}

/// Sends head and body. What fits is handed over before the head goes, so that both leave in one packet: hosts
/// that send the head alone wait tens of milliseconds for its acknowledgement (Nagle's algorithm).
fn transfer(
    reader: Box<dyn Read + '_>,
    length: u64,
    body: OutgoingBody,
    outgoing: OutgoingResponse,
    out: ResponseOutparam,
) -> io::Result<()> {
    let stream = body
        .write()
        .map_err(|()| io::Error::other("the host gives no stream to write to"))?;
    let mut writer = BodyWriter::new(stream, CLIENT_PATIENCE);
    let mut reader = reader.take(length);
    let mut part = Vec::new();
    let filled = fill(&mut reader, &mut part).and_then(|()| match part.is_empty() && length > 0 {
        true => Err(ended(0, length)),
        false => Ok(()),
    });
    if let Err(error) = filled {
        // Nothing has left yet: the client gets a clean 500 instead of a broken body.
        drop(writer);
        drop(body);
        RawOutparam::set(
            out.into_inner(),
            Err(ErrorCode::InternalError(Some(error.to_string()))),
        );
        return Err(error);
    }
    let mut sent = 0;
    if writer.write_at_once(&part)? {
        sent = part.len() as u64;
        part.clear();
    }
    if sent == length {
        writer.flush()?;
        drop(writer);
        finish(body)?;
        out.set(outgoing);
        return Ok(());
    }
    out.set(outgoing);
    loop {
        writer.write_all(&part)?;
        sent += part.len() as u64;
        if sent == length {
            break;
        }
        part.clear();
        fill(&mut reader, &mut part)?;
        if part.is_empty() {
            return Err(ended(sent, length));
        }
    }
    writer.flush()?;
    drop(writer);
    finish(body)
}

fn ended(sent: u64, length: u64) -> io::Error {
    io::Error::new(
        io::ErrorKind::UnexpectedEof,
        format!("the body ended after {sent} of {length} bytes"),
    )
}

/// Reads the next part of a body; empty at its end.
fn fill(reader: &mut io::Take<Box<dyn Read + '_>>, part: &mut Vec<u8>) -> io::Result<()> {
    reader.by_ref().take(PART_BYTES).read_to_end(part)?;
    Ok(())
}

fn finish(body: OutgoingBody) -> io::Result<()> {
    OutgoingBody::finish(body, None)
        .map_err(|code| io::Error::other(format!("the body could not be finished: {code}")))
}
