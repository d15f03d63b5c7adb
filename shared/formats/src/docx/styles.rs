//! What styles mean by their names, which are the same in every language of Word and in LibreOffice.

mod builtin;

pub(super) use builtin::{OWN, StyleKey};

use std::sync::Arc;

use spindle_model::document::Size;

/// What a paragraph style makes of its paragraphs, besides their look.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) enum Role {
    /// Nothing.
    #[default]
    None,
    /// Quotations.
    Quote,
    /// Lines of code in this language.
    Code(Option<Arc<str>>),
    /// What goes on an item of this level.
    ListContinue(u8),
    /// Horizontal rules, where they are empty.
    Rule,
}

/// What a character style says that direct formatting cannot.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct InlineRole {
    /// It is code.
    pub code: bool,
    /// It has this size of the text around it.
    pub size: Option<Size>,
    /// It is the look of links.
    pub link: bool,
}

/// What a paragraph style of this name is for.
pub(super) fn role_of_name(name: &str) -> Role {
    let lower = name.to_lowercase();
    match lower.as_str() {
        "quote" | "intense quote" | "block text" | "block quote" | "blockquote" | "quotations"
        | "quotation" => return Role::Quote,
        "source code" | "html preformatted" | "code" | "code block" | "preformatted text"
        | "preformatted" | "listing" => return Role::Code(None),
        "horizontal rule" | "horizontal line" => return Role::Rule,
        _ => {}
    }
    if let Some(rest) = lower.strip_prefix("list continue") {
        let number = rest.trim();
        let level = if number.is_empty() {
            Some(1)
        } else {
            number.parse::<u8>().ok()
        };
        if let Some(level) = level.filter(|level| (1..=9).contains(level)) {
            return Role::ListContinue(level.saturating_sub(1));
        }
    }
    let language = lower
        .starts_with("source code (")
        .then(|| name.get(13..)?.strip_suffix(')'))
        .flatten();
    match language {
        Some(language) => Role::Code(Some(Arc::from(language))),
        None => Role::None,
    }
}

/// What a character style of this name says.
pub(super) fn inline_role_of_name(name: &str) -> InlineRole {
    let lower = name.to_lowercase();
    let mut role = InlineRole::default();
    match lower.as_str() {
        "verbatim char" | "html code" | "source text" | "code char" | "inline code" | "code"
        | "html typewriter" => role.code = true,
        "hyperlink"
        | "followedhyperlink"
        | "followed hyperlink"
        | "internet link"
        | "visited internet link" => role.link = true,
        _ => {
            for word in lower
                .strip_prefix("spindle ")
                .unwrap_or_default()
                .split(' ')
            {
                match word {
                    "code" => role.code = true,
                    "link" => role.link = true,
                    "small" => role.size = Some(Size::Small),
                    "large" => role.size = Some(Size::Large),
                    "huge" => role.size = Some(Size::Huge),
                    _ => {}
                }
            }
        }
    }
    role
}

/// The level that the name of a built-in style for headings says.
pub(super) fn heading_of_name(name: &str) -> Option<u8> {
    let start = name
        .get(..8)
        .filter(|start| start.eq_ignore_ascii_case("heading "))?;
    let level = name.get(start.len()..)?.trim().parse().ok()?;
    (1..=9).contains(&level).then_some(level)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_what_styles_are_for() {
        assert_eq!(role_of_name("Intense Quote"), Role::Quote);
        assert_eq!(role_of_name("List Continue 3"), Role::ListContinue(2));
        assert_eq!(
            role_of_name("Source Code (Rust)"),
            Role::Code(Some(Arc::from("Rust")))
        );
        assert_eq!(role_of_name("List Continue 12"), Role::None);
        assert_eq!(heading_of_name("Heading 3"), Some(3));
        assert_eq!(heading_of_name("heading 10"), None);
        let role = inline_role_of_name("Spindle Code Huge Link");
        assert!(role.code && role.link && role.size == Some(Size::Huge));
    }
}
