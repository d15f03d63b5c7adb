//! A large file goes through in pieces: it is never held whole.

use std::io::{Read, Write};
use std::time::Instant;

use spindle_e2e::{Client, Service, start};

use super::raw::{answer, begin, read};
use super::support::{LOCK, Pattern, done, editor, upload};

const BYTES: usize = 100 << 20;
/// What is sent and compared at a time.
const PART: usize = 1 << 16;
/// What an instance may need, whatever the size of the file.
const MOST_MEMORY: u64 = 32 << 20;

/// Sends a body of so many bytes of a series.
fn send(mut stream: std::net::TcpStream, seed: u64) -> super::raw::Reply {
    let mut series = Pattern::new(seed);
    let mut part = vec![0; PART];
    for _ in 0..BYTES / PART {
        series.fill(&mut part);
        stream.write_all(&part).expect("a part is sent");
    }
    answer(stream).expect("an answer")
}

/// Reads a body and holds it to a series.
fn check(base: &str, target: &str, seed: u64) {
    let stream = begin(base, &format!("GET {target}"), &[]);
    let mut reply = answer(stream).expect("an answer");
    assert_eq!(reply.status, 200, "{}", reply.head);
    assert_eq!(
        reply.header("content-length"),
        Some(BYTES.to_string().as_str())
    );
    let mut series = Pattern::new(seed);
    let (mut expected, mut found) = (vec![0; PART], vec![0; PART]);
    for part in 0..BYTES / PART {
        series.fill(&mut expected);
        reply.body.read_exact(&mut found).expect("a part comes");
        assert!(found == expected, "part {part} differs");
    }
    assert_eq!(reply.body.read(&mut found).expect("the end"), 0);
}

/// The most memory that an instance of the component had; `None` on hosts that do not count it.
fn peak_memory(client: &Client) -> Option<u64> {
    let stats = client.get("/.well-known/spindle/stats");
    let stats: serde_json::Value = serde_json::from_slice(&stats.body).ok()?;
    stats.get("wopi")?.get("peak_memory_bytes")?.as_u64()
}

#[test]
fn a_hundred_megabytes_go_up_and_come_down() {
    let service = start!(Service::open());
    let editor = editor(&service.client, &upload(&service.client, "a.bin", b""));
    done(&editor.lock(LOCK));
    let length = BYTES.to_string();
    let start = Instant::now();
    let target = editor.target("/contents");
    let headers = [
        ("X-WOPI-Override", "PUT"),
        ("X-WOPI-Lock", LOCK),
        ("Content-Length", &length),
    ];
    let reply = send(begin(&service.base, &format!("POST {target}"), &headers), 1);
    assert_eq!(reply.status, 200, "{}", reply.head);
    assert!(read(reply).contains("LastModifiedTime"));
    println!("up in {:?}", start.elapsed());
    assert_eq!(editor.info()["Size"], BYTES);
    let start = Instant::now();
    check(&service.base, &target, 1);
    println!("down in {:?}", start.elapsed());
    // The operator's ways are no other; and a version that comes back is copied.
    let path = format!("/v1/files/{}", editor.id);
    done(&editor.unlock(LOCK));
    let put = begin(
        &service.base,
        &format!("PUT {path}"),
        &[("Content-Length", &length)],
    );
    assert_eq!(send(put, 2).status, 200);
    check(&service.base, &path, 2);
    let restored = format!("{path}/restore?version=2");
    let restored = service.client.send("POST", &restored, &[], &[]);
    assert_eq!(restored.status, 200, "{}", restored.text());
    check(&service.base, &target, 1);
    match peak_memory(&service.client) {
        Some(bytes) => {
            println!("the most memory was {:.1} MiB", bytes as f64 / 1_048_576.0);
            assert!(bytes < MOST_MEMORY, "{bytes} bytes of memory");
        }
        None => println!("skipped: this host does not count the memory of components"),
    }
}
