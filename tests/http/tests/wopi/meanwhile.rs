//! What others do while a body is on its way: what was checked before it is checked again.

use std::io::{self, Cursor, Read};
use std::rc::Rc;

use http::Method;

use super::host::{Editor, Host, LOCK, OTHER, done, locked, pattern, refused, text};

/// Does something before its first byte is read.
struct Late {
    work: Option<Box<dyn FnOnce()>>,
    bytes: Cursor<Vec<u8>>,
}

impl Read for Late {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if let Some(work) = self.work.take() {
            work();
        }
        self.bytes.read(into)
    }
}

/// A locked file, and a body of these bytes during which others do something with it.
struct Scene {
    host: Rc<Host>,
    id: String,
    token: String,
}

impl Scene {
    fn new() -> Self {
        let host = Rc::new(Host::new());
        let id = host.upload("a.docx", "one");
        let token = host.editor(&id).token;
        let scene = Self { host, id, token };
        done(&scene.editor().lock(LOCK));
        scene
    }

    fn editor(&self) -> Editor<'_> {
        Editor {
            host: &self.host,
            id: self.id.clone(),
            token: self.token.clone(),
        }
    }

    fn late(&self, bytes: &[u8], work: impl Fn(&Editor<'_>) + 'static) -> Late {
        let (host, id, token) = (Rc::clone(&self.host), self.id.clone(), self.token.clone());
        Late {
            work: Some(Box::new(move || {
                work(&Editor {
                    host: &host,
                    id,
                    token,
                });
            })),
            bytes: Cursor::new(bytes.to_vec()),
        }
    }
}

/// In a row, and in a blob.
const SIZES: [usize; 2] = [1000, 600_000];

