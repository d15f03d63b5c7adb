//! Signed downloads.

use spindle_e2e::{Answer, Service, start};

const SCRIPT: &[u8] =
    "builder.CreateFile(\"docx\");\nbuilder.SaveFile(\"docx\", \"报告 (1).docx\");\n".as_bytes();

fn link(service: &Service) -> String {
    let body = service
        .client
        .send("POST", "/docbuilder", &[], SCRIPT)
        .json();
    body["urls"]["报告 (1).docx"]
        .as_str()
        .unwrap_or_else(|| panic!("{body}"))
        .to_owned()
}

fn get(service: &Service, url: &str, headers: &[(&str, &str)]) -> Answer {
    service.client.send("GET", url, headers, b"")
}

#[test]
fn links_are_encoded_and_name_the_file() {
    let service = start!(Service::any());
    let url = link(&service);
    assert!(url.is_ascii() && !url.contains(' '), "{url}");
    assert!(
        url.starts_with(&format!("{}/cache/files/", service.base)),
        "{url}"
    );
    let answer = get(&service, &url, &[]);
    assert_eq!(answer.status, 200);
    assert!(answer.body.starts_with(b"PK"));
    let disposition = answer.header("content-disposition").expect("a disposition");
    assert!(
        disposition.starts_with("attachment")
            && disposition.contains("filename*=UTF-8''%E6%8A%A5%E5%91%8A%20"),
        "{disposition}"
    );
    assert_eq!(
        answer.header("content-type"),
        Some("application/vnd.openxmlformats-officedocument.wordprocessingml.document")
    );
    assert_eq!(
        answer.header("content-length"),
        Some(answer.body.len().to_string().as_str())
    );

    let head = service.client.send("HEAD", &url, &[], b"");
    assert_eq!(
        (head.status, head.header("content-length")),
        (200, answer.header("content-length"))
    );
    assert!(head.body.is_empty());
    let tag = answer.header("etag").expect("an ETag");
    assert_eq!(get(&service, &url, &[("if-none-match", tag)]).status, 304);
}

#[test]
fn parts_of_a_file() {
    let service = start!(Service::any());
    let url = link(&service);
    let whole = get(&service, &url, &[]).body;
    let size = whole.len();
    for (range, from, to) in [
        ("bytes=0-9", 0, 10),
        ("bytes=5-", 5, size),
        ("bytes=-7", size - 7, size),
        ("bytes=0-99999999", 0, size),
    ] {
        let answer = get(&service, &url, &[("range", range)]);
        assert_eq!(answer.status, 206, "{range}");
        assert_eq!(answer.body, &whole[from..to], "{range}");
        assert_eq!(
            answer.header("content-range"),
            Some(format!("bytes {from}-{}/{size}", to - 1).as_str())
        );
    }
    let beyond = get(&service, &url, &[("range", "bytes=99999999-")]);
    assert_eq!(beyond.status, 416);
    assert_eq!(
        beyond.header("content-range"),
        Some(format!("bytes */{size}").as_str())
    );
    assert_eq!(
        get(&service, &url, &[("range", "bytes=nonsense")]).status,
        200
    );
}

#[test]
fn only_what_was_signed_is_served() {
    let service = start!(Service::any());
    let url = link(&service);
    let (path, query) = url.split_once('?').expect("a query");
    let expires = query
        .split('&')
        .find(|pair| pair.starts_with("expires="))
        .expect("expires");
    assert_eq!(get(&service, path, &[]).status, 403);
    assert_eq!(
        get(&service, &url.replace(expires, "expires=99999999999"), &[]).status,
        403
    );
    assert_eq!(
        get(&service, &url.replace(expires, "expires=1"), &[]).status,
        410
    );
    let other = url.replacen("/cache/files/data/", "/cache/files/data/other", 1);
    assert_ne!(other, url);
    let answer = get(&service, &other, &[]);
    assert_eq!(answer.status, 403);
    assert!(!answer.text().is_empty(), "in words");
    assert_eq!(service.client.send("POST", &url, &[], b"").status, 404);
    assert!(
        query
            .split('&')
            .next_back()
            .is_some_and(|pair| pair.starts_with("filename=")),
        "filename stays last: {query}"
    );
}
