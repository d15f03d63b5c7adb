//! Proof keys: whether a request comes from the client whose discovery names them.

use std::sync::LazyLock;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderMap, Method};
use rsa::traits::PublicKeyParts as _;
use rsa::{BigUint, Pkcs1v15Sign, RsaPrivateKey};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use spindle_core::ports::{Clock as _, Outbound as _, OutboundRequest};
use spindle_testkit::Answer;
use spindle_testkit::ports::Reply;

use super::host::{Editor, Host, done, refused};

const DISCOVERY: &str = "http://office.test/hosting/discovery";
/// .NET's ticks at 1970.
const TICKS_OF_1970: i64 = 621_355_968_000_000_000;

type Key = &'static LazyLock<RsaPrivateKey>;

/// A key of two primes that is used in tests only.
fn key(p: &str, q: &str) -> RsaPrivateKey {
    let number = |text: &str| BigUint::from_bytes_be(&STANDARD.decode(text).unwrap());
    RsaPrivateKey::from_p_q(number(p), number(q), BigUint::from(65537_u32)).unwrap()
}

static FIRST: LazyLock<RsaPrivateKey> = LazyLock::new(|| {
    key(
        "4u2+x05S35Y3TFhjwjPc7RSpLKFiV0Fcc8AaMCNIZ2uszrQEP7oUAugHRIrvTIzTaxEzcdI47tbPY+u7ExzNhw==",
        "xhzqtHJQHL2jJJ0dhG+ry5Lrxs6lx9bwoFJLuv/6MBnC9Gjow96fKDJRjPjy5EtwTQTxDotyN9YtxQqAI8EFmQ==",
    )
});
static SECOND: LazyLock<RsaPrivateKey> = LazyLock::new(|| {
    key(
        "9QYPE7+5PIBmJBQwEXmlc917KqHUkFESPtyKORcJznaeN7fhJuUYx2aYjH66XKNVhZttny6Ke992jm5hwSDkSw==",
        "5joO7wn6h9Hv5nIhLfzehNQH1/6U05w4dyOsbEGXJcoykQXOaONl/yJIHQ2oRkZ1dkFd7OXk6y66iFxxRptW6Q==",
    )
});
static THIRD: LazyLock<RsaPrivateKey> = LazyLock::new(|| {
    key(
        "4u2+x05S35Y3TFhjwjPc7RSpLKFiV0Fcc8AaMCNIZ2uszrQEP7oUAugHRIrvTIzTaxEzcdI47tbPY+u7ExzNhw==",
        "5joO7wn6h9Hv5nIhLfzehNQH1/6U05w4dyOsbEGXJcoykQXOaONl/yJIHQ2oRkZ1dkFd7OXk6y66iFxxRptW6Q==",
    )
});

/// A discovery with these keys, the old one left out where there is none.
fn discovery(current: Option<Key>, old: Option<Key>) -> String {
    let attributes = |prefix: &str, key: Option<Key>| {
        let Some(key) = key else {
            return String::new();
        };
        let modulus = STANDARD.encode(key.n().to_bytes_be());
        format!("{prefix}modulus=\"{modulus}\" {prefix}exponent=\"AQAB\"")
    };
    let keys = match current {
        Some(_) => format!(
            "<proof-key {} {}/>",
            attributes("", current),
            attributes("old", old)
        ),
        None => String::new(),
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><wopi-discovery><net-zone name=\"external-http\"><app name=\"Word\">\
         <action name=\"edit\" ext=\"docx\" urlsrc=\"http://office.test/edit?\"/></app></net-zone>{keys}</wopi-discovery>"
    )
}

/// A service that knows a client with these keys.
fn host(current: Key, old: Option<Key>) -> Host {
    let host = Host::with(|app| app.variable("wopi_discovery_url", DISCOVERY));
    tells(&host, Some(current), old);
    host
}

/// What the discovery says from now on.
fn tells(host: &Host, current: Option<Key>, old: Option<Key>) {
    answers(host, Reply::ok(discovery(current, old)));
}

/// What its URL answers from now on.
fn answers(host: &Host, reply: Reply) {
    let outbound = &host.app.outbound;
    outbound.reply(DISCOVERY, reply);
    if asked(host) > 0 {
        // The last reply would be told once more.
        let _ = outbound.send(OutboundRequest {
            method: Method::DELETE,
            url: DISCOVERY.parse().unwrap(),
            headers: HeaderMap::new(),
            body: Vec::new(),
            timeout: Duration::from_secs(1),
        });
    }
}

/// How often the service asked.
fn asked(host: &Host) -> usize {
    let sent = host.app.outbound.sent();
    let gets = sent
        .iter()
        .filter(|sent| sent.request.method == Method::GET);
    gets.count()
}

