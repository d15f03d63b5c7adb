//! The styles that files written here have by themselves.

use spindle_model::document::Size;
use spindle_ooxml::dom::escape::escape_attribute;

use super::InlineRole;

/// Ids of these styles begin so. A paragraph or text with one of them was written without a style of its own.
pub(in crate::docx) const OWN: &str = "Spindle";

/// One of these styles.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::docx) enum StyleKey {
    /// What all others are based on.
    Normal,
    /// A heading of this level.
    Heading(u8),
    /// Items.
    ListParagraph,
    /// What goes on an item of this level.
    ListContinue(u8),
    /// Quotations.
    Quote,
    /// Code in this language.
    Code(Option<String>),
    /// Horizontal rules.
    Rule,
    /// Text of footnotes.
    FootnoteText,
    /// Marks of footnotes.
    FootnoteReference,
    /// Text of endnotes.
    EndnoteText,
    /// Marks of endnotes.
    EndnoteReference,
    /// Text of comments.
    CommentText,
    /// Marks of comments.
    CommentReference,
    /// Tables.
    TableGrid,
    /// Captions of pictures and tables.
    Caption,
    /// Headers of pages.
    Header,
    /// Footers of pages.
    Footer,
    /// Text with what only a character style can say.
    Inline(InlineRole),
}

impl StyleKey {
    /// Those that every new file has, so that they can be chosen in the editor.
    pub fn usual() -> Vec<Self> {
        let mut keys = vec![Self::Normal];
        keys.extend((1..=9).map(Self::Heading));
        keys.extend([
            Self::ListParagraph,
            Self::Quote,
            Self::Code(None),
            Self::Inline(InlineRole {
                code: true,
                ..InlineRole::default()
            }),
            Self::Inline(InlineRole {
                link: true,
                ..InlineRole::default()
            }),
            Self::Caption,
            Self::Header,
            Self::Footer,
            Self::FootnoteText,
            Self::FootnoteReference,
            Self::TableGrid,
        ]);
        keys
    }

    /// The name, as Word spells it for the styles that it knows.
    pub fn name(&self) -> String {
        match self {
            Self::Normal => "Normal".to_owned(),
            Self::Heading(level) => format!("heading {level}"),
            Self::ListParagraph => "List Paragraph".to_owned(),
            Self::ListContinue(0) => "List Continue".to_owned(),
            Self::ListContinue(level) => format!("List Continue {}", level.saturating_add(1)),
            Self::Quote => "Quote".to_owned(),
            Self::Code(None) => "Source Code".to_owned(),
            Self::Code(Some(language)) => format!("Source Code ({language})"),
            Self::Rule => "Horizontal Rule".to_owned(),
            Self::FootnoteText => "footnote text".to_owned(),
            Self::FootnoteReference => "footnote reference".to_owned(),
            Self::EndnoteText => "endnote text".to_owned(),
            Self::EndnoteReference => "endnote reference".to_owned(),
            Self::CommentText => "annotation text".to_owned(),
            Self::CommentReference => "annotation reference".to_owned(),
            Self::TableGrid => "Table Grid".to_owned(),
            Self::Caption => "caption".to_owned(),
            Self::Header => "header".to_owned(),
            Self::Footer => "footer".to_owned(),
            Self::Inline(role) => inline_name(*role),
        }
    }

    /// The id.
    pub fn id(&self) -> String {
        let letters = |name: String| -> String {
            name.split(' ')
                .map(|word| {
                    let mut chars = word.chars();
                    let first = chars.next().map(|c| c.to_ascii_uppercase());
                    first.into_iter().chain(chars).collect::<String>()
                })
                .collect()
        };
        match self {
            Self::Code(Some(language)) => format!("{OWN}SourceCode-{language}"),
            Self::Inline(_) => {
                let name = letters(self.name());
                format!("{OWN}{}", name.strip_prefix(OWN).unwrap_or(&name))
            }
            _ => format!("{OWN}{}", letters(self.name())),
        }
    }

