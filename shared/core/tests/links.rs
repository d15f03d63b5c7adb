//! Signed links: their shape, and what opens them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where something is not as it should be"
)]

use spindle_core::auth::links::{self, LinkError, NewLink, Opened};

const NOW: i64 = 1_795_304_000;

fn link(path: &str, name: &str, shard: Option<(&'static str, &str)>) -> String {
    let new = NewLink {
        base: "https://docs.test/ds",
        path,
        name,
        shard,
        expires_s: NOW + 900,
    };
    links::sign("secret", &new)
}

fn open(url: &str, now: i64) -> Result<Opened, LinkError> {
    let rest = url.strip_prefix("https://docs.test/ds").unwrap();
    let (path, query) = rest
        .split_once('?')
        .map_or((rest, None), |(path, query)| (path, Some(query)));
    links::open("secret", path, query, now)
}

#[test]
fn a_link_has_the_shape_that_integrators_know() {
    let url = link(
        "data/bld_1/output/Sample Text ü.docx",
        "Sample Text ü.docx",
        Some(("shardkey", "a b&c")),
    );
    let (head, tail) = url.split_once("?sig=").unwrap();
    assert_eq!(
        head,
        "https://docs.test/ds/cache/files/data/bld_1/output/Sample%20Text%20%C3%BC.docx/Sample%20Text%20%C3%BC.docx"
    );
    let (sig, rest) = tail.split_once('&').unwrap();
    assert_eq!(sig.len(), 43, "32 bytes in base64url without padding");
    // The file name stays last: an integrator's pattern ends in the extension.
    assert_eq!(
        rest,
        "expires=1795304900&shardkey=a%20b%26c&filename=Sample%20Text%20%C3%BC.docx"
    );
    assert_eq!(
        url::Url::parse(&url).unwrap().as_str(),
        url,
        "a strict client takes it as it is"
    );
}

#[test]
fn a_link_opens_what_it_names() {
    for (path, name) in [
        ("data/bld_1/output/a.docx", "a.docx"),
        (
            "data/k=.-_/output/Sample Text ü 漢.docx",
            "Sample Text ü 漢.docx",
        ),
        ("data/x/output/50% & more?#.txt", "50% & more?#.txt"),
        ("forgotten/k/output.docx", "another name.docx"),
    ] {
        let url = link(path, name, None);
        let expected = Opened {
            path: path.to_owned(),
            name: name.to_owned(),
        };
        assert_eq!(open(&url, NOW), Ok(expected.clone()), "{url}");
        assert_eq!(open(&url, NOW + 900), Ok(expected), "its last second");
        assert_eq!(open(&url, NOW + 901), Err(LinkError::Expired(1)));
    }
}

#[test]
fn a_changed_link_opens_nothing() {
    let url = link(
        "data/bld_1/output/a.docx",
        "a.docx",
        Some(("shardkey", "s")),
    );
    for (change, expected) in [
        (url.replace("/a.docx?", "/b.docx?"), LinkError::Signature),
        (
            url.replace("output/a.docx", "output/b.docx"),
            LinkError::Signature,
        ),
        (url.replace("bld_1", "bld_2"), LinkError::Signature),
        (
            url.replace("expires=1795304900", "expires=1795304901"),
            LinkError::Signature,
        ),
        (url.replace("?sig=", "?sig=A"), LinkError::Signature),
        (url.replace("?sig=", "?sig=!"), LinkError::Signature),
        (url.replace("?sig=", "?md5="), LinkError::Unsigned),
        (url.replace("expires=", "expired="), LinkError::Unsigned),
        (
            url.replace("expires=1795304900", "expires=x"),
            LinkError::Unsigned,
        ),
        (
            url.split_once('?').unwrap().0.to_owned(),
            LinkError::Unsigned,
        ),
        (url.replace("bld_1", "%ff"), LinkError::Signature),
        // The end is looked at before the signature.
        (
            url.replace("?sig=", "?sig=A")
                .replace("expires=1795304900", "expires=1"),
            LinkError::Expired(NOW - 1),
        ),
    ] {
        assert_ne!(change, url);
        assert_eq!(open(&change, NOW), Err(expected), "{change}");
    }
    let path = url.strip_prefix("https://docs.test/ds").unwrap();
    let (path, query) = path.split_once('?').unwrap();
    assert_eq!(
        links::open("another secret", path, Some(query), NOW),
        Err(LinkError::Signature)
    );
}

#[test]
fn what_does_not_matter_may_change() {
    let url = link(
        "data/bld_1/output/a.docx",
        "a.docx",
        Some(("shardkey", "s")),
    );
    for change in [
        url.replace("&filename=a.docx", ""),
        url.replace("shardkey=s", "shardkey=t"),
        url.replace("a.docx?", "%61.docx?"),
        url.replace("/cache/files/", "/Cache/Files/"),
    ] {
        assert_ne!(change, url);
        assert!(open(&change, NOW).is_ok(), "{change}");
    }
}

#[test]
fn a_call_between_components_is_signed_for_its_target_and_time() {
    use spindle_core::auth::internal;
    let value = internal::sign("secret", "/internal/step?key=a", NOW);
    assert!(internal::verify(
        "secret",
        "/internal/step?key=a",
        &value,
        NOW + 60
    ));
    assert!(!internal::verify(
        "secret",
        "/internal/step?key=a",
        &value,
        NOW + 61
    ));
    assert!(!internal::verify(
        "secret",
        "/internal/step?key=b",
        &value,
        NOW
    ));
    assert!(!internal::verify(
        "other",
        "/internal/step?key=a",
        &value,
        NOW
    ));
    for bad in [
        "",
        ".",
        "x",
        "1795304060.",
        "1795304060.AAAA",
        &value.replace("17953040", "27953040"),
    ] {
        assert!(
            !internal::verify("secret", "/internal/step?key=a", bad, NOW),
            "{bad}"
        );
    }
}
