//! CheckFileInfo, client by client: which members there are, of which type, and what permissions make of them.

use serde_json::{Map, Value, json};

use super::host::{Host, done, text};

/// The kinds of values.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    Text,
    Number,
    Flag,
    Texts,
}

use Kind::{Flag, Number, Text, Texts};

/// What every client is told.
const COMMON: &[(&str, Kind)] = &[
    ("BaseFileName", Text),
    ("OwnerId", Text),
    ("Size", Number),
    ("UserId", Text),
    ("UserFriendlyName", Text),
    ("IsAnonymousUser", Flag),
    ("Version", Text),
    ("LastModifiedTime", Text),
    ("ReadOnly", Flag),
    ("UserCanWrite", Flag),
    ("UserCanRename", Flag),
    ("UserCanNotWriteRelative", Flag),
    ("SupportsLocks", Flag),
    ("SupportsUpdate", Flag),
    ("SupportsRename", Flag),
    ("BreadcrumbDocName", Text),
    ("PostMessageOrigin", Text),
];

const MICROSOFT: &[(&str, Kind)] = &[
    ("FileExtension", Text),
    ("FileNameMaxLength", Number),
    ("IsEduUser", Flag),
    ("LicenseCheckForEditIsEnabled", Flag),
    ("RestrictedWebViewOnly", Flag),
    ("SupportsGetLock", Flag),
    ("SupportsExtendedLockLength", Flag),
    ("SupportsDeleteFile", Flag),
    ("SupportsUserInfo", Flag),
    ("SupportsAddActivities", Flag),
    ("SupportsContainers", Flag),
    ("SupportsEcosystem", Flag),
    ("SupportedShareUrlTypes", Texts),
    ("BreadcrumbFolderName", Text),
    ("HostEditUrl", Text),
    ("HostViewUrl", Text),
    ("DownloadUrl", Text),
    ("FileUrl", Text),
];

const ONLYOFFICE: &[(&str, Kind)] = &[
    ("FileExtension", Text),
    ("FileNameMaxLength", Number),
    ("SupportsReviewing", Flag),
    ("UserCanReview", Flag),
    ("UserCanOnlyComment", Flag),
    ("HostEditUrl", Text),
    ("HostViewUrl", Text),
    ("BreadcrumbFolderName", Text),
    ("BreadcrumbFolderUrl", Text),
    ("ClosePostMessage", Flag),
    ("EditModePostMessage", Flag),
];

const COLLABORA: &[(&str, Kind)] = &[
    ("HideSaveOption", Flag),
    ("HideExportOption", Flag),
    ("DisableExport", Flag),
    ("DisableCopy", Flag),
    ("DisablePrint", Flag),
    ("EnableOwnerTermination", Flag),
    ("EnableInsertRemoteImage", Flag),
    ("EnableShare", Flag),
    ("IsAdminUser", Flag),
];

fn kind(value: &Value) -> Option<Kind> {
    match value {
        Value::String(_) => Some(Text),
        Value::Number(number) if number.is_u64() => Some(Number),
        Value::Bool(_) => Some(Flag),
        Value::Array(texts) if texts.iter().all(Value::is_string) => Some(Texts),
        _ => None,
    }
}

fn told(host: &Host, id: &str, client: &str, permissions: &Value) -> Map<String, Value> {
    let answer = host.editor_with(id, client, permissions).read("");
    done(&answer);
    assert_eq!(answer.header("content-type"), Some("application/json"));
    answer.json().as_object().unwrap().clone()
}

