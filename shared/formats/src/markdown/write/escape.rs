//! Text as Markdown has it, so that it means no more than it says.

/// Where a piece of text stands.
#[derive(Clone, Copy)]
pub(super) struct Around {
    /// What was written before it in the line; `None` at the line's start.
    pub(super) before: Option<char>,
    /// What comes behind it, where that is text, too.
    pub(super) after: Option<char>,
    /// Whether the line is in a cell.
    pub(super) cell: bool,
    /// Whether the paragraph has further lines, which might make a table of it.
    pub(super) lines: bool,
    /// Whether addresses are links here already.
    pub(super) link: bool,
    /// Whether the mark of a note or a link ends before it.
    pub(super) behind_bracket: bool,
}

/// Appends a text without white space to take care of.
pub(super) fn text(text: &str, around: Around, out: &mut String) {
    let mut before = around.before;
    // Digits since the start of the line.
    let mut number = before.is_none();
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next).or(around.after);
        let rest = text.get(at..).unwrap_or_default();
        let escaped = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '~' | '$' => true,
            '_' => {
                !(before.is_some_and(char::is_alphanumeric)
                    && next.is_some_and(char::is_alphanumeric))
            }
            '&' => next.is_none_or(|next| next.is_ascii_alphanumeric() || next == '#'),
            '|' => around.cell || around.lines,
            '!' => next.is_none() || next == Some('['),
            '#' | '>' | '+' | '-' | '=' => before.is_none(),
            ':' => {
                before.is_none()
                    || at == 0 && around.behind_bracket
                    || !around.link && rest.starts_with("://")
            }
            '(' => at == 0 && around.behind_bracket,
            '.' | ')' => {
                number && at > 0
                    || c == '.' && !around.link && ends_in_www(text.get(..at).unwrap_or_default())
            }
            '@' => !around.link && before.is_some_and(char::is_alphanumeric),
            _ => false,
        };
        number &= c.is_ascii_digit();
        if escaped {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
}

fn ends_in_www(text: &str) -> bool {
    text.len()
        .checked_sub(3)
        .and_then(|from| text.get(from..))
        .is_some_and(|end| end.eq_ignore_ascii_case("www"))
}

/// Where a link leads or a picture lies, in the form that the text needs.
pub(super) fn destination(href: &str, cell: bool, out: &mut String) {
    let bare = !href.is_empty()
        && !href.starts_with('<')
        && !href
            .chars()
            .any(|c| c.is_whitespace() || c.is_control() || matches!(c, '(' | ')'));
    if !bare {
        out.push('<');
    }
    for (at, c) in href.char_indices() {
        let next = href.get(at..).and_then(|rest| rest.chars().nth(1));
        match c {
            '\\' => out.push_str("\\\\"),
            '<' | '>' => {
                out.push('\\');
                out.push(c);
            }
            '&' if next.is_some_and(|next| next.is_ascii_alphanumeric() || next == '#') => {
                out.push_str("&amp;")
            }
            '|' if cell => out.push_str("&#124;"),
            c => out.push(c),
        }
    }
    if !bare {
        out.push('>');
    }
}

/// A title, with the space before it.
pub(super) fn title(title: &str, cell: bool, out: &mut String) {
    out.push_str(" \"");
    for c in title.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            '&' => out.push_str("&amp;"),
            '|' if cell => out.push_str("&#124;"),
            c => out.push(c),
        }
    }
    out.push('"');
}

/// A span of code; `None` when Markdown cannot have it here.
pub(super) fn code(text: &str, cell: bool) -> Option<String> {
    if text.is_empty() || text.contains(['\n', '\r']) || cell && text.contains("\\|") {
        return None;
    }
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let shortest = (1..=longest.saturating_add(1))
        .find(|length| !text.split(|c| c != '`').any(|run| run.len() == *length))
        .unwrap_or(1);
    let fence = "`".repeat(shortest);
    let blank = text.chars().all(|c| c == ' ');
    let padded = !blank
        && (text.starts_with('`')
            || text.ends_with('`')
            || text.starts_with(' ') && text.ends_with(' '));
    let pad = if padded { " " } else { "" };
    let text = if cell {
        text.replace('|', "\\|")
    } else {
        text.to_owned()
    };
    Some(format!("{fence}{pad}{text}{pad}{fence}"))
}
