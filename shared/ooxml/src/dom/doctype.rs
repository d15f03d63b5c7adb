//! Document type declarations: refused where they mean anything.

use super::limits::XmlError;

/// Entities that one declaration announces at most. Their names are compared one by one at every reference.
const MAX_ENTITIES: usize = 16;

/// The names of the external entities that a declaration announces; references to them are read as nothing and
/// the entities are never fetched.
///
/// # Errors
/// Entities with a value (their expansion is how small files become large ones), parameter entities, and element
/// and attribute declarations are refused, and so are more than [`MAX_ENTITIES`].
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
        if names.len() == MAX_ENTITIES {
            return Err(XmlError::Doctype(format!(
                "it declares more than {MAX_ENTITIES} entities"
            )));
        }
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

#[cfg(test)]
mod tests {
    use super::{MAX_ENTITIES, external_entities};

    #[test]
    fn entities_are_few() {
        let declared = |count: usize| {
            let entities = "<!ENTITY x SYSTEM 'a'>".repeat(count);
            external_entities(&format!("<!DOCTYPE l [{entities}]>"))
        };
        let names = declared(MAX_ENTITIES).expect("as many as are let pass");
        assert_eq!(names.len(), MAX_ENTITIES);
        let error = declared(MAX_ENTITIES + 1).expect_err("one more");
        assert!(
            error.to_string().contains("more than 16 entities"),
            "{error}"
        );
    }
}
