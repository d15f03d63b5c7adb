//! What is kept beside the current version: refused saves, and versions that come back.

use http::Method;
use serde_json::json;
use spindle_testkit::Answer;

use super::host::{Editor, Host, LOCK, OTHER, done, locked, pattern, text};

const LARGE: usize = 700_000;

fn locked_file(host: &Host) -> Editor<'_> {
    let editor = host.editor(&host.upload("a.docx", "one"));
    done(&editor.lock(LOCK));
    editor
}

#[test]
fn a_refused_save_is_kept_and_can_be_had() {
    let host = Host::new();
    let editor = locked_file(&host);
    let before = host.state(&editor.id);
    let large = pattern(3, LARGE);
    locked(&editor.put(Some(OTHER), "mine"), LOCK);
    locked(&editor.put(None, large.clone()), LOCK);
    let stale = editor
        .saving(Some(LOCK), "stale")
        .header("x-cool-wopi-timestamp", "x")
        .header("x-wopi-editors", "u7")
        .send();
    assert_eq!(stale.status, 409);
    // Nothing is no loss.
    locked(&editor.put(Some(OTHER), ""), LOCK);
    assert_eq!(host.state(&editor.id), before, "the file is as it was");
    let copies = host.recovery(&editor.id);
    let told: Vec<_> = copies
        .iter()
        .map(|copy| (&copy["size"], &copy["author"]))
        .collect();
    assert_eq!(
        told,
        [
            (&json!(5), &json!("u7")),
            (&json!(LARGE), &json!("u1")),
            (&json!(4), &json!("u1")),
        ]
    );
    for (copy, words) in copies
        .iter()
        .zip(["changed elsewhere", "no lock", "another lock"])
    {
        assert!(text(&copy["reason"]).contains(words), "{copy}");
    }
    for (copy, bytes) in copies
        .iter()
        .zip([b"stale".to_vec(), large, b"mine".to_vec()])
    {
        let target = format!("/v1/files/{}/recovery/{}", editor.id, copy["number"]);
        let answer = host.app.get(&target).send();
        assert_eq!(answer.status, 200);
        assert!(answer.body == bytes, "{copy}");
        let name = answer.header("content-disposition").unwrap();
        assert!(name.contains("a.docx"), "{name}");
    }
    let other = host.upload("b.docx", "one");
    for target in [
        format!("/v1/files/{}/recovery/999", editor.id),
        format!("/v1/files/{other}/recovery/{}", copies[0]["number"]),
        "/v1/files/nope/recovery".to_owned(),
    ] {
        assert_eq!(host.app.get(&target).send().status, 404, "{target}");
    }
    assert!(host.app.log.contains("kept as recovery copy"));
}

#[test]
fn a_refused_save_is_kept_for_its_time() {
    let host = Host::with(|app| app.variable("wopi_keep_recovery_s", "600"));
    let editor = locked_file(&host);
    locked(&editor.put(Some(OTHER), pattern(3, LARGE)), LOCK);
    host.app.clock.advance_s(300);
    locked(&editor.put(Some(OTHER), "later"), LOCK);
    let tick = || host.app.post("/internal/tick").send().json();
    assert_eq!(tick()["swept"]["recoveries"], 0);
    assert_eq!(host.recovery(&editor.id).len(), 2);
    host.app.clock.advance_s(300);
    assert_eq!(tick()["swept"]["recoveries"], 1);
    assert_eq!(host.recovery(&editor.id).len(), 1);
    host.app.clock.advance_s(300);
    assert_eq!(tick()["swept"]["recoveries"], 1);
    assert!(host.recovery(&editor.id).is_empty());
    host.app.clock.advance_s(2 * 3600);
    tick();
    assert_eq!(host.app.blobs.keys(), Vec::<String>::new());
    assert_eq!(editor.bytes(), b"one");
}

#[test]
fn of_many_refused_saves_the_last_are_kept() {
    let host = Host::new();
    let editor = locked_file(&host);
    for number in 0..25 {
        locked(&editor.put(Some(OTHER), format!("save {number:02}")), LOCK);
    }
    let copies = host.recovery(&editor.id);
    assert_eq!(copies.len(), 20);
    let get = |copy: &serde_json::Value| {
        let target = format!("/v1/files/{}/recovery/{}", editor.id, copy["number"]);
        host.app.get(&target).send().body
    };
    assert_eq!(get(&copies[0]), b"save 24");
    assert_eq!(get(&copies[19]), b"save 05");
}

fn restore(host: &Host, id: &str, version: &str) -> Answer {
    let target = format!("/v1/files/{id}/restore?version={version}");
    host.app.post(&target).send()
}

#[test]
fn an_old_version_comes_back_as_a_new_one() {
    let host = Host::with(|app| app.variable("wopi_keep_versions", "4"));
    let editor = host.editor(&host.upload("a.docx", "one"));
    let large = pattern(3, LARGE);
    done(&editor.lock(LOCK));
    let saved = |bytes: Vec<u8>| {
        let answer = editor.put(Some(LOCK), bytes);
        done(&answer);
        answer.header("x-wopi-itemversion").unwrap().to_owned()
    };
    let big = saved(large.clone());
    let small = saved(b"small".to_vec());
    // Not under an editor.
    let before = host.state(&editor.id);
    assert_eq!(restore(&host, &editor.id, &big).status, 409);
    assert_eq!(host.state(&editor.id), before);
    done(&editor.unlock(LOCK));
    for version in ["99", "0", "-1"] {
        assert_eq!(restore(&host, &editor.id, version).status, 404);
    }
    let time = editor.info()["LastModifiedTime"].clone();
    let answer = restore(&host, &editor.id, &big);
    assert_eq!(answer.status, 200, "{}", answer.text());
    let version = text(&answer.json()["version"]);
    assert_eq!(answer.json()["size"], LARGE);
    assert_eq!(editor.version(), version);
    assert!(text(&editor.info()["LastModifiedTime"]) > text(&time));
    assert!(editor.bytes() == large);
    assert_eq!(
        host.versions(&editor.id),
        [version.as_str(), &small, &big, "1"]
    );
    let again = text(&restore(&host, &editor.id, &small).json()["version"]);
    assert_eq!(editor.bytes(), b"small");
    assert_eq!(
        host.versions(&editor.id),
        [again.as_str(), &version, &small, &big]
    );
    // The old one may go: the new one has bytes of its own.
    done(&editor.lock(LOCK));
    saved(b"x".to_vec());
    saved(b"y".to_vec());
    assert_eq!(host.version(&editor.id, &big), None);
    host.app.clock.advance_s(2 * 3600);
    assert_eq!(host.app.get("/internal/tick").send().status, 200);
    assert!(host.version(&editor.id, &version).unwrap() == large);
}

#[test]
fn nothing_is_left_of_a_file_that_was_ended() {
    let host = Host::new();
    let editor = locked_file(&host);
    done(&editor.put(Some(LOCK), pattern(3, LARGE)));
    locked(&editor.put(Some(OTHER), pattern(4, LARGE)), LOCK);
    let end = || {
        let target = format!("/v1/files/{}", editor.id);
        host.app.call(Method::DELETE, &target).send().status
    };
    assert_eq!(end(), 409, "not under an editor");
    done(&editor.unlock(LOCK));
    assert_eq!(end(), 200);
    assert_eq!(end(), 404);
    host.app.clock.advance_s(2 * 3600);
    assert_eq!(host.app.get("/internal/tick").send().status, 200);
    assert_eq!(host.app.blobs.keys(), Vec::<String>::new());
}
