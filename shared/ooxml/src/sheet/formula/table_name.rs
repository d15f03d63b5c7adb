//! Names of tables in formulas (ECMA-376 Part 1, 18.17.2.3).

/// A formula after a table got another name; `None` when it does not name the table.
#[must_use]
pub fn rename_table(text: &str, old: &str, new: &str) -> Option<String> {
    replace_table(text, old, |part| Some(format!("{new}{part}")))
}

/// A formula with something else in the place of a table's name and what is in brackets behind it, which `other` gets
/// with its brackets; `None` when nothing changes.
#[must_use]
pub fn replace_table(
    text: &str,
    name: &str,
    mut other: impl FnMut(&str) -> Option<String>,
) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut changed = false;
    while let Some(first) = rest.chars().next() {
        let len = match first {
            '"' | '\'' => quoted(rest, first),
            c if is_word(c) => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
            c => c.len_utf8(),
        };
        let (piece, tail) = rest.split_at_checked(len)?;
        rest = tail;
        if tail.starts_with('[') && piece.to_lowercase() == name.to_lowercase() {
            let (part, after) = tail.split_at_checked(bracketed(tail))?;
            if let Some(instead) = other(part) {
                out.push_str(&instead);
                rest = after;
                changed = true;
                continue;
            }
        }
        out.push_str(piece);
    }
    changed.then_some(out)
}

/// Length of what stands between brackets, with them; an apostrophe makes the next character a plain one.
fn bracketed(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut chars = text.char_indices();
    while let Some((index, c)) = chars.next() {
        match c {
            '[' => depth += 1,
            ']' if depth <= 1 => return index + 1,
            ']' => depth -= 1,
            '\'' => {
                chars.next();
            }
            _ => {}
        }
    }
    text.len()
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '.' | '\\' | '?')
}

/// Length of what stands between quotes, with them.
fn quoted(text: &str, quote: char) -> usize {
    let body = text.get(1..).unwrap_or_default();
    body.find(quote).map_or(text.len(), |end| end + 2)
}

#[cfg(test)]
mod tests {
    use super::rename_table;

    #[test]
    fn only_the_table_is_renamed() {
        let renamed = rename_table("SUM(Old[Qty])&\"Old[Qty]\"&Older[Qty]+OLD[]", "Old", "New");
        assert_eq!(
            renamed.as_deref(),
            Some("SUM(New[Qty])&\"Old[Qty]\"&Older[Qty]+New[]")
        );
        assert_eq!(rename_table("Old+1", "Old", "New"), None);
    }
}