#[test]
fn each_client_is_told_its_members_and_no_others() {
    let host = Host::new();
    let id = host.upload("a.docx", "one");
    for (client, own) in [
        ("microsoft", MICROSOFT),
        ("onlyoffice", ONLYOFFICE),
        ("collabora", COLLABORA),
    ] {
        let told = told(&host, &id, client, &json!("all"));
        let mut expected: Vec<(&str, Option<Kind>)> = COMMON
            .iter()
            .chain(own)
            .map(|(name, kind)| (*name, Some(*kind)))
            .collect();
        let mut found: Vec<(&str, Option<Kind>)> = told
            .iter()
            .map(|(name, value)| (name.as_str(), kind(value)))
            .collect();
        expected.sort_by_key(|(name, _)| *name);
        found.sort_by_key(|(name, _)| *name);
        assert_eq!(found, expected, "{client}");
    }
}

#[test]
fn the_members_are_of_the_file() {
    let host = Host::with(|app| app.variable("public_url", "https://docs.example.com/base"));
    let folder = host.folder("root", "Plans & 'Papers'");
    let id = host.upload_to(&folder, "Plan v1.2 ü.DOCX", "one");
    for client in ["microsoft", "onlyoffice", "collabora"] {
        let told = told(&host, &id, client, &json!("all"));
        for (name, value) in [
            ("BaseFileName", json!("Plan v1.2 ü.DOCX")),
            ("BreadcrumbDocName", json!("Plan v1.2 ü.DOCX")),
            ("OwnerId", json!("operator")),
            ("UserId", json!("u1")),
            ("UserFriendlyName", json!("Zoë")),
            ("Size", json!(3)),
            ("Version", json!("1")),
            // Without a slash, or messages do not arrive.
            ("PostMessageOrigin", json!("https://docs.example.com")),
        ] {
            assert_eq!(told[name], value, "{client} {name}");
        }
        if client != "collabora" {
            assert_eq!(told["FileExtension"], ".DOCX");
            assert_eq!(told["BreadcrumbFolderName"], "Plans & 'Papers'");
        }
    }
    let plain = host.upload("LICENSE", "one");
    let told = |client| told(&host, &plain, client, &json!("all"));
    assert_eq!(told("microsoft").get("FileExtension"), None);
    assert_eq!(told("onlyoffice")["FileExtension"], "");
    assert_eq!(told("collabora")["BaseFileName"], "LICENSE");
}

/// Of all that Microsoft's schema has, what is told only together, or not to it at all.
const NOT_FOR_MICROSOFT: &[&str] = &[
    "SupportsCoauth",
    "SequenceNumber",
    "OfficeCollaborationServiceEndpointUrl",
    "RealTimeChannelEndpointUrl",
    "AccessTokenExpiry",
    "ServerTime",
    "SharingStatus",
    "FileGeoLocationCode",
    "UserCanReview",
    "UserCanOnlyComment",
    "SupportsReviewing",
    "HidePrintOption",
    "HideSaveOption",
    "HideExportOption",
    "HideUserList",
    "DisableExport",
    "DisableCopy",
    "EnableOwnerTermination",
    "EnableShare",
    "IsAdminUser",
    "TemplateSource",
    "UserExtraInfo",
    "WatermarkText",
];

#[test]
fn microsofts_schema_is_kept() {
    let host = Host::with(|app| app.variable("public_url", "https://docs.example.com/base"));
    let id = host.upload("a b & ü.docx", "one");
    for permissions in [json!("all"), json!([]), json!(["write"]), json!(["share"])] {
        let told = told(&host, &id, "microsoft", &permissions);
        for required in ["BaseFileName", "OwnerId", "Size", "UserId", "Version"] {
            assert!(told.contains_key(required), "{required}");
        }
        for (name, value) in &told {
            assert!(!NOT_FOR_MICROSOFT.contains(&name.as_str()), "{name}");
            if name.ends_with("Url") {
                let url = url::Url::parse(&text(value)).unwrap();
                assert_eq!(url.scheme(), "https", "{name} {url}");
                assert_eq!(url.host_str(), Some("docs.example.com"), "{name}");
                assert!(url.path().starts_with("/base/wopi/"), "{name} {url}");
            }
        }
        let time = text(&told["LastModifiedTime"]);
        let shape: String = time
            .chars()
            .map(|character| {
                if character.is_ascii_digit() {
                    '0'
                } else {
                    character
                }
            })
            .collect();
        assert_eq!(shape, "0000-00-00T00:00:00.000Z");
        for kind in told["SupportedShareUrlTypes"].as_array().unwrap() {
            assert!(["ReadOnly", "ReadWrite"].contains(&kind.as_str().unwrap()));
        }
        assert!(told["FileNameMaxLength"].as_u64().unwrap() <= 250);
    }
}

