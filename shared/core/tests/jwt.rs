//! Tokens: what is accepted, what is refused, and with which words.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where something is not as it should be"
)]

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jwt_simple::algorithms::{HS256Key, HS384Key, HS512Key, MACLike as _};
use serde_json::{Map, Value, json};
use spindle_core::auth::incoming;
use spindle_core::auth::jwt::{self, TokenError};
use spindle_core::settings::{JwtSettings, Settings};
use spindle_testkit::ports::FixedConfig;

const NOW: i64 = 1_795_304_000;
const SECRET: &str = "labsecret";

fn token_with(header: &Value, claims: &str, secret: &str) -> String {
    let signed = format!(
        "{}.{}",
        URL_SAFE_NO_PAD.encode(header.to_string()),
        URL_SAFE_NO_PAD.encode(claims)
    );
    let (secret, bytes) = (secret.as_bytes(), signed.as_bytes());
    let tag = match header.get("alg").and_then(Value::as_str) {
        Some("HS384") => HS384Key::from_bytes(secret).authentication_tag(bytes),
        Some("HS512") => HS512Key::from_bytes(secret).authentication_tag(bytes),
        Some("none") => Vec::new(),
        _ => HS256Key::from_bytes(secret).authentication_tag(bytes),
    };
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(tag))
}

fn token(claims: &Value) -> String {
    token_with(
        &json!({"alg": "HS256", "typ": "JWT"}),
        &claims.to_string(),
        SECRET,
    )
}

#[test]
fn times() {
    for (claims, expected) in [
        (json!({}), Ok(())),
        (json!({"exp": NOW + 1}), Ok(())),
        (json!({"exp": NOW - 59}), Ok(())),
        (json!({"exp": NOW - 60}), Err(TokenError::Expired(60))),
        (json!({"exp": NOW - 100}), Err(TokenError::Expired(100))),
        (json!({"exp": NOW as f64 - 59.5}), Ok(())),
        (json!({"exp": NOW as f64 + 0.75}), Ok(())),
        (
            json!({"exp": NOW as f64 - 100.5}),
            Err(TokenError::Expired(100)),
        ),
        (json!({"exp": 1e300}), Ok(())),
        (json!({"exp": -1e300}), Err(TokenError::Expired(i64::MAX))),
        (json!({"nbf": NOW + 60}), Ok(())),
        (json!({"nbf": NOW + 61}), Err(TokenError::NotYet(61))),
        (
            json!({"nbf": NOW as f64 + 60.5}),
            Err(TokenError::NotYet(61)),
        ),
        (json!({"iat": NOW + 100_000}), Ok(())),
        (json!({"iat": "yesterday"}), Ok(())),
        (json!({"aud": 7, "iss": [], "sub": {}, "jti": null}), Ok(())),
        (
            json!({"exp": "1795305000"}),
            Err(TokenError::Malformed(
                "its `exp` is not a number".to_owned(),
            )),
        ),
        (
            json!({"nbf": null}),
            Err(TokenError::Malformed(
                "its `nbf` is not a number".to_owned(),
            )),
        ),
    ] {
        let outcome = jwt::verify(&token(&claims), SECRET, NOW);
        match expected {
            Ok(()) => assert_eq!(outcome, Ok(claims)),
            Err(error) => assert_eq!(outcome, Err(error), "{claims}"),
        }
    }
}

#[test]
fn algorithms() {
    let claims = r#"{"c":"version"}"#;
    for algorithm in ["HS256", "HS384", "HS512"] {
        for header in [
            json!({"alg": algorithm, "typ": "JWT"}),
            json!({"alg": algorithm}),
            json!({"alg": algorithm, "kid": "1", "cty": "x", "typ": "whatever"}),
        ] {
            let token = token_with(&header, claims, SECRET);
            assert_eq!(
                jwt::verify(&token, SECRET, NOW),
                Ok(json!({"c": "version"})),
                "{header}"
            );
            assert_eq!(
                jwt::verify(&token, "other", NOW),
                Err(TokenError::Signature),
                "{header}"
            );
        }
    }
    for algorithm in ["none", "hs256", "HS1", "RS256", ""] {
        let token = token_with(&json!({"alg": algorithm}), claims, SECRET);
        assert_eq!(
            jwt::verify(&token, SECRET, NOW),
            Err(TokenError::Algorithm(algorithm.to_owned()))
        );
    }
    let without = token_with(&json!({"typ": "JWT"}), claims, SECRET);
    assert_eq!(
        jwt::verify(&without, SECRET, NOW),
        Err(TokenError::Algorithm("none".to_owned()))
    );
}

