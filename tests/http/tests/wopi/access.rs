//! Who is let in: tokens (401), and what is there for them (404).

use http::Method;
use serde_json::json;

use super::host::{Editor, Host, LOCK, OTHER, done, text};
use super::status::refuses;

#[test]
fn a_token_that_is_none_is_401() {
    let host = Host::new();
    let id = host.upload("a.docx", "one");
    let folder = host.folder("root", "f");
    let editor = host.editor(&id);
    let elsewhere = Host::with(|app| app.variable("jwt_secret", "another secret"));
    let twin = elsewhere.upload("a.docx", "one");
    assert_eq!(twin, id, "both services count alike");
    let other = host.upload("b.docx", "two");
    let info = editor.info();
    let ticket = text(&info["HostEditUrl"]);
    let link = text(&info["FileUrl"]);
    let after = |url: &str| url.split_once('=').unwrap().1.to_owned();
    let flipped = {
        let mut token = editor.token.clone().into_bytes();
        token[5] ^= 1;
        String::from_utf8(token).unwrap()
    };
    for (what, token) in [
        ("none", String::new()),
        ("no token", "x".to_owned()),
        ("two dots", "a.b.c".to_owned()),
        ("changed", flipped),
        ("cut", editor.token[..editor.token.len() - 3].to_owned()),
        ("of another service", elsewhere.editor(&twin).token),
        ("of another file", host.editor(&other).token),
        ("of a folder", host.editor(&folder).token),
        ("of the top", host.editor("root").token),
        ("a ticket", after(&ticket)),
        ("a link", after(&link)),
    ] {
        let stranger = Editor {
            token,
            ..editor.clone()
        };
        for path in ["", "/contents", "/ancestry", "/ecosystem_pointer"] {
            refuses(&editor, what, 401, || stranger.read(path));
        }
        refuses(&editor, what, 401, || stranger.lock(LOCK));
        refuses(&editor, what, 401, || stranger.put(None, "two"));
        refuses(&editor, what, 401, || stranger.op("DELETE").send());
        refuses(&editor, what, 401, || stranger.op("NONSENSE").send());
    }
    refuses(&editor, "no query at all", 401, || {
        host.app.get(&format!("/wopi/files/{id}")).send()
    });
    for path in [
        format!("containers/{id}"),
        format!("containers/{folder}"),
        "ecosystem".to_owned(),
    ] {
        refuses(&editor, &path, 401, || {
            editor.call(Method::GET, &path).send()
        });
    }
    // The query is enough, and the header is as good; of two the query's counts.
    let bearer = format!("Bearer {}", editor.token);
    let path = format!("/wopi/files/{id}");
    let by_header = |target: &str| {
        let call = host.app.get(target).header("authorization", &bearer);
        call.send().status
    };
    assert_eq!(by_header(&path), 200);
    assert_eq!(by_header(&format!("{path}?access_token=x")), 401);
    let more = format!(
        "{path}?permission=edit&access_token={}&access_token_ttl=1",
        editor.token
    );
    done(&host.app.get(&more).send());
}

#[test]
fn a_token_is_good_until_its_time_and_no_longer() {
    let host = Host::new();
    let id = host.upload("a.docx", "one");
    let asked = json!({ "userId": "u", "permissions": "all", "client": "collabora", "ttl": 60 });
    let given = host.ask_token(&id, &asked).json();
    let token = text(&given["access_token"]);
    let short = Editor {
        token,
        ..host.editor(&id)
    };
    host.app.clock.advance_s(59);
    done(&short.read(""));
    host.app.clock.advance_s(1);
    let answer = refuses(&short, "expired", 401, || short.read(""));
    assert!(
        answer
            .header("x-wopi-servererror")
            .unwrap()
            .contains("expired")
    );
    refuses(&short, "expired", 401, || short.lock(LOCK));
}

#[test]
fn what_is_not_there_is_404() {
    let host = Host::new();
    let kept = host.editor(&host.upload("kept.docx", "one"));
    let binned = host.editor(&host.upload("binned.docx", "one"));
    done(&binned.op("DELETE").send());
    let purged = host.editor(&host.upload("purged.docx", "one"));
    let answer = host
        .app
        .call(Method::DELETE, &format!("/v1/files/{}", purged.id))
        .send();
    assert_eq!(answer.status, 200);
    let folder = host.folder("root", "f");
    let inside = host.editor(&host.upload_to(&folder, "inside.docx", "one"));
    let purge = format!("/v1/files/{folder}");
    assert_eq!(host.app.call(Method::DELETE, &purge).send().status, 200);
    for gone in [&binned, &purged, &inside] {
        for under in ["", "/contents", "/ancestry", "/ecosystem_pointer"] {
            refuses(&kept, under, 404, || gone.read(under));
        }
        for operation in ["LOCK", "REFRESH_LOCK", "UNLOCK", "GET_LOCK", "DELETE"] {
            refuses(&kept, operation, 404, || gone.with_lock(operation, LOCK));
        }
        refuses(&kept, "relock", 404, || gone.relock(LOCK, OTHER));
        refuses(&kept, "put", 404, || gone.put(None, "two"));
        refuses(&kept, "rename", 404, || {
            gone.op("RENAME_FILE")
                .header("x-wopi-requestedname", "b")
                .send()
        });
        refuses(&kept, "save as", 404, || {
            gone.op("PUT_RELATIVE")
                .header("x-wopi-suggestedtarget", "b.docx")
                .body("two")
                .send()
        });
        refuses(&kept, "user info", 404, || {
            gone.op("PUT_USER_INFO").body("x").send()
        });
        // Who may do less learns no more.
        let reader = host.only(&kept.id, &["read"]);
        refuses(&kept, "reader", 501, || reader.lock(LOCK));
    }
    for path in ["files/x/nope", "containers", "files"] {
        assert_eq!(kept.call(Method::GET, path).send().status, 404, "{path}");
    }
}
