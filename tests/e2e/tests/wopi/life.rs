//! One file from its upload to its end, as an editor works with it.

use serde_json::json;
use spindle_e2e::{Service, start};

use super::support::{Editor, LOCK, done, editor, locked, pattern, text, upload};

#[test]
fn a_file_is_edited_saved_copied_and_ended() {
    let service = start!(Service::open());
    let client = &service.client;
    let id = upload(client, "Gr%C3%BC%C3%9Fe.docx", b"one");
    let editor = editor(client, &id);
    let info = editor.info();
    assert_eq!(info["BaseFileName"], "Grüße.docx");
    assert_eq!(info["Size"], 3);
    assert_eq!(editor.bytes(), b"one");
    assert_eq!(editor.held(), "");
    done(&editor.lock(LOCK));
    assert_eq!(editor.held(), LOCK);
    locked(&editor.lock("other"), LOCK);
    for (number, size) in [0, 1000, 256 * 1024 + 1, 1_500_000].into_iter().enumerate() {
        let bytes = pattern(number as u64, size);
        let before = editor.version();
        let saved = editor.put(LOCK, &bytes);
        done(&saved);
        let info = editor.info();
        let version = text(&info["Version"]);
        assert_ne!(version, before);
        assert_eq!(saved.header("x-wopi-itemversion"), Some(version.as_str()));
        assert_eq!(saved.json()["LastModifiedTime"], info["LastModifiedTime"]);
        assert!(editor.bytes() == bytes, "{size} bytes");
        let link = client.get(&text(&info["FileUrl"]));
        assert!(link.body == bytes, "{size} bytes by a link");
    }
    locked(&editor.put("other", b"lost"), LOCK);
    let kept = client.get(&format!("/v1/files/{id}/recovery")).json();
    let number = &kept["recovery"][0]["number"];
    let copy = client.get(&format!("/v1/files/{id}/recovery/{number}"));
    assert_eq!(copy.body, b"lost");
    let renamed = editor.op(
        "RENAME_FILE",
        &[
            ("x-wopi-lock", LOCK),
            ("x-wopi-requestedname", "Q3. +2Dzfig-"),
        ],
        &[],
    );
    done(&renamed);
    assert_eq!(renamed.json()["Name"], "Q3. 🎊");
    assert_eq!(editor.info()["BaseFileName"], "Q3. 🎊.docx");
    let copy = editor.op(
        "PUT_RELATIVE",
        &[("x-wopi-suggestedtarget", ".pdf")],
        &pattern(9, 300_000),
    );
    done(&copy);
    assert_eq!(copy.json()["Name"], "Q3. 🎊.pdf");
    let url = text(&copy.json()["Url"]);
    assert!(
        url.starts_with(&format!("{}/wopi/files/", service.base)),
        "{url}"
    );
    assert_eq!(client.get(&url).json()["Size"], 300_000);
    let contents = url.replace("?access_token", "/contents?access_token");
    assert!(client.get(&contents).body == pattern(9, 300_000));
    locked(&editor.op("DELETE", &[], &[]), LOCK);
    done(&editor.unlock(LOCK));
    done(&editor.op("DELETE", &[], &[]));
    assert_eq!(editor.read("").status, 404);
    let back = client.send("POST", &format!("/v1/files/{id}/restore"), &[], &[]);
    assert_eq!(back.status, 200, "{}", back.text());
    assert!(editor.bytes() == pattern(3, 1_500_000));
}

#[test]
fn a_long_lock_comes_back_as_it_came() {
    let service = start!(Service::open());
    let editor = editor(&service.client, &upload(&service.client, "a.docx", b"one"));
    let long = r#"{"S":"0123456789a"}"#.repeat(64)[..1024].to_owned();
    for id in [LOCK, "a  b", "a\tb", "%41+/=", &long] {
        done(&editor.lock(id));
        assert_eq!(editor.held(), id);
        locked(&editor.lock("other"), id);
        done(&editor.unlock(id));
    }
    assert_eq!(editor.lock(&format!("{long}x")).status, 400);
    assert_eq!(editor.lock("").status, 400);
    assert_eq!(editor.held(), "");
}

#[test]
fn head_is_get_without_a_body_and_options_is_no_operation() {
    let service = start!(Service::open());
    let client = &service.client;
    let id = upload(client, "a.docx", &pattern(1, 300_000));
    let editor = editor(client, &id);
    for under in ["", "/contents"] {
        let get = editor.read(under);
        let head = client.send("HEAD", &editor.target(under), &[], &[]);
        assert_eq!(head.status, 200, "{under}");
        assert_eq!(head.body, b"");
        for name in ["content-type", "x-wopi-itemversion"] {
            assert_eq!(head.header(name), get.header(name), "{name} of {under}");
        }
        // A host that cannot say it says nothing.
        if let Some(length) = head.header("content-length") {
            assert_eq!(length, get.body.len().to_string());
        }
    }
    let nobody = Editor {
        token: "x".to_owned(),
        ..editor.clone()
    };
    assert_eq!(
        client.send("HEAD", &nobody.target(""), &[], &[]).status,
        401
    );
    let before = editor.info();
    for method in ["OPTIONS", "PUT", "DELETE", "PATCH"] {
        let headers = [("x-wopi-override", "DELETE"), ("x-wopi-lock", LOCK)];
        let answer = client.send(method, &editor.target(""), &headers, &[]);
        assert!(
            (400..=501).contains(&answer.status),
            "{method}: {}",
            answer.status
        );
        assert_eq!(editor.info(), before, "{method}");
    }
    assert_eq!(editor.held(), "");
}

#[test]
fn the_operators_side_is_for_the_operator() {
    let service = start!(Service::builder());
    let client = &service.client;
    let refused = client.send("PUT", "/v1/files?name=a.docx", &[], b"one");
    assert_eq!(refused.status, 401);
    let token = spindle_e2e::sign(&json!({ "operator": true }), Service::SECRET);
    let bearer = format!("Bearer {token}");
    let headers = [("authorization", bearer.as_str())];
    let made = client.send("PUT", "/v1/files?name=a.docx", &headers, b"one");
    assert_eq!(made.status, 201, "{}", made.text());
    let id = text(&made.json()["id"]);
    let asked = json!({ "userId": "u", "permissions": "all", "client": "onlyoffice" });
    let given = client.send(
        "POST",
        &format!("/v1/files/{id}/tokens"),
        &headers,
        asked.to_string().as_bytes(),
    );
    let editor = Editor {
        client: client.clone(),
        id,
        token: text(&given.json()["access_token"]),
    };
    assert_eq!(editor.bytes(), b"one");
    done(&editor.lock(LOCK));
    assert_eq!(client.get("/v1/locks").status, 401);
    let locks = client.send("GET", "/v1/locks", &headers, &[]).json();
    assert_eq!(locks["locks"][0]["lock"], LOCK);
    let end = format!("/v1/locks/{}", editor.id);
    assert_eq!(client.send("DELETE", &end, &headers, &[]).status, 200);
    assert_eq!(editor.held(), "");
}
