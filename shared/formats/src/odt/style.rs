//! Styles as the file has them (ODF 1.3 part 3, 16), and as the model takes them: with what they inherit.

use std::collections::HashMap;
use std::sync::Arc;

use spindle_model::convert::ConvertError;
use spindle_model::document::{Align, Size, Style};

use super::length::points;
use super::list_style::ListStyle;
use super::names;
use super::page::Layout;
use super::properties::{self, CellProperties, ParagraphProperties, TextProperties};
use super::xml::{Tag, Xml};

/// Families of fonts by the name that styles use.
pub(super) type Fonts = HashMap<String, Arc<str>>;

/// Styles of one kind of a file that are kept.
const MOST_STYLES: usize = 50_000;

/// How long a chain of parents may be: longer ones are cut off, circles so too.
const MOST_PARENTS: usize = 32;

/// The size that text has where nothing says another one.
const USUAL_SIZE: f32 = 12.0;

/// What a style is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Family {
    Paragraph,
    Text,
    Table,
    Column,
    Row,
    Cell,
    Section,
    Graphic,
}

/// A style as it stands in the file.
#[derive(Debug, Clone, Default)]
pub(super) struct RawStyle {
    /// What people see.
    pub display: String,
    pub parent: Option<Arc<str>>,
    pub list_style: Option<Arc<str>>,
    pub master_page: Option<Arc<str>>,
    pub text: TextProperties,
    pub paragraph: ParagraphProperties,
    pub cell: CellProperties,
    /// Of columns and tables: the width; of rows: the least height.
    pub extent: Option<f32>,
    /// Of tables: where they stand.
    pub align: Option<Align>,
    /// Of sections: columns of text.
    pub columns: u8,
}

/// Styles of one place: the common ones, or the automatic ones of a part.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    styles: HashMap<(Family, Arc<str>), RawStyle>,
    lists: HashMap<Arc<str>, ListStyle>,
    layouts: HashMap<String, Layout>,
}

/// The part that content stands in: each has automatic styles of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Part {
    /// `styles.xml`: headers and footers.
    Styles,
    /// `content.xml`, and all of a flat file.
    Content,
}

/// All styles of a file.
#[derive(Debug, Default)]
pub(super) struct Styles {
    pub fonts: Fonts,
    pub common: Sheet,
    of_styles: Sheet,
    of_content: Sheet,
    /// What holds where no style says anything.
    pub defaults: Style,
}

impl Family {
    fn of(name: &str) -> Option<Self> {
        Some(match name {
            "paragraph" => Self::Paragraph,
            "text" => Self::Text,
            "table" => Self::Table,
            "table-column" => Self::Column,
            "table-row" => Self::Row,
            "table-cell" => Self::Cell,
            "section" => Self::Section,
            "graphic" => Self::Graphic,
            _ => return None,
        })
    }
}

impl Styles {
    /// `office:font-face-decls`, behind its end.
    pub fn read_fonts(&mut self, xml: &mut Xml<'_>) -> Result<(), ConvertError> {
        xml.children(|xml, tag| {
            if tag.name() == "style:font-face"
                && let Some(name) = tag.get("style:name")
                && self.fonts.len() < MOST_STYLES
            {
                let family = tag.get("svg:font-family").unwrap_or_default();
                if let Some(family) = properties::font_family(&family) {
                    self.fonts.insert(name, family);
                }
            }
            xml.skip()
        })
    }

    /// `office:styles` (`part` is none) or `office:automatic-styles`, behind its end.
    pub fn read(&mut self, xml: &mut Xml<'_>, part: Option<Part>) -> Result<(), ConvertError> {
        let sheet = match part {
            None => &mut self.common,
            Some(Part::Styles) => &mut self.of_styles,
            Some(Part::Content) => &mut self.of_content,
        };
        let (fonts, defaults) = (&self.fonts, &mut self.defaults);
        xml.children(|xml, tag| match tag.name() {
            "style:style" => sheet.read_style(xml, &tag, fonts),
            "style:default-style" => {
                let family = tag.get("style:family");
                let style = read_style(xml, &tag, fonts)?;
                if family.as_deref() == Some("paragraph") {
                    defaults.paragraph = style.paragraph.format;
                    defaults.text = style.text.format;
                }
                Ok(())
            }
            "text:list-style" => {
                let name = tag.get("style:name");
                let style = ListStyle::read(xml)?;
                if let Some(name) = name.filter(|_| sheet.lists.len() < MOST_STYLES) {
                    sheet.lists.insert(name.into(), style);
                }
                Ok(())
            }
            "style:page-layout" => {
                let name = tag.get("style:name");
                let layout = Layout::read(xml)?;
                if let Some(name) = name.filter(|_| sheet.layouts.len() < MOST_STYLES) {
                    sheet.layouts.insert(name, layout);
                }
                Ok(())
            }
            _ => xml.skip(),
        })
    }

    /// A style by its name where it is used: an automatic one of the part, or a common one.
    pub fn find(&self, part: Part, family: Family, name: &str) -> Option<&RawStyle> {
        self.automatic(part, family, name)
            .or_else(|| self.common(family, name))
    }

    /// An automatic style of a part.
    pub fn automatic(&self, part: Part, family: Family, name: &str) -> Option<&RawStyle> {
        self.sheet(part).styles.get(&(family, Arc::from(name)))
    }

