//! Front matter: the few lines of YAML before the text that say title and author.

use spindle_model::document::Metadata;

/// The most bytes of front matter.
const MAX_BYTES: usize = 64 << 10;

/// Takes front matter off a text; what it says goes into `metadata`. Lines that are no `key: value` are no front matter.
pub(super) fn take<'t>(text: &'t str, metadata: &mut Metadata) -> &'t str {
    let Some(rest) = text
        .strip_prefix("---\n")
        .or_else(|| text.strip_prefix("---\r\n"))
    else {
        return text;
    };
    let mut found = Metadata::default();
    let mut any = false;
    let mut at = 0_usize;
    for line in rest.split_inclusive('\n') {
        at = at.saturating_add(line.len());
        let line = line.trim_end();
        if line == "---" || line == "..." {
            if !any {
                return text;
            }
            *metadata = found;
            return rest.get(at..).unwrap_or_default();
        }
        if at > MAX_BYTES {
            return text;
        }
        // Lists and values of several lines belong to the key before.
        if any && (line.is_empty() || line.starts_with([' ', '\t', '-', '#'])) {
            continue;
        }
        let Some((key, value)) = line.split_once(':') else {
            return text;
        };
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
        if key.is_empty()
            || !key.chars().all(plain)
            || !(value.is_empty() || value.starts_with(' '))
        {
            return text;
        }
        any = true;
        let value = unquoted(value.trim());
        let field = match key.to_ascii_lowercase().as_str() {
            "title" => &mut found.title,
            "author" | "authors" => &mut found.author,
            "subject" | "description" => &mut found.subject,
            "keywords" | "tags" => &mut found.keywords,
            "lang" | "language" => &mut found.language,
            "date" => &mut found.created,
            _ => continue,
        };
        if !value.is_empty() {
            *field = Some(value);
        }
    }
    text
}

/// The front matter of a document; empty where it says nothing.
pub(super) fn write(metadata: &Metadata) -> String {
    let mut out = String::new();
    for (key, value) in [
        ("title", &metadata.title),
        ("author", &metadata.author),
        ("description", &metadata.subject),
        ("keywords", &metadata.keywords),
        ("lang", &metadata.language),
        ("date", &metadata.created),
    ] {
        if let Some(value) = value.as_ref().filter(|value| !value.trim().is_empty()) {
            out.push_str(key);
            out.push_str(": ");
            out.push_str(&quoted(value));
            out.push('\n');
        }
    }
    if out.is_empty() {
        out
    } else {
        format!("---\n{out}---\n\n")
    }
}

/// A YAML scalar: plain where that is possible, else the quoted style, which JSON's strings are.
fn quoted(value: &str) -> String {
    let plain = value.starts_with(char::is_alphabetic)
        && value
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | ',' | '(' | ')'))
        && value.trim() == value
        && !matches!(
            value.to_ascii_lowercase().as_str(),
            "true" | "false" | "null" | "yes" | "no"
        );
    if plain {
        value.to_owned()
    } else {
        serde_json::Value::from(value).to_string()
    }
}

fn unquoted(value: &str) -> String {
    if value.starts_with('"')
        && let Ok(text) = serde_json::from_str::<String>(value)
    {
        return text;
    }
    match value
        .strip_prefix('\'')
        .and_then(|rest| rest.strip_suffix('\''))
    {
        Some(inside) => inside.replace("''", "'"),
        None => value.trim_matches('"').to_owned(),
    }
}
