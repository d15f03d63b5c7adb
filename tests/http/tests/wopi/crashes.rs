//! Instances that die at every use of a store: a save is there whole or not at all, and works the next time.

use http::Method;
use serde_json::json;
use spindle_testkit::test_app::{dies, silence_crashes};

use super::host::{Editor, Host, LOCK, OTHER, done, locked, pattern};

/// Bytes before and after. Small ones lie in a row, larger ones in one piece of a blob, the largest in several.
const SIZES: [(usize, usize); 4] = [
    (300_000, 0),
    (300_000, 1000),
    (1000, 1_200_000),
    (256 * 1024, 300_000),
];

/// For every `at`: a locked file with these bytes, `begin` with a death at the `at`-th use of a store, and `after` on the
/// service that lives again. Answers how many places there were.
fn everywhere(bytes: &[u8], begin: impl Fn(&Editor<'_>), after: impl Fn(&Editor<'_>, i64)) -> i64 {
    silence_crashes();
    for at in 1.. {
        let host = Host::new();
        let editor = host.editor(&host.upload("a.docx", bytes));
        done(&editor.lock(LOCK));
        host.app.crash_at(at);
        let died = dies(|| begin(&editor));
        host.app.revive();
        after(&editor, at);
        if !died {
            return at;
        }
    }
    0
}

/// Forgets all that nothing points at; when the file is ended too, no byte is left.
fn check_nothing_is_left(host: &Host, at: i64) {
    let told = host.told("/v1/locks");
    for lock in told["locks"].as_array().unwrap() {
        let target = format!("/v1/locks/{}", lock["id"].as_str().unwrap());
        host.app.call(Method::DELETE, &target).send();
    }
    let told = host.told("/v1/files");
    for file in told["files"].as_array().unwrap() {
        let target = format!("/v1/files/{}", file["id"].as_str().unwrap());
        assert_eq!(host.app.call(Method::DELETE, &target).send().status, 200);
    }
    host.app.clock.advance_s(8 * 3600);
    assert_eq!(host.app.post("/internal/tick").send().status, 200);
    assert_eq!(host.app.blobs.keys(), Vec::<String>::new(), "death {at}");
}

#[test]
fn a_save_is_there_whole_or_not_at_all() {
    for (old, new) in SIZES {
        let (before, wanted) = (pattern(1, old), pattern(2, new));
        let places = everywhere(
            &before,
            |editor| done(&editor.put(Some(LOCK), wanted.clone())),
            |editor, at| {
                let host = editor.host;
                let what = format!("{old} -> {new}, death {at}");
                let version = editor.version();
                let is_new = version == "2";
                assert!(is_new || version == "1", "{version}, {what}");
                let expected = if is_new { &wanted } else { &before };
                assert!(&editor.bytes() == expected, "{what}");
                assert_eq!(editor.info()["Size"], expected.len(), "{what}");
                let kept = host.versions(&editor.id).len();
                assert_eq!(kept, if is_new { 2 } else { 1 }, "{what}");
                assert!(host.version(&editor.id, "1").unwrap() == before, "{what}");
                assert_eq!(editor.held(), LOCK, "{what}");
                // The client sends it again.
                done(&editor.put(Some(LOCK), wanted.clone()));
                assert!(editor.bytes() == wanted, "{what}");
                // Also when everything that nothing points at is swept away.
                host.app.clock.advance_s(8 * 3600);
                assert_eq!(host.app.post("/internal/tick").send().status, 200);
                assert!(host.bytes(&editor.id) == wanted, "{what}");
                assert!(host.version(&editor.id, "1").unwrap() == before, "{what}");
                check_nothing_is_left(host, at);
            },
        );
        assert!(places > 8, "{old} -> {new}: only {places} places");
    }
}

#[test]
fn an_autosave_replaces_the_one_before_whole_or_not_at_all() {
    let (first, second) = (pattern(2, 300_000), pattern(3, 600_000));
    let autosave = |editor: &Editor<'_>, bytes: &[u8]| {
        let call = editor.saving(Some(LOCK), bytes);
        call.header("x-cool-wopi-isautosave", "true").send()
    };
    let places = everywhere(
        b"one",
        |editor| {
            done(&autosave(editor, &first));
            done(&autosave(editor, &second));
        },
        |editor, at| {
            let host = editor.host;
            let found = editor.bytes();
            let version = editor.version();
            let expected: &[u8] = match version.as_str() {
                "1" => b"one",
                "2" => &first,
                _ => &second,
            };
            assert!(found == expected, "death {at}: version {version}");
            let most = if version == "1" { 1 } else { 2 };
            assert_eq!(host.versions(&editor.id).len(), most, "death {at}");
            done(&autosave(editor, &second));
            assert!(editor.bytes() == second);
            assert_eq!(host.versions(&editor.id).len(), 2, "death {at}");
            check_nothing_is_left(host, at);
        },
    );
    assert!(places > 20, "only {places} places");
}

