//! Pictures over the cells (ECMA-376 Part 1, 20.5).

use std::collections::HashMap;
use std::fmt::Write;

use spindle_model::workbook::{MAX_COLUMNS, MAX_ROWS};

use super::plan::{Plan, Planned};
use super::rels::Rels;
use super::{HEAD, REL, media_name};
use crate::xlsx::chars::push_attribute;
use crate::xlsx::geometry::{EMU, Geometry};

/// The drawing part of a sheet and its relationships.
pub(super) fn part(planned: &Planned<'_>, plan: &Plan<'_>) -> (String, Rels) {
    let mut rels = Rels::default();
    let mut by_media: HashMap<usize, String> = HashMap::new();
    let geometry = Geometry::new(planned.sheet);
    let mut out = format!(
        "{HEAD}<xdr:wsDr xmlns:xdr=\"http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing\" \
         xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:r=\"{REL}\">"
    );
    for (index, image) in planned.images.iter().enumerate() {
        let media_type = plan.media_type(image.media);
        let id = by_media.entry(image.media).or_insert_with(|| {
            let name = media_name(image.media, media_type);
            rels.add_part("image", &format!("../media/{name}"))
        });
        // Programs keep a corner inside its cell.
        let row = image.row.min(MAX_ROWS - 1);
        let column = image.column.min(MAX_COLUMNS - 1);
        let (column, x) = geometry.column_at(column, image.offset_x);
        let (row, y) = geometry.row_at(row, image.offset_y);
        let number = index + 1;
        let _ = write!(
            out,
            "<xdr:oneCellAnchor><xdr:from><xdr:col>{column}</xdr:col><xdr:colOff>{}</xdr:colOff>\
             <xdr:row>{row}</xdr:row><xdr:rowOff>{}</xdr:rowOff></xdr:from><xdr:ext cx=\"{}\" cy=\"{}\"/>\
             <xdr:pic><xdr:nvPicPr><xdr:cNvPr id=\"{}\" name=\"Picture {number}\" descr=\"",
            emu(x),
            emu(y),
            emu(image.width),
            emu(image.height),
            number + 1,
        );
        push_attribute(&mut out, &image.alt);
        let _ = write!(
            out,
            "\"/><xdr:cNvPicPr><a:picLocks noChangeAspect=\"1\"/></xdr:cNvPicPr></xdr:nvPicPr>\
             <xdr:blipFill><a:blip r:embed=\"{id}\"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill>\
             <xdr:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{}\" cy=\"{}\"/></a:xfrm>\
             <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/></xdr:oneCellAnchor>",
            emu(image.width),
            emu(image.height)
        );
    }
    out.push_str("</xdr:wsDr>");
    (out, rels)
}

/// A length in points as the format counts it.
fn emu(points: f32) -> i64 {
    (f64::from(points).clamp(0.0, 1.0e6) * EMU).round() as i64
}
