//! Folders, the top, and the whole: every URL in an answer can be followed.

use http::Method;
use serde_json::{Value, json};

use super::docs::{Docs, ok};
use super::host::{Editor, Host, LOCK, done, encoded, refused, text};

/// Name and id of what a list of pointers names.
fn named(host: &Host, list: &Value) -> Vec<(String, String)> {
    let list = list.as_array().unwrap_or_else(|| panic!("{list}"));
    list.iter()
        .map(|pointer| (text(&pointer["Name"]), host.follow(&pointer["Url"]).id))
        .collect()
}

fn pair(name: &str, id: &str) -> (String, String) {
    (name.to_owned(), id.to_owned())
}

/// A folder in a folder with a file in it: their ids.
fn tree(host: &Host) -> [String; 3] {
    let outer = host.folder("root", "outer");
    let inner = host.folder(&outer, "inner");
    let file = host.upload_to(&inner, "a.docx", "one");
    [outer, inner, file]
}

#[test]
fn ancestors_come_with_the_top_first() {
    let host = Host::new();
    let [outer, inner, file] = tree(&host);
    let above_file = [
        pair("Documents", "root"),
        pair("outer", &outer),
        pair("inner", &inner),
    ];
    let told = host.editor(&file).read("/ancestry");
    done(&told);
    let ancestors = &told.json()["AncestorsWithRootFirst"];
    assert_eq!(named(&host, ancestors), above_file);
    for (pointer, (name, _)) in ancestors.as_array().unwrap().iter().zip(&above_file) {
        let folder = host.follow(&pointer["Url"]);
        let info = folder.browse("");
        done(&info);
        assert_eq!(info.json()["Name"], name.as_str());
    }
    let told = host.editor(&inner).browse("/ancestry").json();
    let above = named(&host, &told["AncestorsWithRootFirst"]);
    assert_eq!(above, above_file[..2]);
    let told = host.editor("root").browse("/ancestry").json();
    assert_eq!(told, json!({ "AncestorsWithRootFirst": [] }));
    let alone = host.upload("b.docx", "one");
    let told = host.editor(&alone).read("/ancestry").json();
    let above = named(&host, &told["AncestorsWithRootFirst"]);
    assert_eq!(above, above_file[..1]);
}

#[test]
fn the_whole_is_found_from_everywhere() {
    let host = Host::new();
    let [outer, _, file] = tree(&host);
    for pointer in [
        host.editor(&file).read("/ecosystem_pointer"),
        host.editor(&outer).browse("/ecosystem_pointer"),
        host.editor("root").browse("/ecosystem_pointer"),
    ] {
        done(&pointer);
        let url = text(&pointer.json()["Url"]);
        assert!(url.starts_with("http://docs.test/wopi/ecosystem?access_token="));
        let whole = host.app.get(&url).send();
        done(&whole);
        assert_eq!(whole.json(), json!({ "SupportsContainers": true }));
        let top = url.replace("/ecosystem?", "/ecosystem/root_container_pointer?");
        let top = host.app.get(&top).send();
        done(&top);
        let told = top.json();
        assert_eq!(told["ContainerPointer"]["Name"], "Documents");
        let folder = host.follow(&told["ContainerPointer"]["Url"]);
        assert_eq!(folder.id, "root");
        done(&folder.browse("/children"));
        // The token of the whole is for nothing else.
        let token = url.split_once('=').unwrap().1;
        for path in [
            format!("/wopi/containers/root?access_token={token}"),
            format!("/wopi/files/{file}?access_token={token}"),
        ] {
            refused(&host.app.get(&path).send(), 401);
        }
    }
}

#[test]
fn children_come_with_all_that_a_list_shows() {
    let host = Host::new();
    let [outer, inner, _] = tree(&host);
    let file = host.upload_to(&outer, "b.docx", "12345");
    let editor = host.editor(&file);
    done(&editor.lock(LOCK));
    done(&editor.put(Some(LOCK), "1234567"));
    let told = host.editor(&outer).browse("/children");
    done(&told);
    let told = told.json();
    let folders = named(&host, &told["ChildContainers"]);
    assert_eq!(folders, [pair("inner", &inner)]);
    let files = named(&host, &told["ChildFiles"]);
    assert_eq!(files, [pair("b.docx", &file)]);
    let child = &told["ChildFiles"][0];
    let info = host.follow(&child["Url"]).info();
    for name in ["Version", "Size", "LastModifiedTime"] {
        assert_eq!(child[name], info[name], "{name}");
    }
    assert_eq!(child["Size"], 7);
    let inside = host.follow(&told["ChildContainers"][0]["Url"]);
    assert_eq!(
        named(&host, &inside.browse("/children").json()["ChildFiles"]).len(),
        1
    );
    // What is deleted is not there.
    done(&editor.unlock(LOCK));
    done(&editor.op("DELETE").send());
    let told = host.editor(&outer).browse("/children").json();
    assert_eq!(told["ChildFiles"], json!([]));
}

