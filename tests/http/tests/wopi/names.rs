//! Names of new files and folders, and new names of old ones.

use serde_json::json;
use spindle_testkit::Answer;

use super::host::{Editor, Host, LOCK, done, locked, refused, text, utf7};

const SUGGESTED: &str = "x-wopi-suggestedtarget";
const EXACT: &str = "x-wopi-relativetarget";
const OVER: &str = "x-wopi-overwriterelativetarget";

fn save_as(editor: &Editor<'_>, headers: &[(&str, &str)]) -> Answer {
    let mut call = editor.op("PUT_RELATIVE");
    for (name, value) in headers {
        call = call.header(name, value);
    }
    call.body("copy").send()
}

fn create(folder: &Editor<'_>, headers: &[(&str, &str)]) -> Answer {
    let mut call = folder.folder_op("CREATE_CHILD_FILE");
    for (name, value) in headers {
        call = call.header(name, value);
    }
    call.send()
}

/// The name that an answer tells, which is also that of the file behind its URL.
#[track_caller]
fn made(host: &Host, answer: &Answer, bytes: &[u8]) -> String {
    done(answer);
    let told = answer.json();
    let name = text(&told["Name"]);
    let new = host.follow(&told["Url"]);
    assert_eq!(new.info()["BaseFileName"], name.as_str());
    assert_eq!(new.bytes(), bytes);
    let base = format!("http://docs.test/wopi/files/{}?access_token=", new.id);
    assert!(text(&told["Url"]).starts_with(&base));
    for (member, action) in [("HostEditUrl", "edit"), ("HostViewUrl", "view")] {
        let page = format!("http://docs.test/wopi/host/{action}?ticket=");
        assert!(text(&told[member]).starts_with(&page), "{told}");
    }
    name
}

/// Suggestions, and what becomes of them beside a file `plan.v2.docx`.
const SUGGESTIONS: &[(&str, &str)] = &[
    (".pdf", "plan.v2.pdf"),
    (".docx", "plan.v2 (2).docx"),
    ("other.docx", "other.docx"),
    ("Plan.V2.docx", "Plan.V2 (2).docx"),
    ("no extension", "no extension"),
    ("a.b.c.docx", "a.b.c.docx"),
    ("Grüße aus Köln.docx", "Grüße aus Köln.docx"),
    ("日本語の文書.docx", "日本語の文書.docx"),
    ("👩‍👩‍👧 party 🎉.docx", "👩‍👩‍👧 party 🎉.docx"),
    ("snake_case!+1~.docx", "snake_case!+1~.docx"),
    ("a/b\\c:d*e?f\"g<h>i|j.docx", "a_b_c_d_e_f_g_h_i_j.docx"),
    ("../../etc/passwd", ".._.._etc_passwd"),
    ("CON.docx", "_CON.docx"),
    ("ends with a dot..", "ends with a dot"),
];

#[test]
fn a_suggested_name_always_becomes_one() {
    for (suggestion, expected) in SUGGESTIONS {
        let host = Host::new();
        let editor = host.editor(&host.upload("plan.v2.docx", "one"));
        let answer = save_as(&editor, &[(SUGGESTED, &utf7(suggestion))]);
        assert_eq!(
            &made(&host, &answer, b"copy"),
            expected,
            "{suggestion}: {}",
            utf7(suggestion)
        );
        // Overwriting is not for suggestions.
        let answer = save_as(
            &editor,
            &[(SUGGESTED, &utf7(suggestion)), (OVER, "true"), (EXACT, "")],
        );
        assert_ne!(&made(&host, &answer, b"copy"), expected, "{suggestion}");
        assert_eq!(editor.bytes(), b"one");
        if suggestion.starts_with('.') && !suggestion.starts_with("..") {
            continue;
        }
        let host = Host::new();
        host.upload("plan.v2.docx", "one");
        let answer = create(&host.editor("root"), &[(SUGGESTED, &utf7(suggestion))]);
        assert_eq!(&made(&host, &answer, b""), expected, "{suggestion}");
    }
}

