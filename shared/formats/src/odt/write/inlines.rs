//! What stands in a paragraph.

use std::sync::Arc;

use spindle_model::convert::ConvertError;
use spindle_model::document::{
    Change, ChangeKind, Comment, Field, Image, ImageSource, Inline, InlineKind, Link, TextFormat,
};

use super::super::{field, length::write_points, meta, names};
use super::blocks::Place;
use super::escape::{escape, paragraph_text};
use super::{Writing, picture_name};
use crate::picture;

/// Pixels of pictures are counted so in points.
const PIXEL: f32 = 0.75;

/// The side of a picture whose size nobody knows, in points.
const UNKNOWN_SIDE: f32 = 100.0;

impl<'d> Writing<'d, '_, '_> {
    /// Writes the pieces of a paragraph, those of one change together.
    pub(super) fn inlines(
        &mut self,
        inlines: &'d [Inline],
        out: &mut String,
    ) -> Result<(), ConvertError> {
        let same = |one: &Inline, other: &Inline| one.format.change == other.format.change;
        for group in inlines.chunk_by(same) {
            let change = group
                .first()
                .and_then(|inline| inline.format.change.clone());
            match change {
                None => self.linked(group, out)?,
                Some(change) => self.changed(&change, group, out)?,
            }
        }
        Ok(())
    }

    fn changed(
        &mut self,
        change: &Arc<Change>,
        group: &'d [Inline],
        out: &mut String,
    ) -> Result<(), ConvertError> {
        if self.outside_text() {
            self.job.warn(
                "change-accepted",
                "a tracked change in a header, a footer or a comment was taken as accepted",
            );
            return match change.kind {
                ChangeKind::Inserted => self.linked(group, out),
                ChangeKind::Deleted => Ok(()),
            };
        }
        self.region_count = self.region_count.saturating_add(1);
        let id = format!("ct{}", self.region_count);
        let mut inner = String::new();
        self.linked(group, &mut inner)?;
        let kind = match change.kind {
            ChangeKind::Inserted => {
                out.push_str(&format!("<text:change-start text:change-id=\"{id}\"/>"));
                out.push_str(&inner);
                out.push_str(&format!("<text:change-end text:change-id=\"{id}\"/>"));
                inner.clear();
                "insertion"
            }
            ChangeKind::Deleted => {
                out.push_str(&format!("<text:change text:change-id=\"{id}\"/>"));
                inner = format!("<text:p text:style-name=\"Standard\">{inner}</text:p>");
                "deletion"
            }
        };
        self.regions.push_str(&format!(
            "<text:changed-region xml:id=\"{id}\" text:id=\"{id}\"><text:{kind}><office:change-info>\
             <dc:creator>{}</dc:creator><dc:date>{}</dc:date></office:change-info>{inner}</text:{kind}>\
             </text:changed-region>",
            escape(&change.author),
            date(change.date.as_deref()),
        ));
        Ok(())
    }

    /// Pieces of one link together.
    fn linked(&mut self, inlines: &'d [Inline], out: &mut String) -> Result<(), ConvertError> {
        let same = |one: &Inline, other: &Inline| one.format.link == other.format.link;
        for group in inlines.chunk_by(same) {
            let link = group.first().and_then(|inline| inline.format.link.clone());
            if let Some(link) = &link {
                out.push_str(&link_start(link));
            }
            for inline in group {
                self.begin_comments(inline, out)?;
                self.inline(inline, out)?;
                self.end_comments(inline, out);
            }
            if link.is_some() {
                out.push_str("</text:a>");
            }
        }
        Ok(())
    }

    fn inline(&mut self, inline: &'d Inline, out: &mut String) -> Result<(), ConvertError> {
        match &inline.kind {
            InlineKind::Text(text) => self.run(&inline.format, out, |out| {
                paragraph_text(text, out);
            }),
            InlineKind::LineBreak => self.run(&inline.format, out, |out| {
                out.push_str("<text:line-break/>");
            }),
            InlineKind::Image(image) => self.image(image, out),
            InlineKind::Formula(latex) => self.run(&inline.format, out, |out| {
                out.push_str(&format!(
                    "<text:span text:style-name=\"{}\">",
                    names::FORMULA
                ));
                paragraph_text(latex, out);
                out.push_str("</text:span>");
            }),
            InlineKind::Note(index) => self.note(*index, out)?,
            InlineKind::Mention { name, .. } => self.run(&inline.format, out, |out| {
                paragraph_text(&format!("@{name}"), out);
            }),
            InlineKind::Field(field) => {
                self.run(&inline.format, out, |out| write_field(field, out))
            }
            InlineKind::Bookmark(name) => {
                out.push_str(&format!("<text:bookmark text:name=\"{}\"/>", escape(name)));
            }
            InlineKind::Embed(name, _) => self.job.warn(
                "embed-dropped",
                format!("OpenDocument has no place for an embed of the kind “{name}”"),
            ),
        }
        Ok(())
    }

