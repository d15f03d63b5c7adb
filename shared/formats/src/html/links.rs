//! Which addresses are kept.

/// Whether a link may lead there: scripts and documents in the address itself are no place to lead to.
pub(crate) fn is_safe(href: &str) -> bool {
    // Browsers skip white space and control characters in front of and within the scheme.
    let mut scheme: String = href
        .chars()
        .filter(|c| !c.is_control() && !c.is_whitespace())
        .take_while(|c| *c != ':')
        .take(32)
        .collect();
    scheme.make_ascii_lowercase();
    match scheme.as_str() {
        "javascript" | "vbscript" | "livescript" => false,
        "data" => is_picture(href),
        _ => true,
    }
}

/// Whether a picture may lie there.
pub(crate) fn is_safe_picture(source: &str) -> bool {
    is_safe(source)
}

fn is_picture(href: &str) -> bool {
    let rest = href.trim_start().get(5..).unwrap_or_default().trim_start();
    rest.get(..6)
        .is_some_and(|start| start.eq_ignore_ascii_case("image/"))
        // As a page of its own, unlike in `<img>`, it could run scripts.
        && !rest
            .get(..9)
            .is_some_and(|start| start.eq_ignore_ascii_case("image/svg"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_lead_nowhere() {
        for bad in [
            "javascript:alert(1)",
            " JaVa\tScript :alert(1)",
            "\u{1}javascript:x",
            "vbscript:x",
            "data:text/html,<script>",
            "data:image/svg+xml,<svg onload=x>",
        ] {
            assert!(!is_safe(bad), "{bad}");
        }
        for good in [
            "",
            "#a",
            "a/b:c",
            "https://x.y/javascript:z",
            "mailto:a@b",
            "data:image/png;base64,AA==",
        ] {
            assert!(is_safe(good), "{good}");
        }
    }
}
