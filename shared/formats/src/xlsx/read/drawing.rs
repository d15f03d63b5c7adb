//! Pictures over the cells (ECMA-376 Part 1, 20.5).

use quick_xml::events::Event;
use spindle_model::convert::{ConvertError, Job};
use spindle_model::document::Media;
use spindle_model::workbook::{MAX_COLUMNS, MAX_ROWS, Sheet, SheetImage};

use super::Shared;
use super::package::{Package, Relations};
use super::xml::{Xml, attribute, local, value};
use crate::picture;
use crate::xlsx::geometry::{EMU, Geometry};

/// A corner: column, its offset, row, its offset.
#[derive(Debug, Clone, Copy, Default)]
struct Corner {
    column: u32,
    x: f64,
    row: u32,
    y: f64,
}

/// Where something stands.
#[derive(Debug, Default)]
struct Anchor {
    from: Corner,
    to: Option<Corner>,
    /// Width and height that the anchor says.
    size: Option<(f64, f64)>,
    /// Those that the picture itself says.
    own_size: Option<(f64, f64)>,
    /// Pictures: relationship, alternative text.
    pictures: Vec<(String, String)>,
    alt: String,
}

/// Reads a drawing part.
pub(super) fn read(
    package: &mut Package<'_>,
    part: &str,
    sheet: &mut Sheet,
    shared: &mut Shared,
    job: &mut Job<'_>,
) -> Result<(), ConvertError> {
    let relations = package.relations(part)?;
    let mut anchors = Vec::new();
    if let Some((mut xml, _)) = package.xml(part)? {
        loop {
            match xml.next()? {
                Event::Start(tag) => match local(&tag) {
                    "twoCellAnchor" | "oneCellAnchor" | "absoluteAnchor" => {
                        let anchor = Anchor::read(&mut xml, job)?;
                        if !anchor.pictures.is_empty() && anchors.len() < job.limits.cells {
                            anchors.push(anchor);
                        }
                    }
                    // What programs show that do not know what the anchor before holds.
                    "Fallback" => xml.skip()?,
                    _ => {}
                },
                Event::Eof => break,
                _ => {}
            }
        }
    }
    for anchor in anchors {
        let mut images = Vec::new();
        for (id, alt) in &anchor.pictures {
            if let Some(media) = media(package, &relations, id, shared, job)? {
                images.push(anchor.image(sheet, media, alt));
            }
        }
        sheet.images.append(&mut images);
    }
    Ok(())
}

impl Anchor {
    /// Reads the inside of an anchor, which was begun last.
    fn read(xml: &mut Xml<'_>, job: &mut Job<'_>) -> Result<Self, ConvertError> {
        let mut anchor = Self::default();
        let level = xml.depth();
        loop {
            let depth = xml.depth();
            match xml.next()? {
                Event::Start(tag) => match local(&tag) {
                    "from" => anchor.from = Corner::read(xml)?,
                    "to" => anchor.to = Some(Corner::read(xml)?),
                    "pos" => {
                        anchor.from.x = emu(attribute(&tag, "x").as_deref());
                        anchor.from.y = emu(attribute(&tag, "y").as_deref());
                    }
                    "ext" => {
                        let width = attribute(&tag, "cx");
                        let height = attribute(&tag, "cy");
                        if width.is_some() && height.is_some() {
                            let size = (emu(width.as_deref()), emu(height.as_deref()));
                            if depth == level {
                                anchor.size = Some(size);
                            } else {
                                anchor.own_size.get_or_insert(size);
                            }
                        }
                    }
                    "cNvPr" => {
                        anchor.alt = attribute(&tag, "descr").unwrap_or_default().into_owned();
                    }
                    "blip" => {
                        // A picture elsewhere (`r:link`) is not fetched.
                        let embed = tag
                            .attributes()
                            .with_checks(false)
                            .map_while(Result::ok)
                            .find(|attribute| attribute.key.local_name().as_ref() == "embed")
                            .map(|attribute| value(&attribute).into_owned());
                        match embed {
                            Some(id) => anchor.pictures.push((id, anchor.alt.clone())),
                            None => job.warn(
                                "picture-dropped",
                                "a picture outside of the file was not fetched",
                            ),
                        }
                    }
                    "graphicFrame" => {
                        job.warn("charts-dropped", "charts and diagrams were dropped");
                    }
                    "sp" | "cxnSp" | "contentPart" => {
                        job.warn("shapes-dropped", "shapes and text boxes were dropped");
                        xml.skip()?;
                    }
                    "Fallback" | "clientData" => xml.skip()?,
                    _ => {}
                },
                Event::End(_) if depth == level => return Ok(anchor),
                Event::Eof => return Ok(anchor),
                _ => {}
            }
        }
    }

