//! Styles of a file (ODF 1.3 part 3, chapter 16): collected by name, resolved when a cell names them.

use std::collections::HashMap;
use std::io::BufRead;

use spindle_model::convert::ConvertError;
use spindle_model::workbook::{CellFont, CellStyle, Color};

use super::number_read::NumberStyle;
use super::properties::{apply_cell, apply_font, family};
use super::units::points;
use super::xml::{Element, Pull, Token, unescaped};

/// Styles that a style may stand on, one on the other.
const MAX_PARENTS: usize = 20;
/// The name of the style that cells have where they name none.
const DEFAULT: &str = "Default";

/// A style as it stands in the file.
#[derive(Debug, Default)]
struct Named {
    parent: Option<String>,
    data: Option<String>,
    /// Attributes of its properties, those of text apart.
    cell: Vec<(String, String)>,
    text: Vec<(String, String)>,
}

/// How rows look.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct RowLook {
    /// The height in points where it was set by hand.
    pub(super) height: Option<f32>,
}

/// How sheets look.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct TableLook {
    pub(super) hidden: bool,
    pub(super) tab_color: Option<Color>,
}

/// All styles of a file.
#[derive(Debug, Default)]
pub(super) struct Styles {
    faces: HashMap<String, String>,
    pub(super) numbers: HashMap<String, NumberStyle>,
    cells: HashMap<String, Named>,
    texts: HashMap<String, Named>,
    default: Named,
    widths: HashMap<String, f32>,
    rows: HashMap<String, RowLook>,
    tables: HashMap<String, TableLook>,
    /// What was resolved, by name and the number format that the value needs.
    resolved: HashMap<String, Vec<(&'static str, u32)>>,
    list: Vec<CellStyle>,
}

impl Styles {
    /// Notes a font by the name that styles use.
    pub(super) fn face(&mut self, element: &Element<'_>) {
        let name = element.attribute("style:name");
        let family_name = element.attribute("svg:font-family");
        if let (Some(name), Some(list)) = (name, family_name) {
            self.faces.insert(name, family(&list).to_owned());
        }
    }

    /// Reads a style up to its end. `default` is the one for cells that name none.
    pub(super) fn read<R: BufRead>(
        &mut self,
        family: &str,
        name: String,
        parent: Option<String>,
        data: Option<String>,
        pull: &mut Pull<R>,
    ) -> Result<(), ConvertError> {
        let inside = pull.depth();
        let mut named = Named {
            parent,
            data,
            ..Named::default()
        };
        let mut width = None;
        let mut row = RowLook::default();
        let mut optimal = false;
        let mut table = TableLook::default();
        loop {
            match pull.next()? {
                Token::Start(element) => {
                    let kind = element.name();
                    let list = match kind {
                        "style:text-properties" => &mut named.text,
                        "style:table-cell-properties"
                        | "style:paragraph-properties"
                        | "style:table-properties"
                        | "style:table-column-properties"
                        | "style:table-row-properties" => &mut named.cell,
                        _ => continue,
                    };
                    for (key, value) in element.attributes() {
                        match key {
                            "style:column-width" => width = points(value),
                            "style:row-height" => row.height = points(value),
                            "style:use-optimal-row-height" => optimal = value == "true",
                            "table:display" => table.hidden = value == "false",
                            _ if key.ends_with(":tab-color") => {
                                table.tab_color = Color::from_hex(value);
                            }
                            _ if is_kept(key) => list.push((key.to_owned(), unescaped(value))),
                            _ => {}
                        }
                    }
                }
                Token::Eof => break,
                _ => {}
            }
            if pull.depth() < inside {
                break;
            }
        }
        // These two override the alignment, wherever they stand.
        let overrides =
            |key: &str| matches!(key, "style:text-align-source" | "style:repeat-content");
        named.cell.sort_by_key(|(key, _)| overrides(key));
        match family {
            "table-cell" if name.is_empty() => self.default = named,
            "table-cell" => {
                self.cells.insert(name, named);
            }
            "text" => {
                self.texts.insert(name, named);
            }
            "table-column" => {
                self.widths.extend(width.map(|width| (name, width)));
            }
            "table-row" => {
                if optimal {
                    row.height = None;
                }
                self.rows.insert(name, row);
            }
            "table" => {
                self.tables.insert(name, table);
            }
            _ => {}
        }
        Ok(())
    }