    /// Something in spans of its formats.
    fn run(&mut self, format: &TextFormat, out: &mut String, write: impl FnOnce(&mut String)) {
        let style = self.text_style(format);
        if let Some(style) = &style {
            out.push_str(&format!("<text:span text:style-name=\"{style}\">"));
        }
        let code = format.code == Some(true);
        if code {
            out.push_str("<text:span text:style-name=\"Source_20_Text\">");
        }
        write(out);
        if code {
            out.push_str("</text:span>");
        }
        if style.is_some() {
            out.push_str("</text:span>");
        }
    }

    fn image(&mut self, image: &Image, out: &mut String) {
        let (href, kind, pixels) = match &image.source {
            ImageSource::Url(url) => (escape(url), String::new(), None),
            ImageSource::Media(index) => {
                let Some(media) = self.document.media.get(*index) else {
                    self.job.warn(
                        "picture-missing",
                        "a picture without its bytes was left out",
                    );
                    return;
                };
                self.media.insert(*index);
                (
                    picture_name(*index, &media.media_type),
                    format!(" draw:mime-type=\"{}\"", escape(&media.media_type)),
                    picture::size(&media.bytes),
                )
            }
        };
        let (width, height) = self.picture_size(image, pixels);
        let number = self.next_number();
        let style = self.automatic().style("fr", "graphic", "", GRAPHIC);
        out.push_str(&format!(
            "<draw:frame draw:style-name=\"{style}\" draw:name=\"Image {number}\" \
             text:anchor-type=\"as-char\" svg:width=\"{}\" svg:height=\"{}\"><draw:image \
             xlink:href=\"{href}\" xlink:type=\"simple\" xlink:show=\"embed\" \
             xlink:actuate=\"onLoad\"{kind}/>",
            write_points(width),
            write_points(height),
        ));
        if let Some(title) = &image.title {
            out.push_str(&format!("<svg:title>{}</svg:title>", escape(title)));
        }
        if !image.alt.is_empty() || image.title.is_some() {
            out.push_str(&format!("<svg:desc>{}</svg:desc>", escape(&image.alt)));
        }
        out.push_str("</draw:frame>");
    }

    /// The size of a picture: what is not said follows from its pixels, within the width of the text.
    fn picture_size(&self, image: &Image, pixels: Option<(u32, u32)>) -> (f32, f32) {
        let said = |side: Option<f32>| side.filter(|side| side.is_finite() && *side > 0.0);
        let natural = pixels.filter(|(width, height)| *width > 0 && *height > 0);
        let (across, down) = natural.map_or((UNKNOWN_SIDE, UNKNOWN_SIDE), |(width, height)| {
            (width as f32 * PIXEL, height as f32 * PIXEL)
        });
        match (said(image.width), said(image.height)) {
            (Some(width), Some(height)) => (width, height),
            (Some(width), None) => (width, width * down / across),
            (None, Some(height)) => (height * across / down, height),
            (None, None) => {
                let page = self.pages.last().copied().unwrap_or(&self.document.page);
                let room = page.width - page.margins.left - page.margins.right;
                let factor = (room / across).clamp(0.01, 1.0);
                (across * factor, down * factor)
            }
        }
    }

