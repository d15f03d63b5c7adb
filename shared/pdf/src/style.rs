//! How a paragraph and its text look once defaults, styles and what they say themselves are put together.

use std::rc::Rc;
use std::sync::Arc;

use spindle_model::document::{
    Align, Color, Document, LineHeight, Link, Paragraph, ParagraphFormat, Script, Size, TextFormat,
};

use crate::fonts::{Family, family_of};

/// How a piece of text looks. Lengths in points.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TextStyle {
    pub(crate) family: Family,
    pub(crate) bold: bool,
    pub(crate) italic: bool,
    /// Of the letters as they are drawn: smaller already where they stand above or below the line.
    pub(crate) size: f32,
    /// How far above the line's baseline the text stands.
    pub(crate) rise: f32,
    pub(crate) color: Color,
    pub(crate) background: Option<Color>,
    pub(crate) underline: bool,
    pub(crate) strike: bool,
    pub(crate) caps: Caps,
    pub(crate) link: Option<Arc<Link>>,
}

/// Letters that are written as capitals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Caps {
    None,
    All,
    Small,
}

/// How a paragraph looks. Lengths in points.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ParagraphStyle {
    pub(crate) align: Option<Align>,
    pub(crate) start: f32,
    pub(crate) end: f32,
    pub(crate) first_line: f32,
    pub(crate) before: f32,
    pub(crate) after: f32,
    pub(crate) line_height: LineHeight,
    pub(crate) rtl: Option<bool>,
    pub(crate) keep_next: bool,
    pub(crate) keep_lines: bool,
    pub(crate) break_before: bool,
    pub(crate) background: Option<Color>,
}

/// What a block's surroundings say about the text in it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Surroundings {
    /// Over the document's defaults, under styles.
    pub(crate) text: TextFormat,
    /// Whether paragraphs stand close together, as in tight lists and cells.
    pub(crate) tight: bool,
    /// The alignment of the column.
    pub(crate) align: Option<Align>,
}

/// What is drawn where the document says nothing.
const BODY_SIZE: f32 = 11.0;
/// Sizes of the headings of levels 1 to 6.
const HEADING_SIZES: [f32; 6] = [22.0, 17.0, 14.0, 12.5, 11.5, 11.0];
/// Space above them.
const HEADING_BEFORE: [f32; 6] = [20.0, 18.0, 15.0, 13.0, 12.0, 11.0];
/// Space below them.
const HEADING_AFTER: [f32; 6] = [9.0, 7.0, 5.0, 4.0, 4.0, 4.0];
/// One step of [`ParagraphFormat::indent`].
const INDENT_STEP: f32 = 21.0;
/// The largest indentation and space that is believed.
const MOST_SPACE: f32 = 1500.0;
/// Letters above or below the line are this part of the size.
const SCRIPT_SIZE: f32 = 0.65;
/// Links, where nothing says another colour.
const LINK_COLOR: Color = Color(0x05, 0x63, 0xC1);

/// Puts styles together for one document.
pub(crate) struct Styles<'d> {
    document: &'d Document,
    /// Whether the document has styles: then what they do not say is nothing, as in word processors, and not the look
    /// that plain documents get here.
    styled: bool,
}

impl<'d> Styles<'d> {
    pub(crate) fn new(document: &'d Document) -> Self {
        Self {
            document,
            styled: !document.styles.is_empty(),
        }
    }

    /// Whether spaces above and below paragraphs add up; elsewhere the larger one counts.
    pub(crate) fn spaces_add_up(&self) -> bool {
        self.styled
    }

    /// How a paragraph looks, and the format that its text starts from.
    pub(crate) fn paragraph(
        &self,
        paragraph: &Paragraph,
        around: &Surroundings,
    ) -> (ParagraphStyle, TextFormat) {
        let style = paragraph
            .format
            .style
            .as_ref()
            .and_then(|id| self.document.styles.get(id));
        let heading = paragraph
            .heading
            .map(|level| usize::from(level.clamp(1, 6)).saturating_sub(1));
        let mut format = match style {
            Some(style) => paragraph.format.over(&style.paragraph),
            None => paragraph.format.clone(),
        };
        format = format.over(&self.document.defaults.paragraph);
        let house = |of_heading: &[f32; 6], plain: f32| match heading {
            _ if self.styled => 0.0,
            Some(level) => of_heading.get(level).copied().unwrap_or(plain),
            None if around.tight => plain.min(1.5),
            None => plain,
        };
        let mut text = around.text.over(&self.document.defaults.text);
        if let Some(level) = heading {
            text = heading_text(level, self.styled).over(&text);
        }
        if let Some(style) = style {
            text = style.text.over(&text);
        }
        (
            ParagraphStyle {
                align: format.align.or(around.align),
                start: length(format.indent_start, 0.0) + indent_steps(&format),
                end: length(format.indent_end, 0.0),
                first_line: length(format.first_line, 0.0),
                before: length(format.space_before, house(&HEADING_BEFORE, 0.0)).max(0.0),
                after: length(format.space_after, house(&HEADING_AFTER, 7.0)).max(0.0),
                line_height: format.line_height.map_or(
                    LineHeight::Multiple(match heading {
                        _ if self.styled => 1.0,
                        Some(_) => 1.12,
                        None if around.tight => 1.18,
                        None => 1.25,
                    }),
                    sane_height,
                ),
                rtl: format.rtl,
                keep_next: format.keep_next.unwrap_or(heading.is_some()),
                keep_lines: format.keep_lines.unwrap_or(heading.is_some()),
                break_before: format.page_break_before.unwrap_or(false),
                background: format.background,
            },
            text,
        )
    }

