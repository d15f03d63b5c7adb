//! The operator's side: files, versions, the bin, tokens.

use http::Method;
use serde_json::{Map, Value, json};
use spindle_core::auth::jwt;
use spindle_core::ports::Clock as _;
use spindle_testkit::Answer;
use spindle_testkit::test_app::SECRET;

use super::host::{Host, LOCK, done, encoded, pattern, text};

fn put(host: &Host, target: &str, bytes: impl Into<Vec<u8>>) -> Answer {
    host.app.call(Method::PUT, target).body(bytes).send()
}

fn delete(host: &Host, id: &str) -> u16 {
    let target = format!("/v1/files/{id}");
    host.app
        .call(Method::DELETE, &target)
        .send()
        .status
        .as_u16()
}

#[test]
fn a_file_is_uploaded_listed_replaced_and_ended() {
    let host = Host::new();
    let made = put(&host, "/v1/files?name=Gr%C3%BC%C3%9Fe.docx", "one");
    assert_eq!(made.status, 201, "{}", made.text());
    assert_eq!(made.header("content-type"), Some("application/json"));
    let told = made.json();
    let id = text(&told["id"]);
    assert_eq!(told["name"], "Grüße.docx");
    assert_eq!(told["kind"], "file");
    assert_eq!((&told["size"], &told["version"]), (&json!(3), &json!("1")));
    let source = format!("http://docs.test/wopi/files/{id}");
    assert_eq!(told["wopiSrc"], source);
    assert_eq!(host.told(&format!("/v1/files/{id}/info")), told);
    let get = host.app.get(&format!("/v1/files/{id}")).send();
    assert_eq!(get.text(), "one");
    let disposition = get.header("content-disposition").unwrap();
    assert!(disposition.starts_with("attachment"), "{disposition}");
    assert_eq!(get.header("x-content-type-options"), Some("nosniff"));
    let head = host
        .app
        .call(Method::HEAD, &format!("/v1/files/{id}"))
        .send();
    assert_eq!(head.header("content-length"), Some("3"));
    assert_eq!(head.body, b"");
    host.app.clock.advance_s(5);
    let replaced = put(&host, &format!("/v1/files/{id}"), pattern(1, 700_000));
    assert_eq!(replaced.status, 200, "{}", replaced.text());
    assert_eq!(replaced.json()["version"], "2");
    assert!(text(&replaced.json()["modified"]) > text(&told["modified"]));
    assert!(host.bytes(&id) == pattern(1, 700_000));
    assert_eq!(host.version(&id, "1").unwrap(), b"one");
    assert_eq!(host.version(&id, "3"), None);
    let list = host.told("/v1/files");
    assert_eq!(list["files"].as_array().unwrap().len(), 1);
    assert_eq!(list["files"][0]["id"], id.as_str());
    assert_eq!(list["files"][0]["size"], 700_000);
    assert_eq!(list["next"], Value::Null);
    assert_eq!(delete(&host, &id), 200);
    assert_eq!(host.told("/v1/files")["files"], json!([]));
    for under in ["", "/info", "/versions", "/recovery", "/activities"] {
        let target = format!("/v1/files/{id}{under}");
        assert_eq!(host.app.get(&target).send().status, 404, "{target}");
    }
    assert_eq!(put(&host, &format!("/v1/files/{id}"), "x").status, 404);
}

#[test]
fn folders_hold_files() {
    let host = Host::new();
    let outer = host.folder("root", "outer");
    let inner = host.folder(&outer, "inner");
    let file = host.upload_to(&inner, "a.docx", "one");
    assert_eq!(host.names("root"), ["outer"]);
    assert_eq!(host.names(&outer), ["inner"]);
    assert_eq!(host.names(&inner), ["a.docx"]);
    let told = host.told(&format!("/v1/files/{outer}/info"));
    assert_eq!(told["kind"], "folder");
    assert!(told.get("size").is_none() && told.get("wopiSrc").is_none());
    assert_eq!(
        host.app.get(&format!("/v1/files/{outer}")).send().status,
        404
    );
    assert_eq!(put(&host, &format!("/v1/files/{outer}"), "x").status, 400);
    // With all that lies in it, unless something is locked there.
    let editor = host.editor(&file);
    done(&editor.lock(LOCK));
    assert_eq!(delete(&host, &outer), 409);
    assert_eq!(host.names(&inner), ["a.docx"]);
    done(&editor.unlock(LOCK));
    assert_eq!(delete(&host, &outer), 200);
    assert_eq!(editor.read("").status, 404);
    assert_eq!(delete(&host, &inner), 404);
    assert_eq!(delete(&host, "root"), 404);
}

