//! Styles of a workbook (ODF 1.3 part 3, chapter 16), named by the places where they are used.

use std::collections::HashMap;
use std::fmt::Write;

use spindle_model::document::Script;
use spindle_model::workbook::{
    CellFont, CellStyle, HorizontalAlign, Sheet, Value, VerticalAlign, Workbook,
};

use super::number_write::{self, ValueKind};
use super::properties::{INDENT_POINTS, line_text};
use super::xml::attribute;

/// The styles that the sheets of a workbook use, and their names.
#[derive(Debug, Default)]
pub(super) struct StyleNames {
    /// What values are for each cell style.
    pub(super) kinds: Vec<ValueKind>,
    /// Names of fonts of pieces of text, by the font.
    fonts: Vec<CellFont>,
    widths: Vec<f32>,
    heights: Vec<f32>,
    font_names: HashMap<String, usize>,
}

impl StyleNames {
    /// Looks through the workbook.
    pub(super) fn new(book: &Workbook) -> Self {
        let mut names = Self::default();
        for sheet in &book.sheets {
            names.sheet(sheet);
        }
        names
    }

    fn sheet(&mut self, sheet: &Sheet) {
        let widths = sheet.columns.iter().filter_map(|columns| columns.width);
        for width in widths.chain(sheet.default_width) {
            note(&mut self.widths, width);
        }
        let heights = sheet.rows.iter().filter_map(|row| row.height);
        for height in heights.chain(sheet.default_height) {
            note(&mut self.heights, height);
        }
        for cell in sheet.rows.iter().flat_map(|row| &row.cells) {
            if let Value::Rich(runs) = &cell.value {
                for font in runs.iter().filter_map(|run| run.font.as_ref()) {
                    let key = format!("{font:?}");
                    if !self.font_names.contains_key(&key) {
                        self.font_names.insert(key, self.fonts.len());
                        self.fonts.push(font.clone());
                    }
                }
            }
        }
    }

    /// The name of the style of cells; the default one has none of its own.
    pub(super) fn cell(index: u32) -> String {
        if index == 0 {
            "Default".to_owned()
        } else {
            format!("ce{index}")
        }
    }

    /// The name of the style of columns of that width.
    pub(super) fn column(&self, width: Option<f32>) -> String {
        name("co", &self.widths, width)
    }

    /// The name of the style of rows of that height.
    pub(super) fn row(&self, height: Option<f32>) -> String {
        name("ro", &self.heights, height)
    }

    /// The name of the style of a piece of text; the empty one for the cell's.
    pub(super) fn font(&self, font: Option<&CellFont>) -> String {
        let at = font.and_then(|font| self.font_names.get(&format!("{font:?}")));
        at.map_or_else(String::new, |at| format!("T{at}"))
    }

    /// Writes the styles that `content.xml` begins with.
    pub(super) fn automatic(&mut self, book: &Workbook, out: &mut String) {
        out.push_str("<office:automatic-styles>");
        self.sizes(out);
        for (index, sheet) in book.sheets.iter().enumerate() {
            let _ = write!(
                out,
                "<style:style style:name=\"ta{index}\" style:family=\"table\" style:master-page-name=\"Default\"><style:table-properties table:display=\"{}\"",
                !sheet.hidden
            );
            if let Some(color) = sheet.tab_color {
                attribute("table:tab-color", &color.to_string(), out);
            }
            out.push_str("/></style:style>");
        }
        let default = book.styles.first().cloned().unwrap_or_default();
        let mut codes: HashMap<&str, (String, ValueKind)> = HashMap::new();
        for (index, style) in book.styles.iter().enumerate() {
            let code = style.number_format.as_deref().unwrap_or("");
            let known = codes.len();
            let (data, kind) = codes.entry(code).or_insert_with(|| {
                let name = format!("N{}", known.saturating_add(1));
                match number_write::write(code, &name, out) {
                    Some(kind) => (name, kind),
                    None => (String::new(), ValueKind::Float),
                }
            });
            self.kinds.push(*kind);
            if index > 0 {
                let name = Self::cell(u32::try_from(index).unwrap_or(0));
                cell_style(&name, style, &default, data, out);
            }
        }
        for (index, font) in self.fonts.iter().enumerate() {
            let _ = write!(
                out,
                "<style:style style:name=\"T{index}\" style:family=\"text\">"
            );
            text_properties(font, out);
            out.push_str("</style:style>");
        }
        out.push_str("</office:automatic-styles>");
    }