/// The signature over token, URL and ticks.
fn sign(key: Key, token: &str, url: &str, ticks: i64) -> String {
    let url = url.to_uppercase();
    let mut message = Vec::new();
    for part in [token.as_bytes(), url.as_bytes(), &ticks.to_be_bytes()] {
        message.extend(u32::try_from(part.len()).unwrap().to_be_bytes());
        message.extend(part);
    }
    let hash = Sha256::digest(message);
    STANDARD.encode(key.sign(Pkcs1v15Sign::new::<Sha256>(), &hash).unwrap())
}

/// A request as a client signs it, and in what it differs from that.
struct Signing {
    /// Who signs `X-WOPI-Proof` and `X-WOPI-ProofOld`.
    by: [Option<Key>; 2],
    /// Scheme, host and path before `/wopi`, as the client has it.
    base: &'static str,
    /// How long ago it was signed, in seconds.
    age_s: i64,
    headers: &'static [(&'static str, &'static str)],
}

const NOBODY: Signing = Signing {
    by: [None, None],
    base: "http://docs.test",
    age_s: 0,
    headers: &[],
};

/// CheckFileInfo, signed.
fn ask(editor: &Editor<'_>, signing: &Signing) -> Answer {
    let target = format!(
        "/wopi/files/{}?access_token={}&x=%c3%A9+a%20b",
        editor.id, editor.token
    );
    let url = format!("{}{target}", signing.base);
    let now = editor.host.app.clock.now_ms();
    let ticks = (now - signing.age_s * 1000) * 10_000 + TICKS_OF_1970;
    let mut call = editor
        .host
        .app
        .call(Method::GET, &target)
        .header("x-wopi-timestamp", &ticks.to_string());
    for (name, by) in ["x-wopi-proof", "x-wopi-proofold"]
        .into_iter()
        .zip(signing.by)
    {
        if let Some(by) = by {
            call = call.header(name, &sign(by, &editor.token, &url, ticks));
        }
    }
    for (name, value) in signing.headers {
        call = call.header(name, value);
    }
    call.send()
}

fn by(editor: &Editor<'_>, proof: Option<Key>, old: Option<Key>) -> Answer {
    let by = [proof, old];
    ask(editor, &Signing { by, ..NOBODY })
}

#[test]
fn current_and_old_keys_fit_in_three_ways() {
    let host = host(&FIRST, Some(&SECOND));
    let editor = host.editor(&host.upload("a.docx", "one"));
    for (proof, old, good) in [
        (Some(&FIRST), Some(&SECOND), true),
        (Some(&FIRST), Some(&THIRD), true),
        (Some(&FIRST), None, true),
        // The client has a newer key than the host knows of.
        (Some(&THIRD), Some(&FIRST), true),
        // The host knows of a newer key than the client.
        (Some(&SECOND), Some(&THIRD), true),
        (Some(&SECOND), None, true),
        (Some(&THIRD), Some(&SECOND), false),
        (None, Some(&SECOND), false),
        (Some(&THIRD), Some(&THIRD), false),
        (Some(&THIRD), None, false),
        (None, None, false),
    ] as [(Option<Key>, Option<Key>, bool); 11]
    {
        let answer = by(&editor, proof, old);
        if good {
            done(&answer);
        } else {
            refused(&answer, 500);
        }
    }
    assert_eq!(asked(&host), 1, "the keys are kept");
}

#[test]
fn a_request_that_is_not_proven_changes_nothing() {
    let host = host(&FIRST, None);
    let id = host.upload("a.docx", "");
    let editor = host.editor(&id);
    let before = host.state(&id);
    for answer in [
        editor.read(""),
        editor.read("/contents"),
        editor.lock("a"),
        editor.put(None, "two"),
        editor.op("DELETE").send(),
        editor.op("NONSENSE").send(),
        host.editor("root").browse(""),
        host.editor("root").browse("/children"),
    ] {
        refused(&answer, 500);
    }
    assert_eq!(host.state(&id), before);
    assert!(host.recovery(&id).is_empty());
    // The token is looked at first.
    let stranger = Editor {
        token: "x".to_owned(),
        ..editor.clone()
    };
    refused(&by(&stranger, Some(&FIRST), None), 401);
    // The operator is no client, and links to the bytes are signed by ourselves.
    let info = by(&editor, Some(&FIRST), None).json();
    let link = info["FileUrl"].as_str().unwrap();
    assert_eq!(host.app.get(link).send().status, 200);
}

