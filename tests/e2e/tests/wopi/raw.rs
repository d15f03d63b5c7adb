//! Requests written byte by byte: such as break off, or are too large to be held.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(120);

/// The head of an answer, and its body as it comes.
pub struct Reply {
    pub status: u16,
    /// In lower case.
    pub head: String,
    pub body: BufReader<TcpStream>,
}

impl Reply {
    /// A header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            (key == name).then_some(value.trim())
        })
    }
}

/// Begins a request; the body is still to be written.
pub fn begin(base: &str, request: &str, headers: &[(&str, &str)]) -> TcpStream {
    let host = base.strip_prefix("http://").expect("a host without TLS");
    let mut stream = TcpStream::connect(host).expect("a connection");
    stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
    let mut head = format!("{request} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n");
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("\r\n");
    stream.write_all(head.as_bytes()).expect("a head is sent");
    stream
}

/// Reads the head of the answer; `None` where the host only closes the connection.
pub fn answer(stream: TcpStream) -> Option<Reply> {
    let mut body = BufReader::new(stream);
    let mut head = String::new();
    loop {
        let mut line = String::new();
        match body.read_line(&mut line) {
            Ok(0) | Err(_) => return None,
            Ok(_) if line == "\r\n" => break,
            Ok(_) => head.push_str(&line.to_ascii_lowercase()),
        }
    }
    let status = head.split(' ').nth(1)?.parse().ok()?;
    Some(Reply { status, head, body })
}

/// The whole body.
pub fn read(mut reply: Reply) -> String {
    let mut text = String::new();
    let _ = reply.body.read_to_string(&mut text);
    text
}