    fn sizes(&self, out: &mut String) {
        for width in std::iter::once(None).chain(self.widths.iter().copied().map(Some)) {
            out.push_str("<style:style");
            attribute("style:name", &self.column(width), out);
            out.push_str(" style:family=\"table-column\"><style:table-column-properties fo:break-before=\"auto\"");
            if let Some(width) = width {
                let _ = write!(out, " style:column-width=\"{width}pt\"");
            }
            out.push_str("/></style:style>");
        }
        for height in std::iter::once(None).chain(self.heights.iter().copied().map(Some)) {
            out.push_str("<style:style");
            attribute("style:name", &self.row(height), out);
            out.push_str(
                " style:family=\"table-row\"><style:table-row-properties fo:break-before=\"auto\"",
            );
            if let Some(height) = height {
                let _ = write!(out, " style:row-height=\"{height}pt\"");
            }
            let _ = write!(
                out,
                " style:use-optimal-row-height=\"{}\"/></style:style>",
                height.is_none()
            );
        }
    }
}

fn note(sizes: &mut Vec<f32>, size: f32) {
    if size.is_finite() && size >= 0.0 && !sizes.contains(&size) {
        sizes.push(size);
    }
}

fn name(prefix: &str, sizes: &[f32], size: Option<f32>) -> String {
    let at = size.and_then(|size| sizes.iter().position(|known| *known == size));
    at.map_or_else(
        || format!("{prefix}0"),
        |at| format!("{prefix}{}", at.saturating_add(1)),
    )
}

/// `styles.xml`: the style that all cells begin with, and a page.
pub(super) fn styles_part(book: &Workbook, namespaces: &str) -> String {
    let default = book.styles.first().cloned().unwrap_or_default();
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-styles{namespaces} office:version=\"1.3\"><office:styles>"
    );
    let mut data = String::new();
    if let Some(code) = &default.number_format
        && number_write::write(code, "N0", &mut out).is_some()
    {
        data.push_str("N0");
    }
    out.push_str("<style:style style:name=\"Default\" style:family=\"table-cell\"");
    if !data.is_empty() {
        attribute("style:data-style-name", &data, &mut out);
    }
    out.push('>');
    cell_properties(&default, &CellStyle::default(), &mut out);
    out.push_str(concat!(
        "</style:style></office:styles><office:automatic-styles>",
        "<style:page-layout style:name=\"pm1\"/></office:automatic-styles><office:master-styles>",
        "<style:master-page style:name=\"Default\" style:page-layout-name=\"pm1\"/>",
        "</office:master-styles></office:document-styles>"
    ));
    out
}

fn cell_style(name: &str, style: &CellStyle, default: &CellStyle, data: &str, out: &mut String) {
    out.push_str("<style:style");
    attribute("style:name", name, out);
    out.push_str(" style:family=\"table-cell\" style:parent-style-name=\"Default\"");
    if !data.is_empty() {
        attribute("style:data-style-name", data, out);
    } else if default.number_format.is_some() {
        // Takes back what the default one says.
        out.push_str(" style:data-style-name=\"\"");
    }
    out.push('>');
    cell_properties(style, default, out);
    out.push_str("</style:style>");
}

