use std::io::{Read, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::support::{App, Shape, get, raw, read_chunk, read_head, wait_for};

#[test]
fn a_trap_is_500_without_a_body_and_costs_one_request() {
    let app = App::start(Shape::default());
    for path in ["/trap", "/exit"] {
        let reply = app.get(path);
        assert_eq!((reply.status, reply.body.as_str()), (500, ""), "{path}");
    }
    assert_eq!(app.text("/hello"), "hello");
    let log = app.log("probe_stderr.txt");
    assert!(log.contains("a trap on demand"), "{log}");
    assert!(log.contains("unreachable"), "{log}");
    assert_eq!(app.stats("probe")["traps"], 2);
    assert_eq!(app.stats("probe")["requests"], 3);
}

#[test]
fn no_response_is_500_and_said_in_the_log() {
    let app = App::start(Shape::default());
    let reply = app.get("/silent");
    assert_eq!((reply.status, reply.body.as_str()), (500, ""));
    assert!(app.log("probe_stderr.txt").contains("without a response"));
    assert_eq!(app.stats("probe")["traps"], 0);
}

#[test]
fn work_goes_on_after_the_response_and_after_the_client_left() {
    let app = App::start(Shape::default());
    let asked = Instant::now();
    assert_eq!(app.text("/after?ms=700&key=stayed"), "answered");
    // The end of the body comes with the end of the work at the latest; the row comes after it.
    wait_for("the row of the client that stayed", || {
        app.text("/kv?do=exists&key=stayed") == "true"
    });
    assert!(asked.elapsed() >= Duration::from_millis(700));

    let connection = raw(
        app.address,
        "GET /after?ms=500&key=left HTTP/1.1\r\nHost: h\r\n\r\n",
    );
    wait_for("the request to arrive", || {
        app.stats("probe")["requests"].as_u64() > Some(2)
    });
    drop(connection);
    wait_for("the row of the client that left", || {
        app.text("/kv?do=exists&key=left") == "true"
    });
}

#[test]
fn busy_guests_do_not_keep_others_waiting() {
    let app = App::start(Shape::default());
    app.text("/hello");
    let busy = std::thread::available_parallelism().map_or(2, usize::from) + 2;
    let any_done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for _ in 0..busy {
            let (address, any_done) = (app.address, &any_done);
            scope.spawn(move || {
                get(address, "/spin?rounds=6000000000").success();
                any_done.store(true, Ordering::Relaxed);
            });
        }
        wait_for("all of them to run", || {
            app.stats("probe")["requests"].as_u64() > Some(u64::try_from(busy).unwrap())
        });
        for _ in 0..3 {
            assert_eq!(app.text("/hello"), "hello");
        }
        assert!(
            !any_done.load(Ordering::Relaxed),
            "the busy ones ended before the others were served: raise the rounds"
        );
    });
}

#[test]
fn response_bodies_stream() {
    let app = App::start(Shape::default());
    let mut connection = raw(app.address, "GET /stream HTTP/1.1\r\nHost: h\r\n\r\n");
    assert!(read_head(&mut connection).contains("200"));
    assert_eq!(read_chunk(&mut connection), "one\n");
    let first = Instant::now();
    assert_eq!(read_chunk(&mut connection), "two\n");
    assert_eq!(read_chunk(&mut connection), "three\n");
    assert!(first.elapsed() >= Duration::from_millis(400));
}

#[test]
fn request_bodies_stream() {
    let app = App::start(Shape::default());
    let mut connection = raw(
        app.address,
        "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
    );
    assert!(read_head(&mut connection).contains("200"));
    // The answer to the first part is here before the second part is sent.
    assert_eq!(read_chunk(&mut connection), "abc");
    connection
        .get_mut()
        .write_all(b"2\r\nde\r\n0\r\n\r\n")
        .unwrap();
    assert_eq!(read_chunk(&mut connection), "de");
    assert_eq!(read_chunk(&mut connection), "");
}

#[test]
fn large_bodies_pass_whole() {
    let app = App::start(Shape::default());
    let body = vec![b'x'; 20 << 20];
    let head = format!(
        "POST /echo HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    let mut connection = raw(app.address, &head);
    let mut writer = connection.get_ref().try_clone().unwrap();
    let sender = std::thread::spawn(move || writer.write_all(&body).unwrap());
    let mut seen = Vec::new();
    connection.read_to_end(&mut seen).unwrap();
    sender.join().unwrap();
    assert_eq!(seen.iter().filter(|b| **b == b'x').count(), 20 << 20);
}

#[test]
fn memory_is_counted_per_instance() {
    let app = App::start(Shape::default());
    assert_eq!(app.text("/memory?mb=32"), (32 << 20).to_string());
    let peak = app.stats("probe")["peak_memory_bytes"].as_u64().unwrap();
    assert!((32 << 20..48 << 20).contains(&peak), "{peak}");
    app.text("/hello");
    wait_for("the small instance to end", || {
        app.stats("probe")["last_peak_memory_bytes"].as_u64() < Some(8 << 20)
    });
    assert_eq!(app.stats("probe")["peak_memory_bytes"], peak);
}

#[test]
fn components_see_their_environment_variables_and_files_only() {
    let app = App::start(Shape {
        more: "files = [{ source = \"spin.toml\", destination = \"/given/manifest\" }]",
        ..Shape::default()
    });
    assert_eq!(app.text("/env"), "COLOUR=blue\n");
    assert_eq!(app.text("/variable?name=word"), "quiet");
    assert_eq!(app.text("/variable?name=sentence"), "a quiet word");
    let unknown = app.get("/variable?name=other").failure();
    assert!(
        unknown.contains("no variable for \\\"probe\\\".\\\"other\\\""),
        "{unknown}"
    );
    assert!(
        app.get("/variable?name=Other")
            .failure()
            .contains("InvalidName")
    );
    assert!(app.text("/read?path=/given/manifest").contains("probes"));
    app.get("/write?path=/given/new").failure();
    app.get("/write?path=/given/manifest").failure();
    app.get("/read?path=/etc/passwd").failure();
    app.get("/read?path=/given/../../../etc/passwd").failure();
}

#[test]
fn output_goes_to_the_logs() {
    let app = App::start(Shape::default());
    app.text("/print");
    app.text("/print");
    assert_eq!(
        app.log("probe_stdout.txt"),
        "printed to out\nprinted to out\n"
    );
    assert!(app.log("probe_stderr.txt").contains("printed to err\n"));
    assert_eq!(app.log("hidden_stdout.txt"), "");
}
