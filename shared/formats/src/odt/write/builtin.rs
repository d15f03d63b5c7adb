//! Styles that every written file has: how blocks look of which the document says nothing.

use std::collections::BTreeSet;

use spindle_model::document::{LineHeight, Size, Style};

use super::super::names;
use super::escape::escape;

/// List styles of the office suite by what stands before the items.
pub(super) const BULLETS: &str = "List_20_1";
pub(super) const NUMBERS: [(&str, &str); 6] = [
    ("Numbering_20_123", "1"),
    ("Numbering_20_abc", "a"),
    ("Numbering_20_ABC", "A"),
    ("Numbering_20_ivx", "i"),
    ("Numbering_20_IVX", "I"),
    ("Numbering_20_Chinese", "一, 二, 三, ..."),
];

/// How footnotes and endnotes are numbered.
pub(super) const NOTES: &str = "<text:notes-configuration text:note-class=\"footnote\" \
    style:num-format=\"1\" text:start-value=\"0\" text:footnotes-position=\"page\" \
    text:start-numbering-at=\"document\"/><text:notes-configuration text:note-class=\"endnote\" \
    style:num-format=\"i\" text:start-value=\"0\"/>";

/// Levels of a list style.
const LEVELS: u8 = 10;

/// A step of indentation of lists, in points.
const STEP: u16 = 18;

const HEADING_SIZES: [u8; 9] = [20, 16, 14, 12, 11, 11, 10, 10, 10];

/// What holds in a document that says nothing of it.
pub(super) fn defaults() -> Style {
    let mut style = Style::default();
    style.text.size = Some(Size::Points(11.0));
    style.paragraph.space_after = Some(6.0);
    style.paragraph.line_height = Some(LineHeight::Multiple(1.15));
    style
}

/// For the style of a heading: its level, as an attribute.
pub(super) fn outline_level(name: &str) -> String {
    match name.strip_prefix("Heading_20_") {
        Some(level) if matches!(level.as_bytes(), [b'1'..=b'9']) => {
            format!(" style:default-outline-level=\"{level}\" style:next-style-name=\"Standard\"")
        }
        _ => String::new(),
    }
}

/// Named styles and the elements that define them.
pub(super) fn styles(languages: &BTreeSet<String>) -> Vec<(String, String)> {
    let mut all = vec![
        paragraph(names::STANDARD, "", "", ""),
        paragraph(
            names::QUOTATIONS,
            "Standard",
            " fo:margin-left=\"28pt\" fo:margin-right=\"28pt\"",
            " fo:color=\"#404040\"",
        ),
        paragraph(
            names::PREFORMATTED,
            "Standard",
            " fo:margin-top=\"0pt\" fo:margin-bottom=\"0pt\" fo:line-height=\"100%\" \
             fo:background-color=\"#f2f2f2\"",
            MONOSPACED,
        ),
        paragraph(
            names::HORIZONTAL_LINE,
            "Standard",
            " fo:margin-top=\"0pt\" fo:margin-bottom=\"14pt\" fo:padding=\"0pt\" fo:border-left=\"none\" \
             fo:border-right=\"none\" fo:border-top=\"none\" fo:border-bottom=\"0.75pt solid #808080\"",
            " fo:font-size=\"6pt\"",
        ),
        paragraph(
            names::TIGHT_LIST,
            "Standard",
            " fo:margin-top=\"0pt\" fo:margin-bottom=\"0pt\"",
            "",
        ),
        paragraph(
            names::TABLE_CONTENTS,
            "Standard",
            " fo:margin-top=\"0pt\" fo:margin-bottom=\"0pt\"",
            "",
        ),
        paragraph(
            names::TABLE_HEADING,
            "Table_20_Contents",
            "",
            " fo:font-weight=\"bold\" style:font-weight-asian=\"bold\" style:font-weight-complex=\"bold\"",
        ),
        paragraph("Header", "Standard", " fo:margin-bottom=\"0pt\"", ""),
        paragraph("Footer", "Standard", " fo:margin-bottom=\"0pt\"", ""),
        paragraph("Footnote", "Standard", NOTE, " fo:font-size=\"10pt\""),
        paragraph("Endnote", "Standard", NOTE, " fo:font-size=\"10pt\""),
        text(
            names::LINK,
            " fo:color=\"#0563c1\" style:text-underline-style=\"solid\" \
             style:text-underline-width=\"auto\" style:text-underline-color=\"font-color\"",
        ),
        text(names::SOURCE_TEXT, MONOSPACED),
        text(names::FORMULA, " fo:font-style=\"italic\""),
        text("Footnote Symbol", ""),
        text("Footnote anchor", " style:text-position=\"super 58%\""),
        text("Endnote Symbol", ""),
        text("Endnote anchor", " style:text-position=\"super 58%\""),
    ];
    for (level, size) in (1u8..).zip(HEADING_SIZES) {
        let above = if level < 3 { 14 } else { 10 };
        let bold = " fo:font-weight=\"bold\" style:font-weight-asian=\"bold\" \
                    style:font-weight-complex=\"bold\"";
        all.push(paragraph(
            &format!("Heading {level}"),
            "Standard",
            &format!(
                " fo:margin-top=\"{above}pt\" fo:margin-bottom=\"6pt\" fo:keep-with-next=\"always\""
            ),
            &format!(
                " fo:font-size=\"{size}pt\" style:font-size-asian=\"{size}pt\" \
                 style:font-size-complex=\"{size}pt\"{bold}"
            ),
        ));
    }
    for language in languages {
        let name = format!("{} ({language})", names::PREFORMATTED);
        all.push(paragraph(&name, "Preformatted_20_Text", "", ""));
    }
    all
}