#[test]
fn a_lock_is_the_old_one_or_the_new_one() {
    let places = everywhere(
        b"one",
        |editor| done(&editor.relock(LOCK, OTHER)),
        |editor, at| {
            let held = editor.held();
            assert!(held == LOCK || held == OTHER, "death {at}: {held}");
            if held == LOCK {
                done(&editor.relock(LOCK, OTHER));
            }
            done(&editor.put(Some(OTHER), "two"));
            done(&editor.unlock(OTHER));
            assert_eq!(editor.held(), "");
        },
    );
    assert!(places > 3, "only {places} places");
}

#[test]
fn a_copy_is_made_once_or_not_at_all() {
    for size in [1000, 600_000] {
        let wanted = pattern(4, size);
        let save_as = |editor: &Editor<'_>| {
            let call = editor.op("PUT_RELATIVE");
            call.header("x-wopi-relativetarget", "b.docx")
                .body(wanted.clone())
                .send()
        };
        let places = everywhere(
            b"one",
            |editor| done(&save_as(editor)),
            |editor, at| {
                let host = editor.host;
                let names = host.names("root");
                if names.len() == 1 {
                    done(&save_as(editor));
                }
                assert_eq!(host.names("root"), ["a.docx", "b.docx"], "death {at}");
                // It is there with its bytes: the name is taken by a whole file.
                assert_eq!(save_as(editor).status, 409);
                let told = host.told("/v1/files");
                let copy = told["files"][1]["id"].as_str().unwrap();
                assert!(host.bytes(copy) == wanted, "death {at}");
                assert_eq!(editor.bytes(), b"one");
                check_nothing_is_left(host, at);
            },
        );
        assert!(places > 8, "only {places} places");
    }
}

#[test]
fn a_refused_save_is_kept_whole_or_not_at_all() {
    for size in [1000, 600_000] {
        let lost = pattern(5, size);
        let places = everywhere(
            b"one",
            |editor| locked(&editor.put(Some(OTHER), lost.clone()), LOCK),
            |editor, at| {
                let host = editor.host;
                assert_eq!(editor.bytes(), b"one", "death {at}");
                assert_eq!(editor.version(), "1", "death {at}");
                for copy in host.recovery(&editor.id) {
                    let target = format!("/v1/files/{}/recovery/{}", editor.id, copy["number"]);
                    assert!(host.app.get(&target).send().body == lost, "death {at}");
                }
                locked(&editor.put(Some(OTHER), lost.clone()), LOCK);
                assert!(!host.recovery(&editor.id).is_empty());
                check_nothing_is_left(host, at);
            },
        );
        assert!(places > 5, "only {places} places");
    }
}

#[test]
fn a_restored_version_is_there_whole_or_not_at_all() {
    let large = pattern(6, 600_000);
    let restore = |host: &Host, id: &str| {
        let target = format!("/v1/files/{id}/restore?version=1");
        host.app.post(&target).send().status
    };
    let places = everywhere(
        &large,
        |editor| {
            done(&editor.put(Some(LOCK), "two"));
            done(&editor.unlock(LOCK));
            assert_eq!(restore(editor.host, &editor.id), 200);
        },
        |editor, at| {
            let host = editor.host;
            let found = editor.bytes();
            let expected: &[u8] = match editor.version().as_str() {
                "2" => b"two",
                _ => &large,
            };
            assert!(found == expected, "death {at}");
            if !editor.held().is_empty() {
                done(&editor.unlock(LOCK));
            }
            assert_eq!(restore(host, &editor.id), 200, "death {at}");
            assert!(host.bytes(&editor.id) == large, "death {at}");
            check_nothing_is_left(host, at);
        },
    );
    assert!(places > 20, "only {places} places");
}

#[test]
fn what_is_deleted_is_there_or_in_the_bin() {
    let places = everywhere(
        b"one",
        |editor| {
            done(&editor.unlock(LOCK));
            done(&editor.op("DELETE").send());
        },
        |editor, at| {
            let host = editor.host;
            let bin = host.told("/v1/files?bin=true")["files"].clone();
            if bin == json!([]) {
                assert_eq!(editor.bytes(), b"one", "death {at}");
            } else {
                assert_eq!(editor.read("").status, 404, "death {at}");
                let target = format!("/v1/files/{}/restore", editor.id);
                assert_eq!(host.app.post(&target).send().status, 200, "death {at}");
                assert_eq!(editor.bytes(), b"one", "death {at}");
            }
        },
    );
    assert!(places > 5, "only {places} places");
}
