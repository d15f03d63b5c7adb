//! 501: what this host does not do, or not for this user. Nothing has changed then.

use http::Method;
use serde_json::json;
use spindle_testkit::Answer;

use super::host::{Editor, Host, LOCK, done, refused};

#[track_caller]
fn refuses(file: &Editor<'_>, what: &str, ask: impl FnOnce() -> Answer) {
    let before = file.host.state(&file.id);
    let answer = ask();
    assert_eq!(answer.status, 501, "{what}: {}", answer.text());
    refused(&answer, 501);
    assert_eq!(file.host.state(&file.id), before, "{what}");
    done(&file.host.editor(&file.id).read(""));
}

#[test]
fn an_unknown_operation_is_not_supported() {
    let host = Host::new();
    let file = host.editor(&host.upload("a.docx", "one"));
    let folder = host.editor(&host.folder("root", "f"));
    for operation in [
        "NONSENSE",
        "GET_COAUTH_LOCK",
        "REFRESH_COAUTH_LOCK",
        "UNLOCK_COAUTH_LOCK",
        "GET_COAUTH_TABLE",
        "GET_CHUNKED_FILE",
        "GET_SEQUENCE_NUMBER",
        "COBALT",
        "PUT",
        "CREATE_CHILD_FILE",
        "LOCK,UNLOCK",
    ] {
        refuses(&file, operation, || file.op(operation).body("x").send());
    }
    for operation in ["PUT_CHUNKED_FILE", "LOCK", "DELETE", "NONSENSE"] {
        refuses(&file, operation, || {
            file.call(Method::POST, &format!("files/{}/contents", file.id))
                .header("x-wopi-override", operation)
                .header("x-wopi-lock", LOCK)
                .body("x")
                .send()
        });
    }
    for operation in ["NONSENSE", "LOCK", "DELETE", "PUT_RELATIVE", "RENAME_FILE"] {
        refuses(&file, operation, || folder.folder_op(operation).send());
    }
    for under in ["/ancestry", "/ecosystem_pointer"] {
        refuses(&file, under, || {
            file.call(Method::POST, &format!("files/{}{under}", file.id))
                .header("x-wopi-override", "LOCK")
                .send()
        });
    }
    // Overrides are compared whatever their case.
    done(&file.with_lock("Lock", LOCK));
}