const MONOSPACED: &str = " fo:font-family=\"&apos;Liberation Mono&apos;\" \
    style:font-family-generic=\"modern\" style:font-pitch=\"fixed\" fo:font-size=\"10pt\"";

const NOTE: &str = " fo:margin-left=\"17pt\" fo:margin-bottom=\"0pt\" fo:text-indent=\"-17pt\"";

fn paragraph(name: &str, parent: &str, properties: &str, text: &str) -> (String, String) {
    let encoded = names::encode(name);
    let parent = if parent.is_empty() {
        String::new()
    } else {
        format!(" style:parent-style-name=\"{parent}\"")
    };
    let outline = outline_level(&encoded);
    let style = format!(
        "<style:style style:name=\"{encoded}\" style:display-name=\"{}\" style:family=\"paragraph\"\
         {parent}{outline}><style:paragraph-properties{properties}/><style:text-properties{text}/></style:style>",
        escape(name)
    );
    (encoded, style)
}

fn text(name: &str, properties: &str) -> (String, String) {
    let encoded = names::encode(name);
    let style = format!(
        "<style:style style:name=\"{encoded}\" style:display-name=\"{}\" style:family=\"text\">\
         <style:text-properties{properties}/></style:style>",
        escape(name)
    );
    (encoded, style)
}

/// All list styles.
pub(super) fn list_styles() -> String {
    let mut all = list_style(BULLETS, |level| {
        let bullet = match level % 3 {
            1 => '•',
            2 => '◦',
            _ => '▪',
        };
        (
            "bullet",
            format!("text:level=\"{level}\" text:bullet-char=\"{bullet}\""),
        )
    });
    for (name, format) in NUMBERS {
        all.push_str(&list_style(name, |level| {
            let suffix = if format.len() > 1 { "、" } else { "." };
            (
                "number",
                format!(
                    "text:level=\"{level}\" style:num-format=\"{format}\" style:num-suffix=\"{suffix}\""
                ),
            )
        }));
    }
    all
}

fn list_style(name: &str, level_of: impl Fn(u8) -> (&'static str, String)) -> String {
    let mut style = format!(
        "<text:list-style style:name=\"{name}\" style:display-name=\"{}\">",
        names::decode(name)
    );
    for level in 1..=LEVELS {
        let (kind, attributes) = level_of(level);
        let indent = STEP.saturating_mul(u16::from(level).saturating_add(1));
        style.push_str(&format!(
            "<text:list-level-style-{kind} {attributes}><style:list-level-properties \
             text:list-level-position-and-space-mode=\"label-alignment\">\
             <style:list-level-label-alignment text:label-followed-by=\"listtab\" \
             text:list-tab-stop-position=\"{indent}pt\" fo:text-indent=\"-{STEP}pt\" \
             fo:margin-left=\"{indent}pt\"/></style:list-level-properties>\
             </text:list-level-style-{kind}>"
        ));
    }
    style.push_str("</text:list-style>");
    style
}
