//! The command service and the pages that tell about the service.

use serde_json::{Value, json};
use spindle_e2e::{Service, sign, start};

#[test]
fn version_and_license_answer_on_both_paths() {
    let service = start!(Service::any());
    for path in ["/command", "/coauthoring/CommandService.ashx"] {
        let answer = service
            .client
            .post(path, &json!({"c": "version", "key": "k1"}));
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("content-type"), Some("application/json"));
        let body = answer.json();
        assert_eq!((&body["key"], &body["error"]), (&json!("k1"), &json!(0)));
        let version = body["version"].as_str().expect("a version");
        assert_eq!(version.split('.').count(), 4, "{version}");

        let body = service.client.post(path, &json!({"c": "license"})).json();
        assert_eq!(body["error"], 0);
        for member in ["license", "server", "quota"] {
            assert!(body[member].is_object(), "{member}: {body}");
        }
        assert_eq!(body["server"]["resultType"], 3);
    }
    let legacy = service
        .client
        .get("/coauthoring/CommandService.ashx?c=version&key=q");
    assert_eq!(legacy.json()["key"], "q");
    assert_eq!(service.client.get("/command?c=version").status, 404);
}

#[test]
fn refusals_say_why_in_words_beside_their_code() {
    let service = start!(Service::any());
    let cases = [
        (json!({"c": "nonsense"}), 1),
        (json!({"c": "nonsense", "key": "a"}), 5),
        (json!({"key": "a"}), 5),
        (json!({"c": "nonsense", "key": 7}), 1),
    ];
    for (request, code) in cases {
        let body = service.client.post("/command", &request).json();
        assert_eq!(body["error"], code, "{request} -> {body}");
        assert!(
            body["message"]
                .as_str()
                .is_some_and(|words| words.len() > 10),
            "{body}"
        );
    }
    let broken = service
        .client
        .send("POST", "/command", &[], b"{\"c\":")
        .json();
    assert_eq!(broken["error"], 1);
}

#[test]
fn health_and_meta_pages() {
    let service = start!(Service::any());
    let health = service.client.get("/healthcheck");
    assert_eq!((health.status, health.text().as_str()), (200, "true"));
    assert_eq!(
        health.header("content-type"),
        Some("text/plain; charset=utf-8")
    );
    assert_eq!(
        service.client.send("HEAD", "/healthcheck", &[], b"").status,
        200
    );
    assert_eq!(service.client.post("/healthcheck", &json!({})).status, 404);

    let formats = service.client.get("/meta/formats").json();
    let docx = formats
        .as_array()
        .expect("an array")
        .iter()
        .find(|format| format["name"] == "docx")
        .expect("docx");
    assert_eq!(docx["type"], "word");
    let config = service.client.get("/meta/config").json();
    assert_eq!(
        config["urls"]["docbuilder"]
            .as_str()
            .map(|url| url.ends_with("/docbuilder")),
        Some(true),
        "{config}"
    );
    assert_eq!(config["authorization"]["header"], "Authorization");
}

#[test]
fn tokens_guard_the_command_service() {
    let service = start!(Service::builder());
    let error = |headers: &[(&str, &str)], body: Value| {
        let answer = service
            .client
            .send("POST", "/command", headers, body.to_string().as_bytes())
            .json();
        (
            answer["error"].as_i64(),
            answer["message"].as_str().unwrap_or_default().to_owned(),
        )
    };
    let (code, words) = error(&[], json!({"c": "version"}));
    assert_eq!(code, Some(6));
    assert!(
        words.contains("Authorization"),
        "names the header that was read: {words}"
    );

    let good = sign(&json!({"c": "version"}), Service::SECRET);
    assert_eq!(error(&[], json!({"token": good})).0, Some(0));
    let wrapped = sign(&json!({"payload": {"c": "version"}}), Service::SECRET);
    assert_eq!(
        error(
            &[("authorization", &format!("Bearer {wrapped}"))],
            json!({})
        )
        .0,
        Some(0)
    );
    assert_eq!(
        error(
            &[("authorization", &format!("bearer {wrapped}"))],
            json!({})
        )
        .0,
        Some(6)
    );

    let forged = sign(&json!({"c": "version"}), "another secret");
    let (code, words) = error(
        &[("authorization", &format!("Bearer {wrapped}"))],
        json!({"token": forged}),
    );
    assert_eq!(code, Some(6), "the body's token alone decides");
    assert!(
        words.contains("signature") && !words.contains(Service::SECRET),
        "{words}"
    );

    let expired = sign(
        &json!({"c": "version", "exp": 1_000_000_000}),
        Service::SECRET,
    );
    let (code, words) = error(&[], json!({"token": expired}));
    assert_eq!(code, Some(7));
    assert!(words.contains("expired"), "{words}");
    let none = format!(
        "{}.",
        spindle_e2e::sign_with(&json!({"alg": "none"}), &json!({"c": "version"}), "")
            .rsplit_once('.')
            .expect("a signature")
            .0
    );
    assert_eq!(error(&[], json!({"token": none})).0, Some(6));
}