    /// The `w:style` element, in terms of the ids of others.
    pub fn definition(&self) -> String {
        let (kind, based, rest) = match self {
            Self::Normal => ("paragraph", None, "<w:qFormat/>".to_owned()),
            Self::Heading(level) => ("paragraph", Some(Self::Normal), heading(*level)),
            Self::ListParagraph => (
                "paragraph",
                Some(Self::Normal),
                "<w:uiPriority w:val=\"34\"/><w:qFormat/><w:pPr><w:ind w:left=\"720\"/><w:contextualSpacing/></w:pPr>"
                    .to_owned(),
            ),
            Self::ListContinue(level) => (
                "paragraph",
                Some(Self::Normal),
                format!(
                    "<w:uiPriority w:val=\"99\"/><w:pPr><w:ind w:left=\"{}\"/><w:contextualSpacing/></w:pPr>",
                    u32::from(*level).saturating_add(1).saturating_mul(720)
                ),
            ),
            Self::Quote => (
                "paragraph",
                Some(Self::Normal),
                concat!(
                    "<w:uiPriority w:val=\"29\"/><w:qFormat/><w:pPr><w:pBdr>",
                    "<w:left w:val=\"single\" w:sz=\"18\" w:space=\"10\" w:color=\"BFBFBF\"/></w:pBdr>",
                    "<w:ind w:left=\"360\"/></w:pPr><w:rPr><w:color w:val=\"595959\"/></w:rPr>"
                )
                .to_owned(),
            ),
            Self::Code(None) => (
                "paragraph",
                Some(Self::Normal),
                concat!(
                    "<w:qFormat/><w:pPr><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F2F2F2\"/>",
                    "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/></w:pPr>",
                    "<w:rPr><w:rFonts w:ascii=\"Consolas\" w:hAnsi=\"Consolas\" w:cs=\"Consolas\"/><w:noProof/>",
                    "<w:sz w:val=\"20\"/><w:szCs w:val=\"20\"/></w:rPr>"
                )
                .to_owned(),
            ),
            Self::Code(Some(_)) => ("paragraph", Some(Self::Code(None)), String::new()),
            Self::Rule => (
                "paragraph",
                Some(Self::Normal),
                concat!(
                    "<w:pPr><w:pBdr><w:bottom w:val=\"single\" w:sz=\"6\" w:space=\"1\" w:color=\"A6A6A6\"/>",
                    "</w:pBdr></w:pPr>"
                )
                .to_owned(),
            ),
            Self::FootnoteText | Self::EndnoteText | Self::CommentText => (
                "paragraph",
                Some(Self::Normal),
                concat!(
                    "<w:uiPriority w:val=\"99\"/><w:pPr><w:spacing w:after=\"0\" w:line=\"240\" ",
                    "w:lineRule=\"auto\"/></w:pPr><w:rPr><w:sz w:val=\"20\"/><w:szCs w:val=\"20\"/></w:rPr>"
                )
                .to_owned(),
            ),
            Self::FootnoteReference | Self::EndnoteReference => (
                "character",
                None,
                "<w:uiPriority w:val=\"99\"/><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr>".to_owned(),
            ),
            Self::CommentReference => (
                "character",
                None,
                "<w:uiPriority w:val=\"99\"/><w:rPr><w:sz w:val=\"16\"/><w:szCs w:val=\"16\"/></w:rPr>"
                    .to_owned(),
            ),
            Self::TableGrid => ("table", None, table_grid()),
            Self::Caption => (
                "paragraph",
                Some(Self::Normal),
                concat!(
                    "<w:uiPriority w:val=\"35\"/><w:qFormat/><w:pPr><w:spacing w:after=\"200\" w:line=\"240\" ",
                    "w:lineRule=\"auto\"/></w:pPr><w:rPr><w:i/><w:iCs/><w:color w:val=\"44546A\"/>",
                    "<w:sz w:val=\"18\"/><w:szCs w:val=\"18\"/></w:rPr>"
                )
                .to_owned(),
            ),
            Self::Header | Self::Footer => (
                "paragraph",
                Some(Self::Normal),
                concat!(
                    "<w:uiPriority w:val=\"99\"/><w:pPr><w:tabs><w:tab w:val=\"center\" w:pos=\"4513\"/>",
                    "<w:tab w:val=\"right\" w:pos=\"9026\"/></w:tabs><w:spacing w:after=\"0\" w:line=\"240\" ",
                    "w:lineRule=\"auto\"/></w:pPr>"
                )
                .to_owned(),
            ),
            Self::Inline(role) => ("character", None, inline_look(*role)),
        };
        let default = if *self == Self::Normal {
            " w:default=\"1\""
        } else {
            ""
        };
        let based = based.map_or(String::new(), |base| {
            format!("<w:basedOn w:val=\"{}\"/>", escape_attribute(&base.id()))
        });
        let next = if matches!(self, Self::Heading(_) | Self::Rule) {
            format!("<w:next w:val=\"{}\"/>", Self::Normal.id())
        } else {
            String::new()
        };
        format!(
            "<w:style w:type=\"{kind}\"{default} w:styleId=\"{}\"><w:name w:val=\"{}\"/>{based}{next}{rest}</w:style>",
            escape_attribute(&self.id()),
            escape_attribute(&self.name()),
        )
    }