    /// How a piece of text looks that says `format`, in a paragraph whose text starts from `base`; `None` where it is
    /// not shown.
    pub(crate) fn text(&self, format: &TextFormat, base: &TextFormat) -> Option<Rc<TextStyle>> {
        if format.is_deleted() {
            return None;
        }
        let style = format
            .style
            .as_ref()
            .and_then(|id| self.document.styles.get(id));
        let merged = match style {
            Some(style) => format.over(&style.text.over(base)),
            None => format.over(base),
        };
        if merged.hidden == Some(true) {
            return None;
        }
        // A size in words is one of the size around it.
        let own = format
            .size
            .or_else(|| style.and_then(|style| style.text.size));
        let around = size_of(base.size, BODY_SIZE);
        let size = own.map_or(around, |size| sane_size(size.points(around)));
        Some(Rc::new(finished(&merged, size)))
    }

    /// The style of the text that says nothing itself.
    pub(crate) fn plain(&self, base: &TextFormat) -> Rc<TextStyle> {
        Rc::new(finished(base, size_of(base.size, BODY_SIZE)))
    }
}

/// The style for a merged format in a known size.
fn finished(format: &TextFormat, size: f32) -> TextStyle {
    let code = format.code == Some(true);
    let family = match &format.font {
        Some(name) => family_of(name),
        None if code => Family::Cousine,
        None => Family::Arimo,
    };
    let link = format.link.clone();
    let (size, rise) = match format.script {
        Some(Script::Super) => (size * SCRIPT_SIZE, size * 0.34),
        Some(Script::Sub) => (size * SCRIPT_SIZE, size * -0.14),
        None if code && format.size.is_none() => (size * 0.92, 0.0),
        None => (size, 0.0),
    };
    TextStyle {
        family,
        bold: format.bold == Some(true),
        italic: format.italic == Some(true),
        size,
        rise,
        color: format.color.unwrap_or(match link {
            Some(_) => LINK_COLOR,
            None => Color::BLACK,
        }),
        background: format
            .background
            .or(code.then_some(Color(0xF0, 0xF1, 0xF3))),
        underline: format.underline.unwrap_or(link.is_some()),
        strike: format.strike == Some(true),
        caps: match (format.all_caps, format.small_caps) {
            (Some(true), _) => Caps::All,
            (_, Some(true)) => Caps::Small,
            _ => Caps::None,
        },
        link,
    }
}

fn heading_text(level: usize, styled: bool) -> TextFormat {
    TextFormat {
        bold: Some(true),
        size: HEADING_SIZES.get(level).map(|size| Size::Points(*size)),
        color: (!styled).then_some(Color(0x1F, 0x2A, 0x3C)),
        ..TextFormat::default()
    }
}

fn size_of(size: Option<Size>, around: f32) -> f32 {
    size.map_or(around, |size| sane_size(size.points(around)))
}

/// A font size that can be drawn.
pub(crate) fn sane_size(size: f32) -> f32 {
    if size.is_finite() {
        size.clamp(1.0, 400.0)
    } else {
        BODY_SIZE
    }
}

fn sane_height(height: LineHeight) -> LineHeight {
    let sane = |value: f32, least: f32, most: f32| {
        if value.is_finite() {
            value.clamp(least, most)
        } else {
            least
        }
    };
    match height {
        LineHeight::Multiple(times) => LineHeight::Multiple(sane(times, 0.5, 10.0)),
        LineHeight::AtLeast(points) => LineHeight::AtLeast(sane(points, 0.0, 600.0)),
        LineHeight::Exactly(points) => LineHeight::Exactly(sane(points, 1.0, 600.0)),
    }
}

fn length(value: Option<f32>, otherwise: f32) -> f32 {
    match value {
        Some(value) if value.is_finite() => value.clamp(-MOST_SPACE, MOST_SPACE),
        _ => otherwise,
    }
}

fn indent_steps(format: &ParagraphFormat) -> f32 {
    f32::from(format.indent.unwrap_or(0).min(20)) * INDENT_STEP
}

#[cfg(test)]
mod tests {
    use super::*;
    use spindle_model::document::Style;

    #[test]
    fn what_is_said_nearest_counts() {
        let mut document = Document::default();
        document.defaults.text.size = Some(Size::Points(10.0));
        document.styles.insert(
            "quiet".into(),
            Style {
                text: TextFormat {
                    italic: Some(true),
                    size: Some(Size::Points(20.0)),
                    ..TextFormat::default()
                },
                ..Style::default()
            },
        );
        let styles = Styles::new(&document);
        let mut paragraph = Paragraph::text("x");
        paragraph.format.style = Some("quiet".into());
        let (_, base) = styles.paragraph(&paragraph, &Surroundings::default());
        let small = TextFormat {
            size: Some(Size::Small),
            italic: Some(false),
            ..TextFormat::default()
        };
        let style = styles.text(&small, &base).unwrap();
        assert_eq!(style.size, 15.0);
        assert!(!style.italic);
        assert!(styles.plain(&base).italic);
    }

    #[test]
    fn nonsense_sizes_are_not_believed() {
        assert_eq!(sane_size(f32::NAN), BODY_SIZE);
        assert_eq!(sane_size(-4.0), 1.0);
        assert_eq!(length(Some(f32::INFINITY), 3.0), 3.0);
    }
}