#[test]
fn every_part_is_signed() {
    let host = host(&FIRST, None);
    let editor = host.editor(&host.upload("a.docx", "one"));
    let path = format!("/wopi/files/{}", editor.id);
    let token = &editor.token;
    let ticks = host.app.clock.now_ms() * 10_000 + TICKS_OF_1970;
    let good = format!("{path}?access_token={token}&sc=A%2fb%C3%a9+c");
    let send = |target: &str, signed: &str, token: &str, ticks: i64, told: &str| {
        let url = format!("http://docs.test{signed}");
        host.app
            .get(target)
            .header("x-wopi-timestamp", told)
            .header("x-wopi-proof", &sign(&FIRST, token, &url, ticks))
            .send()
    };
    let told = ticks.to_string();
    done(&send(&good, &good, token, ticks, &told));
    done(&send(&good, &good.to_lowercase(), token, ticks, &told));
    for (what, signed, with) in [
        (
            "another parameter",
            good.replace("sc=", "sd="),
            token.clone(),
        ),
        ("decoded", good.replace("%2f", "/"), token.clone()),
        ("encoded anew", good.replace('+', "%20"), token.clone()),
        ("cut", good.replace("&sc=A%2fb%C3%a9+c", ""), token.clone()),
        (
            "another file",
            good.replace(&path, &format!("{path}x")),
            token.clone(),
        ),
        ("another token", good.clone(), token.to_uppercase()),
        ("no token", good.clone(), String::new()),
    ] {
        let answer = send(&good, &signed, &with, ticks, &told);
        assert_eq!(answer.status, 500, "{what}");
    }
    let later = (ticks + 1).to_string();
    for told in [later.as_str(), "", "x", "1e3", "99999999999999999999"] {
        refused(&send(&good, &good, token, ticks, told), 500);
    }
}

#[test]
fn a_signature_is_good_for_twenty_minutes() {
    let host = host(&FIRST, None);
    let editor = host.editor(&host.upload("a.docx", "one"));
    let by = [Some(&FIRST as Key), None];
    for (age_s, status) in [
        (0, 200),
        (1200, 200),
        (1201, 500),
        (-1200, 200),
        (-1202, 500),
    ] {
        let signing = Signing {
            by,
            age_s,
            ..NOBODY
        };
        assert_eq!(ask(&editor, &signing).status, status, "{age_s} s");
    }
}

#[test]
fn the_url_is_that_of_the_outside() {
    let proxied: &[(&str, &str)] = &[
        ("x-forwarded-proto", "https"),
        ("x-forwarded-host", "files.example.com"),
        ("x-forwarded-prefix", "/spindle"),
    ];
    let host = host(&FIRST, None);
    let editor = host.editor(&host.upload("a.docx", "one"));
    let by = [Some(&FIRST as Key), None];
    let status = |base, headers| {
        let signing = Signing {
            by,
            base,
            age_s: 0,
            headers,
        };
        ask(&editor, &signing).status.as_u16()
    };
    for (base, headers, expected) in [
        ("http://docs.test", &[][..], 200),
        ("http://docs.test:80", &[], 200),
        ("http://docs.test:443", &[], 500),
        ("http://docs.test:8080", &[], 500),
        ("https://docs.test", &[], 500),
        ("https://files.example.com/spindle", proxied, 200),
        ("https://files.example.com:443/spindle", proxied, 200),
        ("https://files.example.com:80/spindle", proxied, 500),
        ("https://files.example.com", proxied, 500),
        ("http://docs.test", proxied, 500),
    ] {
        assert_eq!(status(base, headers), expected, "{base}");
    }
    host.app
        .config
        .set("public_url", "https://my_docs.example.com/w");
    for (base, expected) in [
        ("https://my_docs.example.com/w", 200),
        ("https://my_docs.example.com:443/w", 200),
        ("https://my_docs.example.com", 500),
        ("http://docs.test", 500),
        ("https://files.example.com/spindle", 500),
    ] {
        assert_eq!(status(base, proxied), expected, "{base}");
    }
    host.app
        .config
        .set("public_url", "http://docs.example.com:8080");
    assert_eq!(status("http://docs.example.com:8080", &[]), 200);
    assert_eq!(status("http://docs.example.com", &[]), 500);
    host.app.config.unset("public_url");
    let named: &[(&str, &str)] = &[("x-forwarded-host", "my_docs.test")];
    assert_eq!(status("http://my_docs.test", named), 200);
}