    /// Those that the definition names.
    pub fn needs(&self) -> Option<Self> {
        match self {
            Self::Normal
            | Self::FootnoteReference
            | Self::EndnoteReference
            | Self::CommentReference
            | Self::TableGrid
            | Self::Inline(_) => None,
            Self::Code(Some(_)) => Some(Self::Code(None)),
            _ => Some(Self::Normal),
        }
    }
}

fn heading(level: u8) -> String {
    let (size, before) = match level {
        1 => (32, 360),
        2 => (28, 280),
        3 => (26, 240),
        4 => (24, 200),
        _ => (22, 160),
    };
    let italic = if level == 5 || level == 7 || level == 9 {
        "<w:i/><w:iCs/>"
    } else {
        ""
    };
    format!(
        "<w:uiPriority w:val=\"9\"/><w:qFormat/><w:pPr><w:keepNext/><w:keepLines/><w:spacing w:before=\"{before}\" \
         w:after=\"80\"/><w:outlineLvl w:val=\"{}\"/></w:pPr><w:rPr><w:b/><w:bCs/>{italic}\
         <w:color w:val=\"1F3864\"/><w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/></w:rPr>",
        level.saturating_sub(1)
    )
}

fn table_grid() -> String {
    let mut xml = concat!(
        "<w:uiPriority w:val=\"39\"/><w:pPr><w:spacing w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/></w:pPr>",
        "<w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblBorders>"
    )
    .to_owned();
    for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
        xml.push_str(&format!(
            "<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>"
        ));
    }
    xml.push_str(concat!(
        "</w:tblBorders><w:tblCellMar><w:top w:w=\"0\" w:type=\"dxa\"/><w:left w:w=\"108\" w:type=\"dxa\"/>",
        "<w:bottom w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"108\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr>"
    ));
    xml
}

fn inline_name(role: InlineRole) -> String {
    let size = match role.size {
        Some(Size::Small) => " Small",
        Some(Size::Large) => " Large",
        Some(Size::Huge) => " Huge",
        _ => "",
    };
    match (role.code, size, role.link) {
        (true, "", false) => "Verbatim Char".to_owned(),
        (false, "", true) => "Hyperlink".to_owned(),
        (code, size, link) => format!(
            "Spindle{}{size}{}",
            if code { " Code" } else { "" },
            if link { " Link" } else { "" }
        ),
    }
}

fn inline_look(role: InlineRole) -> String {
    let mut xml = "<w:uiPriority w:val=\"99\"/><w:rPr>".to_owned();
    if role.code {
        xml.push_str(
            "<w:rFonts w:ascii=\"Consolas\" w:hAnsi=\"Consolas\" w:cs=\"Consolas\"/><w:noProof/>",
        );
    }
    if role.link {
        xml.push_str("<w:color w:val=\"0563C1\"/>");
    }
    // Word has no sizes in terms of the text around: these are of the 11 points that files begin with.
    let size = match role.size {
        Some(Size::Small) => Some(17),
        Some(Size::Large) => Some(33),
        Some(Size::Huge) => Some(55),
        _ => None,
    };
    if let Some(size) = size {
        xml.push_str(&format!(
            "<w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/>"
        ));
    }
    if role.link {
        xml.push_str("<w:u w:val=\"single\"/>");
    }
    if role.code {
        xml.push_str("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F2F2F2\"/>");
    }
    xml.push_str("</w:rPr>");
    xml
}
