//! The Spin adapters of the ports run the same conformance suites as the value-made ones.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::Value;
use spindle_e2e::{Origin, Reply, Service, start};

fn adapters() -> spindle_e2e::ServiceBuilder {
    Service::open().manifest("tests/adapters/spin.toml", "/seen")
}

#[test]
fn every_case_of_every_port_holds() {
    let service = start!(adapters());
    let answer = service.client.get("/suites");
    assert_eq!(answer.status, 200, "{}", answer.text());
    let cases = answer.json();
    let cases = cases.as_array().expect("an array");
    assert!(cases.len() >= 20, "{} cases", cases.len());
    let failed: Vec<&Value> = cases.iter().filter(|case| case["ok"] != true).collect();
    assert!(failed.is_empty(), "{failed:#?}");
}

#[test]
fn sixteen_writers_never_see_a_locked_database() {
    let service = start!(adapters());
    let writers: Vec<_> = (0..16)
        .map(|writer| {
            let client = service.client.clone();
            std::thread::spawn(move || {
                for request in 0..5 {
                    let from = writer * 100 + request * 2;
                    let answer = client.get(&format!("/write?run=e2e&from={from}&n=2"));
                    assert_eq!(answer.status, 200, "{}", answer.text());
                    assert_eq!(answer.json()["written"], 2, "{}", answer.text());
                }
            })
        })
        .collect();
    for writer in writers {
        writer.join().expect("no writer was refused");
    }
    for writer in 0..16 {
        let done = service
            .client
            .get(&format!("/written?run=e2e&from={}&n=10", writer * 100))
            .json();
        assert_eq!(
            done["done"], 10,
            "every write of writer {writer} is there, once"
        );
    }
}

#[test]
fn a_body_that_breaks_off_is_an_error_and_not_a_short_file() {
    let service = start!(adapters());
    assert_eq!(
        service.client.get("/stream?n=3000000").body.len(),
        3_000_000
    );
    let short = service.client.try_send("GET", "/short", &[], &[]);
    assert!(short.is_err(), "{short:?}");
}

#[test]
fn work_goes_on_after_the_response() {
    let service = start!(adapters());
    assert_eq!(service.client.get("/after?key=e2e-after").status, 200);
    let there = || service.client.get("/exists?key=e2e-after").json()["exists"] == true;
    assert!((0..50).any(|_| {
        sleep(Duration::from_millis(100));
        there()
    }));
}

/// Sends a request by hand and reads the head of the answer, in lower case.
fn ask(service: &Service, request: &str) -> (String, BufReader<TcpStream>) {
    let address = service.base.trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).expect("a connection");
    stream
        .set_read_timeout(Some(Duration::from_secs(20)))
        .expect("a limit");
    write!(stream, "{request} HTTP/1.1\r\nHost: h\r\n\r\n").expect("the request");
    let mut answer = BufReader::new(stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        assert_ne!(answer.read_line(&mut head).expect("a head"), 0, "{head}");
    }
    (head.to_ascii_lowercase(), answer)
}

/// The next chunk of a chunked body; an empty one is the end.
fn chunk(answer: &mut impl BufRead) -> String {
    let mut length = String::new();
    answer.read_line(&mut length).expect("a length");
    let length = usize::from_str_radix(length.trim(), 16).expect("a hexadecimal length");
    let mut chunk = vec![0; length + 2];
    answer.read_exact(&mut chunk).expect("a chunk");
    chunk.truncate(length);
    String::from_utf8(chunk).expect("text")
}

#[test]
fn the_parts_of_a_live_body_arrive_as_they_are_made() {
    const PAUSE: Duration = Duration::from_millis(600);
    let service = start!(adapters());
    // The first instance of a component may be slow.
    service.client.get("/seen");
    let asked = Instant::now();
    let (head, mut answer) = ask(&service, "GET /live?n=3&pause_ms=600");
    assert!(
        asked.elapsed() < PAUSE,
        "the head waited for the first part: {:?}",
        asked.elapsed()
    );
    assert!(head.contains("transfer-encoding: chunked\r\n"), "{head}");
    assert!(!head.contains("content-length"), "{head}");
    for part in 1..=3_u32 {
        assert_eq!(chunk(&mut answer), format!("tick {part}\n"));
        let passed = asked.elapsed();
        assert!(
            passed >= PAUSE * part && passed < PAUSE * (part + 1),
            "part {part} came after {passed:?}"
        );
    }
    assert_eq!(chunk(&mut answer), "");

    let (head, _) = ask(&service, "HEAD /live?n=3&pause_ms=600");
    assert!(head.contains("200 ok"), "{head}");
    assert!(!head.contains("content-length"), "{head}");

    let broken = service
        .client
        .try_send("GET", "/live?n=2&fail=true", &[], &[]);
    assert!(broken.is_err(), "{broken:?}");
}