#[test]
fn a_lock_that_changes_refuses_the_save_which_is_kept() {
    type Work = fn(&Editor<'_>);
    let works: [(&str, Work, &str); 3] = [
        (
            "relocked",
            |editor| done(&editor.relock(LOCK, OTHER)),
            OTHER,
        ),
        ("unlocked", |editor| done(&editor.unlock(LOCK)), ""),
        (
            "broken by the operator",
            |editor| {
                let target = format!("/v1/locks/{}", editor.id);
                editor.host.app.call(Method::DELETE, &target).send();
                done(&editor.lock(OTHER));
            },
            OTHER,
        ),
    ];
    for size in SIZES {
        for (what, work, current) in works {
            let scene = Scene::new();
            let bytes = pattern(1, size);
            let answer = scene
                .editor()
                .call(Method::POST, &format!("files/{}/contents", scene.id))
                .header("x-wopi-override", "PUT")
                .header("x-wopi-lock", LOCK)
                .stream(scene.late(&bytes, work))
                .send();
            locked(&answer, current);
            assert_eq!(scene.editor().bytes(), b"one", "{what}");
            assert_eq!(scene.host.versions(&scene.id), ["1"], "{what}");
            let copies = scene.host.recovery(&scene.id);
            assert_eq!(copies.len(), 1, "{what}");
            let number = &copies[0]["number"];
            let target = format!("/v1/files/{}/recovery/{number}", scene.id);
            assert!(scene.host.app.get(&target).send().body == bytes, "{what}");
        }
    }
}

#[test]
fn a_file_that_is_saved_meanwhile_is_another() {
    for size in SIZES {
        let scene = Scene::new();
        let known = text(&scene.editor().info()["LastModifiedTime"]);
        let late = scene.late(&pattern(1, size), |editor| {
            done(&editor.put(Some(LOCK), "meanwhile"));
        });
        let answer = scene
            .editor()
            .call(Method::POST, &format!("files/{}/contents", scene.id))
            .header("x-wopi-override", "PUT")
            .header("x-wopi-lock", LOCK)
            .header("x-cool-wopi-timestamp", &known)
            .stream(late)
            .send();
        refused(&answer, 409);
        assert_eq!(answer.json()["COOLStatusCode"], 1010);
        assert_eq!(scene.editor().bytes(), b"meanwhile");
        assert_eq!(scene.host.recovery(&scene.id).len(), 1);
        // Who does not say what he knows comes after it.
        let late = scene.late(&pattern(2, size), |editor| {
            done(&editor.put(Some(LOCK), "meanwhile again"));
        });
        let answer = scene
            .editor()
            .call(Method::POST, &format!("files/{}/contents", scene.id))
            .header("x-wopi-override", "PUT")
            .header("x-wopi-lock", LOCK)
            .stream(late)
            .send();
        done(&answer);
        assert_eq!(answer.header("x-wopi-itemversion"), Some("4"));
        assert!(scene.editor().bytes() == pattern(2, size));
        assert_eq!(
            scene.host.version(&scene.id, "3").unwrap(),
            b"meanwhile again"
        );
    }
}

#[test]
fn a_lock_that_is_over_when_the_body_has_come_is_none() {
    let scene = Scene::new();
    let late = scene.late(b"two", |editor| editor.host.app.clock.advance_s(1800));
    let answer = scene.editor().saving(Some(LOCK), "two").stream(late).send();
    locked(&answer, "");
    assert_eq!(scene.editor().bytes(), b"one");
    assert_eq!(scene.host.recovery(&scene.id).len(), 1);
}

#[test]
fn a_file_that_is_ended_meanwhile_is_not_saved() {
    for size in SIZES {
        let scene = Scene::new();
        let late = scene.late(&pattern(1, size), |editor| {
            done(&editor.unlock(LOCK));
            let target = format!("/v1/files/{}", editor.id);
            let ended = editor.host.app.call(Method::DELETE, &target).send();
            assert_eq!(ended.status, 200);
        });
        let answer = scene
            .editor()
            .call(Method::POST, &format!("files/{}/contents", scene.id))
            .header("x-wopi-override", "PUT")
            .header("x-wopi-lock", LOCK)
            .stream(late)
            .send();
        refused(&answer, 404);
        assert_eq!(scene.host.names("root"), Vec::<String>::new());
        scene.host.app.clock.advance_s(8 * 3600);
        let ticked = scene.host.app.post("/internal/tick").send();
        assert_eq!(ticked.status, 200);
        assert_eq!(scene.host.app.blobs.keys(), Vec::<String>::new());
    }
}

#[test]
fn a_name_that_is_taken_meanwhile_is_taken() {
    for size in SIZES {
        for over in ["false", "true"] {
            let scene = Scene::new();
            let late = scene.late(&pattern(1, size), |editor| {
                let other = editor.host.upload("b.docx", "others");
                done(&editor.host.editor(&other).lock(OTHER));
            });
            let answer = scene
                .editor()
                .op("PUT_RELATIVE")
                .header("x-wopi-relativetarget", "b.docx")
                .header("x-wopi-overwriterelativetarget", over)
                .stream(late)
                .send();
            if over == "true" {
                locked(&answer, OTHER);
            } else {
                refused(&answer, 409);
            }
            let told = scene.host.told("/v1/files");
            let files = told["files"].as_array().unwrap();
            assert_eq!(files.len(), 2);
            assert_eq!(scene.host.bytes(&text(&files[1]["id"])), b"others");
        }
        // A suggestion gives way.
        let scene = Scene::new();
        let late = scene.late(&pattern(1, size), |editor| {
            editor.host.upload("b.docx", "others");
        });
        let answer = scene
            .editor()
            .op("PUT_RELATIVE")
            .header("x-wopi-suggestedtarget", "b.docx")
            .stream(late)
            .send();
        done(&answer);
        assert_eq!(answer.json()["Name"], "b (2).docx");
    }
}

#[test]
fn the_operator_waits_for_no_editor_either() {
    let scene = Scene::new();
    done(&scene.editor().unlock(LOCK));
    let late = scene.late(b"of the operator", |editor| done(&editor.lock(OTHER)));
    let target = format!("/v1/files/{}", scene.id);
    let answer = scene
        .host
        .app
        .call(Method::PUT, &target)
        .stream(late)
        .send();
    assert_eq!(answer.status, 409, "{}", answer.text());
    assert_eq!(scene.editor().bytes(), b"one");
    assert_eq!(scene.editor().held(), OTHER);
}