#[test]
fn suggestions_that_are_taken_are_counted() {
    let host = Host::new();
    let editor = host.editor(&host.upload("a.docx", "one"));
    let save = |name: &str| made(&host, &save_as(&editor, &[(SUGGESTED, name)]), b"copy");
    assert_eq!(save("a.docx"), "a (2).docx");
    assert_eq!(save("A.DOCX"), "A (3).DOCX");
    assert_eq!(save(".docx"), "a (4).docx");
    assert_eq!(save("a.pdf"), "a.pdf");
    // In another folder nothing is taken.
    let folder = host.editor(&host.folder("root", "f"));
    let answer = create(&folder, &[(SUGGESTED, "a.docx")]);
    assert_eq!(made(&host, &answer, b""), "a.docx");
    assert_eq!(host.names(&folder.id), ["a.docx"]);
    // Beside the file means in its folder.
    let inside = host.follow(&answer.json()["Url"]);
    let answer = save_as(&inside, &[(SUGGESTED, ".docx")]);
    assert_eq!(made(&host, &answer, b"copy"), "a (2).docx");
    assert_eq!(host.names(&folder.id).len(), 2);
}

#[test]
fn the_longest_suggestions_are_cut_before_the_extension() {
    let host = Host::new();
    let editor = host.editor(&host.upload("a.docx", "one"));
    for long in ["x".repeat(530), "ü".repeat(530), "🎉".repeat(300)] {
        let answer = save_as(&editor, &[(SUGGESTED, &utf7(&format!("{long}.docx")))]);
        let name = made(&host, &answer, b"copy");
        assert!(name.ends_with(".docx") && long.starts_with(name.strip_suffix(".docx").unwrap()));
        assert!(name.encode_utf16().count() <= 255);
    }
}

/// Names as they are written in UTF-7 and what they are.
const WRITTEN: &[(&str, &str)] = &[
    ("madeup+AF8-name.wopitestx", "madeup_name.wopitestx"),
    ("madeup_name.wopitestx", "madeup_name.wopitestx"),
    ("a+-b.docx", "a+b.docx"),
    ("+ACEAIQ-.docx", "!!.docx"),
    ("Gr+APwA3w-e.docx", "Grüße.docx"),
    ("Gr+APwA3w.docx", "Grüß.docx"),
    ("+2Dzfig-.docx", "🎊.docx"),
    ("+2Dzfig.docx", "🎊.docx"),
    ("+BB8EQAQ4BDIENQRC-.docx", "Привет.docx"),
    ("Grüße.docx", "Grüße.docx"),
];

#[test]
fn an_exact_name_is_that_or_none() {
    for (written, expected) in WRITTEN {
        let host = Host::new();
        let editor = host.editor(&host.upload("a.docx", "one"));
        let answer = save_as(&editor, &[(EXACT, written)]);
        assert_eq!(&made(&host, &answer, b"copy"), expected, "{written}");
        let answer = create(&host.editor(&host.folder("root", "f")), &[(EXACT, written)]);
        assert_eq!(&made(&host, &answer, b""), expected, "{written}");
    }
    let host = Host::new();
    let editor = host.editor(&host.upload("a.docx", "one"));
    let folder = host.editor("root");
    let long = "x".repeat(530);
    for name in [
        "a/b.docx",
        "a\\b.docx",
        "/a.docx",
        "..",
        ".",
        "a:b",
        "a*b",
        "a?b",
        "a\"b",
        "<a>",
        "a|b",
        "CON",
        "nul.docx",
        "dot.",
        &long,
    ] {
        for answer in [
            save_as(&editor, &[(EXACT, &utf7(name))]),
            create(&folder, &[(EXACT, &utf7(name))]),
        ] {
            refused(&answer, 400);
            assert!(answer.header("x-wopi-invalidfilenameerror").is_some());
            let valid = answer.header("x-wopi-validrelativetarget").unwrap();
            // What is proposed is taken.
            let names = host.names("root").len();
            done(&save_as(&editor, &[(SUGGESTED, valid)]));
            assert_eq!(host.names("root").len(), names + 1);
        }
    }
    for written in ["+A.docx", "+2Dw-.docx", "+.docx", "a+AAA-b", "+AAo-"] {
        refused(&save_as(&editor, &[(EXACT, written)]), 400);
        refused(&save_as(&editor, &[(SUGGESTED, written)]), 400);
        refused(&create(&folder, &[(EXACT, written)]), 400);
    }
    assert_eq!(host.names("root").len(), 31);
}

