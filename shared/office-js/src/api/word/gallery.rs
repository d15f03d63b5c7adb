//! `ApiDocument.GetAllStyles`: a new document has the styles of the gallery, in the original's order.

use spindle_ooxml::NodeId;

use super::handle::list;
use super::{WordCall, WordEditor, WordRef, WordResult};

/// Families of table styles: name, and whether it has one form for each accent of the theme. The sign stands for what is
/// between the name and the accent's number.
const TABLES: &[(&str, Option<&str>)] = &[
    ("Table Grid", None),
    ("Table Grid Light", None),
    ("Plain Table 1", None),
    ("Plain Table 2", None),
    ("Plain Table 3", None),
    ("Plain Table 4", None),
    ("Plain Table 5", None),
    ("Grid Table 1 Light", Some(" - Accent ")),
    ("Grid Table 2", Some(" - Accent ")),
    ("Grid Table 3", Some(" - Accent ")),
    ("Grid Table 4", Some(" - Accent ")),
    ("Grid Table 5 Dark", Some(" - Accent ")),
    ("Grid Table 6 Colorful", Some(" - Accent ")),
    ("Grid Table 7 Colorful", Some(" - Accent ")),
    ("List Table 1 Light", Some(" - Accent ")),
    ("List Table 2", Some(" - Accent ")),
    ("List Table 3", Some(" - Accent ")),
    ("List Table 4", Some(" - Accent ")),
    ("List Table 5 Dark", Some(" - Accent ")),
    ("List Table 6 Colorful", Some(" - Accent ")),
    ("List Table 7 Colorful", Some(" - Accent ")),
    ("Lined - Accent", Some(" ")),
    ("Bordered & Lined - Accent", Some(" ")),
    ("Bordered", Some(" - Accent ")),
];

/// The styles behind those of tables.
const OTHERS: &[&str] = &[
    "Heading 1",
    "Heading 2",
    "Heading 3",
    "Heading 4",
    "Heading 5",
    "Heading 6",
    "Heading 7",
    "Heading 8",
    "Heading 9",
    "Default Paragraph Font",
    "Heading 1 Char",
    "Heading 2 Char",
    "Heading 3 Char",
    "Heading 4 Char",
    "Heading 5 Char",
    "Heading 6 Char",
    "Heading 7 Char",
    "Heading 8 Char",
    "Heading 9 Char",
    "Title",
    "Title Char",
    "Subtitle",
    "Subtitle Char",
    "Quote",
    "Quote Char",
    "Intense Emphasis",
    "Intense Quote",
    "Intense Quote Char",
    "Intense Reference",
    "Subtle Emphasis",
    "Emphasis",
    "Strong",
    "Subtle Reference",
    "Book Title",
    "Header",
    "Header Char",
    "Footer",
    "Footer Char",
    "Caption",
    "footnote text",
    "Footnote Text Char",
    "footnote reference",
    "endnote text",
    "Endnote Text Char",
    "endnote reference",
    "Hyperlink",
    "FollowedHyperlink",
    "toc 1",
    "toc 2",
    "toc 3",
    "toc 4",
    "toc 5",
    "toc 6",
    "toc 7",
    "toc 8",
    "toc 9",
    "Placeholder Text",
    "TOC Heading",
    "table of figures",
    "Normal",
    "Normal Table",
    "No List",
    "No Spacing",
    "List Paragraph",
];

/// The name of a table style of a family. Two of them have no space before their hyphen, as in the original.
fn name(family: &str, between: &str, accent: usize) -> String {
    let between = match (family, accent) {
        ("Grid Table 5 Dark", 1 | 4) => "- Accent ",
        _ => between,
    };
    format!("{family}{between}{accent}")
}

fn gallery(doc: &mut WordEditor) -> Vec<NodeId> {
    let mut found = Vec::new();
    for (family, between) in TABLES {
        found.extend(doc.text.style_by_name(family));
        if let Some(between) = between {
            for accent in 1..=6 {
                found.extend(doc.text.style_by_name(&name(family, between, accent)));
            }
        }
    }
    for name in OTHERS {
        found.extend(doc.text.style_by_name(name));
    }
    found
}

/// The styles of the gallery in their order, then those that scripts have made; those of an opened file as they are there.
pub fn all(call: &mut WordCall<'_>) -> WordResult {
    let mut found = if call.doc.is_new {
        gallery(call.doc)
    } else {
        Vec::new()
    };
    for style in call.doc.text.styles() {
        if !found.contains(&style) {
            found.push(style);
        }
    }
    Ok(list(found.into_iter().map(WordRef::Style)))
}