#[test]
fn what_cannot_be_is_refused_in_words() {
    let host = Host::with(|app| app.variable("limit_file_bytes", "1000"));
    let id = host.upload("a.docx", "one");
    let before = host.state(&id);
    for (target, status, words) in [
        ("/v1/files", 400, "name"),
        ("/v1/files?name=", 400, "name"),
        ("/v1/files?name=a%2Fb", 400, "/"),
        ("/v1/files?name=..", 400, "folders"),
        ("/v1/files?name=b.docx&folder=nope", 404, "nope"),
        ("/v1/files?name=b.docx&kind=link", 400, "kind"),
        ("/v1/files/nope", 404, "nope"),
    ] {
        let answer = put(&host, target, "x");
        assert_eq!(answer.status, status, "{target}");
        assert!(answer.text().contains(words), "{target}: {}", answer.text());
    }
    let folder = format!("/v1/files?name=b.docx&folder={id}");
    assert_eq!(put(&host, &folder, "x").status, 404, "a file is no folder");
    for target in [
        "/v1/files?name=b.docx".to_owned(),
        format!("/v1/files/{id}"),
    ] {
        assert_eq!(put(&host, &target, pattern(1, 1001)).status, 413);
        let short = host
            .app
            .call(Method::PUT, &target)
            .header("content-length", "10")
            .body("short");
        assert_eq!(short.send().status, 400);
    }
    let bad = format!("/v1/files/{id}?version=x");
    assert_eq!(host.app.get(&bad).send().status, 400);
    for target in ["nope/tokens", "nope/restore", "nope/nope", "a/b/c/d"] {
        let answer = host
            .app
            .post(&format!("/v1/files/{target}"))
            .body("{}")
            .send();
        assert_eq!(answer.status, 404, "{target}");
    }
    assert_eq!(host.state(&id), before);
    // Editors that have it locked keep it.
    let editor = host.editor(&id);
    done(&editor.lock(LOCK));
    assert_eq!(put(&host, &format!("/v1/files/{id}"), "x").status, 409);
    assert_eq!(delete(&host, &id), 409);
    done(&editor.put(Some(LOCK), "two"));
}

#[test]
fn the_bin_gives_back_until_it_is_emptied() {
    let host = Host::with(|app| app.variable("wopi_keep_bin_s", "3600"));
    let folder = host.folder("root", "f");
    let id = host.upload_to(&folder, "a.docx", pattern(1, 700_000));
    let editor = host.editor(&id);
    assert_eq!(host.told("/v1/files?bin=true")["files"], json!([]));
    let restore = |id: &str| host.app.post(&format!("/v1/files/{id}/restore")).send();
    assert_eq!(restore(&id).status, 404, "it is not in the bin");
    done(&editor.op("DELETE").send());
    let bin = host.told("/v1/files?bin=true");
    assert_eq!(bin["files"][0]["id"], id.as_str());
    assert_eq!(host.names(&folder), Vec::<String>::new());
    let back = restore(&id);
    assert_eq!(back.status, 200, "{}", back.text());
    assert_eq!(back.json()["id"], id.as_str());
    assert_eq!(host.told("/v1/files?bin=true")["files"], json!([]));
    assert_eq!(host.names(&folder), ["a.docx"]);
    // The same token goes on being good.
    assert!(editor.bytes() == pattern(1, 700_000));
    done(&editor.op("DELETE").send());
    host.app.clock.advance_s(3599);
    let tick = || host.app.post("/internal/tick").send().json();
    assert_eq!(tick()["purged"], 0);
    host.app.clock.advance_s(1);
    assert_eq!(tick()["purged"], 1);
    assert_eq!(host.told("/v1/files?bin=true")["files"], json!([]));
    assert_eq!(restore(&id).status, 404);
    host.app.clock.advance_s(7200);
    tick();
    assert_eq!(host.app.blobs.keys(), Vec::<String>::new());
    // What is in the bin can be ended before.
    let other = host.editor(&host.upload("b.docx", "one"));
    done(&other.op("DELETE").send());
    assert_eq!(delete(&host, &other.id), 200);
    assert_eq!(host.told("/v1/files?bin=true")["files"], json!([]));
}