#[test]
fn a_live_body_ends_soon_after_its_client_left() {
    let service = start!(adapters());
    // Half a minute each, if nobody noticed.
    for target in [
        "/live?n=100&pause_ms=300&key=left-talking",
        "/live?n=100&pause_ms=300&quiet=true&key=left-quiet",
    ] {
        let (_, answer) = ask(&service, &format!("GET {target}"));
        sleep(Duration::from_millis(500));
        drop(answer);
        let left = Instant::now();
        let key = target.rsplit('=').next().expect("a key");
        while service.client.get(&format!("/exists?key={key}")).json()["exists"] != true {
            assert!(left.elapsed() < Duration::from_secs(10), "{key} lives on");
            sleep(Duration::from_millis(50));
        }
    }
}

/// Calls `url` through the service with a beat every 200 ms: what it says, and how often it was called.
fn beaten(service: &Service, url: &str, more: &str, body: &[u8]) -> (Value, u64) {
    let target = format!("/fetch?beat_ms=200&url={url}{more}");
    let outcome = service.client.send("POST", &target, &[], body).json();
    let beats = outcome["beats"].as_u64().expect("a number");
    (outcome, beats)
}

#[test]
fn whoever_waits_for_a_slow_peer_is_called_meanwhile() {
    let service = start!(adapters());
    let origin = Origin::start();
    let after = |milliseconds| Reply {
        delay: Duration::from_millis(milliseconds),
        ..Reply::ok("at last")
    };

    let (outcome, beats) = beaten(&service, &origin.put("/slow", after(1500)), "", b"");
    assert_eq!(outcome["text"], "at last", "{outcome}");
    assert!((4..=7).contains(&beats), "{beats} beats in 1500 ms");

    let (outcome, beats) = beaten(&service, &origin.put("/quick", after(0)), "", b"");
    assert_eq!(outcome["text"], "at last", "{outcome}");
    assert_eq!(beats, 0, "{outcome}");

    // The beats do not put the end of patience off.
    let asked = Instant::now();
    let url = origin.put("/silent", after(5000));
    let (outcome, beats) = beaten(&service, &url, "&timeout_ms=900", b"");
    assert_eq!(outcome["kind"], "timeout", "{outcome}");
    assert!((3..=4).contains(&beats), "{beats} beats in 900 ms");
    assert!(asked.elapsed() < Duration::from_secs(4));
}

#[test]
fn whoever_waits_for_a_peer_that_takes_a_body_slowly_is_called_meanwhile() {
    const BYTES: usize = 24 << 20;
    let service = start!(adapters());
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("http://{}/", listener.local_addr().expect("its address"));
    let peer = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("a call");
        // More than what lies between the two fits into no buffer: the sender has to wait.
        sleep(Duration::from_millis(1500));
        let mut reader = BufReader::new(stream.try_clone().expect("both ways"));
        let mut line = String::new();
        while line != "\r\n" {
            line.clear();
            assert_ne!(reader.read_line(&mut line).expect("a head"), 0);
        }
        let mut taken = reader.take(BYTES as u64);
        let taken = std::io::copy(&mut taken, &mut std::io::sink()).expect("the body");
        write!(
            stream,
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        )
        .expect("the answer");
        taken
    });
    let (outcome, beats) = beaten(&service, &url, "&method=PUT", &vec![7; BYTES]);
    assert_eq!(outcome["status"], 200, "{outcome}");
    assert!((4..=12).contains(&beats), "{beats} beats in 1500 ms");
    assert_eq!(peer.join().expect("the peer"), BYTES as u64);
}
