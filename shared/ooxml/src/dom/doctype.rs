//! Document type declarations: refused where they mean anything.

use super::limits::XmlError;

/// The names of the external entities that a declaration announces; references to them are read as nothing and
/// the entities are never fetched.
///
/// # Errors
/// Entities with a value (their expansion is how small files become large ones), parameter entities, and element
/// and attribute declarations are refused.
pub(super) fn external_entities(doctype: &str) -> Result<Vec<String>, XmlError> {
    let refused = |reason: &str| Err(XmlError::Doctype(reason.to_owned()));
    let Some((_, subset)) = doctype.split_once('[') else {
        return Ok(Vec::new());
    };
    let Some((subset, _)) = subset.rsplit_once(']') else {
        return refused("its internal subset is not closed");
    };
    let mut names = Vec::new();
    let mut rest = subset.trim_start();
    while !rest.is_empty() {
        let Some(declaration) = rest.strip_prefix("<!ENTITY") else {
            return refused("only declarations of external entities are let pass");
        };
        let mut words = declaration.split_whitespace();
        match (words.next(), words.next()) {
            (Some("%"), _) => return refused("it declares a parameter entity"),
            (Some(name), Some("SYSTEM" | "PUBLIC")) => names.push(name.to_owned()),
            _ => return refused("it gives an entity a value"),
        }
        rest = match after_declaration(declaration) {
            Some(rest) => rest.trim_start(),
            None => return refused("an entity declaration is not closed"),
        };
    }
    Ok(names)
}

/// What follows the `>` that is outside of quotes.
fn after_declaration(text: &str) -> Option<&str> {
    let mut quote = None;
    for (index, c) in text.char_indices() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            (None, '>') => return text.get(index + 1..),
            _ => {}
        }
    }
    None
}