#[test]
fn what_comes_back_is_seen_also_where_its_folder_is_gone() {
    let host = Host::new();
    let outer = host.folder("root", "outer");
    let folder = host.folder(&outer, "f");
    let file = host.editor(&host.upload_to(&folder, "a.docx", "one"));
    done(&file.op("DELETE").send());
    done(&host.editor(&folder).folder_op("DELETE_CONTAINER").send());
    let restore = |id: &str| host.app.post(&format!("/v1/files/{id}/restore")).send();
    assert_eq!(restore(&file.id).status, 200);
    assert_eq!(host.names("root"), ["outer", "a.docx"]);
    assert_eq!(file.bytes(), b"one");
    // The folder has its place still.
    assert_eq!(restore(&folder).status, 200);
    assert_eq!(host.names(&outer), ["f"]);
    assert_eq!(host.names(&folder), Vec::<String>::new());
}

#[test]
fn nothing_is_done_at_a_path_that_is_none() {
    let host = Host::new();
    let id = host.upload("a.docx", "one");
    let editor = host.editor(&id);
    let before = host.state(&id);
    let answer = |method: Method, under: &str| {
        let target = format!("/v1/files/{id}{under}");
        let call = host.app.call(method, &target).body("two");
        call.send().status.as_u16()
    };
    for (method, under, status) in [
        (Method::POST, "/restore?version=x", 400),
        (Method::POST, "/restore/1?version=1", 404),
        (Method::POST, "/restore/1/2?version=1", 404),
        (Method::POST, "/tokens/1", 404),
        (Method::POST, "", 404),
        (Method::PUT, "/info", 404),
        (Method::PUT, "/contents", 404),
        (Method::DELETE, "/versions", 404),
        (Method::GET, "/recovery/x", 404),
        (Method::GET, "/recovery/1/2", 404),
        (Method::GET, "/info/1", 404),
        (Method::GET, "/versions/1", 404),
    ] {
        assert_eq!(answer(method.clone(), under), status, "{method} {under}");
        assert_eq!(host.state(&id), before, "{method} {under}");
    }
    // A slash at the end is none.
    assert_eq!(answer(Method::GET, "/"), 200);
    done(&editor.op("DELETE").send());
    assert_eq!(answer(Method::POST, "/restore/x"), 404);
    assert_eq!(answer(Method::POST, "/restore?version=x"), 400);
    assert_eq!(editor.read("").status, 404, "it stays in the bin");
}

