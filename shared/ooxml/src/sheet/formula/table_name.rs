//! Names of tables in formulas (ECMA-376 Part 1, 18.17.2.3).

use super::scan::{self, Piece};

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
    let mut changed = false;
    let mut pieces = scan::pieces(text).peekable();
    while let Some(piece) = pieces.next() {
        let is_name = matches!(piece, Piece::Word(_) | Piece::Reference(_))
            && piece.raw().to_lowercase() == name.to_lowercase();
        if is_name
            && let Some(Piece::Brackets(part)) = pieces.peek()
            && let Some(instead) = other(part)
        {
            out.push_str(&instead);
            pieces.next();
            changed = true;
        } else {
            out.push_str(piece.raw());
        }
    }
    changed.then_some(out)
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