#[test]
fn what_is_there_is_written_over_on_demand_only() {
    let host = Host::new();
    let editor = host.editor(&host.upload("a.docx", "one"));
    let there = host.editor(&host.upload("Grüße.docx", "two"));
    let name = utf7("Grüße.docx");
    for over in [None, Some("False"), Some("false"), Some(""), Some("x")] {
        let mut headers = vec![(EXACT, name.as_str())];
        headers.extend(over.map(|over| (OVER, over)));
        for answer in [
            save_as(&editor, &headers),
            create(&host.editor("root"), &headers),
        ] {
            refused(&answer, 409);
            let valid = answer.header("x-wopi-validrelativetarget");
            assert_eq!(valid, Some(utf7("Grüße (2).docx").as_str()));
        }
    }
    assert_eq!(there.bytes(), b"two");
    let version = there.version();
    for over in ["True", "true", "TRUE"] {
        let answer = save_as(&editor, &[(EXACT, &name), (OVER, over)]);
        assert_eq!(made(&host, &answer, b"copy"), "Grüße.docx");
        let told = answer.json();
        assert_eq!(host.follow(&told["Url"]).id, there.id, "it keeps its id");
    }
    assert_ne!(there.version(), version);
    let kept = host.version(&there.id, &version);
    assert_eq!(kept.as_deref(), Some(&b"two"[..]), "its versions stay");
    // A lock stands in the way, whichever the request has.
    done(&there.lock(LOCK));
    for headers in [
        &[(EXACT, name.as_str()), (OVER, "true")][..],
        &[(EXACT, &name), (OVER, "true"), ("x-wopi-lock", LOCK)],
    ] {
        locked(&save_as(&editor, headers), LOCK);
        locked(&create(&host.editor("root"), headers), LOCK);
    }
    done(&there.unlock(LOCK));
    let answer = create(&host.editor("root"), &[(EXACT, &name), (OVER, "true")]);
    assert_eq!(made(&host, &answer, b""), "Grüße.docx");
    assert_eq!(there.bytes(), b"");
    assert_eq!(host.names("root").len(), 2);
    // Saving a file over itself: its lock counts like that of any other.
    done(&editor.lock(LOCK));
    locked(
        &save_as(&editor, &[(EXACT, "a.docx"), (OVER, "true")]),
        LOCK,
    );
    done(&editor.unlock(LOCK));
    done(&save_as(&editor, &[(EXACT, "a.docx"), (OVER, "true")]));
    assert_eq!(editor.bytes(), b"copy");
}

#[test]
fn a_new_token_is_for_the_new_file_with_the_same_rights() {
    let host = Host::new();
    let id = host.upload("a.docx", "one");
    let editor = host.editor_with(&id, "collabora", &json!(["create", "comment"]));
    let answer = save_as(&editor, &[(SUGGESTED, "b.docx"), ("x-wopi-size", "4")]);
    let new = host.follow(&answer.json()["Url"]);
    assert_ne!(new.id, id);
    let (old, info) = (editor.info(), new.info());
    for member in [
        "UserId",
        "UserFriendlyName",
        "UserCanWrite",
        "UserCanRename",
    ] {
        assert_eq!(old[member], info[member], "{member}");
    }
    assert!(info.get("EnableShare").is_some(), "told as to Collabora");
    let stranger = Editor { id, ..new };
    refused(&stranger.read(""), 401);
}

fn rename(editor: &Editor<'_>, name: &str) -> Answer {
    let call = editor.op("RENAME_FILE");
    // Collabora sends the file along.
    call.header("x-wopi-requestedname", name)
        .body("not a save")
        .send()
}