#[test]
fn tokens_are_what_was_asked_for() {
    let host = Host::with(|app| app.variable("public_url", "https://docs.example.com/w"));
    let id = host.upload("a.docx", "one");
    let now = host.app.clock.now_ms();
    let asked = |more: Value| {
        let mut asked = json!({ "userId": "u", "permissions": ["write"], "client": "onlyoffice" });
        let members = asked.as_object_mut().unwrap();
        for (name, value) in more.as_object().unwrap() {
            if value.is_null() {
                members.remove(name);
            } else {
                members.insert(name.clone(), value.clone());
            }
        }
        host.ask_token(&id, &asked)
    };
    // What asks for more than 30 days gets those.
    for (ttl, seconds) in [
        (None, 36_000),
        (Some(1), 1),
        (Some(2_592_000), 2_592_000),
        (Some(2_592_001), 2_592_000),
        (Some(i64::MAX), 2_592_000),
    ] {
        let answer = match ttl {
            Some(ttl) => asked(json!({ "ttl": ttl })),
            None => asked(json!({})),
        };
        assert_eq!(answer.status, 200, "{}", answer.text());
        let told = answer.json();
        assert_eq!(told["access_token_ttl"], now + seconds * 1000);
        let source = format!("https://docs.example.com/w/wopi/files/{id}");
        assert_eq!(told["wopiSrc"], source);
        let page = "https://docs.example.com/w/wopi/host/edit?ticket=";
        assert!(text(&told["hostUrl"]).starts_with(page));
        let token = text(&told["access_token"]);
        assert!(token.len() < 2000);
        assert_eq!(encoded(&token), token, "it needs no encoding");
    }
    let read = asked(json!({ "permissions": [] })).json();
    assert!(text(&read["hostUrl"]).contains("/wopi/host/view?"));
    // Without a client it is for our own editor.
    assert_eq!(asked(json!({ "client": null })).status, 200);
    // A name that is not given is the id.
    let editor = super::host::Editor {
        host: &host,
        id: id.clone(),
        token: text(&asked(json!({})).json()["access_token"]),
    };
    assert_eq!(editor.info()["UserFriendlyName"], "u");
    let long = "ü".repeat(200);
    assert_eq!(
        asked(json!({ "userId": long, "userName": long })).status,
        200
    );
    for wrong in [
        json!({ "userId": null }),
        json!({ "userId": "" }),
        json!({ "userId": 7 }),
        json!({ "userId": "x".repeat(201) }),
        json!({ "userName": "x".repeat(201) }),
        json!({ "userName": "a\nb" }),
        json!({ "permissions": null }),
        json!({ "permissions": "some" }),
        json!({ "permissions": ["fly"] }),
        json!({ "permissions": [7] }),
        json!({ "client": "word" }),
        json!({ "ttl": 0 }),
        json!({ "ttl": -1 }),
        json!({ "ttl": "60" }),
    ] {
        let answer = asked(wrong.clone());
        assert_eq!(answer.status, 400, "{wrong}: {}", answer.text());
        assert!(answer.text().starts_with("Bad Request: "), "{wrong}");
    }
    let target = format!("/v1/files/{id}/tokens");
    for body in ["", "x", "[]"] {
        assert_eq!(host.app.post(&target).body(body).send().status, 400);
    }
    assert_eq!(host.app.get(&target).send().status, 404);
    let folder = host.folder("root", "f");
    let asked = json!({ "userId": "u", "permissions": "all", "client": "microsoft" });
    let told = host.ask_token(&folder, &asked).json();
    let source = format!("https://docs.example.com/w/wopi/containers/{folder}");
    assert_eq!(told["wopiSrc"], source);
}

#[test]
fn every_route_is_for_the_operator_alone() {
    let host = Host::new();
    let id = host.upload("a.docx", "one");
    let editor = host.editor(&id);
    host.app.config.set("jwt_enabled", "true");
    let signed = |claims: Value, secret: &str| {
        let claims: Map<String, Value> = claims.as_object().unwrap().clone();
        let now = host.app.clock.now_s();
        format!("Bearer {}", jwt::sign(claims, secret, now, 60))
    };
    let good = signed(json!({ "operator": true }), SECRET);
    let (tokens, restore) = (
        format!("/v1/files/{id}/tokens"),
        format!("/v1/files/{id}/restore"),
    );
    let (file, lock) = (format!("/v1/files/{id}"), format!("/v1/locks/{id}"));
    let routes = [
        (Method::GET, "/v1/files", 200),
        (Method::PUT, "/v1/files?name=b.docx", 201),
        (Method::GET, file.as_str(), 200),
        (Method::PUT, &file, 200),
        (Method::POST, &tokens, 400),
        (Method::POST, &restore, 404),
        (Method::GET, "/v1/locks", 200),
        (Method::DELETE, &lock, 404),
        (Method::DELETE, &file, 200),
    ];
    for wrong in [
        None,
        Some("x".to_owned()),
        Some(format!("Bearer {}", editor.token)),
        Some(signed(json!({}), SECRET)),
        Some(signed(json!({ "operator": false }), SECRET)),
        Some(signed(json!({ "operator": "true" }), SECRET)),
        Some(signed(json!({ "operator": true }), "another secret")),
    ] {
        for (method, target, _) in &routes {
            let call = host.app.call(method.clone(), target).body("x");
            let answer = match &wrong {
                Some(wrong) => call.header("authorization", wrong).send(),
                None => call.send(),
            };
            assert_eq!(answer.status, 401, "{method} {target} {wrong:?}");
        }
    }
    // Clients have tokens of another kind.
    assert_eq!(editor.bytes(), b"one");
    for (method, target, status) in routes {
        let call = host.app.call(method.clone(), target).body("x");
        let answer = call.header("authorization", &good).send();
        assert_eq!(
            answer.status,
            status,
            "{method} {target}: {}",
            answer.text()
        );
    }
}

