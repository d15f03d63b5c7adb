use crate::support::{App, Shape, raw, read_head};
use std::io::Read;

#[test]
fn requests_carry_the_headers_of_spin() {
    let app = App::start(Shape::default());
    let seen = app.text("/headers");
    let address = app.address;
    for line in [
        "spin-path-info: /headers\n".to_owned(),
        format!("spin-full-url: http://{address}/headers\n"),
        "spin-matched-route: /...\n".to_owned(),
        "spin-raw-component-route: /...\n".to_owned(),
        "spin-component-route: \n".to_owned(),
        "spin-base-path: /\n".to_owned(),
        "spin-client-addr: 127.0.0.1:".to_owned(),
    ] {
        assert!(seen.contains(&line), "{seen} lacks {line}");
    }
    assert!(
        !seen.contains("\nhost:") && !seen.contains("connection:"),
        "{seen}"
    );
}

#[test]
fn forged_headers_come_before_those_of_the_host() {
    let app = App::start(Shape::default());
    let mut connection = raw(
        app.address,
        "GET /headers HTTP/1.1\r\nHost: h\r\nSpin-Client-Addr: 6.6.6.6:6\r\nConnection: close\r\n\r\n",
    );
    let mut seen = String::new();
    connection.read_to_string(&mut seen).unwrap();
    let forged = seen.find("spin-client-addr: 6.6.6.6:6").unwrap();
    let real = seen.find("spin-client-addr: 127.0.0.1").unwrap();
    assert!(forged < real, "{seen}");
}

#[test]
fn parameters_and_the_rest_of_the_path_arrive_undecoded() {
    let app = App::start(Shape::default());
    let mut connection = raw(
        app.address,
        "GET /users/a%2Fb/%2e%2e//x/?q=%20 HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n",
    );
    let mut seen = String::new();
    connection.read_to_string(&mut seen).unwrap();
    for line in [
        "spin-path-match-user-id: a%2Fb\n",
        "spin-path-info: /%2e%2e//x/\n",
        "spin-full-url: http://h/users/a%2Fb/%2e%2e//x/?q=%20\n",
        "spin-raw-component-route: /users/:user_id/...\n",
        "spin-component-route: /users/:user_id\n",
    ] {
        assert!(seen.contains(line), "{seen} lacks {line}");
    }
}

#[test]
fn what_no_route_takes_is_404_without_a_body() {
    let dir = crate::support::write_app(Shape::default());
    let manifest = dir.path().join("spin.toml");
    let text = std::fs::read_to_string(&manifest).unwrap();
    std::fs::write(&manifest, text.replacen("\"/...\"", "\"/hello\"", 1)).unwrap();
    let running = spindle::start(&spindle::Options {
        listen: "127.0.0.1:0".to_owned(),
        quiet: true,
        ..spindle::Options::new(dir.path())
    })
    .unwrap();
    let get = |path: &str| {
        let reply = crate::support::get(running.address(), path);
        (reply.status, reply.body)
    };
    assert_eq!(get("/nowhere"), (404, String::new()));
    assert_eq!(get("/hidden"), (404, String::new()));
    assert_eq!(get("/hello/"), (200, "hello".to_owned()));
    assert_eq!(get("//hello"), (200, "hello".to_owned()));
}

#[test]
fn the_host_answers_its_well_known_paths() {
    let app = App::start(Shape::default());
    assert_eq!(app.text("/.well-known/spin/health"), "OK");
    let info: serde_json::Value =
        serde_json::from_str(&app.text("/.well-known/spin/info")).unwrap();
    assert_eq!(
        (&info["name"], &info["version"]),
        (&"probes".into(), &"1.2.3".into())
    );
    for path in ["/.well-known/spin/other", "/.well-known/spindle/other"] {
        let reply = app.get(path);
        assert_eq!((reply.status, reply.body.as_str()), (404, ""), "{path}");
    }
    assert_eq!(app.stats("probe")["requests"], 0);
}

#[test]
fn a_request_without_a_host_closes_the_connection() {
    let app = App::start(Shape::default());
    let mut connection = raw(app.address, "GET /hello HTTP/1.0\r\n\r\n");
    let mut seen = String::new();
    let _ = connection.read_to_string(&mut seen);
    assert_eq!(seen, "");
    assert_eq!(app.text("/hello"), "hello");
}

#[test]
fn connections_are_kept_alive() {
    let app = App::start(Shape::default());
    let mut connection = raw(
        app.address,
        "GET /none HTTP/1.1\r\nHost: h\r\n\r\nGET /.well-known/spin/health HTTP/1.1\r\nHost: h\r\n\r\n",
    );
    assert!(read_head(&mut connection).contains("400"));
    let mut rest = Vec::new();
    let mut byte = [0; 1];
    while !rest.ends_with(b"\r\n\r\nOK") {
        connection.read_exact(&mut byte).unwrap();
        rest.push(byte[0]);
    }
}

#[test]
fn the_manifest_of_the_project_is_accepted() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../spin.toml");
    let manifest = spindle::manifest::Manifest::read(&path).unwrap();
    let (_, warnings) = spindle::routes::Routes::build(&manifest).unwrap();
    assert_eq!(warnings, Vec::<String>::new());
}
