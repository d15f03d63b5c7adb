//! Addresses that stand bare in the text (GitHub Flavored Markdown, 6.9).

/// A piece of text, and where it leads.
pub(super) struct Piece<'t> {
    pub(super) text: &'t str,
    pub(super) href: Option<String>,
}

/// Splits a text at the addresses in it; `before` is what stands before it.
pub(super) fn split(text: &str, before: Option<char>) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    if !text.contains(['@', ':']) && !contains_www(text) {
        pieces.push(Piece { text, href: None });
        return pieces;
    }
    let mut plain_from = 0_usize;
    let mut at = 0_usize;
    let mut last = before;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let found = if last.is_none_or(may_precede) {
            address(rest)
        } else {
            None
        };
        let found = found.or_else(|| mail(rest, last));
        if let Some((length, href)) = found {
            let end = at.saturating_add(length);
            if let Some(plain) = text.get(plain_from..at).filter(|plain| !plain.is_empty()) {
                pieces.push(Piece {
                    text: plain,
                    href: None,
                });
            }
            pieces.push(Piece {
                text: text.get(at..end).unwrap_or_default(),
                href: Some(href),
            });
            plain_from = end;
            at = end;
            last = Some('x');
            continue;
        }
        // On to the next place where one may begin.
        let mut chars = rest.chars();
        let first = chars.next();
        let mut step = first.map_or(1, char::len_utf8);
        last = first;
        if first.is_some_and(is_local) {
            for c in chars.take_while(|c| is_local(*c)) {
                step = step.saturating_add(c.len_utf8());
                last = Some(c);
            }
        }
        at = at.saturating_add(step);
    }
    if let Some(plain) = text.get(plain_from..).filter(|plain| !plain.is_empty()) {
        pieces.push(Piece {
            text: plain,
            href: None,
        });
    }
    pieces
}

fn contains_www(text: &str) -> bool {
    text.contains("www.") || text.contains("WWW.") || text.contains("Www.")
}

fn may_precede(c: char) -> bool {
    c.is_whitespace() || matches!(c, '*' | '_' | '~' | '(')
}

fn starts(text: &str, with: &str) -> bool {
    text.get(..with.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(with))
}

/// An address with a scheme or `www.` at the start of a text: its length and where it leads.
fn address(text: &str) -> Option<(usize, String)> {
    let scheme = ["https://", "http://", "ftp://"]
        .into_iter()
        .find(|scheme| starts(text, scheme));
    if scheme.is_none() && !starts(text, "www.") {
        return None;
    }
    let end = text
        .find(|c: char| c.is_whitespace() || c == '<')
        .unwrap_or(text.len());
    let length = trimmed(text.get(..end)?);
    let address = text.get(..length)?;
    let host = address.get(scheme.map_or(0, str::len)..)?;
    let host = host.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let labels: Vec<&str> = host.split('.').collect();
    let good = labels.iter().all(|label| {
        !label.is_empty()
            && label
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
    });
    let last_two = labels.iter().rev().take(2).any(|label| label.contains('_'));
    if !good || last_two || scheme.is_none() && labels.len() < 2 {
        return None;
    }
    Some((
        length,
        match scheme {
            Some(_) => address.to_owned(),
            None => format!("http://{address}"),
        },
    ))
}

/// How much of an address stays when what rather belongs to the sentence is taken off.
fn trimmed(address: &str) -> usize {
    let mut rest = address;
    loop {
        let Some(last) = rest.chars().next_back() else {
            return 0;
        };
        let shorter = match last {
            '?' | '!' | '.' | ',' | ':' | '*' | '_' | '~' | '\'' | '"' => true,
            ')' => rest.matches(')').count() > rest.matches('(').count(),
            ';' => {
                if let Some(at) = rest.rfind('&')
                    && rest
                        .get(at.saturating_add(1)..rest.len().saturating_sub(1))
                        .is_some_and(|name| {
                            !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric())
                        })
                {
                    rest = rest.get(..at).unwrap_or_default();
                    continue;
                }
                false
            }
            _ => false,
        };
        if !shorter {
            return rest.len();
        }
        rest = rest
            .get(..rest.len().saturating_sub(last.len_utf8()))
            .unwrap_or_default();
    }
}

fn is_local(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+')
}

/// A mail address at the start of a text.
fn mail(text: &str, last: Option<char>) -> Option<(usize, String)> {
    // Behind a backslash its first character was escaped.
    if last.is_some_and(|c| is_local(c) || matches!(c, '/' | '\\')) {
        return None;
    }
    let at = text.find(|c| !is_local(c))?;
    let domain = text.get(at..)?.strip_prefix('@')?;
    if at == 0 {
        return None;
    }
    let end = domain
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_')))
        .unwrap_or(domain.len());
    let domain = domain.get(..end)?.trim_end_matches('.');
    if !domain.contains('.') || domain.ends_with(['-', '_']) || domain.starts_with('.') {
        return None;
    }
    let length = at.saturating_add(1).saturating_add(domain.len());
    Some((length, format!("mailto:{}", text.get(..length)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hrefs(text: &str) -> Vec<String> {
        split(text, None)
            .into_iter()
            .filter_map(|piece| piece.href)
            .collect()
    }

    #[test]
    fn addresses_are_found_without_the_marks_around_them() {
        assert_eq!(hrefs("see https://a.b/c_d?x=1."), ["https://a.b/c_d?x=1"]);
        assert_eq!(hrefs("(www.a.b/(x)) y"), ["http://www.a.b/(x)"]);
        assert_eq!(hrefs("mail me@x.org, or not"), ["mailto:me@x.org"]);
        assert_eq!(hrefs("xhttp://a.b www. a@b http://"), [""; 0]);
    }

    #[test]
    fn all_text_stays() {
        for text in [
            "a@b.c@d.e",
            "www.x.y&amp; http://é.x/ü, end",
            "@@@:::",
            "日本https://a.b",
        ] {
            let all: String = split(text, None).iter().map(|piece| piece.text).collect();
            assert_eq!(all, text);
        }
    }
}