#[test]
fn a_file_keeps_all_but_its_name() {
    for (requested, name) in [
        ("b", "b"),
        ("Q3. Results", "Q3. Results"),
        ("b.docx", "b.docx"),
        ("v1.2.3", "v1.2.3"),
        ("archive.tar", "archive.tar"),
        (".hidden", ".hidden"),
        ("Grüße", "Grüße"),
        ("🎉 + 1_", "🎉 + 1_"),
        ("a/b", "a_b"),
        ("..", ".."),
        ("CON", "_CON"),
        ("taken", "taken (2)"),
        ("Taken", "Taken (2)"),
    ] {
        let host = Host::new();
        host.upload("taken.docx", "two");
        let editor = host.editor(&host.upload("a.docx", "one"));
        done(&editor.lock(LOCK));
        let before = editor.info();
        let answer = editor
            .op("RENAME_FILE")
            .header("x-wopi-lock", LOCK)
            .header("x-wopi-requestedname", &utf7(requested))
            .body("not a save")
            .send();
        done(&answer);
        let told = answer.json();
        assert_eq!(told["Name"], name, "{requested}");
        assert_eq!(host.follow(&told["Url"]).id, editor.id);
        let after = editor.info();
        assert_eq!(after["BaseFileName"], format!("{name}.docx"));
        assert_eq!(after["FileExtension"], ".docx");
        assert_eq!(after["Version"], before["Version"]);
        assert_eq!(editor.held(), LOCK);
        assert_eq!(editor.bytes(), b"one");
    }
}

#[test]
fn renaming_to_its_own_name_changes_nothing() {
    let host = Host::new();
    let editor = host.editor(&host.upload("a.docx", "one"));
    for (requested, name) in [("a", "a"), ("A", "A"), ("a", "a")] {
        let answer = rename(&editor, requested);
        done(&answer);
        assert_eq!(answer.json()["Name"], name);
    }
    // The name is free for others when it is given up.
    done(&rename(&editor, "b"));
    assert_eq!(host.names("root"), ["b.docx"]);
    let answer = save_as(&editor, &[(EXACT, "a.docx")]);
    assert_eq!(made(&host, &answer, b"copy"), "a.docx");
    assert_eq!(rename(&editor, "a").json()["Name"], "a (2)");
    let plain = host.editor(&host.upload("LICENSE", "one"));
    assert_eq!(rename(&plain, "COPYING").json()["Name"], "COPYING");
    assert_eq!(plain.info()["BaseFileName"], "COPYING");
}

#[test]
fn a_long_name_is_cut_and_keeps_the_extension() {
    let host = Host::new();
    let editor = host.editor(&host.upload("a.docx", "one"));
    for long in ["x".repeat(530), "🎉".repeat(300)] {
        let answer = rename(&editor, &utf7(&long));
        done(&answer);
        let name = text(&answer.json()["Name"]);
        assert!(long.starts_with(&name) && name.encode_utf16().count() > 200);
        assert_eq!(editor.info()["BaseFileName"], format!("{name}.docx"));
    }
    // As long as FileNameMaxLength says is not cut.
    let most = editor.info()["FileNameMaxLength"].as_u64().unwrap();
    let name = "y".repeat(usize::try_from(most).unwrap());
    assert_eq!(rename(&editor, &name).json()["Name"], name.as_str());
}

#[test]
fn a_folder_gets_another_name() {
    let host = Host::new();
    let id = host.folder("root", "f");
    host.folder("root", "taken");
    host.upload("file", "one");
    let folder = host.editor(&id);
    let rename = |name: &str| {
        folder
            .folder_op("RENAME_CONTAINER")
            .header("x-wopi-requestedname", name)
            .send()
    };
    for (requested, name) in [
        ("g", "g"),
        ("G", "G"),
        ("v1.2", "v1.2"),
        ("Grüße", "Grüße"),
        ("a/b", "a_b"),
        ("taken", "taken (2)"),
        // Files are no folders.
        ("file", "file"),
    ] {
        let answer = rename(&utf7(requested));
        done(&answer);
        assert_eq!(answer.json(), json!({ "Name": name }), "{requested}");
        assert_eq!(folder.browse("").json()["Name"], name);
    }
    for written in ["", "+A"] {
        refused(&rename(written), 400);
    }
    let none = folder.folder_op("RENAME_CONTAINER").send();
    refused(&none, 400);
    assert!(none.header("x-wopi-invalidcontainernameerror").is_some());
    assert_eq!(folder.browse("").json()["Name"], "file");
}