#[test]
fn permissions_become_flags() {
    // (permissions, ReadOnly, UserCanWrite, UserCanRename, UserCanNotWriteRelative, SupportsLocks, SupportsUpdate).
    let table: &[(Value, [bool; 6])] = &[
        (json!("all"), [false, true, true, false, true, true]),
        (json!([]), [true, false, false, true, false, false]),
        (json!(["read"]), [true, false, false, true, false, false]),
        (json!(["write"]), [false, true, false, true, true, true]),
        (json!(["rename"]), [true, false, true, true, false, false]),
        (json!(["create"]), [true, false, false, false, false, true]),
        (json!(["delete"]), [true, false, false, true, false, false]),
        (json!(["review"]), [false, false, false, true, true, true]),
        (json!(["comment"]), [false, false, false, true, true, true]),
    ];
    let host = Host::new();
    let id = host.upload("a.docx", "one");
    for (permissions, expected) in table {
        for client in ["microsoft", "onlyoffice", "collabora"] {
            let told = told(&host, &id, client, permissions);
            let mut flags = *expected;
            // It knows no editor that only reviews or comments.
            if client == "collabora" {
                flags[0] = !flags[1];
            }
            let names = [
                "ReadOnly",
                "UserCanWrite",
                "UserCanRename",
                "UserCanNotWriteRelative",
                "SupportsLocks",
                "SupportsUpdate",
            ];
            for (name, flag) in names.into_iter().zip(flags) {
                assert_eq!(told[name], flag, "{client} {name} with {permissions}");
            }
        }
    }
    // ONLYOFFICE: any of the three opens the editor.
    for (permissions, [writes, reviews, comments]) in [
        (json!("all"), [true, true, false]),
        (json!(["write"]), [true, true, false]),
        (json!(["review"]), [false, true, false]),
        (json!(["comment"]), [false, false, true]),
        (json!(["review", "comment"]), [false, true, false]),
        (json!(["rename"]), [false, false, false]),
    ] {
        let told = told(&host, &id, "onlyoffice", &permissions);
        assert_eq!(told["UserCanWrite"], writes, "{permissions}");
        assert_eq!(told["UserCanReview"], reviews, "{permissions}");
        assert_eq!(told["UserCanOnlyComment"], comments, "{permissions}");
        let browses = permissions == json!("all");
        assert_eq!(told.contains_key("BreadcrumbFolderUrl"), browses);
    }
    for (permissions, deletes, browses, shares) in [
        (json!("all"), true, true, json!(["ReadOnly", "ReadWrite"])),
        (json!(["delete"]), true, false, json!([])),
        (json!(["browse"]), false, true, json!([])),
        (json!(["share"]), false, false, json!(["ReadOnly"])),
        (
            json!(["share", "write"]),
            false,
            false,
            json!(["ReadOnly", "ReadWrite"]),
        ),
    ] {
        let told = told(&host, &id, "microsoft", &permissions);
        assert_eq!(told["SupportsDeleteFile"], deletes, "{permissions}");
        assert_eq!(told["SupportsContainers"], browses, "{permissions}");
        assert_eq!(told["SupportsEcosystem"], browses, "{permissions}");
        assert_eq!(told["SupportedShareUrlTypes"], shares, "{permissions}");
    }
}

