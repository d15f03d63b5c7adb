//! A body that is larger than any service would take.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use spindle_e2e::Service;
use spindle_e2e::docs::{authorization, next_nonce, now_s};

use super::UPLOAD;

/// Sends a body of 120 MB for as long as the service takes it; answers what it says.
pub fn answer(service: &Service, chunked: bool) -> String {
    const PART: usize = 1_000_000;
    let address = service.base.trim_start_matches("http://");
    let mut connection = TcpStream::connect(address).expect("the service listens");
    connection
        .set_read_timeout(Some(Duration::from_secs(30)))
        .expect("a timeout");
    connection
        .set_write_timeout(Some(Duration::from_secs(30)))
        .expect("a timeout");
    let (nonce, timestamp) = (next_nonce(), now_s().to_string());
    let signed = authorization(
        "app1",
        "secret-of-app-1",
        ("POST", UPLOAD),
        (&nonce, &timestamp),
    );
    let length = if chunked {
        "Transfer-Encoding: chunked".to_owned()
    } else {
        format!("Content-Length: {}", 120 * PART)
    };
    let head = format!(
        "POST {UPLOAD} HTTP/1.1\r\nHost: {address}\r\nAuthorization: {signed}\r\nnonce: {nonce}\r\n\
         timestamp: {timestamp}\r\nContent-Type: application/json\r\n{length}\r\n\r\n"
    );
    connection.write_all(head.as_bytes()).expect("sent");
    let mut reader = connection.try_clone().expect("a second handle");
    let answer = std::thread::spawn(move || {
        let mut answer = String::new();
        let mut part = [0; 4096];
        while !answer.ends_with("null}") {
            match reader.read(&mut part) {
                Ok(read) if read > 0 => answer.push_str(&String::from_utf8_lossy(&part[..read])),
                _ => break,
            }
        }
        answer
    });
    let mut part = Vec::new();
    if chunked {
        part.extend_from_slice(format!("{PART:x}\r\n").as_bytes());
    }
    part.resize(part.len() + PART, b' ');
    if chunked {
        part.extend_from_slice(b"\r\n");
    }
    for _ in 0..120 {
        if answer.is_finished() || connection.write_all(&part).is_err() {
            break;
        }
    }
    if chunked {
        let _ = connection.write_all(b"0\r\n\r\n");
    }
    answer.join().expect("an answer")
}