#[test]
fn malformed_tokens() {
    let good = token(&json!({"c": "version"}));
    let parts: Vec<&str> = good.split('.').collect();
    let not_json = token_with(&json!({"alg": "HS256"}), "version", SECRET);
    let critical = token_with(&json!({"alg": "HS256", "crit": ["x"]}), "{}", SECRET);
    for bad in [
        String::new(),
        "garbage".to_owned(),
        "a.b".to_owned(),
        format!("{good}.x"),
        format!(" {good}"),
        format!("{good}="),
        format!("!.{}.{}", parts[1], parts[2]),
        format!("{}.{}.!", parts[0], parts[1]),
        format!("bm9uZQ.{}.{}", parts[1], parts[2]),
        not_json,
        critical,
    ] {
        let outcome = jwt::verify(&bad, SECRET, NOW);
        assert!(
            matches!(outcome, Err(TokenError::Malformed(_))),
            "{bad}: {outcome:?}"
        );
    }
    for tampered in [
        format!(
            "{}.{}.{}",
            parts[0],
            URL_SAFE_NO_PAD.encode(r#"{"c":"license"}"#),
            parts[2]
        ),
        format!("{}.{}.", parts[0], parts[1]),
        format!("{}.{}.{}", parts[0], parts[1], &parts[2][..20]),
    ] {
        assert_eq!(
            jwt::verify(&tampered, SECRET, NOW),
            Err(TokenError::Signature),
            "{tampered}"
        );
    }
}

#[test]
fn a_deeply_nested_token_is_refused_not_a_crash() {
    let claims = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let token = token_with(&json!({"alg": "HS256"}), &claims, SECRET);
    assert!(matches!(
        jwt::verify(&token, SECRET, NOW),
        Err(TokenError::Malformed(_))
    ));
}

#[test]
fn a_long_header_is_refused_before_it_is_parsed() {
    let header = json!({"alg": "HS256", "x": vec![0; 4096]});
    let token = token_with(&header, "{}", SECRET);
    assert_eq!(
        jwt::verify(&token, SECRET, NOW),
        Err(TokenError::Malformed(
            "its header is longer than 4096 bytes".to_owned()
        ))
    );
}

#[test]
fn what_is_signed_is_accepted() {
    let mut claims = Map::new();
    claims.insert("payload".to_owned(), json!({"url": "http://a/b c"}));
    let token = jwt::sign(claims, SECRET, NOW, 300);
    assert_eq!(
        jwt::verify(&token, SECRET, NOW),
        Ok(json!({"payload": {"url": "http://a/b c"}, "iat": NOW, "exp": NOW + 300}))
    );
    assert_eq!(
        jwt::verify(&token, SECRET, NOW + 361),
        Err(TokenError::Expired(61))
    );
}

fn settings(variables: &[(&str, &str)]) -> JwtSettings {
    let config = FixedConfig::default();
    config.set("jwt_secret", SECRET);
    for (name, value) in variables {
        config.set(name, value);
    }
    Settings::load(&config).unwrap().jwt
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        other => panic!("{other} is no object"),
    }
}

fn header(name: &'static str, value: &str) -> http::HeaderMap {
    let mut headers = http::HeaderMap::new();
    headers.insert(name, value.parse().unwrap());
    headers
}

fn accept(
    variables: &[(&str, &str)],
    headers: &http::HeaderMap,
    clear: Value,
) -> Result<Value, String> {
    incoming::accept(&settings(variables), headers, &object(clear), NOW)
        .map(|accepted| Value::Object(accepted.parameters))
        .map_err(|error| error.to_string())
}

