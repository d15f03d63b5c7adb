//! A small HTTP client that hides nothing: no redirects, no pool, and a body that is compared with its length.
//!
//! Every request has its own connection and asks for its end, so bytes after the announced length are seen.

use std::io::{Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use url::Url;

/// How long a host may think about one request.
const PATIENCE: Duration = Duration::from_secs(60);
/// More than any answer of the suite.
const MOST_BYTES: u64 = 64 << 20;

/// A request as it goes over the wire.
#[derive(Debug, Clone, Default)]
pub struct Outgoing {
    /// The method.
    pub method: String,
    /// The whole address; what follows the authority is sent byte for byte.
    pub url: String,
    /// Headers in order.
    pub headers: Vec<(String, String)>,
    /// The body; `None` sends no length with GET and a length of 0 otherwise.
    pub body: Option<Vec<u8>>,
}

/// An answer with everything that came after its head.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// Headers in order, as they were written.
    pub headers: Vec<(String, String)>,
    /// The body: with a length, all bytes until the connection ended, so that it may differ from the length.
    pub body: Vec<u8>,
}

impl Answer {
    /// The first header of that name, in any case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// Sends a request and reads the answer to the end of the connection.
///
/// # Errors
/// When the address is not `http`, nobody answers, or the answer is not HTTP/1.
pub fn send(request: &Outgoing) -> Result<Answer> {
    let (authority, target) = split(&request.url)?;
    let url = Url::parse(&request.url).with_context(|| format!("{} is no URL", request.url))?;
    let host = url.host_str().context("the URL names no host")?;
    let port = url.port_or_known_default().unwrap_or(80);
    let address = (host.trim_matches(['[', ']']), port)
        .to_socket_addrs()
        .with_context(|| format!("{host} has no address"))?
        .next()
        .with_context(|| format!("{host} has no address"))?;
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE)
        .with_context(|| format!("{authority} does not answer"))?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    stream.set_nodelay(true)?;

    let mut head = format!(
        "{} {target} HTTP/1.1\r\nHost: {authority}\r\n",
        request.method
    );
    for (name, value) in &request.headers {
        if [name, value].iter().any(|text| text.contains(['\r', '\n'])) {
            bail!("the header {name} holds a line break");
        }
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    match &request.body {
        Some(body) => head.push_str(&format!("Content-Length: {}\r\n", body.len())),
        None if request.method == "GET" => {}
        None => head.push_str("Content-Length: 0\r\n"),
    }
    head.push_str("Connection: close\r\n\r\n");
    let mut bytes = head.into_bytes();
    bytes.extend_from_slice(request.body.as_deref().unwrap_or_default());
    // A host may answer and close before it has read a body that it refuses.
    let sent = stream.write_all(&bytes);
    let mut all = Vec::new();
    let read = stream.take(MOST_BYTES).read_to_end(&mut all);
    if all.is_empty() {
        sent.context("the request could not be sent")?;
        read.context("the answer could not be read")?;
        bail!("the host closed the connection without an answer");
    }
    parse(&all)
}

/// The authority and the target of a URL, as they are written in it.
fn split(url: &str) -> Result<(&str, String)> {
    let rest = url
        .strip_prefix("http://")
        .with_context(|| format!("{url} is not an http address"))?;
    let rest = rest.split('#').next().unwrap_or(rest);
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (authority, target) = rest.split_at_checked(end).unwrap_or((rest, ""));
    let target = match target.chars().next() {
        Some('/') => target.to_owned(),
        _ => format!("/{target}"),
    };
    Ok((authority, target))
}

/// Takes head and body apart.
fn parse(bytes: &[u8]) -> Result<Answer> {
    let mut rest = bytes;
    loop {
        let (head, body) = cut(rest, b"\r\n\r\n").context("the head of the answer has no end")?;
        let head = String::from_utf8_lossy(head).into_owned();
        let mut lines = head.split("\r\n");
        let status: u16 = lines
            .next()
            .filter(|line| line.starts_with("HTTP/1."))
            .and_then(|line| line.split(' ').nth(1))
            .and_then(|code| code.parse().ok())
            .context("the answer is not HTTP/1")?;
        if (100..200).contains(&status) {
            rest = body;
            continue;
        }
        let headers: Vec<(String, String)> = lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
            .collect();
        let mut answer = Answer {
            status,
            headers,
            body: body.to_vec(),
        };
        if answer
            .header("Transfer-Encoding")
            .is_some_and(|coding| coding.eq_ignore_ascii_case("chunked"))
        {
            answer.body = unchunk(body)?;
        }
        return Ok(answer);
    }
}

/// Puts a chunked body together (RFC 9112, 7.1).
fn unchunk(mut rest: &[u8]) -> Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let (line, after) = cut(rest, b"\r\n").context("a chunk has no size")?;
        let line = String::from_utf8_lossy(line);
        let size = line.split(';').next().unwrap_or_default().trim();
        let size = usize::from_str_radix(size, 16)
            .with_context(|| format!("{size:?} is no size of a chunk"))?;
        if size == 0 {
            return Ok(body);
        }
        let (chunk, after) = after
            .split_at_checked(size)
            .context("the body ends inside a chunk")?;
        body.extend_from_slice(chunk);
        rest = after.strip_prefix(b"\r\n").context("a chunk has no end")?;
    }
}

/// What is before and after the first occurrence.
fn cut<'b>(bytes: &'b [u8], mark: &[u8]) -> Option<(&'b [u8], &'b [u8])> {
    let at = bytes
        .windows(mark.len())
        .position(|window| window == mark)?;
    let (before, after) = bytes.split_at_checked(at)?;
    Some((before, after.get(mark.len()..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_kept_as_written() {
        let (authority, target) = split("http://h:3000/a%2Eb?access_token=x%2E%79#f").unwrap();
        assert_eq!(
            (authority, target.as_str()),
            ("h:3000", "/a%2Eb?access_token=x%2E%79")
        );
        assert_eq!(split("http://h?x").unwrap().1, "/?x");
        assert!(split("https://h/").is_err());
    }

    #[test]
    fn answers_keep_more_bytes_than_announced() {
        let answer =
            parse(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 2\r\nX-Empty:\r\n\r\nabc")
                .unwrap();
        assert_eq!((answer.status, answer.body.len()), (200, 3));
        assert_eq!(answer.header("X-EMPTY"), Some(""));
    }

    #[test]
    fn chunks_are_put_together() {
        let answer = parse(
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n1\r\nd\r\n0\r\n\r\n",
        )
        .unwrap();
        assert_eq!(answer.text(), "abcd");
        assert!(parse(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nabc").is_err());
        assert!(parse(b"nonsense").is_err());
    }
}
