use std::io::{Read, Write};
use std::net::TcpListener;

use crate::support::{App, Shape, quote};

/// A server that answers every request with what it received. Gives its port.
fn mirror() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut seen = Vec::new();
            let mut part = [0; 1024];
            while !seen.ends_with(b"\r\n\r\n") {
                match stream.read(&mut part) {
                    Ok(0) | Err(_) => break,
                    Ok(n) => seen.extend_from_slice(&part[..n]),
                }
            }
            let head = format!(
                "HTTP/1.1 203 Fine\r\nContent-Length: {}\r\n\r\n",
                seen.len()
            );
            let _ = stream.write_all(head.as_bytes());
            let _ = stream.write_all(&seen);
        }
    });
    port
}

fn fetch(app: &App, url: &str) -> String {
    app.text(&format!("/fetch?url={}", quote(url)))
}

fn refused(app: &App, url: &str) -> String {
    app.get(&format!("/fetch?url={}", quote(url))).failure()
}

#[test]
fn allowed_hosts_are_reached_and_others_denied_with_a_hint() {
    let port = mirror();
    let allowed = format!("\"http://127.0.0.1:{port}\"");
    let app = App::start(Shape {
        allowed: &allowed,
        ..Shape::default()
    });
    let seen = fetch(&app, &format!("http://127.0.0.1:{port}/a?b=c"));
    assert!(seen.starts_with("203\nGET /a?b=c HTTP/1.1\r\n"), "{seen}");
    assert!(
        seen.contains(&format!("host: 127.0.0.1:{port}\r\n")),
        "{seen}"
    );
    let localhost = format!("http://localhost:{port}");
    assert!(refused(&app, &localhost).contains("HttpRequestDenied"));
    assert!(app.log("probe_stderr.txt").contains(&format!(
        "add \"{localhost}\" to its allowed_outbound_hosts"
    )));
}

#[test]
fn templates_in_allowed_hosts() {
    let port = mirror();
    let allowed = "\"http://127.0.0.1:*\"".replace("127.0.0.1", "{{ word }}");
    let dir = crate::support::write_app(Shape {
        allowed: &allowed,
        ..Shape::default()
    });
    let running = spindle::start(&spindle::Options {
        listen: "127.0.0.1:0".to_owned(),
        quiet: true,
        variables: vec![("word".to_owned(), "127.0.0.1".to_owned())],
        ..spindle::Options::new(dir.path())
    })
    .unwrap();
    let url = quote(&format!("http://127.0.0.1:{port}/"));
    let reply = crate::support::get(running.address(), &format!("/fetch?url={url}"));
    assert!(reply.success().starts_with("203\n"));
}

#[test]
fn blocked_networks_are_checked_on_what_a_name_resolves_to() {
    let port = mirror();
    let app = App::start(Shape {
        allowed: "\"http://*:*\", \"http://self\"",
        runtime: "[outbound_networking]\nblock_networks = [\"private\"]",
        ..Shape::default()
    });
    for host in ["127.0.0.1", "localhost", "0.0.0.0", "2130706433"] {
        let refusal = refused(&app, &format!("http://{host}:{port}/"));
        assert!(
            refusal.contains("DestinationIpProhibited"),
            "{host}: {refusal}"
        );
    }
    assert_eq!(fetch(&app, "/hello"), "200\nhello");
}

#[test]
fn what_cannot_be_reached_is_an_error_in_words() {
    let closed = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let app = App::start(Shape {
        allowed: "\"http://*:*\"",
        ..Shape::default()
    });
    let refusal = refused(&app, &format!("http://127.0.0.1:{closed}/"));
    assert!(refusal.contains("ConnectionRefused"), "{refusal}");
    let refusal = refused(&app, "http://no-such-name.invalid/");
    assert!(refusal.contains("DnsError"), "{refusal}");
}

#[test]
fn the_own_listener_is_reached_as_self() {
    let app = App::start(Shape {
        allowed: "\"http://self\"",
        ..Shape::default()
    });
    assert_eq!(fetch(&app, "/hello"), "200\nhello");
    assert_eq!(fetch(&app, "http://self/hello"), "200\nhello");
    let app = App::start(Shape::default());
    assert!(refused(&app, "/hello").contains("HttpRequestDenied"));
}

#[test]
fn components_call_each_other_in_process() {
    let app = App::start(Shape {
        allowed: "\"http://*.spin.internal\"",
        ..Shape::default()
    });
    let seen = fetch(&app, "http://hidden.spin.internal/headers?x=1");
    for line in [
        "200\n",
        "spin-path-info: /headers\n",
        "spin-raw-component-route: /...\n",
        "spin-client-addr: 0.0.0.0:0\n",
        "spin-full-url: http://hidden.spin.internal/headers?x=1\n",
    ] {
        assert!(seen.contains(line), "{seen} lacks {line}");
    }
    assert_eq!(app.stats("hidden")["requests"], 1);
    // A public component is reached the same way.
    assert_eq!(
        fetch(&app, "http://probe.spin.internal/hello"),
        "200\nhello"
    );
    // A trap in the called costs the caller nothing.
    assert_eq!(fetch(&app, "http://hidden.spin.internal/trap"), "500\n");
    // Each has only its own rights.
    assert!(fetch(&app, "http://hidden.spin.internal/kv?do=keys").contains("AccessDenied"));
}

#[test]
fn calls_between_components_must_be_allowed() {
    let app = App::start(Shape {
        allowed: "\"http://127.0.0.1:*\", \"http://probe.spin.internal\"",
        ..Shape::default()
    });
    assert_eq!(
        fetch(&app, "http://probe.spin.internal/hello"),
        "200\nhello"
    );
    let refusal = refused(&app, "http://hidden.spin.internal/hello");
    assert!(refusal.contains("HttpRequestDenied"), "{refusal}");
    // The wildcard that opens the internet opens the private components as well, on any port it covers.
    let app = App::start(Shape {
        allowed: "\"http://*:*\"",
        ..Shape::default()
    });
    assert_eq!(
        fetch(&app, "http://hidden.spin.internal:99/hello"),
        "200\nhello"
    );
}

#[test]
fn calling_a_component_that_does_not_exist_stops_the_caller() {
    let app = App::start(Shape {
        allowed: "\"http://*.spin.internal\"",
        ..Shape::default()
    });
    let reply = app.get("/fetch?url=http://gone.spin.internal/");
    assert_eq!((reply.status, reply.body.as_str()), (500, ""));
    assert!(
        app.log("probe_stderr.txt")
            .contains("no component \"gone\"")
    );
    assert_eq!(app.stats("probe")["traps"], 1);
    assert_eq!(app.text("/hello"), "hello");
}