#[test]
fn the_body_s_token_alone_decides() {
    let good = token(&json!({"c": "version"}));
    let bearer = format!("Bearer {}", token(&json!({"c": "license"})));
    let none = http::HeaderMap::new();
    let (with_good, with_bad) = (
        header("authorization", &bearer),
        header("authorization", "Bearer bad"),
    );
    let version = Ok(json!({"c": "version"}));
    assert_eq!(accept(&[], &none, json!({"token": good})), version);
    assert_eq!(accept(&[], &with_good, json!({"token": good})), version);
    assert_eq!(accept(&[], &with_bad, json!({"token": good})), version);
    assert!(accept(&[], &with_good, json!({"token": "bad"})).is_err());
    // What is not truthy does not count as a token.
    for empty in [json!(""), json!(null), json!(false), json!(0)] {
        assert_eq!(
            accept(&[], &with_good, json!({"token": empty})),
            Ok(json!({"c": "license"}))
        );
        assert!(accept(&[], &none, json!({"token": empty})).is_err());
    }
    let number = accept(&[], &with_good, json!({"token": 12})).unwrap_err();
    assert_eq!(
        number,
        "the token is malformed: the parameter `token` is a number, not a string"
    );
}

#[test]
fn claims_are_unwrapped_and_clear_text_is_discarded() {
    let none = http::HeaderMap::new();
    let clear = |claims: Value| json!({"c": "clear", "key": "clear", "token": token(&claims)});
    for (claims, expected) in [
        (json!({"c": "v"}), json!({"c": "v"})),
        (
            json!({"payload": {"c": "v"}}),
            json!({"payload": {"c": "v"}, "c": "v"}),
        ),
        (
            json!({"c": "x", "payload": {"c": "y", "key": "p"}, "query": {"c": "z"}}),
            json!({"c": "z", "payload": {"c": "y", "key": "p"}, "query": {"c": "z"}, "key": "p"}),
        ),
        (
            json!({"c": "v", "payload": {}}),
            json!({"c": "v", "payload": {}}),
        ),
        (
            json!({"c": "v", "payload": "text"}),
            json!({"c": "v", "payload": "text"}),
        ),
        (json!(["c"]), json!({})),
        (json!("c"), json!({})),
    ] {
        assert_eq!(
            accept(&[], &none, clear(claims.clone())),
            Ok(expected),
            "{claims}"
        );
    }
    let loose = [("token_required_params", "false")];
    let merged = accept(&loose, &none, clear(json!({"payload": {"key": "k2"}}))).unwrap();
    assert_eq!(
        (&merged["c"], &merged["key"]),
        (&json!("clear"), &json!("k2"))
    );
}

#[test]
fn the_header_is_read_exactly() {
    let good = token(&json!({"payload": {"c": "v"}}));
    for (variables, name, value, words) in [
        (vec![], "authorization", format!("Bearer {good}"), None),
        (
            vec![],
            "authorization",
            format!("bearer {good}"),
            Some("does not begin with `Bearer `"),
        ),
        (
            vec![],
            "authorization",
            good.clone(),
            Some("does not begin with `Bearer `"),
        ),
        (
            vec![],
            "authorization",
            format!("Bearer  {good}"),
            Some("malformed"),
        ),
        (
            vec![],
            "authorizationjwt",
            format!("Bearer {good}"),
            Some("nor the header `Authorization`"),
        ),
        (
            vec![("jwt_header", "AuthorizationJwt")],
            "authorizationjwt",
            format!("Bearer {good}"),
            None,
        ),
        (
            vec![("jwt_header", "X-Token")],
            "authorization",
            format!("Bearer {good}"),
            Some("nor the header `X-Token`"),
        ),
        (
            vec![("jwt_prefix", "")],
            "authorization",
            good.clone(),
            None,
        ),
    ] {
        let outcome = accept(&variables, &header(name, &value), json!({"c": "clear"}));
        match words {
            None => assert_eq!(outcome.unwrap()["c"], "v"),
            Some(words) => {
                let refusal = outcome.unwrap_err();
                assert!(refusal.contains(words), "{refusal}");
                assert!(
                    !refusal.contains(&good) && !refusal.contains(SECRET),
                    "{refusal}"
                );
            }
        }
    }
}

#[test]
fn with_tokens_off_clear_text_counts_and_nothing_is_checked() {
    let off = [("jwt_enabled", "false")];
    let clear = json!({"c": "version", "token": "garbage"});
    assert_eq!(
        accept(&off, &http::HeaderMap::new(), clear.clone()),
        Ok(clear)
    );
    let accepted =
        incoming::accept(&settings(&off), &http::HeaderMap::new(), &Map::new(), NOW).unwrap();
    assert!(!accepted.authenticated);
}
