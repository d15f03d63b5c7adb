//! Proof keys over HTTP: the client's discovery is downloaded, and requests are signed with its key.

use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rsa::traits::PublicKeyParts as _;
use rsa::{BigUint, Pkcs1v15Sign, RsaPrivateKey};
use sha2::{Digest as _, Sha256};
use spindle_e2e::{Origin, Reply, Service, start};

use super::support::{editor, upload};

/// A key that is used in tests only.
fn key() -> RsaPrivateKey {
    let number = |text: &str| BigUint::from_bytes_be(&STANDARD.decode(text).expect("base64"));
    RsaPrivateKey::from_p_q(
        number("4u2+x05S35Y3TFhjwjPc7RSpLKFiV0Fcc8AaMCNIZ2uszrQEP7oUAugHRIrvTIzTaxEzcdI47tbPY+u7ExzNhw=="),
        number("xhzqtHJQHL2jJJ0dhG+ry5Lrxs6lx9bwoFJLuv/6MBnC9Gjow96fKDJRjPjy5EtwTQTxDotyN9YtxQqAI8EFmQ=="),
        BigUint::from(65537_u32),
    )
    .expect("a key")
}

/// Now in units of 100 ns since the year 1.
fn ticks() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let ms = since.expect("a clock that is set").as_millis();
    i64::try_from(ms).expect("this age") * 10_000 + 621_355_968_000_000_000
}

fn sign(key: &RsaPrivateKey, token: &str, url: &str, ticks: i64) -> String {
    let url = url.to_uppercase();
    let mut message = Vec::new();
    for part in [token.as_bytes(), url.as_bytes(), &ticks.to_be_bytes()] {
        message.extend(u32::try_from(part.len()).expect("short").to_be_bytes());
        message.extend(part);
    }
    let signature = key.sign(Pkcs1v15Sign::new::<Sha256>(), &Sha256::digest(message));
    STANDARD.encode(signature.expect("a signature"))
}

#[test]
fn only_what_the_clients_key_signed_is_taken() {
    let key = key();
    let modulus = STANDARD.encode(key.n().to_bytes_be());
    let discovery = format!(
        "<wopi-discovery><net-zone name=\"external-http\"/><proof-key modulus=\"{modulus}\" exponent=\"AQAB\"/></wopi-discovery>"
    );
    let origin = Origin::start();
    let url = origin.put("/hosting/discovery", Reply::ok(discovery));
    let service = start!(Service::open().variable("wopi_discovery_url", &url));
    let editor = editor(&service.client, &upload(&service.client, "a.docx", b"one"));
    let target = format!("{}&x=%c3%A9+a%20b%2F", editor.target(""));
    let now = ticks();
    let ask = |signed: &str, ticks: i64| {
        let proof = sign(&key, &editor.token, signed, ticks);
        let timestamp = ticks.to_string();
        let headers = [
            ("x-wopi-proof", proof.as_str()),
            ("x-wopi-timestamp", timestamp.as_str()),
        ];
        service.client.send("GET", &target, &headers, &[])
    };
    let url = format!("{}{target}", service.base);
    let good = ask(&url, now);
    assert_eq!(good.status, 200, "{:?}", good.header("x-wopi-servererror"));
    // Whoever reaches the host under another name has to say so.
    for signed in [
        url.replace("http://", "https://"),
        url.replace("127.0.0.1", "localhost"),
        url.replace("%2F", "/"),
        format!("{url}x"),
    ] {
        let answer = ask(&signed, now);
        assert_eq!(answer.status, 500, "{signed}");
        assert!(answer.header("x-wopi-servererror").is_some());
    }
    let minutes = |count: i64| now - count * 600_000_000;
    assert_eq!(ask(&url, minutes(19)).status, 200);
    assert_eq!(ask(&url, minutes(21)).status, 500);
    assert_eq!(editor.read("").status, 500, "nobody signed it");
    let asked = origin.requests();
    assert_eq!(asked.len(), 1, "{asked:?}");
    // The forwarded name is what the client called.
    let outside = url.replace(&service.base, "https://docs.example.com/w");
    let proof = sign(&key, &editor.token, &outside, now);
    let timestamp = now.to_string();
    let answer = service.client.send(
        "GET",
        &target,
        &[
            ("x-wopi-proof", proof.as_str()),
            ("x-wopi-timestamp", timestamp.as_str()),
            ("x-forwarded-proto", "https"),
            ("x-forwarded-host", "docs.example.com"),
            ("x-forwarded-prefix", "/w"),
        ],
        &[],
    );
    assert_eq!(
        answer.status,
        200,
        "{:?}",
        answer.header("x-wopi-servererror")
    );
}
