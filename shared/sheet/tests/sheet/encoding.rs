//! The envelope: what goes in, what comes out, and what is refused.

use std::io::Write as _;
use std::process::{Command, Stdio};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use serde_json::{Value, json};
use spindle_sheet::{Decoded, SheetError, Workbook, decode, decode_commands, encode, expanded_len};

const LIMIT: usize = 64 * 1024 * 1024;
const UNDEFINED: &str = "H4sIAAAAAAAAAyvNS0lNy8xLTQEATzDc/gkAAAA=";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
    gzip.write_all(bytes).unwrap();
    gzip.finish().unwrap()
}

fn enveloped(bytes: &[u8]) -> String {
    STANDARD.encode(gzip(bytes))
}

fn json_of(text: &str) -> String {
    match decode(text, LIMIT).unwrap() {
        Decoded::Json(json) => json,
        Decoded::Empty => panic!("empty"),
    }
}

#[test]
fn what_a_client_writes_for_nothing_is_empty() {
    assert_eq!(decode(UNDEFINED, LIMIT), Ok(Decoded::Empty));
    assert_eq!(encode("undefined"), UNDEFINED);
    assert_eq!(decode("", LIMIT), Ok(Decoded::Empty));
    assert_eq!(decode(&enveloped(b""), LIMIT), Ok(Decoded::Empty));
}

