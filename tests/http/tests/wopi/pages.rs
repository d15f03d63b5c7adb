//! The page that opens a file in its client or lists a folder, and the links to it.

use serde_json::json;
use spindle_testkit::Answer;
use spindle_testkit::ports::Reply;

use super::host::{Host, done, text};

const DISCOVERY: &str = "http://office.test/hosting/discovery";

/// A service whose client edits docx, and only shows pdf.
fn host() -> Host {
    let host = Host::with(|app| app.variable("wopi_discovery_url", DISCOVERY));
    let action = |name: &str, ext: &str| {
        format!(
            "<action name=\"{name}\" ext=\"{ext}\" urlsrc=\"http://office.test/{name}?&lt;ui=UI_LLCC&amp;&gt;\"/>"
        )
    };
    let actions = [
        action("view", "docx"),
        action("edit", "docx"),
        action("view", "pdf"),
    ]
    .concat();
    let zone =
        format!("<net-zone name=\"external-http\"><app name=\"x\">{actions}</app></net-zone>");
    let discovery = format!("<wopi-discovery>{zone}</wopi-discovery>");
    host.app.outbound.reply(DISCOVERY, Reply::ok(discovery));
    host
}

fn page(host: &Host, id: &str, permissions: &serde_json::Value) -> Answer {
    let asked = json!({
        "userId": "u1", "permissions": permissions, "client": "collabora",
    });
    let told = host.ask_token(id, &asked).json();
    let call = host.app.get(&text(&told["hostUrl"]));
    call.header("accept-language", "de-CH,de;q=0.9").send()
}

/// The value of a hidden field.
fn field(page: &str, name: &str) -> String {
    let start = format!("name=\"{name}\" value=\"");
    let (_, rest) = page.split_once(&start).unwrap_or_else(|| panic!("{page}"));
    rest.split('"').next().unwrap().to_owned()
}

#[test]
fn a_page_posts_a_token_into_the_clients_frame() {
    let host = host();
    let id = host.upload("a & 'b'.docx", "one");
    let encoded = format!("http%3A%2F%2Fdocs.test%2Fwopi%2Ffiles%2F{id}");
    for (permissions, action) in [(json!("all"), "edit"), (json!([]), "view")] {
        let answer = page(&host, &id, &permissions);
        assert_eq!(answer.status, 200, "{}", answer.text());
        let html = answer.text();
        let target = format!("action=\"http://office.test/{action}?");
        assert!(html.contains(&target), "{html}");
        assert!(html.contains("ui=de-CH"), "{html}");
        assert!(html.contains(&format!("WOPISrc={encoded}")), "{html}");
        assert!(
            html.contains("<title>a &amp; &apos;b&apos;.docx</title>"),
            "{html}"
        );
        let token = field(html, "access_token");
        let until: i64 = field(html, "access_token_ttl").parse().unwrap();
        assert_eq!(until, spindle_testkit::test_app::START_MS + 36_000_000);
        done(
            &host
                .app
                .get(&format!("/wopi/files/{id}?access_token={token}"))
                .send(),
        );
        assert_eq!(answer.header("referrer-policy"), Some("strict-origin"));
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        let policy = answer.header("content-security-policy").unwrap();
        assert!(policy.contains("script-src 'sha256-"), "{policy}");
    }
    // What the client only shows is shown.
    let pdf = host.upload("a.pdf", "one");
    let html = page(&host, &pdf, &json!("all"));
    assert!(html.text().contains("action=\"http://office.test/view?"));
}

#[test]
fn a_folders_page_names_what_lies_in_it() {
    let host = host();
    let folder = host.folder("root", "f");
    let inner = host.folder(&folder, "inner");
    let id = host.upload_to(&folder, "a & 'b'.docx", "one");
    let answer = page(&host, &folder, &json!("all"));
    assert_eq!(answer.status, 200);
    let html = answer.text();
    for name in ["a &amp; &apos;b&apos;.docx</a>", "inner/</a>"] {
        assert!(html.contains(name), "{html}");
    }
    // Each link opens its own page.
    let links: Vec<&str> = html
        .split("href=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect();
    assert_eq!(links.len(), 2, "{inner} and {id}");
    for link in links {
        assert_eq!(host.app.get(link).send().status, 200, "{link}");
    }
    let answer = page(&host, &folder, &json!(["write"]));
    assert_eq!(answer.status, 404, "without browse nothing is listed");
}

#[test]
fn what_cannot_be_opened_says_why() {
    let host = host();
    let id = host.upload("a.docx", "one");
    let editor = host.editor(&id);
    let ticket = text(&editor.info()["HostEditUrl"]);
    let odd = host.upload("a.odd", "one");
    let answer = page(&host, &odd, &json!("all"));
    assert_eq!(answer.status, 503);
    assert!(answer.text().contains(".odd"), "{}", answer.text());
    for (target, status) in [
        ("/wopi/host/edit".to_owned(), 403),
        ("/wopi/host/edit?ticket=x".to_owned(), 403),
        (format!("/wopi/host/edit?ticket={}", editor.token), 403),
        (ticket[..ticket.len() - 2].to_owned(), 403),
        (ticket.clone(), 200),
    ] {
        let answer = host.app.get(&target).send();
        assert_eq!(answer.status, status, "{target}");
        assert!(answer.text().starts_with("<!DOCTYPE html>"));
    }
    done(&editor.op("DELETE").send());
    assert_eq!(host.app.get(&ticket).send().status, 404);
    host.app.clock.advance_s(36_001);
    assert_eq!(host.app.get(&ticket).send().status, 403, "it is over");
    let unknown = Host::new();
    let id = unknown.upload("a.docx", "one");
    let answer = page(&unknown, &id, &json!("all"));
    assert_eq!(answer.status, 200);
    assert!(
        answer
            .text()
            .contains("action=\"http://docs.test/hosting/wopi/word/edit?")
    );
    unknown.app.config.set("wopi_discovery_url", DISCOVERY);
    let answer = page(&unknown, &id, &json!("all"));
    assert_eq!(answer.status, 503);
    assert!(answer.text().contains("does not answer"));
}

#[test]
fn a_link_for_others_opens_with_less() {
    let host = host();
    let id = host.upload("a.docx", "one");
    let editor = host.editor(&id);
    for (kind, action, writes) in [("ReadOnly", "view", false), ("ReadWrite", "edit", true)] {
        let answer = editor
            .op("GET_SHARE_URL")
            .header("x-wopi-urltype", kind)
            .send();
        done(&answer);
        let html = host.app.get(&text(&answer.json()["ShareUrl"])).send();
        assert_eq!(html.status, 200);
        let target = format!("action=\"http://office.test/{action}?");
        assert!(html.text().contains(&target));
        let guest = super::host::Editor {
            token: field(html.text(), "access_token"),
            ..editor.clone()
        };
        let info = guest.info();
        assert_eq!(info["UserCanWrite"], writes);
        assert_eq!(info["UserCanRename"], false);
        assert_ne!(info["UserId"], "u1");
        assert_eq!(info["IsAnonymousUser"], true);
        let status = guest.op("GET_SHARE_URL").send().status;
        assert_eq!(status, 501, "he passes nothing on");
        assert_eq!(guest.op("DELETE").send().status, 501);
    }
}
