//! The table of routes: what is found, how exactly a path must be written, and who may call.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where something is not as it should be"
)]

use http::Method;
use spindle_core::auth::{internal, jwt};
use spindle_core::pages::Asset;
use spindle_core::router::{self, Auth, TABLES, routes, routes_table_markdown};
use spindle_testkit::TestApp;
use spindle_testkit::test_app::{SECRET, START_MS};

#[test]
fn case_and_one_slash_at_the_end_do_not_count() {
    let app = TestApp::new();
    for path in [
        "/command",
        "/Command",
        "/COMMAND/",
        "/coauthoring/commandservice.ASHX",
        "/coauthoring/CommandService.ashx/",
    ] {
        let answer = app.post(path).body("{\"c\":\"version\"}").send();
        assert_eq!(answer.error(), Some(0), "{path}");
    }
    for path in [
        "/command//",
        "//command",
        "/command/x",
        "/commandx",
        "/%63ommand",
        "/",
        "",
        "/nope",
    ] {
        assert_eq!(app.post(path).send().status, 404, "{path}");
    }
}

#[test]
fn a_wrong_method_is_404_and_says_which_are_right() {
    let app = TestApp::new();
    for (method, path, allow) in [
        (Method::GET, "/command", "POST"),
        (Method::HEAD, "/command", "POST"),
        (Method::GET, "/docbuilder", "POST"),
        (Method::POST, "/healthcheck", "GET"),
        (
            Method::DELETE,
            "/coauthoring/CommandService.ashx",
            "GET, POST",
        ),
        (Method::PUT, "/cache/files/x", "GET"),
    ] {
        let answer = app.call(method.clone(), path).send();
        assert_eq!(
            (answer.status.as_u16(), answer.header("allow")),
            (404, Some(allow)),
            "{method} {path}"
        );
    }
    let page = app.get("/<script>alert('1')</script>").send();
    assert!(
        page.text()
            .contains("Cannot GET /_script_alert(_1_)_/script_"),
        "{}",
        page.text()
    );
}

#[test]
fn every_route_is_found_and_guarded_as_the_table_says() {
    static PAGE: &[Asset] = &[Asset {
        path: "data/x/y",
        tag: "t",
        length: 0,
        gzip: &[],
    }];
    let app = TestApp::new().with_tokens().with_assets(PAGE);
    for (table, route) in TABLES
        .iter()
        .flat_map(|table| table.routes.iter().map(move |route| (*table, route)))
    {
        let below = match (route.auth, route.path.contains("ecosystem")) {
            (Auth::Wopi, true) => "root_container_pointer",
            (Auth::Wopi, false) => "x",
            _ => "data/x/y",
        };
        let path = route.path.replace("...", below);
        let redirects = ["/", "/welcome"].contains(&path.as_str());
        for method in route.methods {
            let call = app.call(method.clone(), &path).on(table);
            let answer = call.header("accept-encoding", "gzip").send();
            let status = answer.status.as_u16();
            match route.auth {
                // There are none, and that is all that it says.
                Auth::Open if path == "/themes.json" => assert_eq!(status, 404),
                Auth::Open if redirects => assert_eq!(status, 302, "{path}"),
                Auth::Open => assert_eq!(status, 200, "{path}"),
                Auth::Token if path == "/editing" => assert_eq!(
                    (status, &answer.json()["error"]),
                    (403, &"token".into()),
                    "{path}"
                ),
                Auth::Session => assert_eq!(status, 404, "{path}"),
                Auth::Token => assert!(
                    // The legacy path of the converter speaks XML.
                    answer.text().contains("<Error>-8</Error>")
                        || matches!(answer.error(), Some(6 | -8)),
                    "{path}: {}",
                    answer.text()
                ),
                Auth::Link | Auth::Internal => assert_eq!(status, 403, "{path}"),
                // A page in words for people; the token is the host's to check.
                Auth::Wopi if path.starts_with("/hosting/") => assert_eq!(status, 400, "{path}"),
                Auth::Operator | Auth::Wopi => assert_eq!(status, 401, "{path}"),
                Auth::App | Auth::AppOnce => {
                    assert_eq!(
                        (status, &answer.json()["code"]),
                        (401, &40100.into()),
                        "{path}"
                    );
                }
            }
        }
    }
}

#[test]
fn the_operator_s_token_says_so() {
    let app = TestApp::new().with_tokens();
    let tick = |claims: serde_json::Value| {
        let token = jwt::sign(
            claims.as_object().unwrap().clone(),
            SECRET,
            START_MS / 1000,
            60,
        );
        app.post("/internal/tick")
            .header("authorization", &format!("Bearer {token}"))
            .send()
    };
    assert_eq!(tick(serde_json::json!({ "operator": true })).status, 200);
    for claims in [
        serde_json::json!({}),
        serde_json::json!({ "operator": "true" }),
    ] {
        let answer = tick(claims);
        assert_eq!(answer.status, 401);
        assert!(
            answer.text().contains("no claim `operator: true`"),
            "{}",
            answer.text()
        );
    }
}

#[test]
fn an_internal_call_is_signed_for_its_target() {
    let app = TestApp::new();
    let target = "/internal/docbuilder/step?key=none";
    let call = |value: &str| {
        let call = app
            .post(target)
            .on(&router::DOCBUILDER)
            .header(internal::HEADER, value);
        call.send().status
    };
    let now = START_MS / 1000;
    assert_eq!(
        app.post(target).send().status,
        404,
        "from outside there is no such path"
    );
    assert_eq!(call(&internal::sign(SECRET, target, now)), 200);
    assert_eq!(
        call(&internal::sign(
            SECRET,
            "/internal/docbuilder/step?key=other",
            now
        )),
        403
    );
    assert_eq!(call(&internal::sign("another", target, now)), 403);
    assert_eq!(call(&internal::sign(SECRET, target, now - 100)), 403);
}

#[test]
fn the_table_can_be_printed() {
    let table = routes_table_markdown();
    assert_eq!(table.lines().count(), routes().count() + 2);
    assert!(
        table.contains("| docbuilder | POST | `/docbuilder` | token | Document Builder service |"),
        "{table}"
    );
}