#[test]
fn the_empty_workbook_has_the_sizes_of_the_sample() {
    let json = Workbook::new().to_json();
    assert_eq!(json.chars().count(), 2_469);
    assert_eq!(expanded_len(&json), 3_929);
    let text = encode(&json);
    let bytes = STANDARD.decode(&text).unwrap();
    assert_eq!(bytes[..10], [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);
    assert_eq!(bytes[bytes.len() - 4..], 3_929_u32.to_le_bytes());
    assert_eq!(json_of(&text), json);
    assert_eq!(Workbook::new().version(), 1);
}

#[test]
fn only_what_ecmascript_leaves_is_left() {
    let json = "{\"-_.!~*'()aZ9\":\" \\\"#$%&+,/:;<=>?@[\\\\]^`{|}工\u{1F600}\"}";
    let bytes = STANDARD.decode(encode(json)).unwrap();
    let mut text = String::new();
    std::io::Read::read_to_string(&mut flate2::read::GzDecoder::new(&bytes[..]), &mut text)
        .unwrap();
    assert_eq!(
        text,
        "%7B%22-_.!~*'()aZ9%22%3A%22%20%5C%22%23%24%25%26%2B%2C%2F%3A%3B%3C%3D%3E%3F%40%5B%5C%5C%5D%5E%60%7B%7C%7D%E5%B7%A5%F0%9F%98%80%22%7D"
    );
    assert_eq!(text.len(), expanded_len(json));
}

#[test]
fn an_expanded_text_may_be_encoded_or_not() {
    for expanded in ["%7B%22a%22%3A1%7D", "%7b%22a%22%3a1%7d", "{\"a\":1}"] {
        assert_eq!(json_of(&enveloped(expanded.as_bytes())), "{\"a\":1}");
    }
    assert_eq!(json_of(&enveloped(b"%5B%5D")), "[]");
    assert_eq!(json_of(&enveloped(b"%5b%5d")), "[]");
    // Base64 may come without its padding.
    let text = enveloped(b"{\"a\":12}");
    assert_eq!(json_of(text.trim_end_matches('=')), "{\"a\":12}");
}

#[test]
fn what_is_damaged_is_refused_in_words() {
    let good = gzip(b"{\"some\":\"text that is long enough to be cut\"}");
    let refused = |bytes: &[u8]| match decode(&STANDARD.encode(bytes), LIMIT) {
        Err(error @ SheetError::Gzip(_)) => error.to_string(),
        other => panic!("{other:?}"),
    };
    for cut in 1..good.len() {
        refused(&good[..cut]);
    }
    for (at, byte) in [(0, 0), (good.len() - 1, 7), (good.len() - 6, 9)] {
        let mut bad = good.clone();
        bad[at] ^= byte | 1;
        refused(&bad);
    }
    let trailing = [&good[..], b"more"].concat();
    assert!(refused(&trailing).contains("bytes follow its end"));
    let twice = [&good[..], &good[..]].concat();
    assert!(refused(&twice).contains("bytes follow its end"));
    for text in ["*", "====", "H4sI AAA", "H4sIAA\n", "H4s-", "A"] {
        let error = decode(text, LIMIT).unwrap_err();
        assert!(matches!(error, SheetError::Base64(_)), "{text}: {error}");
    }
    assert_eq!(
        decode(&enveloped(b"\xff\xfe"), LIMIT),
        Err(SheetError::Utf8)
    );
    assert_eq!(
        decode(&enveloped(b"%7B%ff%7D"), LIMIT),
        Err(SheetError::Utf8)
    );
    for (text, at) in [("%7B%", 3), ("%7B%2", 3), ("%5B%zz%5D", 3), ("%5B%2%5D", 3)] {
        let error = decode(&enveloped(text.as_bytes()), LIMIT);
        assert_eq!(error, Err(SheetError::Percent { at }), "{text}");
    }
}

#[test]
fn a_bomb_is_refused_before_it_takes_the_memory() {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
    let block = vec![0_u8; 1 << 20];
    for _ in 0..100 {
        gzip.write_all(&block).unwrap();
    }
    let text = STANDARD.encode(gzip.finish().unwrap());
    assert!(text.len() < 200_000);
    let refused = |limit| Err(SheetError::TooLarge { limit });
    assert_eq!(decode(&text, LIMIT), refused(LIMIT));
    assert_eq!(decode(&text, 1000), refused(1000));
    assert_eq!(decode(&text, 0), refused(0));
    assert_eq!(
        decode_commands(&text, Some("v1"), 1000),
        Err(SheetError::TooLarge { limit: 1000 })
    );
    let small = enveloped(b"{\"a\":1}");
    assert_eq!(decode(&small, 6), refused(6));
    assert_eq!(decode(&small, 7), Ok(Decoded::Json("{\"a\":1}".to_owned())));
    assert!(decode(&small, usize::MAX).is_ok());
    assert_eq!(
        decode_commands("[{}]", None, 3),
        Err(SheetError::TooLarge { limit: 3 })
    );
}

#[test]
fn commands_come_in_three_forms() {
    let one = json!([{ "cmd": "zoom" }]);
    let compressed = encode(&one.to_string());
    let unencoded = enveloped(one.to_string().as_bytes());
    let list = one.as_array().unwrap().clone();
    for (text, version) in [
        (compressed.as_str(), Some("v1")),
        (&compressed, None),
        (&unencoded, None),
        (&one.to_string(), None),
        (" {\"cmd\":\"zoom\"}", None),
        (&encode("{\"cmd\":\"zoom\"}"), Some("v1")),
    ] {
        assert_eq!(
            decode_commands(text, version, LIMIT),
            Ok(list.clone()),
            "{text}"
        );
    }
    for text in ["", "[]", UNDEFINED, &encode("[]")] {
        assert_eq!(decode_commands(text, None, LIMIT), Ok(Vec::new()), "{text}");
    }
    let version = decode_commands("[]", Some("v2"), LIMIT);
    assert_eq!(version, Err(SheetError::Version("v2".to_owned())));
    // With a version, the text must be what the version says.
    assert!(decode_commands("[]", Some("v1"), LIMIT).is_err());
    for text in ["[1]", "[{},null]", "{", "[\"\\ud800\"]", "[{\"a\":1e999}]"] {
        assert!(decode_commands(text, None, LIMIT).is_err(), "{text}");
    }
    assert!(matches!(
        decode_commands(&encode("3"), None, LIMIT),
        Err(SheetError::Shape(_))
    ));
    let deep = format!("[{{\"a\":{}{}}}]", "[".repeat(200), "]".repeat(200));
    assert!(matches!(
        decode_commands(&deep, None, LIMIT),
        Err(SheetError::Json(_))
    ));
}

/// Runs a script of another language on a text, where that language is here.
fn elsewhere(program: &str, arguments: &[&str], input: &str) -> Option<String> {
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    child.stdin.take()?.write_all(input.as_bytes()).ok()?;
    let output = child.wait_with_output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8(output.stdout).unwrap())
}