#[test]
fn new_keys_are_found_and_nobody_is_asked_all_the_time() {
    let host = host(&FIRST, None);
    let editor = host.editor(&host.upload("a.docx", "one"));
    done(&by(&editor, Some(&FIRST), None));
    tells(&host, Some(&THIRD), Some(&SECOND));
    // Just asked: not again.
    refused(&by(&editor, Some(&THIRD), None), 500);
    assert_eq!(asked(&host), 1);
    host.app.clock.advance_s(61);
    done(&by(&editor, Some(&THIRD), Some(&SECOND)));
    assert_eq!(asked(&host), 2);
    // The keys from before are gone.
    refused(&by(&editor, Some(&FIRST), None), 500);
    for _ in 0..20 {
        refused(&by(&editor, None, None), 500);
    }
    assert_eq!(asked(&host), 2);
    host.app.clock.advance_s(61);
    for _ in 0..20 {
        refused(&by(&editor, None, None), 500);
    }
    assert_eq!(asked(&host), 3);
    done(&by(&editor, Some(&THIRD), None));
    // A client that is down meanwhile changes nothing.
    answers(&host, Reply::status(503, ""));
    host.app.clock.advance_s(61);
    refused(&by(&editor, Some(&FIRST), None), 500);
    done(&by(&editor, Some(&THIRD), None));
}

#[test]
fn keys_are_asked_for_again_after_half_a_day() {
    let host = host(&FIRST, None);
    let id = host.upload("a.docx", "one");
    done(&by(&host.editor(&id), Some(&FIRST), None));
    host.app.clock.advance_s(12 * 3600 - 1);
    done(&by(&host.editor(&id), Some(&FIRST), None));
    assert_eq!(asked(&host), 1);
    host.app.clock.advance_s(2);
    tells(&host, Some(&THIRD), Some(&FIRST));
    // The old key is good with the current signature.
    done(&by(&host.editor(&id), Some(&FIRST), None));
    assert_eq!(asked(&host), 2);
    // Old keys are better than none.
    host.app.clock.advance_s(13 * 3600);
    answers(&host, Reply::status(503, ""));
    done(&by(&host.editor(&id), Some(&THIRD), None));
    refused(&by(&host.editor(&id), Some(&SECOND), None), 500);
    assert!(host.app.log.contains("discovery cannot be had"));
}

#[test]
fn a_deployment_says_whether_proofs_are_wanted() {
    // (wopi_proof, the discovery: none, out of reach, without keys, with keys; the status of an unsigned request).
    for (proof, expected) in [
        ("auto", [200, 200, 200, 500]),
        ("off", [200, 200, 200, 200]),
        ("required", [500, 500, 500, 500]),
    ] {
        for (known, expected) in ["none", "down", "no keys", "keys"]
            .into_iter()
            .zip(expected)
        {
            let host = Host::with(|app| app.variable("wopi_proof", proof));
            if known != "none" {
                host.app.config.set("wopi_discovery_url", DISCOVERY);
            }
            match known {
                "no keys" => tells(&host, None, None),
                "keys" => tells(&host, Some(&FIRST), None),
                _ => {}
            }
            let editor = host.editor(&host.upload("a.docx", "one"));
            assert_eq!(editor.read("").status, expected, "{proof}, {known}");
            let signed = by(&editor, Some(&FIRST), None).status;
            let good = known == "keys" || expected == 200;
            assert_eq!(signed == 200, good, "{proof}, {known}, signed");
        }
    }
}

#[test]
fn a_client_that_starts_later_is_found_within_seconds() {
    let host = Host::with(|app| app.variable("wopi_discovery_url", DISCOVERY));
    let editor = host.editor(&host.upload("a.docx", "one"));
    assert_eq!(editor.read("").status, 200, "nothing can be checked yet");
    tells(&host, Some(&FIRST), None);
    assert_eq!(editor.read("").status, 200, "it was asked just before");
    host.app.clock.advance_s(6);
    refused(&editor.read(""), 500);
    done(&by(&editor, Some(&FIRST), None));
}

#[test]
fn each_client_has_its_own_keys() {
    let other = "http://collabora.test/hosting/discovery";
    let urls = format!("microsoft={DISCOVERY},collabora={other}");
    let host = Host::with(|app| app.variable("wopi_discovery_url", &urls));
    tells(&host, Some(&FIRST), None);
    let reply = Reply::ok(discovery(Some(&SECOND), None));
    host.app.outbound.reply(other, reply);
    let id = host.upload("a.docx", "one");
    for (client, first, second) in [("microsoft", 200, 500), ("collabora", 500, 200)] {
        let editor = host.editor_with(&id, client, &json!("all"));
        assert_eq!(by(&editor, Some(&FIRST), None).status, first, "{client}");
        assert_eq!(by(&editor, Some(&SECOND), None).status, second, "{client}");
    }
    // Of this one nothing is known.
    let editor = host.editor_with(&id, "onlyoffice", &json!("all"));
    done(&by(&editor, None, None));
}