    fn note(&mut self, index: usize, out: &mut String) -> Result<(), ConvertError> {
        let document = self.document;
        let Some(note) = document.notes.get(index) else {
            return Ok(());
        };
        if self.outside_text() || self.open_notes.contains(&index) || self.open_notes.len() > 2 {
            self.job.warn(
                "note-dropped",
                "a note in a header, a footer, a comment or another note was left out",
            );
            return Ok(());
        }
        let (class, style, count) = if note.endnote {
            ("endnote", "Endnote", &mut self.endnotes)
        } else {
            ("footnote", "Footnote", &mut self.footnotes)
        };
        *count = count.saturating_add(1);
        let number = *count;
        out.push_str(&format!(
            "<text:note text:id=\"{}\" text:note-class=\"{class}\"><text:note-citation>{number}\
             </text:note-citation><text:note-body>",
            if note.endnote {
                format!("edn{number}")
            } else {
                format!("ftn{number}")
            },
        ));
        let place = Place {
            depth: 1,
            style,
            ..Place::default()
        };
        let lists = std::mem::take(&mut self.lists);
        let page_break = std::mem::take(&mut self.page_break);
        self.open_notes.push(index);
        let before = out.len();
        self.blocks(&note.blocks, place, out)?;
        if out.len() == before {
            self.plain_paragraph(style, "", out);
        }
        self.open_notes.pop();
        self.page_break = page_break;
        self.lists = lists;
        out.push_str("</text:note-body></text:note>");
        Ok(())
    }

    fn begin_comments(&mut self, inline: &Inline, out: &mut String) -> Result<(), ConvertError> {
        if !self.job.options.comments || self.outside_text() {
            return Ok(());
        }
        for index in &inline.format.comments {
            let document = self.document;
            if let Some(comment) = document.comments.get(*index)
                && self.begun.insert(*index)
            {
                self.comment(*index, comment, out)?;
            }
        }
        Ok(())
    }

    fn comment(
        &mut self,
        index: usize,
        comment: &'d Comment,
        out: &mut String,
    ) -> Result<(), ConvertError> {
        out.push_str(&format!(
            "<office:annotation office:name=\"comment{index}\"><dc:creator>{}</dc:creator>\
             <dc:date>{}</dc:date>",
            escape(&comment.author),
            date(comment.date.as_deref()),
        ));
        let place = Place {
            depth: 1,
            simple: true,
            ..Place::default()
        };
        let lists = std::mem::take(&mut self.lists);
        let page_break = std::mem::take(&mut self.page_break);
        self.in_comment = true;
        self.blocks(&comment.blocks, place, out)?;
        self.in_comment = false;
        self.page_break = page_break;
        self.lists = lists;
        out.push_str("</office:annotation>");
        Ok(())
    }

    fn end_comments(&mut self, inline: &Inline, out: &mut String) {
        if self.outside_text() {
            return;
        }
        for index in &inline.format.comments {
            if let Some(left) = self.comments.get_mut(index) {
                *left = left.saturating_sub(1);
                if *left == 0 && self.begun.contains(index) {
                    out.push_str(&format!(
                        "<office:annotation-end office:name=\"comment{index}\"/>"
                    ));
                }
            }
        }
    }
}

/// How pictures stand in a line.
const GRAPHIC: &str = "<style:graphic-properties style:vertical-pos=\"top\" \
    style:vertical-rel=\"baseline\" fo:padding=\"0pt\" fo:border=\"none\"/>";

fn date(date: Option<&str>) -> String {
    escape(
        date.filter(|date| meta::date(date).is_some())
            .unwrap_or(meta::NO_DATE),
    )
}

fn link_start(link: &Link) -> String {
    let title = link.title.as_deref();
    let title = title.map_or_else(String::new, |title| {
        format!(" office:title=\"{}\"", escape(title))
    });
    // Relative addresses start from inside of the package.
    let href = &link.href;
    let absolute = href.starts_with(['#', '/', '?'])
        || href
            .split(['/', '?', '#'])
            .next()
            .is_some_and(|start| start.contains(':'));
    let up = if absolute || href.is_empty() {
        ""
    } else {
        "../"
    };
    format!(
        "<text:a xlink:type=\"simple\" xlink:href=\"{up}{}\"{title} text:style-name=\"Internet_20_link\" \
         text:visited-style-name=\"Internet_20_link\">",
        escape(href)
    )
}

fn write_field(field: &Field, out: &mut String) {
    match field {
        Field::PageNumber => {
            out.push_str("<text:page-number text:select-page=\"current\">1</text:page-number>");
        }
        Field::PageCount => out.push_str("<text:page-count>1</text:page-count>"),
        Field::Other { instruction, shown } => match field::element(instruction) {
            Some(element) => {
                out.push_str(&format!("<{element}>{}</{element}>", escape(shown)));
            }
            None => paragraph_text(shown, out),
        },
    }
}
