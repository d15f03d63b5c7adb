//! Page layouts and master pages (ODF 1.3 part 3, 16.5 and 16.9).

use spindle_model::convert::ConvertError;
use spindle_model::document::{Block, HeaderFooter, Margins, PageSetup};

use super::length::points;
use super::lines::Flow;
use super::read::Reading;
use super::xml::{Tag, Xml};

/// Paper, margins and columns.
#[derive(Debug, Clone, Default)]
pub(super) struct Layout {
    width: Option<f32>,
    height: Option<f32>,
    top: Option<f32>,
    right: Option<f32>,
    bottom: Option<f32>,
    left: Option<f32>,
    /// The header with the space below it.
    header: f32,
    /// The footer with the space above it.
    footer: f32,
    columns: u8,
    first_number: Option<u32>,
}

/// A master page.
#[derive(Debug, Clone, Default)]
pub(super) struct Master {
    pub name: String,
    layout: String,
    next: Option<String>,
    header: Option<HeaderFooter>,
    footer: Option<HeaderFooter>,
}

/// The margin where the file says none: 2 cm, as LibreOffice has it.
const USUAL_MARGIN: f32 = 56.7;

/// Master pages of a file that are kept.
const MOST_MASTERS: usize = 1000;

/// `fo:column-count`.
pub(super) fn columns(tag: &Tag<'_>) -> u8 {
    let count = tag.number("fo:column-count").unwrap_or(1);
    u8::try_from(count.clamp(1, 45)).unwrap_or(1)
}

impl Layout {
    /// `style:page-layout`, behind its end.
    pub fn read(xml: &mut Xml<'_>) -> Result<Self, ConvertError> {
        let mut layout = Self {
            columns: 1,
            ..Self::default()
        };
        xml.children(|xml, tag| match tag.name() {
            "style:page-layout-properties" => {
                layout.properties(&tag);
                xml.children(|xml, tag| {
                    if tag.name() == "style:columns" {
                        layout.columns = columns(&tag);
                    }
                    xml.skip()
                })
            }
            "style:header-style" => extent(xml, "fo:margin-bottom", &mut layout.header),
            "style:footer-style" => extent(xml, "fo:margin-top", &mut layout.footer),
            _ => xml.skip(),
        })?;
        Ok(layout)
    }

    fn properties(&mut self, tag: &Tag<'_>) {
        let mut all = None;
        tag.attributes(&mut |key, value| {
            let length = points(value).filter(|length| *length >= 0.0);
            match key {
                "fo:page-width" => self.width = length,
                "fo:page-height" => self.height = length,
                "fo:margin" => all = length,
                "fo:margin-top" => self.top = length,
                "fo:margin-right" => self.right = length,
                "fo:margin-bottom" => self.bottom = length,
                "fo:margin-left" => self.left = length,
                "style:first-page-number" => self.first_number = value.parse().ok(),
                _ => {}
            }
        });
        for side in [
            &mut self.top,
            &mut self.right,
            &mut self.bottom,
            &mut self.left,
        ] {
            *side = side.or(all);
        }
    }
}

fn extent(xml: &mut Xml<'_>, space: &str, sum: &mut f32) -> Result<(), ConvertError> {
    xml.children(|xml, tag| {
        let length = |name: &str| tag.get(name).and_then(|text| points(&text)).unwrap_or(0.0);
        let height = length("svg:height").max(length("fo:min-height"));
        *sum = (height + length(space)).max(0.0);
        xml.skip()
    })
}