/// What of a style differs from the one that it stands on.
fn cell_properties(style: &CellStyle, base: &CellStyle, out: &mut String) {
    let mut cell = String::new();
    if style.fill != base.fill {
        let fill = style
            .fill
            .map_or_else(|| "transparent".to_owned(), |fill| fill.to_string());
        attribute("fo:background-color", &fill, &mut cell);
    }
    let (lines, base_lines) = (style.borders, base.borders);
    for (name, line, base_line) in [
        ("fo:border-top", lines.top, base_lines.top),
        ("fo:border-right", lines.right, base_lines.right),
        ("fo:border-bottom", lines.bottom, base_lines.bottom),
        ("fo:border-left", lines.left, base_lines.left),
    ] {
        if line != base_line {
            attribute(name, &line_text(line), &mut cell);
        }
    }
    if style.wrap != base.wrap {
        let wrap = if style.wrap { "wrap" } else { "no-wrap" };
        attribute("fo:wrap-option", wrap, &mut cell);
    }
    if style.vertical != base.vertical {
        let vertical = match style.vertical {
            VerticalAlign::Bottom => "bottom",
            VerticalAlign::Middle => "middle",
            VerticalAlign::Top => "top",
        };
        attribute("style:vertical-align", vertical, &mut cell);
    }
    if style.rotation != base.rotation {
        let angle = i32::from(style.rotation).rem_euclid(360);
        attribute("style:rotation-angle", &angle.to_string(), &mut cell);
    }
    if style.unlocked != base.unlocked {
        let protect = if style.unlocked { "none" } else { "protected" };
        attribute("style:cell-protect", protect, &mut cell);
    }
    let mut paragraph = String::new();
    if style.horizontal != base.horizontal {
        let (source, align) = match style.horizontal {
            HorizontalAlign::General | HorizontalAlign::Fill => ("value-type", None),
            HorizontalAlign::Left => ("fix", Some("start")),
            // There is no such thing; in the middle of its own cell comes nearest.
            HorizontalAlign::Center | HorizontalAlign::CenterAcross => ("fix", Some("center")),
            HorizontalAlign::Right => ("fix", Some("end")),
            HorizontalAlign::Justify => ("fix", Some("justify")),
        };
        attribute("style:text-align-source", source, &mut cell);
        let fills = style.horizontal == HorizontalAlign::Fill;
        attribute(
            "style:repeat-content",
            if fills { "true" } else { "false" },
            &mut cell,
        );
        if let Some(align) = align {
            attribute("fo:text-align", align, &mut paragraph);
        }
    }
    if style.indent != base.indent {
        let points = f32::from(style.indent) * INDENT_POINTS;
        attribute("fo:margin-left", &format!("{points}pt"), &mut paragraph);
    }
    if !cell.is_empty() {
        let _ = write!(out, "<style:table-cell-properties{cell}/>");
    }
    if !paragraph.is_empty() {
        let _ = write!(out, "<style:paragraph-properties{paragraph}/>");
    }
    if style.font != base.font {
        text_properties(&style.font, out);
    }
}

fn text_properties(font: &CellFont, out: &mut String) {
    out.push_str("<style:text-properties");
    if let Some(name) = &font.name {
        // For Chinese text the program looks at the second of these.
        attribute(
            "fo:font-family",
            &format!("'{}'", name.replace('\'', "")),
            out,
        );
        attribute("style:font-family-asian", name, out);
    }
    if let Some(size) = font.size {
        for name in ["fo:font-size", "style:font-size-asian"] {
            attribute(name, &format!("{size}pt"), out);
        }
    }
    let weight = if font.bold { "bold" } else { "normal" };
    let slant = if font.italic { "italic" } else { "normal" };
    for (name, value) in [
        ("fo:font-weight", weight),
        ("style:font-weight-asian", weight),
        ("fo:font-style", slant),
        ("style:font-style-asian", slant),
        ("style:text-underline-style", solid(font.underline)),
        ("style:text-line-through-style", solid(font.strike)),
        (
            "style:text-position",
            match font.script {
                None => "0% 100%",
                Some(Script::Super) => "super 58%",
                Some(Script::Sub) => "sub 58%",
            },
        ),
    ] {
        attribute(name, value, out);
    }
    match font.color {
        Some(color) => attribute("fo:color", &color.to_string(), out),
        None => attribute("style:use-window-font-color", "true", out),
    }
    out.push_str("/>");
}

fn solid(on: bool) -> &'static str {
    if on { "solid" } else { "none" }
}