/// What a flag promises is done, and what it denies is refused.
#[test]
fn flags_tell_the_truth() {
    for permissions in [
        json!("all"),
        json!([]),
        json!(["write"]),
        json!(["create", "rename"]),
        json!(["comment", "delete"]),
    ] {
        let host = Host::new();
        let id = host.upload("a.docx", "");
        let editor = host.editor_with(&id, "microsoft", &permissions);
        let told = editor.info();
        let is = |name: &str| told[name].as_bool().unwrap();
        let status = |promised: bool| if promised { 200 } else { 501 };
        let create = editor.op("PUT_RELATIVE");
        for (promised, answer) in [
            (!is("ReadOnly"), editor.put(None, "")),
            (is("SupportsLocks"), editor.lock("a")),
            (is("SupportsLocks"), editor.unlock("a")),
            (
                !is("UserCanNotWriteRelative"),
                create.header("x-wopi-suggestedtarget", ".docx").send(),
            ),
            (is("SupportsContainers"), editor.read("/ancestry")),
            (is("SupportsEcosystem"), editor.read("/ecosystem_pointer")),
            (is("SupportsGetLock"), editor.op("GET_LOCK").send()),
            (is("SupportsUserInfo"), editor.op("PUT_USER_INFO").send()),
            (
                is("UserCanRename") && is("SupportsRename"),
                editor
                    .op("RENAME_FILE")
                    .header("x-wopi-requestedname", "b")
                    .send(),
            ),
            (is("SupportsDeleteFile"), editor.op("DELETE").send()),
        ] {
            let reason = answer.header("x-wopi-servererror");
            assert_eq!(answer.status, status(promised), "{permissions} {reason:?}");
        }
    }
}

#[test]
fn what_a_client_keeps_of_a_user_is_told_to_him_with_every_file() {
    let host = Host::new();
    let (one, two) = (host.upload("a.docx", "one"), host.upload("b.docx", "one"));
    let editor = host.editor(&one);
    assert!(editor.info().get("UserInfo").is_none());
    let info = "x".repeat(1024);
    done(&editor.op("PUT_USER_INFO").body(info.clone()).send());
    assert_eq!(editor.info()["UserInfo"], info);
    assert_eq!(host.only(&two, &[]).info()["UserInfo"], info);
    done(&editor.op("PUT_USER_INFO").body("other").send());
    assert_eq!(host.editor(&two).info()["UserInfo"], "other");
    let asked = json!({ "userId": "u2", "permissions": [], "client": "microsoft" });
    let token = text(&host.ask_token(&one, &asked).json()["access_token"]);
    let stranger = super::host::Editor { token, ..editor };
    assert!(stranger.info().get("UserInfo").is_none());
    // Others do not know the member.
    let other = host.editor_with(&one, "collabora", &json!("all"));
    assert!(other.info().get("UserInfo").is_none());
}

#[test]
fn a_link_to_the_bytes_needs_no_token() {
    let host = Host::new();
    let editor = host.editor(&host.upload("a ü.docx", "one"));
    let info = editor.info();
    let get = |url: &str| host.app.get(url).send();
    for member in ["FileUrl", "DownloadUrl"] {
        let url = text(&info[member]);
        let answer = get(&url);
        assert_eq!((answer.status.as_u16(), answer.text()), (200, "one"));
        assert_eq!(answer.header("content-length"), Some("3"));
        // It is a link to the file, not to a version of it.
        done(&editor.lock("a"));
        done(&editor.put(Some("a"), "two"));
        assert_eq!(get(&url).text(), "two");
        done(&editor.put(Some("a"), "one"));
        let cut = &url[..url.len() - 2];
        assert_eq!(get(cut).status, 403);
        assert_eq!(get("/wopi/download").status, 403);
        let by_token = format!("/wopi/download?link={}", editor.token);
        assert_eq!(get(&by_token).status, 403);
    }
    let url = text(&info["FileUrl"]);
    done(&editor.unlock("a"));
    done(&editor.op("DELETE").send());
    assert_eq!(get(&url).status, 404);
    host.app.clock.advance_s(11 * 3600);
    assert_eq!(get(&url).status, 410);
}
