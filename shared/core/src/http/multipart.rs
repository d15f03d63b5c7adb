//! Forms with files: `multipart/form-data` (RFC 7578, RFC 2046 section 5.1).

use ::http::HeaderMap;
use ::http::header::CONTENT_TYPE;
use memchr::memmem;

/// How many parts a form may have.
const MOST_PARTS: usize = 100;
/// Bytes of the headers of one part at most.
const MOST_HEADERS: usize = 8 * 1024;

/// One part of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part<'b> {
    /// The name of its field.
    pub name: String,
    /// The name of its file; `None` for a text.
    pub file_name: Option<String>,
    /// Its bytes.
    pub bytes: &'b [u8],
}

/// The boundary of a body that is a form.
pub(crate) fn boundary(headers: &HeaderMap) -> Option<String> {
    let content_type = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    let (kind, parameters) = content_type.split_once(';')?;
    if !kind.trim().eq_ignore_ascii_case("multipart/form-data") {
        return None;
    }
    parameter(parameters, "boundary").filter(|boundary| (1..=70).contains(&boundary.len()))
}

/// The parts of a form.
///
/// # Errors
/// In words, after "the body": where it is no form.
pub(crate) fn parse<'b>(body: &'b [u8], boundary: &str) -> Result<Vec<Part<'b>>, String> {
    let delimiter = format!("\r\n--{boundary}");
    let finder = memmem::Finder::new(&delimiter);
    // The first delimiter may stand at the very beginning, without a line before it.
    let first = format!("--{boundary}");
    let mut rest = match body.strip_prefix(first.as_bytes()) {
        Some(rest) => rest,
        None => after(body, finder.find(body), delimiter.len())
            .ok_or("is a form without its boundary")?,
    };
    let mut parts = Vec::new();
    loop {
        // White space may follow a delimiter; two hyphens end the form.
        if rest.starts_with(b"--") {
            return Ok(parts);
        }
        let line = memmem::find(rest, b"\r\n").ok_or("is a form that breaks off")?;
        rest = after(rest, Some(line), 2).unwrap_or_default();
        let end = finder.find(rest).ok_or("is a form that breaks off")?;
        let part = rest.get(..end).unwrap_or_default();
        if parts.len() == MOST_PARTS {
            return Err(format!("is a form of more than {MOST_PARTS} parts"));
        }
        parts.push(read_part(part)?);
        rest = after(rest, Some(end), delimiter.len()).unwrap_or_default();
    }
}

fn after(bytes: &[u8], at: Option<usize>, length: usize) -> Option<&[u8]> {
    bytes.get(at?.checked_add(length)?..)
}

fn read_part(part: &[u8]) -> Result<Part<'_>, String> {
    let head = part.get(..part.len().min(MOST_HEADERS)).unwrap_or_default();
    let (headers, start) = match memmem::find(head, b"\r\n\r\n") {
        Some(end) => (head.get(..end).unwrap_or_default(), end + 4),
        None => return Err("is a form with a part without headers".to_owned()),
    };
    let headers = String::from_utf8_lossy(headers);
    let disposition = headers
        .split("\r\n")
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.trim().eq_ignore_ascii_case("content-disposition"))
        .map(|(_, value)| value.to_owned())
        .unwrap_or_default();
    let name = parameter(&disposition, "name").ok_or("is a form with a part without a name")?;
    // The extended spelling of RFC 5987 is not allowed in forms, but some clients send it.
    let extended = parameter(&disposition, "filename*").and_then(|value| {
        let encoded = value.rsplit('\'').next().unwrap_or_default();
        percent_encoding::percent_decode_str(encoded)
            .decode_utf8()
            .ok()
            .map(std::borrow::Cow::into_owned)
    });
    Ok(Part {
        name,
        file_name: extended.or_else(|| parameter(&disposition, "filename")),
        bytes: part.get(start..).unwrap_or_default(),
    })
}

/// A parameter of a header's value: a token, or a text in quotes in which a backslash stands before quotes.
fn parameter(value: &str, name: &str) -> Option<String> {
    let mut rest = value;
    loop {
        rest = rest.trim_start_matches([' ', '\t', ';']);
        let (key, after_key) = match rest.find(['=', ';']) {
            Some(at) => rest.split_at(at),
            None => return None,
        };
        let Some(value) = after_key.strip_prefix('=') else {
            rest = after_key;
            continue;
        };
        let (text, remaining) = read_value(value);
        if key.trim().eq_ignore_ascii_case(name) {
            return Some(text);
        }
        rest = remaining;
    }
}

fn read_value(value: &str) -> (String, &str) {
    let Some(quoted) = value.strip_prefix('"') else {
        let end = value.find(';').unwrap_or(value.len());
        let (text, rest) = value.split_at(end);
        return (text.trim().to_owned(), rest);
    };
    let mut text = String::new();
    let mut characters = quoted.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => return (text, quoted.get(at + 1..).unwrap_or_default()),
            // Browsers escape quotes only; a backslash of a Windows path stays.
            '\\' if quoted
                .get(at + 1..)
                .is_some_and(|rest| rest.starts_with('"')) =>
            {
                characters.next();
                text.push('"');
            }
            other => text.push(other),
        }
    }
    (text, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORM: &[u8] =
        b"--xyz\r\nContent-Disposition: form-data; name=\"appUserId\"\r\n\r\nu1\r\n\
        --xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a \\\"b\\\".md\"\r\n\
        Content-Type: text/markdown\r\n\r\n# x\r\n\r\n--xy\r\n\r\n--xyz--\r\n";

    #[test]
    fn parts_have_names_and_bytes() {
        let parts = parse(FORM, "xyz").unwrap();
        assert_eq!(parts.len(), 2);
        assert_eq!(parts[0].name, "appUserId");
        assert_eq!(parts[0].bytes, b"u1");
        assert_eq!(parts[0].file_name, None);
        assert_eq!(parts[1].file_name.as_deref(), Some("a \"b\".md"));
        assert_eq!(parts[1].bytes, b"# x\r\n\r\n--xy\r\n");
    }

    #[test]
    fn what_is_cut_off_is_refused() {
        for end in 0..FORM.len() - 5 {
            assert!(parse(&FORM[..end], "xyz").is_err(), "{end}");
        }
        assert!(parse(b"", "xyz").is_err());
        assert!(parse(b"--xyz\r\n\r\n\r\n--xyz--", "xyz").is_err());
    }

    #[test]
    fn boundaries_are_read_from_the_type() {
        let of = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(CONTENT_TYPE, text.parse().unwrap());
            boundary(&headers)
        };
        assert_eq!(
            of("multipart/form-data; charset=utf-8; boundary=\"a b\"").as_deref(),
            Some("a b")
        );
        assert_eq!(
            of("Multipart/Form-Data;boundary=----X").as_deref(),
            Some("----X")
        );
        assert_eq!(of("application/json; boundary=x"), None);
        assert_eq!(of("multipart/form-data"), None);
    }

    #[test]
    fn extended_names_win() {
        let form = "--b\r\nContent-Disposition: form-data; name=file; filename=\"_.txt\"; filename*=UTF-8''%E6%96%87.txt\r\n\r\nx\r\n--b--";
        let parts = parse(form.as_bytes(), "b").unwrap();
        assert_eq!(parts[0].file_name.as_deref(), Some("文.txt"));
    }
}
