//! Requests that break off: nothing has changed, and the next one works.

use std::io::Write as _;
use std::net::Shutdown;
use std::time::Duration;

use serde_json::{Value, json};
use spindle_e2e::{Service, start};

use super::raw::{answer, begin};
use super::support::{Editor, LOCK, done, editor, pattern, upload};

fn state(editor: &Editor) -> Value {
    let told = |target: &str| editor.client.get(target).json();
    json!({
        "info": told(&format!("/v1/files/{}/info", editor.id)),
        "versions": editor.versions(),
        "recovery": told(&format!("/v1/files/{}/recovery", editor.id)),
        "files": told("/v1/files"),
        "lock": editor.held(),
    })
}

/// How a client goes.
#[derive(Debug, Clone, Copy)]
enum Ends {
    /// It closes its connection.
    Closes,
    /// It sends no more and waits for an answer.
    Waits,
}

/// Says that so many bytes come, and sends fewer.
fn break_off(service: &Service, request: &str, headers: &[(&str, &str)], sent: usize, ends: Ends) {
    let said = (sent + 100_000).to_string();
    let mut all = vec![("Content-Length", said.as_str())];
    all.extend_from_slice(headers);
    let mut stream = begin(&service.base, request, &all);
    stream.write_all(&pattern(7, sent)).expect("a part is sent");
    match ends {
        Ends::Closes => {
            // What is on its way arrives before the end does.
            std::thread::sleep(Duration::from_millis(50));
            drop(stream);
        }
        Ends::Waits => {
            stream.shutdown(Shutdown::Write).expect("half is closed");
            // Some hosts tell the client, others only go.
            if let Some(reply) = answer(stream) {
                assert!(reply.status >= 400, "{}", reply.head);
            }
        }
    }
}

#[test]
fn a_body_that_is_cut_short_changes_nothing() {
    let service = start!(Service::open());
    let editor = editor(&service.client, &upload(&service.client, "a.docx", b"one"));
    done(&editor.lock(LOCK));
    let before = state(&editor);
    let put = format!("POST {}", editor.target("/contents"));
    let post = format!("POST {}", editor.target(""));
    let created = "PUT /v1/files?name=b.docx".to_owned();
    let lock = ("X-WOPI-Lock", LOCK);
    let requests: [(&str, &[(&str, &str)]); 4] = [
        (&put, &[("X-WOPI-Override", "PUT"), lock]),
        // A refused save that is not whole is not kept either.
        (
            &put,
            &[("X-WOPI-Override", "PUT"), ("X-WOPI-Lock", "other")],
        ),
        (
            &post,
            &[
                ("X-WOPI-Override", "PUT_RELATIVE"),
                ("X-WOPI-SuggestedTarget", "b.docx"),
            ],
        ),
        (&created, &[]),
    ];
    for sent in [0, 1000, 300_000, 2_000_000] {
        for ends in [Ends::Closes, Ends::Waits] {
            for (request, headers) in requests {
                break_off(&service, request, headers, sent, ends);
            }
            std::thread::sleep(Duration::from_millis(200));
            assert_eq!(state(&editor), before, "{sent} bytes, {ends:?}");
            assert_eq!(editor.bytes(), b"one", "{sent} bytes, {ends:?}");
        }
    }
    done(&editor.put(LOCK, &pattern(8, 2_100_000)));
    assert!(editor.bytes() == pattern(8, 2_100_000));
}