impl Reading<'_, '_> {
    /// `office:master-styles`, behind its end.
    pub fn masters(&mut self, xml: &mut Xml<'_>) -> Result<(), ConvertError> {
        xml.children(|xml, tag| {
            if tag.name() != "style:master-page" || self.masters.len() >= MOST_MASTERS {
                return xml.skip();
            }
            let mut master = Master {
                name: tag.get("style:name").unwrap_or_default(),
                layout: tag.get("style:page-layout-name").unwrap_or_default(),
                next: tag.get("style:next-style-name"),
                ..Master::default()
            };
            xml.children(|xml, tag| {
                let name = tag.local().to_owned();
                // What is written in a header and switched off is not shown.
                if tag.get("style:display").as_deref() == Some("false") {
                    return xml.skip();
                }
                let slot = match name.split_once('-').map_or(name.as_str(), |(name, _)| name) {
                    "header" => &mut master.header,
                    "footer" => &mut master.footer,
                    _ => return xml.skip(),
                };
                let part = slot.get_or_insert_default();
                let blocks = self.header_blocks(xml)?;
                match name.split_once('-').map(|(_, which)| which) {
                    None => part.default = blocks,
                    Some("left") => part.even = Some(blocks),
                    Some("first") => part.first = Some(blocks),
                    Some(_) => {}
                }
                Ok(())
            })?;
            // Where the first page differs in its header, its footer is written too.
            for part in [&mut master.header, &mut master.footer]
                .into_iter()
                .flatten()
            {
                if part.first.as_ref() == Some(&part.default) {
                    part.first = None;
                }
            }
            self.masters.push(master);
            Ok(())
        })
    }

    fn header_blocks(&mut self, xml: &mut Xml<'_>) -> Result<Vec<Block>, ConvertError> {
        self.nested(|reading| {
            let mut flow = Flow::default();
            reading.blocks(xml, &mut flow)?;
            Ok(flow.finish())
        })
    }

    /// The setup of pages that begin with a master page.
    pub fn page_of(&self, name: &str) -> PageSetup {
        let Some(master) = self.masters.iter().find(|master| master.name == name) else {
            return PageSetup::default();
        };
        let next = master.next.as_deref().filter(|next| *next != name);
        let next = next.and_then(|next| self.masters.iter().find(|master| master.name == next));
        match next {
            // A page that another kind of pages follows is a first page.
            Some(next) => {
                let mut page = self.setup(next);
                let first = |part: &Option<HeaderFooter>| {
                    Some(
                        part.as_ref()
                            .map(|part| part.default.clone())
                            .unwrap_or_default(),
                    )
                };
                if !same_header(&master.header, &next.header) {
                    page.header.first = first(&master.header);
                }
                if !same_header(&master.footer, &next.footer) {
                    page.footer.first = first(&master.footer);
                }
                page
            }
            None => self.setup(master),
        }
    }

    fn setup(&self, master: &Master) -> PageSetup {
        let mut page = PageSetup {
            header: master.header.clone().unwrap_or_default(),
            footer: master.footer.clone().unwrap_or_default(),
            ..PageSetup::default()
        };
        let Some(layout) = self.styles.layout(&master.layout) else {
            return page;
        };
        page.width = layout
            .width
            .filter(|width| *width > 0.0)
            .unwrap_or(page.width);
        page.height = layout
            .height
            .filter(|height| *height > 0.0)
            .unwrap_or(page.height);
        page.columns = layout.columns.max(1);
        page.first_number = layout.first_number.filter(|number| *number > 0);
        let side = |side: Option<f32>| side.unwrap_or(USUAL_MARGIN);
        page.margins = Margins {
            top: side(layout.top),
            right: side(layout.right),
            bottom: side(layout.bottom),
            left: side(layout.left),
        };
        // ODF counts the margin to the header, the model to the text.
        if master.header.is_some() {
            page.header_distance = page.margins.top;
            page.margins.top += layout.header;
        }
        if master.footer.is_some() {
            page.footer_distance = page.margins.bottom;
            page.margins.bottom += layout.footer;
        }
        page
    }
}

fn same_header(one: &Option<HeaderFooter>, other: &Option<HeaderFooter>) -> bool {
    let blocks = |part: &Option<HeaderFooter>| part.as_ref().map(|part| part.default.clone());
    blocks(one).unwrap_or_default() == blocks(other).unwrap_or_default()
}