    /// The picture of that anchor. The size is that of the cells between the corners, which is what programs show.
    fn image(&self, sheet: &Sheet, media: usize, alt: &str) -> SheetImage {
        let geometry = Geometry::new(sheet);
        let Corner { column, x, row, y } = self.from;
        let between = self.to.map(|to| {
            let width = f64::from(geometry.width(column, to.column)) - x + to.x;
            let height = f64::from(geometry.height(row, to.row)) - y + to.y;
            (width, height)
        });
        let (width, height) = [self.size, between, self.own_size]
            .into_iter()
            .flatten()
            .find(|(width, height)| *width > 0.0 && *height > 0.0)
            .unwrap_or((0.0, 0.0));
        SheetImage {
            media,
            row,
            column,
            offset_y: y as f32,
            offset_x: x as f32,
            width: width as f32,
            height: height as f32,
            alt: alt.to_owned(),
        }
    }
}

impl Corner {
    fn read(xml: &mut Xml<'_>) -> Result<Self, ConvertError> {
        let mut corner = Self::default();
        let level = xml.depth();
        while let Some(tag) = xml.child(level)? {
            let text = xml.text()?;
            let number = || text.trim().parse().unwrap_or(0_u32);
            match tag.name() {
                "col" => corner.column = number().min(MAX_COLUMNS - 1),
                "colOff" => corner.x = emu(Some(&text)),
                "row" => corner.row = number().min(MAX_ROWS - 1),
                "rowOff" => corner.y = emu(Some(&text)),
                _ => {}
            }
        }
        Ok(corner)
    }
}

/// A length in points; 0 for what is none. Strict files may say `1.5in`.
fn emu(text: Option<&str>) -> f64 {
    let text = text.unwrap_or_default().trim();
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = text.get(digits.len()..).unwrap_or_default();
    let points = match unit {
        "" => 1.0 / EMU,
        "in" => 72.0,
        "cm" => 72.0 / 2.54,
        "mm" => 72.0 / 25.4,
        "pc" | "pi" => 12.0,
        _ => 1.0,
    };
    let number: f64 = digits.parse().unwrap_or(0.0);
    let length = number * points;
    if length.is_finite() {
        length.clamp(-1.0e6, 1.0e6)
    } else {
        0.0
    }
}

/// The index of the picture that a relationship means.
fn media(
    package: &mut Package<'_>,
    relations: &Relations,
    id: &str,
    shared: &mut Shared,
    job: &mut Job<'_>,
) -> Result<Option<usize>, ConvertError> {
    let Some(relation) = relations.get(id).filter(|relation| !relation.external) else {
        job.warn(
            "picture-dropped",
            "a picture that is not in the file was dropped",
        );
        return Ok(None);
    };
    if let Some(known) = shared.media_by_part.get(&relation.target) {
        return Ok(*known);
    }
    let bytes = package.bytes(&relation.target)?;
    let found = bytes.and_then(|bytes| {
        let media_type = picture::media_type(&bytes)?.to_owned();
        shared.media.push(Media {
            media_type,
            bytes: bytes.into(),
        });
        Some(shared.media.len() - 1)
    });
    if found.is_none() {
        job.warn(
            "picture-dropped",
            format!(
                "\"{}\" was dropped: it is missing or no picture of a known kind",
                relation.target.escape_debug()
            ),
        );
    }
    shared.media_by_part.insert(relation.target.clone(), found);
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_have_units() {
        assert_eq!(emu(Some("12700")), 1.0);
        assert_eq!(emu(Some("0.5in")), 36.0);
        assert_eq!(emu(Some("-12700")), -1.0);
        assert_eq!(emu(Some("inf")), 0.0);
        assert_eq!(emu(None), 0.0);
    }
}