    /// The width of columns of that style.
    pub(super) fn width(&self, name: &str) -> Option<f32> {
        self.widths.get(name).copied()
    }

    /// The look of rows of that style.
    pub(super) fn row(&self, name: &str) -> RowLook {
        self.rows.get(name).copied().unwrap_or_default()
    }

    /// The look of sheets of that style.
    pub(super) fn table(&self, name: &str) -> TableLook {
        self.tables.get(name).copied().unwrap_or_default()
    }

    /// The index of a cell's style. Where the style shows numbers as they are, `needed` is the number format that
    /// the value asks for by its type.
    pub(super) fn cell(&mut self, name: &str, needed: &'static str) -> u32 {
        if self.list.is_empty() {
            let default = self.look(DEFAULT);
            self.list.push(default);
        }
        let known = self.resolved.get(name).and_then(|known| {
            let mut known = known.iter();
            known.find(|(format, _)| *format == needed)
        });
        if let Some((_, at)) = known {
            return *at;
        }
        let mut look = if name.is_empty() {
            self.look(DEFAULT)
        } else {
            self.look(name)
        };
        if look.number_format.is_none() && !needed.is_empty() {
            look.number_format = Some(needed.into());
        }
        let at = self.list.iter().position(|known| *known == look);
        let at = at.unwrap_or_else(|| {
            self.list.push(look);
            self.list.len().saturating_sub(1)
        });
        let at = u32::try_from(at).unwrap_or(0);
        let known = self.resolved.entry(name.to_owned()).or_default();
        known.push((needed, at));
        at
    }

    /// The font of a piece of text of that style within a cell of the other; `None` when it is the cell's.
    pub(super) fn font(&self, name: &str, cell: u32) -> Option<CellFont> {
        let base = usize::try_from(cell)
            .ok()
            .and_then(|cell| self.list.get(cell))?;
        let mut font = base.font.clone();
        for named in chain(&self.texts, name).into_iter().rev() {
            for (key, value) in &named.text {
                apply_font(&mut font, key, value, &self.faces);
            }
        }
        (font != base.font).then_some(font)
    }

    /// All looks that cells have; the first is the default one.
    pub(super) fn into_list(mut self) -> Vec<CellStyle> {
        self.cell("", "");
        self.list
    }

    fn look(&self, name: &str) -> CellStyle {
        let mut look = CellStyle::default();
        let mut data = None;
        let chain = chain(&self.cells, name);
        let default = std::iter::once(&self.default);
        for named in default.chain(chain.into_iter().rev()) {
            for (key, value) in &named.cell {
                apply_cell(&mut look, key, value);
            }
            for (key, value) in &named.text {
                apply_font(&mut look.font, key, value, &self.faces);
            }
            data = named.data.as_deref().or(data);
        }
        look.number_format = data
            .and_then(|data| NumberStyle::code(&self.numbers, data))
            .map(Into::into);
        look
    }
}

/// A style and those that it stands on.
fn chain<'s>(styles: &'s HashMap<String, Named>, name: &str) -> Vec<&'s Named> {
    let mut chain = Vec::new();
    let mut next = styles.get(name);
    while let Some(named) = next {
        chain.push(named);
        if chain.len() >= MAX_PARENTS {
            break;
        }
        next = named.parent.as_ref().and_then(|parent| styles.get(parent));
    }
    chain
}

/// Properties that cells keep.
fn is_kept(key: &str) -> bool {
    matches!(
        key,
        "style:font-name"
            | "fo:font-family"
            | "fo:font-size"
            | "fo:font-weight"
            | "fo:font-style"
            | "style:text-underline-style"
            | "style:text-line-through-style"
            | "style:text-line-through-type"
            | "style:text-position"
            | "fo:color"
            | "style:use-window-font-color"
            | "fo:background-color"
            | "fo:border"
            | "fo:border-top"
            | "fo:border-right"
            | "fo:border-bottom"
            | "fo:border-left"
            | "fo:wrap-option"
            | "style:vertical-align"
            | "fo:text-align"
            | "style:repeat-content"
            | "style:text-align-source"
            | "fo:margin-left"
            | "style:rotation-angle"
            | "style:cell-protect"
    )
}