/// Which permission an operation needs, its name, and how it is asked for.
type Row = (&'static str, &'static str, fn(&Editor<'_>) -> Answer);

const OPERATIONS: &[Row] = &[
    ("write", "LOCK", |editor| editor.lock(LOCK)),
    ("write", "REFRESH_LOCK", |editor| editor.refresh(LOCK)),
    ("write", "UNLOCK", |editor| editor.unlock(LOCK)),
    ("write", "relock", |editor| editor.relock(LOCK, "b")),
    ("write", "PUT", |editor| editor.put(None, "two")),
    ("rename", "RENAME_FILE", |editor| {
        let call = editor.op("RENAME_FILE");
        call.header("x-wopi-requestedname", "b").send()
    }),
    ("delete", "DELETE", |editor| editor.op("DELETE").send()),
    ("share", "GET_SHARE_URL", |editor| {
        let call = editor.op("GET_SHARE_URL");
        call.header("x-wopi-urltype", "ReadOnly").send()
    }),
    ("create", "PUT_RELATIVE", |editor| {
        let call = editor.op("PUT_RELATIVE");
        call.header("x-wopi-suggestedtarget", ".docx").send()
    }),
    ("browse", "ancestry", |editor| editor.read("/ancestry")),
    ("browse", "ecosystem", |editor| {
        editor.read("/ecosystem_pointer")
    }),
];

#[test]
fn each_permission_allows_its_operations_and_no_other() {
    const NAMES: [&str; 8] = [
        "write", "rename", "delete", "create", "review", "comment", "share", "browse",
    ];
    for &(needed, what, ask) in OPERATIONS {
        for name in NAMES {
            let host = Host::new();
            // Empty, so that it may be written without a lock.
            let id = host.upload("a.docx", "");
            let editor = host.only(&id, &[name]);
            // Reviewers and commentators save too.
            let saves = needed == "write" && ["review", "comment"].contains(&name);
            if name == needed || saves {
                let status = ask(&editor).status;
                let without_a_lock = ["REFRESH_LOCK", "UNLOCK", "relock"].contains(&what);
                let expected = if without_a_lock { 409 } else { 200 };
                assert_eq!(status, expected, "{what} with {name}");
            } else {
                refuses(&editor, &format!("{what} with {name}"), || ask(&editor));
            }
        }
    }
}

#[test]
fn saving_as_is_refused_in_all_its_forms() {
    let host = Host::new();
    let id = host.upload("a.docx", "one");
    host.upload("b.docx", "two");
    let editor = host.only(&id, &["read", "write", "rename", "delete"]);
    assert_eq!(editor.info()["UserCanNotWriteRelative"], true);
    let (suggested, exact) = ("x-wopi-suggestedtarget", "x-wopi-relativetarget");
    let over = "x-wopi-overwriterelativetarget";
    for headers in [
        &[(suggested, ".docx")][..],
        &[(suggested, "c.docx")],
        &[(exact, "c.docx")],
        &[(exact, "b.docx"), (over, "True")],
        &[(exact, "b.docx"), (over, "False")],
        &[(exact, "c.docx"), (suggested, ".docx")],
        &[(exact, "a/b")],
        &[],
    ] {
        refuses(&editor, &format!("{headers:?}"), || {
            let mut call = editor.op("PUT_RELATIVE");
            for (name, value) in headers {
                call = call.header(name, value);
            }
            call.body("three").send()
        });
    }
    // Who may make files and not write over others.
    let maker = host.only(&id, &["create"]);
    refuses(&maker, "written over", || {
        maker
            .op("PUT_RELATIVE")
            .header(exact, "b.docx")
            .header(over, "true")
            .body("three")
            .send()
    });
    done(
        &maker
            .op("PUT_RELATIVE")
            .header(exact, "c.docx")
            .header(over, "true")
            .body("three")
            .send(),
    );
}

#[test]
fn links_for_others_are_of_two_kinds() {
    let host = Host::new();
    let id = host.upload("a.docx", "one");
    let folder = host.folder("root", "f");
    let all = host.editor(&id);
    let share = |editor: &Editor<'_>, kind: &str| {
        editor
            .op("GET_SHARE_URL")
            .header("x-wopi-urltype", kind)
            .send()
    };
    for kind in ["", "readonly", "Nonsense", "ReadOnly,ReadWrite"] {
        refuses(&all, kind, || share(&all, kind));
        refuses(&all, kind, || {
            host.editor(&folder)
                .folder_op("GET_SHARE_URL")
                .header("x-wopi-urltype", kind)
                .send()
        });
    }
    refuses(&all, "none", || all.op("GET_SHARE_URL").send());
    let reader = host.only(&id, &["share"]);
    refuses(&reader, "more than he may himself", || {
        share(&reader, "ReadWrite")
    });
    for (kind, action) in [("ReadOnly", "view"), ("ReadWrite", "edit")] {
        let answer = share(&all, kind);
        done(&answer);
        let url = answer.json()["ShareUrl"].as_str().unwrap().to_owned();
        let wanted = format!("http://docs.test/wopi/host/{action}?ticket=");
        assert!(url.starts_with(&wanted), "{url}");
    }
}

#[test]
fn folders_are_for_whom_they_are() {
    let host = Host::new();
    let file = host.editor(&host.upload("a.docx", "one"));
    let id = host.folder("root", "f");
    let reader = host.editor_with(&id, "microsoft", &json!([]));
    done(&reader.browse(""));
    for under in ["/children", "/ancestry", "/ecosystem_pointer"] {
        refuses(&file, under, || reader.browse(under));
    }
    for (operation, header) in [
        ("CREATE_CHILD_FILE", "x-wopi-suggestedtarget"),
        ("CREATE_CHILD_CONTAINER", "x-wopi-suggestedtarget"),
        ("DELETE_CONTAINER", "x-wopi-lock"),
        ("RENAME_CONTAINER", "x-wopi-requestedname"),
        ("GET_SHARE_URL", "x-wopi-urltype"),
    ] {
        refuses(&file, operation, || {
            reader.folder_op(operation).header(header, "b").send()
        });
    }
    let all = host.editor(&id);
    for operation in ["CREATE_CHILD_FILE", "CREATE_CHILD_CONTAINER"] {
        refuses(&file, operation, || all.folder_op(operation).send());
        refuses(&file, operation, || {
            all.folder_op(operation)
                .header("x-wopi-suggestedtarget", "b.docx")
                .header("x-wopi-relativetarget", "c.docx")
                .send()
        });
    }
    // The top stays as it is.
    let top = host.editor("root");
    refuses(&file, "the top", || {
        top.folder_op("DELETE_CONTAINER").send()
    });
    refuses(&file, "the top", || {
        top.folder_op("RENAME_CONTAINER")
            .header("x-wopi-requestedname", "b")
            .send()
    });
}
