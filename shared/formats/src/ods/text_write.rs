//! Texts as paragraphs (ODF 1.3 part 3, chapter 6).

use super::xml::{attribute, escape};

/// Writes a text as paragraphs, one for each line.
pub(super) fn paragraphs(text: &str, link: Option<&str>, out: &mut String) {
    for line in text.split('\n') {
        out.push_str("<text:p>");
        if let Some(href) = link {
            open_link(href, out);
        }
        inline(line.strip_suffix('\r').unwrap_or(line), true, out);
        if link.is_some() {
            out.push_str("</text:a>");
        }
        out.push_str("</text:p>");
    }
}

/// Writes pieces, each with the name of its style or the empty one, as paragraphs.
pub(super) fn rich<'t>(
    runs: impl Iterator<Item = (&'t str, &'t str)>,
    link: Option<&str>,
    out: &mut String,
) {
    let begin = |out: &mut String| {
        out.push_str("<text:p>");
        if let Some(href) = link {
            open_link(href, out);
        }
    };
    let end = |out: &mut String| {
        if link.is_some() {
            out.push_str("</text:a>");
        }
        out.push_str("</text:p>");
    };
    begin(out);
    for (style, text) in runs {
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                end(out);
                begin(out);
            }
            if style.is_empty() {
                inline(line, true, out);
                continue;
            }
            out.push_str("<text:span");
            attribute("text:style-name", style, out);
            out.push('>');
            inline(line, true, out);
            out.push_str("</text:span>");
        }
    }
    end(out);
}

fn open_link(href: &str, out: &mut String) {
    out.push_str("<text:a");
    attribute("xlink:href", href, out);
    out.push_str(" xlink:type=\"simple\">");
}

/// Text within a paragraph: spaces beyond one, and those at its ends, are elements, for they would be lost.
fn inline(line: &str, ends: bool, out: &mut String) {
    let mut rest = line;
    let mut at_start = ends;
    while !rest.is_empty() {
        let word = rest.find([' ', '\t']).unwrap_or(rest.len());
        let (text, after) = rest.split_at_checked(word).unwrap_or((rest, ""));
        escape(text, out);
        at_start &= text.is_empty();
        if let Some(after) = after.strip_prefix('\t') {
            out.push_str("<text:tab/>");
            rest = after;
            at_start = true;
            continue;
        }
        let kept = after.trim_start_matches(' ');
        let spaces = after.len().saturating_sub(kept.len());
        rest = kept;
        let plain = spaces > 0 && !at_start && !kept.is_empty();
        if plain {
            out.push(' ');
        }
        let elements = spaces.saturating_sub(usize::from(plain));
        if elements > 0 {
            out.push_str("<text:s");
            if elements > 1 {
                attribute("text:c", &elements.to_string(), out);
            }
            out.push_str("/>");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_and_tabs_are_elements_where_they_would_be_lost() {
        for (text, xml) in [
            ("a b", "<text:p>a b</text:p>"),
            ("a  b ", "<text:p>a <text:s/>b<text:s/></text:p>"),
            (" a", "<text:p><text:s/>a</text:p>"),
            ("a\t b", "<text:p>a<text:tab/><text:s/>b</text:p>"),
            ("a\nb<", "<text:p>a</text:p><text:p>b&lt;</text:p>"),
            ("", "<text:p></text:p>"),
            ("   ", "<text:p><text:s text:c=\"3\"/></text:p>"),
        ] {
            let mut out = String::new();
            paragraphs(text, None, &mut out);
            assert_eq!(out, xml, "{text:?}");
        }
    }
}
