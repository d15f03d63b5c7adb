//! Server-sent events, read from a raw socket: parts come as they happen, not when the stream ends.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::Value;
use spindle_e2e::{Editor, Service, start};

use super::support::{Setup, open};

/// A stream that is being read.
struct Stream {
    reader: BufReader<TcpStream>,
    head: String,
}

/// One event of a stream.
#[derive(Debug, Default)]
struct Sent {
    name: String,
    id: String,
    data: String,
}

impl Stream {
    fn open(service: &Service, editor: &Editor, query: &str, header: &str) -> Self {
        let address = service.base.trim_start_matches("http://");
        let mut socket = TcpStream::connect(address).expect("a connection");
        socket
            .set_read_timeout(Some(Duration::from_secs(10)))
            .expect("a timeout");
        let target = editor.target("/events");
        write!(
            socket,
            "GET {target}{query} HTTP/1.1\r\nHost: {address}\r\nAccept: text/event-stream\r\nConnection: close\r\n{header}\r\n"
        )
        .expect("sent");
        let mut reader = BufReader::new(socket);
        let mut head = String::new();
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).expect("a head in time");
            if line.trim().is_empty() {
                break;
            }
            head.push_str(&line);
        }
        Self { reader, head }
    }

    /// The next event; lines of the transfer coding and comments are not looked at.
    fn next(&mut self) -> Sent {
        let mut sent = Sent::default();
        loop {
            let mut line = String::new();
            let read = self.reader.read_line(&mut line).expect("an event in time");
            assert!(read > 0, "the stream ended after {sent:?}");
            let line = line.trim_end();
            match line.split_once(':') {
                Some(("event", value)) => sent.name = value.trim().to_owned(),
                Some(("id", value)) => sent.id = value.trim().to_owned(),
                Some(("data", value)) => sent.data.push_str(value.trim()),
                None if line.is_empty() && !sent.data.is_empty() => return sent,
                _ => {}
            }
        }
    }

    fn changes(&mut self) -> (Sent, Value) {
        loop {
            let sent = self.next();
            if sent.name == "changes" {
                let data = serde_json::from_str(&sent.data).expect("JSON");
                return (sent, data);
            }
        }
    }
}

#[test]
fn a_stream_tells_each_change_when_it_is_made() {
    let setup = Setup::open(start!(open()));
    let one = setup.join("k1", "u1");
    let mut two = setup.join("k1", "u2");
    let mut stream = Stream::open(&setup.service, &one, "?version=1&event=2", "");
    let head = stream.head.to_ascii_lowercase();
    assert!(head.starts_with("http/1.1 200"), "{head}");
    assert!(head.contains("text/event-stream"), "{head}");
    for round in 0..3 {
        std::thread::sleep(Duration::from_millis(400));
        let start = Instant::now();
        two.insert(0, &round.to_string());
        let (sent, data) = stream.changes();
        let waited = start.elapsed();
        assert!(
            waited < Duration::from_secs(3),
            "{waited:?}: it was kept back"
        );
        let (version, _) = sent.id.split_once('.').expect("<version>.<event>");
        assert_eq!(version, two.version.to_string(), "{sent:?}");
        let text = data.to_string();
        assert!(text.contains(&format!(r#""insert":"{round}""#)), "{text}");
    }
    let three = setup.join("k1", "u3");
    let sent = loop {
        let sent = stream.next();
        if sent.name == "event" && sent.data.contains("\"u3\"") {
            break sent;
        }
    };
    let event: Value = serde_json::from_str(&sent.data).expect("JSON");
    let text = event.to_string();
    assert!(text.contains("\"joined\""), "{text}");
    assert_eq!(three.number, 3);
}

#[test]
fn a_stream_goes_on_where_the_last_one_ended() {
    let setup = Setup::open(start!(open()));
    let one = setup.join("k1", "u1");
    let mut two = setup.join("k1", "u2");
    two.insert(0, "first");
    let mut stream = Stream::open(&setup.service, &one, "?version=1&event=2", "");
    let (sent, _) = stream.changes();
    drop(stream);
    two.insert(0, "second");
    let header = format!("Last-Event-ID: {}\r\n", sent.id);
    // The browser repeats the address as it was; the header counts more.
    let mut stream = Stream::open(&setup.service, &one, "?version=1&event=2", &header);
    let (_, data) = stream.changes();
    let text = data.to_string();
    assert!(text.contains("second") && !text.contains("first"), "{text}");
}

#[test]
fn a_stream_ends_when_its_session_has_left() {
    let setup = Setup::open(start!(open()));
    let one = setup.join("k1", "u1");
    let two = setup.join("k1", "u2");
    let mut stream = Stream::open(&setup.service, &one, "?version=1&event=2", "");
    std::thread::sleep(Duration::from_millis(300));
    one.leave();
    let start = Instant::now();
    let mut line = String::new();
    while stream.reader.read_line(&mut line).expect("an end in time") > 0 {}
    assert!(start.elapsed() < Duration::from_secs(5));
    two.leave();
}

#[test]
fn a_connection_that_breaks_is_an_editor_who_leaves_soon_unless_he_calls_again() {
    let open = || open().variable("expire_connection_s", "2");
    let setup = Setup::open(start!(open()));
    let back = setup.edited("k1", "u1");
    drop(Stream::open(
        &setup.service,
        &back,
        "?version=2&event=1",
        "",
    ));
    // Heard once more, he is there as long as ever.
    std::thread::sleep(Duration::from_millis(1000));
    back.try_heartbeat().expect("still there");
    std::thread::sleep(Duration::from_millis(2500));
    back.try_heartbeat().expect("still there");
    assert!(setup.storage.with("k1", 2).is_empty());

    let killed = setup.edited("k2", "u2");
    drop(Stream::open(
        &setup.service,
        &killed,
        "?version=2&event=1",
        "",
    ));
    // Nobody calls the service meanwhile.
    let saved = setup.storage.wait("k2", 2);
    assert_eq!(setup.result(&saved), "My Plan\n");
    let refused = killed.try_heartbeat().expect_err("gone");
    assert!(
        ["left", "no-session"].contains(&refused.code()),
        "{refused}"
    );
    back.try_heartbeat().expect("still there");
}