#[test]
fn extensions_leave_out_files_and_no_folders() {
    let host = Host::new();
    let id = host.folder("root", "f");
    for name in ["a.docx", "b.DOCX", "c.doc", "d.xlsx", "docx", "e.docx.bak"] {
        host.upload_to(&id, name, "one");
    }
    host.folder(&id, "inner.docx");
    host.folder(&id, "inner");
    let folder = host.editor(&id);
    for (filter, files) in [
        (
            None,
            &["a.docx", "b.DOCX", "c.doc", "d.xlsx", "docx", "e.docx.bak"][..],
        ),
        (
            Some(""),
            &["a.docx", "b.DOCX", "c.doc", "d.xlsx", "docx", "e.docx.bak"],
        ),
        (Some(".docx"), &["a.docx", "b.DOCX"]),
        (Some(".DocX"), &["a.docx", "b.DOCX"]),
        (Some(".docx,.doc"), &["a.docx", "b.DOCX", "c.doc"]),
        (Some(".doc, .XLSX"), &["c.doc", "d.xlsx"]),
        (Some(".pptx"), &[]),
        (Some("docx"), &[]),
    ] {
        let call = folder.call(Method::GET, &format!("containers/{id}/children"));
        let answer = match filter {
            Some(filter) => call.header("x-wopi-fileextensionfilterlist", filter).send(),
            None => call.send(),
        };
        done(&answer);
        let told = answer.json();
        let mut names: Vec<String> = named(&host, &told["ChildFiles"])
            .into_iter()
            .map(|(name, _)| name)
            .collect();
        names.sort();
        assert_eq!(names, files, "{filter:?}");
        assert_eq!(told["ChildContainers"].as_array().unwrap().len(), 2);
    }
}

fn make(folder: &Editor<'_>, header: &str, name: &str) -> spindle_testkit::Answer {
    folder
        .folder_op("CREATE_CHILD_CONTAINER")
        .header(header, name)
        .send()
}

#[test]
fn folders_are_made_and_ended() {
    let host = Host::new();
    let top = host.editor("root");
    let (suggested, exact) = ("x-wopi-suggestedtarget", "x-wopi-relativetarget");
    let made = make(&top, exact, "plans");
    done(&made);
    let told = made.json();
    assert_eq!(told["ContainerPointer"]["Name"], "plans");
    let plans = host.follow(&told["ContainerPointer"]["Url"]);
    assert_eq!(told["ContainerInfo"]["Name"], "plans");
    let taken = make(&top, exact, "PLANS");
    refused(&taken, 409);
    assert_eq!(
        taken.header("x-wopi-validrelativetarget"),
        Some("PLANS (2)")
    );
    let again = make(&top, suggested, "plans");
    assert_eq!(again.json()["ContainerPointer"]["Name"], "plans (2)");
    let illegal = make(&top, exact, "a/b");
    refused(&illegal, 400);
    assert!(illegal.header("x-wopi-invalidcontainernameerror").is_some());
    let repaired = make(&top, suggested, "a/b");
    assert_eq!(repaired.json()["ContainerPointer"]["Name"], "a_b");
    // One that is not empty stays.
    let file = plans
        .folder_op("CREATE_CHILD_FILE")
        .header(suggested, "a.docx")
        .send();
    let file = host.follow(&file.json()["Url"]);
    let before = host.state(&file.id);
    refused(&plans.folder_op("DELETE_CONTAINER").send(), 409);
    assert_eq!(host.state(&file.id), before);
    done(&file.op("DELETE").send());
    let inner = make(&plans, exact, "inner").json();
    let inner = host.follow(&inner["ContainerPointer"]["Url"]);
    refused(&plans.folder_op("DELETE_CONTAINER").send(), 409);
    done(&inner.folder_op("DELETE_CONTAINER").send());
    done(&plans.folder_op("DELETE_CONTAINER").send());
    for answer in [
        plans.browse(""),
        plans.browse("/children"),
        plans.browse("/ancestry"),
        plans.folder_op("DELETE_CONTAINER").send(),
        make(&plans, suggested, "x"),
    ] {
        refused(&answer, 404);
    }
    assert_eq!(host.names("root"), ["plans (2)", "a_b"]);
}