    /// A common style.
    pub fn common(&self, family: Family, name: &str) -> Option<&RawStyle> {
        self.common.styles.get(&(family, Arc::from(name)))
    }

    /// A list style by its name where it is used.
    pub fn list(&self, part: Part, name: &str) -> Option<&ListStyle> {
        let lists = &self.sheet(part).lists;
        lists.get(name).or_else(|| self.common.lists.get(name))
    }

    /// A page layout; a flat file keeps all in one place.
    pub fn layout(&self, name: &str) -> Option<&Layout> {
        [&self.of_styles, &self.of_content, &self.common]
            .into_iter()
            .find_map(|sheet| sheet.layouts.get(name))
    }

    /// The common styles of `family` from that name up to its furthest parent.
    pub fn chain<'s>(&'s self, family: Family, name: &str) -> Vec<(Arc<str>, &'s RawStyle)> {
        let mut chain = Vec::new();
        let mut next: Option<Arc<str>> = Some(name.into());
        while let Some(name) = next.take() {
            let Some(style) = self.common(family, &name) else {
                break;
            };
            if chain.len() >= MOST_PARENTS {
                break;
            }
            next.clone_from(&style.parent);
            chain.push((name, style));
        }
        chain
    }

    /// A common style with what it inherits.
    pub fn resolve(&self, family: Family, name: &str) -> Style {
        let mut resolved = Style::default();
        for (_, style) in self.chain(family, name).into_iter().rev() {
            let mut text = style.text.format.clone();
            if let Some(factor) = style.text.relative_size {
                let around = resolved.text.size.or(self.defaults.text.size);
                let around = around.map_or(USUAL_SIZE, |size| size.points(USUAL_SIZE));
                text.size = Some(Size::Points((around * factor * 10.0).round() / 10.0));
            }
            resolved.text = text.over(&resolved.text);
            let mut paragraph = style.paragraph.format.clone();
            paragraph.page_break_before = style.paragraph.break_before;
            resolved.paragraph = paragraph.over(&resolved.paragraph);
            resolved.name.clone_from(&style.display);
        }
        resolved
    }

    /// Names of all common styles of paragraphs and text.
    pub fn names(&self) -> impl Iterator<Item = (Family, &Arc<str>)> {
        let keys = self.common.styles.keys();
        keys.map(|(family, name)| (*family, name))
            .filter(|(family, _)| matches!(family, Family::Paragraph | Family::Text))
    }

    fn sheet(&self, part: Part) -> &Sheet {
        match part {
            Part::Styles => &self.of_styles,
            Part::Content => &self.of_content,
        }
    }
}

impl Sheet {
    fn read_style(
        &mut self,
        xml: &mut Xml<'_>,
        tag: &Tag<'_>,
        fonts: &Fonts,
    ) -> Result<(), ConvertError> {
        let family = tag.get("style:family").and_then(|name| Family::of(&name));
        let name = tag.get("style:name");
        let (Some(family), Some(name)) = (family, name) else {
            return xml.skip();
        };
        let style = read_style(xml, tag, fonts)?;
        if self.styles.len() < MOST_STYLES {
            self.styles.insert((family, name.into()), style);
        }
        Ok(())
    }
}

fn read_style(xml: &mut Xml<'_>, tag: &Tag<'_>, fonts: &Fonts) -> Result<RawStyle, ConvertError> {
    let mut style = RawStyle {
        columns: 1,
        ..RawStyle::default()
    };
    tag.attributes(&mut |key, value| {
        let some = || (!value.is_empty()).then(|| Arc::from(value));
        match key {
            "style:name" if style.display.is_empty() => style.display = names::decode(value),
            "style:display-name" => value.clone_into(&mut style.display),
            "style:parent-style-name" => style.parent = some(),
            "style:list-style-name" => style.list_style = some(),
            "style:master-page-name" => style.master_page = some(),
            _ => {}
        }
    });
    xml.children(|xml, tag| {
        match tag.name() {
            "style:text-properties" => style.text = properties::text(&tag, fonts),
            "style:paragraph-properties" => style.paragraph = properties::paragraph(&tag),
            "style:table-cell-properties" => style.cell = properties::cell(&tag),
            "style:table-column-properties" => {
                style.extent = length(&tag, "style:column-width");
            }
            "style:table-row-properties" => {
                style.extent = length(&tag, "style:min-row-height")
                    .or_else(|| length(&tag, "style:row-height"));
            }
            "style:table-properties" => {
                style.paragraph = properties::paragraph(&tag);
                style.extent = length(&tag, "style:width");
                style.align = match tag.get("table:align").as_deref() {
                    Some("left") => Some(Align::Left),
                    Some("center") => Some(Align::Center),
                    Some("right") => Some(Align::Right),
                    _ => None,
                };
            }
            "style:section-properties" => {
                return xml.children(|xml, tag| {
                    if tag.name() == "style:columns" {
                        style.columns = super::page::columns(&tag);
                    }
                    xml.skip()
                });
            }
            _ => {}
        }
        xml.skip()
    })?;
    Ok(style)
}

fn length(tag: &Tag<'_>, name: &str) -> Option<f32> {
    points(&tag.get(name)?).filter(|length| *length >= 0.0)
}