#[test]
fn what_clients_tell_is_kept_for_whoever_asks() {
    let host = Host::new();
    let id = host.upload("a.docx", "one");
    let editor = host.editor(&id);
    let comment = |id: &str| json!({ "Id": id, "Type": "WordComment", "Data": { "ContentId": "{1}" }, "Extra": 1 });
    let body = json!({ "Activities": [
        comment("First-Id"),
        { "Id": "second", "Type": "Nonsense", "Data": {} },
        { "Id": "third", "Type": "WordComment" },
        { "Id": "fourth", "Type": "Nonsense" },
        {},
    ], "Extra": 1 });
    for _ in 0..2 {
        let answer = editor.op("ADD_ACTIVITIES").json(&body).send();
        done(&answer);
        let told = answer.json();
        let statuses: Vec<(&Value, &Value)> = told["ActivityResponses"]
            .as_array()
            .unwrap()
            .iter()
            .map(|response| (&response["Id"], &response["Status"]))
            .collect();
        assert_eq!(
            statuses,
            [
                (&json!("First-Id"), &json!(0)),
                (&json!("second"), &json!(3)),
                (&json!("third"), &json!(2)),
                (&json!("fourth"), &json!(3)),
                (&json!(""), &json!(3)),
            ]
        );
    }
    let kept = host.told(&format!("/v1/files/{id}/activities"));
    assert_eq!(kept, json!({ "activities": [comment("First-Id")] }));
    let none = editor
        .op("ADD_ACTIVITIES")
        .json(&json!({ "Activities": [] }));
    assert_eq!(none.send().json(), json!({ "ActivityResponses": [] }));
}

#[test]
fn long_lists_come_in_pages() {
    let host = Host::new();
    let folder = host.folder("root", "f");
    let id = host.upload_to(&folder, "a.txt", "");
    // A thousand uploads would take their time: the row is copied.
    let database = rusqlite::Connection::open(host.app.sql.path()).unwrap();
    let copies: String = (1..=1000)
        .map(|number| {
            format!(
                "UPDATE copy SET fid = 'copy{number}', name = '{number}.txt', changed = changed + 1;
                 INSERT INTO nodes SELECT * FROM copy;"
            )
        })
        .collect();
    let all = format!(
        "BEGIN; CREATE TEMP TABLE copy AS SELECT * FROM nodes WHERE fid = '{id}'; {copies} COMMIT;"
    );
    database.execute_batch(&all).unwrap();
    let first = host.told(&format!("/v1/files?folder={folder}"));
    let mut ids: Vec<String> = first["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| text(&file["id"]))
        .collect();
    assert_eq!(ids.len(), 1000);
    let next = text(&first["next"]);
    let second = host.told(&format!("/v1/files?folder={folder}&after={next}"));
    assert_eq!(second["files"].as_array().unwrap().len(), 1);
    assert_eq!(second["next"], Value::Null);
    ids.push(text(&second["files"][0]["id"]));
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 1001, "each comes once");
    let told = host.editor(&folder).browse("/children").json();
    assert_eq!(told["ChildFiles"].as_array().unwrap().len(), 1001);
}

#[test]
fn files_and_folders_get_other_names() {
    let host = Host::new();
    let folder = host.folder("root", "old");
    let file = host.upload_to(&folder, "a.docx", "one");
    let rename = |id: &str, name: &str| {
        let target = format!("/v1/files/{id}/rename?name={name}");
        host.app.post(&target).send()
    };
    let answer = rename(&folder, "new");
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.json(), json!({ "id": folder, "name": "new" }));
    assert_eq!(host.names("root"), ["new"]);
    // Also while somebody has it open, and to another extension.
    host.editor(&file).lock(LOCK);
    assert_eq!(rename(&file, "b.txt").json()["name"], "b.txt");
    assert_eq!(host.names(&folder), ["b.txt"]);
    for (id, name, status) in [
        (file.as_str(), "", 400),
        (&file, "a%2Fb.docx", 400),
        ("99999", "c", 404),
        ("root", "c", 404),
    ] {
        assert_eq!(rename(id, name).status, status, "{id} {name}");
    }
    assert_eq!(host.names(&folder), ["b.txt"]);
}