#[test]
fn a_folder_tells_what_the_user_may_do_there() {
    let host = Host::new();
    let id = host.folder("root", "f");
    let names = [
        "UserCanCreateChildContainer",
        "UserCanCreateChildFile",
        "UserCanDelete",
        "UserCanRename",
    ];
    for (folder, permissions, expected) in [
        (id.as_str(), json!("all"), [true; 4]),
        (&id, json!([]), [false; 4]),
        (&id, json!(["create"]), [true, true, false, false]),
        (&id, json!(["delete"]), [false, false, true, false]),
        (&id, json!(["rename"]), [false, false, false, true]),
        ("root", json!("all"), [true, true, false, false]),
    ] {
        let folder = host.editor_with(folder, "microsoft", &permissions);
        let answer = folder.browse("");
        done(&answer);
        let told = answer.json();
        for (name, flag) in names.into_iter().zip(expected) {
            assert_eq!(told[name], flag, "{name} with {permissions}");
        }
        for name in ["HostUrl", "SharingUrl"] {
            let url = text(&told[name]);
            assert!(url.starts_with("http://docs.test/wopi/host/view?ticket="));
        }
    }
    // A new file is told the same of its user as the folder.
    let folder = host.editor(&id);
    let told = folder.browse("").json();
    let made = folder
        .folder_op("CREATE_CHILD_FILE")
        .header("x-wopi-suggestedtarget", "a.docx")
        .send();
    let info = host.follow(&made.json()["Url"]).info();
    for name in [
        "IsEduUser",
        "LicenseCheckForEditIsEnabled",
        "IsAnonymousUser",
    ] {
        assert_eq!(info[name], told[name], "{name}");
    }
}

#[test]
fn an_extension_alone_names_an_untitled_file() {
    let host = Host::new();
    let made = host
        .editor("root")
        .folder_op("CREATE_CHILD_FILE")
        .header("x-wopi-suggestedtarget", ".docx")
        .send();
    done(&made);
    assert_eq!(made.json()["Name"], "Untitled.docx");
}

#[test]
fn folders_lie_only_so_deep() {
    let host = Host::new();
    let mut folder = host.editor("root");
    let mut depth = 0;
    let refusal = loop {
        let answer = make(&folder, "x-wopi-suggestedtarget", "f");
        if answer.status != 200 {
            break answer;
        }
        folder = host.follow(&answer.json()["ContainerPointer"]["Url"]);
        depth += 1;
        assert!(depth < 1000, "there is no end");
    };
    refused(&refusal, 501);
    assert!(depth >= 10, "{depth}");
    let told = folder.browse("/ancestry").json();
    let above = told["AncestorsWithRootFirst"].as_array().unwrap().len();
    assert_eq!(above, depth);
    done(&folder.browse("/children"));
}

#[test]
fn what_a_user_of_an_app_owns_has_a_top_of_its_own() {
    let docs = Docs::new();
    let users = ok(&docs.post("/user/v1/api/bs/users", &json!(["u", "v"])));
    let uid = users[0]["uid"].as_i64().unwrap();
    let stranger = users[1]["uid"].as_i64().unwrap();
    let folder = docs.folder("u", "0");
    let host = Host { app: docs.app };
    host.upload("of the operator.docx", "one");
    let top = format!("root-{uid}");
    let told = host.editor(&folder).browse("/ancestry").json();
    let above = named(&host, &told["AncestorsWithRootFirst"]);
    assert_eq!(above, [pair("Documents", &top)]);
    let top = host.follow(&told["AncestorsWithRootFirst"][0]["Url"]);
    let told = top.browse("/children").json();
    let folders = named(&host, &told["ChildContainers"]);
    assert_eq!(folders, [pair("f", &folder)]);
    assert_eq!(told["ChildFiles"], json!([]));
    // A file that is made there is his.
    let made = top
        .folder_op("CREATE_CHILD_FILE")
        .header("x-wopi-suggestedtarget", "a.docx")
        .send();
    done(&made);
    let file = host.follow(&made.json()["Url"]);
    assert_eq!(file.info()["OwnerId"], "u");
    done(&file.put(None, "two"));
    assert_eq!(file.bytes(), b"two");
    let told = file.read("/ancestry").json();
    let above = named(&host, &told["AncestorsWithRootFirst"]);
    assert_eq!(above, [pair("Documents", &top.id)]);
    assert_eq!(host.names(&top.id).len(), 2);
    assert_eq!(host.names("root"), ["of the operator.docx"]);
    let other = host.editor(&format!("root-{stranger}"));
    let told = other.browse("/children").json();
    assert_eq!(told, json!({ "ChildContainers": [], "ChildFiles": [] }));
    for id in ["root-0", "root-999999", "root-x", "root-", "root--1"] {
        let asked = json!({ "userId": "u", "permissions": "all", "client": "microsoft" });
        let status = host.ask_token(id, &asked).status;
        assert_eq!(status, 404, "{id}");
        let target = format!("/v1/files?folder={}", encoded(id));
        assert_eq!(host.app.get(&target).send().status, 404, "{id}");
    }
}