/// Odd texts that an encoder may get wrong.
fn odd_json() -> String {
    let text: String = (1..0x300)
        .chain(0xFFF0..0x1_0010)
        .chain(0x10_FFF0..=0x10_FFFF)
        .filter_map(char::from_u32)
        .collect();
    json!({ "text": text }).to_string()
}

#[test]
fn node_reads_and_writes_the_same() {
    let json = odd_json();
    let read = "const z=require('zlib');let t='';process.stdin.on('data',d=>t+=d).on('end',()=>process.stdout.write(decodeURIComponent(z.gunzipSync(Buffer.from(t,'base64')).toString())))";
    let write = "const z=require('zlib');const c=[];process.stdin.on('data',d=>c.push(d)).on('end',()=>process.stdout.write(z.gzipSync(encodeURIComponent(Buffer.concat(c).toString())).toString('base64')))";
    let Some(there) = elsewhere("node", &["-e", read], &encode(&json)) else {
        eprintln!("skipped: there is no node here");
        return;
    };
    assert!(there == json);
    let theirs = elsewhere("node", &["-e", write], &json).unwrap();
    assert!(json_of(&theirs) == json);
}

#[test]
fn python_reads_the_same() {
    let json = odd_json();
    let read = "import sys,gzip,base64,urllib.parse;sys.stdout.buffer.write(urllib.parse.unquote(gzip.decompress(base64.b64decode(sys.stdin.read())).decode('ascii')).encode())";
    match elsewhere("python3", &["-c", read], &encode(&json)) {
        Some(there) => assert!(there == json),
        None => eprintln!("skipped: there is no python3 here"),
    }
}

/// JSON of any shape, with all of Unicode in its texts.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((any::<String>(), inner), 0..6)
                .prop_map(|entries| Value::Object(entries.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_encoded_is_decoded(value in any_json(), key in any::<String>()) {
        let json = json!({ key: value }).to_string();
        let text = encode(&json);
        prop_assert_eq!(decode(&text, LIMIT), Ok(Decoded::Json(json.clone())));
        prop_assert_eq!(decode(&text, expanded_len(&json)), Ok(Decoded::Json(json.clone())));
        prop_assert!(decode(&text, expanded_len(&json) - 1).is_err());
        prop_assert_eq!(Workbook::parse(&json).unwrap().to_json(), json);
    }

    #[test]
    fn no_bytes_make_it_fail_badly(bytes in prop::collection::vec(any::<u8>(), 0..300), text in any::<String>()) {
        let _ = decode(&STANDARD.encode(&bytes), 1000);
        let _ = decode(&enveloped(&bytes), 1000);
        let _ = decode(&text, 1000);
        let _ = decode_commands(&text, None, 1000);
        let _ = Workbook::parse(&text);
        if let Ok(text) = String::from_utf8(bytes) {
            let _ = Workbook::parse(&text);
        }
    }

    #[test]
    fn a_flipped_bit_is_never_other_json(at in 0_usize..200, bit in 0_u8..8) {
        let json = "{\"a\":[1,2,3],\"b\":\"工作表\"}";
        let mut bytes = STANDARD.decode(encode(json)).unwrap();
        let at = at % bytes.len();
        bytes[at] ^= 1 << bit;
        // Times and the like in the header may be anything; what is decoded never is.
        if let Ok(decoded) = decode(&STANDARD.encode(&bytes), LIMIT) {
            prop_assert_eq!(decoded, Decoded::Json(json.to_owned()));
        }
    }
}
