//! A request that the storage got.

use std::fmt;
use std::io::{BufRead, BufReader, Read};
use std::net::TcpStream;
use std::time::{Instant, SystemTime};

use serde_json::Value;

use crate::client::{Answer, Client};
use crate::token::read_token;

/// A request that came, for the most part a callback.
#[derive(Debug, Clone)]
pub struct Callback {
    /// When all of it was there.
    pub at: Instant,
    /// The same by the clock.
    pub time: SystemTime,
    /// `POST`
    pub method: String,
    /// The path with its query.
    pub target: String,
    /// Header names in lower case, and values, in order.
    pub headers: Vec<(String, String)>,
    /// The body as it came.
    pub raw: Vec<u8>,
    /// The body as JSON, its members in the order in which they came; null where it is none.
    pub body: Value,
}

/// What both tokens of a callback say.
#[derive(Debug, Clone)]
pub struct Tokens {
    /// The claims of the header's token.
    pub header: Value,
    /// The claims of the body's token.
    pub body: Value,
    /// How long the header's token is, in characters.
    pub header_length: usize,
}

impl fmt::Display for Callback {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let body = String::from_utf8_lossy(&self.raw);
        write!(out, "{} {} {body}", self.method, self.target)
    }
}

impl Callback {
    /// The document's key; empty where there is none.
    pub fn key(&self) -> &str {
        self.body["key"].as_str().unwrap_or_default()
    }

    /// The status; −1 where there is none.
    pub fn status(&self) -> i64 {
        self.body["status"].as_i64().unwrap_or(-1)
    }

    /// The path without its query.
    pub fn path_only(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    /// A parameter of the query, as it is written there.
    pub fn query(&self, name: &str) -> Option<&str> {
        let (_, query) = self.target.split_once('?')?;
        query.split('&').find_map(|pair| {
            let (key, value) = pair.split_once('=')?;
            (key == name).then_some(value)
        })
    }

    /// The user whose callback URL [`crate::Storage::callback_url`] made.
    pub fn user(&self) -> &str {
        self.query("u").unwrap_or_default()
    }

    /// The first header of that name.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers
            .find(|(header, _)| header == name)
            .map(|(_, value)| value.as_str())
    }

    /// The names of the body's members in their order.
    pub fn names(&self) -> Vec<String> {
        super::member_names(&self.body)
    }

    /// The body without its token.
    pub fn told(&self) -> Value {
        let mut body = self.body.clone();
        if let Some(members) = body.as_object_mut() {
            members.shift_remove("token");
        }
        body
    }

    /// Verifies both tokens.
    ///
    /// # Panics
    /// When one is missing or not signed with `secret`.
    #[track_caller]
    pub fn tokens(&self, secret: &str) -> Tokens {
        let header = self.header("authorization").expect("a header token");
        let header = header.strip_prefix("Bearer ").expect("the prefix");
        let body = self.body["token"].as_str().expect("a token in the body");
        let claims = |token: &str| match read_token(token, secret) {
            Ok((head, claims)) => {
                assert_eq!(head["alg"], "HS256");
                claims
            }
            Err(error) => panic!("{error}: {token}"),
        };
        Tokens {
            header: claims(header),
            body: claims(body),
            header_length: header.len(),
        }
    }

    /// Downloads the result behind `url`.
    ///
    /// # Panics
    /// When there is none or it cannot be had.
    #[track_caller]
    pub fn download(&self, client: &Client) -> Vec<u8> {
        self.fetch(client, "url").body
    }

    /// Downloads what is behind a member, such as `changesurl`, from where the client's service is now.
    ///
    /// # Panics
    /// When there is none or it cannot be had.
    #[track_caller]
    pub fn fetch(&self, client: &Client, member: &str) -> Answer {
        let Some(url) = self.body[member].as_str() else {
            panic!("no {member}: {self}");
        };
        // A restarted host listens on another port.
        let path = url.splitn(4, '/').nth(3).unwrap_or_default();
        let answer = client.get(&format!("/{path}"));
        assert_eq!(answer.status, 200, "{url}: {}", answer.text());
        answer
    }
}

/// Reads a request; `None` where the connection ended before it did.
pub(super) fn read_request(stream: &TcpStream) -> Option<Callback> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
    let mut words = line.split(' ');
    let method = words.next()?.to_owned();
    let target = words.next()?.to_owned();
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        let (name, value) = line.split_once(':')?;
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let header = |name: &str| headers.iter().find(|(header, _)| header == name);
    let raw = match header("transfer-encoding") {
        Some((_, value)) if value.eq_ignore_ascii_case("chunked") => read_chunks(&mut reader)?,
        _ => {
            let length = header("content-length").and_then(|(_, value)| value.parse().ok());
            let length: u64 = length.unwrap_or(0);
            let mut raw = Vec::new();
            reader.take(length).read_to_end(&mut raw).ok()?;
            (raw.len() as u64 == length).then_some(raw)?
        }
    };
    Some(Callback {
        at: Instant::now(),
        time: SystemTime::now(),
        method,
        target,
        headers,
        body: serde_json::from_slice(&raw).unwrap_or(Value::Null),
        raw,
    })
}

fn read_chunks(reader: &mut impl BufRead) -> Option<Vec<u8>> {
    let mut all = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let size = line.trim().split(';').next()?;
        let size = u64::from_str_radix(size, 16).ok()?;
        let read = reader.by_ref().take(size).read_to_end(&mut all).ok()?;
        (read as u64 == size).then_some(())?;
        let mut end = String::new();
        reader.read_line(&mut end).ok()?;
        if size == 0 {
            return Some(all);
        }
    }
}
