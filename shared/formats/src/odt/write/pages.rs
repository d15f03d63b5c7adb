//! Master pages and their layouts.

use spindle_model::convert::ConvertError;
use spindle_model::document::{Block, PageSetup};

use super::super::length::write_points;
use super::Writing;
use super::blocks::Place;

/// The least height of a header or footer, in points: one line.
const LINE: f32 = 14.0;

/// The XML name of the master page of a setup.
pub(super) fn master_name(index: usize) -> String {
    match index {
        0 => "Standard".to_owned(),
        index => format!("Page_20_{index}"),
    }
}

impl<'d> Writing<'d, '_, '_> {
    /// All of `office:master-styles`; their layouts go to the automatic styles.
    pub(super) fn master_pages(&mut self) -> Result<String, ConvertError> {
        let mut masters = String::new();
        self.in_header = true;
        for (index, page) in self.pages.clone().into_iter().enumerate() {
            self.layout(index, page);
            masters.push_str(&format!(
                "<style:master-page style:name=\"{}\" style:display-name=\"{}\" \
                 style:page-layout-name=\"Mpm{index}\">",
                master_name(index),
                super::super::names::decode(&master_name(index)),
            ));
            for (name, part) in [("header", &page.header), ("footer", &page.footer)] {
                let style = if name == "header" { "Header" } else { "Footer" };
                let others = part.first.is_some() || part.even.is_some();
                if part.default.is_empty() && !others {
                    continue;
                }
                self.header(name, style, &part.default, &mut masters)?;
                if let Some(blocks) = &part.even {
                    self.header(&format!("{name}-left"), style, blocks, &mut masters)?;
                }
                // The office suite has a first page for both or for none.
                let differs = page.header.first.is_some() || page.footer.first.is_some();
                let first = part.first.as_ref().or(differs.then_some(&part.default));
                if let Some(blocks) = first {
                    self.header(&format!("{name}-first"), style, blocks, &mut masters)?;
                }
            }
            masters.push_str("</style:master-page>");
        }
        self.in_header = false;
        Ok(masters)
    }

    fn header(
        &mut self,
        name: &str,
        style: &'static str,
        blocks: &'d [Block],
        out: &mut String,
    ) -> Result<(), ConvertError> {
        out.push_str(&format!("<style:{name}>"));
        let place = Place {
            depth: 1,
            style,
            ..Place::default()
        };
        let before = out.len();
        self.blocks(blocks, place, out)?;
        if out.len() == before {
            self.plain_paragraph(style, "", out);
        }
        out.push_str(&format!("</style:{name}>"));
        Ok(())
    }

    fn layout(&mut self, index: usize, page: &PageSetup) {
        let has = |part: &spindle_model::document::HeaderFooter| {
            !part.default.is_empty() || part.first.is_some() || part.even.is_some()
        };
        let edge = |margin: f32, distance: f32, has: bool| {
            let margin = margin.max(0.0);
            // ODF counts the margin to the header, the model to the text.
            let distance = distance.clamp(0.0, (margin - LINE).max(0.0));
            if has {
                (distance, margin - distance)
            } else {
                (margin, 0.0)
            }
        };
        let (top, header) = edge(page.margins.top, page.header_distance, has(&page.header));
        let (bottom, footer) = edge(page.margins.bottom, page.footer_distance, has(&page.footer));
        let orientation = if page.width > page.height {
            "landscape"
        } else {
            "portrait"
        };
        let columns = if page.columns > 1 {
            columns(page.columns)
        } else {
            String::new()
        };
        let part = |name: &str, height: f32, wanted: bool| {
            if !wanted {
                return format!("<style:{name}-style/>");
            }
            let side = if name == "header" { "bottom" } else { "top" };
            format!(
                "<style:{name}-style><style:header-footer-properties fo:min-height=\"{}\" \
                 fo:margin-left=\"0pt\" fo:margin-right=\"0pt\" fo:margin-{side}=\"0pt\"/></style:{name}-style>",
                write_points(height)
            )
        };
        let header = part("header", header, has(&page.header));
        let footer = part("footer", footer, has(&page.footer));
        self.headers.xml.push_str(&format!(
            "<style:page-layout style:name=\"Mpm{index}\"><style:page-layout-properties \
             fo:page-width=\"{}\" fo:page-height=\"{}\" style:print-orientation=\"{orientation}\" \
             fo:margin-top=\"{}\" fo:margin-bottom=\"{}\" fo:margin-left=\"{}\" fo:margin-right=\"{}\" \
             style:num-format=\"1\">{columns}</style:page-layout-properties>{header}{footer}</style:page-layout>",
            write_points(page.width.max(1.0)),
            write_points(page.height.max(1.0)),
            write_points(top),
            write_points(bottom),
            write_points(page.margins.left.max(0.0)),
            write_points(page.margins.right.max(0.0)),
        ));
    }
}

/// `style:columns`.
pub(super) fn columns(count: u8) -> String {
    format!("<style:columns fo:column-count=\"{count}\" fo:column-gap=\"18pt\"/>")
}
