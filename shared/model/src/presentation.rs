//! A presentation: slides with what stands on them, as a reader of presentations fills it in and writers take it.
//!
//! Places, sizes, colours and formats are resolved: what a shape takes from its layout, master or theme is said by the
//! shape itself. Lengths are points, from the upper left corner of the slide.

use crate::color::Color;
use crate::document::{
    Block, Document, Image, ImageSource, Inline, InlineKind, Paragraph, TextFormat, write_plain,
};

/// A presentation.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Presentation {
    /// Width and height of all slides.
    pub size: (f32, f32),
    /// The slides in the order in which they are shown.
    pub slides: Vec<Slide>,
    /// What the texts of slides share: pictures, defaults, metadata. It has no blocks of its own.
    pub shared: Document,
}

/// One slide.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Slide {
    /// Whether it is left out when the presentation is shown.
    pub hidden: bool,
    /// The colour of the whole slide, where it is not white.
    pub background: Option<Color>,
    /// A picture over the whole slide: an index into the shared `Document::media`.
    pub backdrop: Option<usize>,
    /// What stands on it, the hindmost first; groups are taken apart.
    pub shapes: Vec<Shape>,
    /// What the speaker is to say.
    pub notes: Vec<Block>,
}

/// Something that stands on a slide.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Shape {
    /// Its left end and top.
    pub place: (f32, f32),
    /// Its width and height.
    pub size: (f32, f32),
    /// Degrees by which it is turned clockwise about its middle.
    pub turn: f32,
    /// Its outline in parts of its width and height.
    pub outline: Vec<Segment>,
    /// What it is filled with.
    pub fill: Option<Paint>,
    /// The line along its outline.
    pub line: Option<Line>,
    /// A picture that fills it: an index into the shared `Document::media`.
    pub picture: Option<usize>,
    /// What it says; a table is one block.
    pub text: Vec<Block>,
    /// Where its text stands.
    pub text_box: TextBox,
    /// What it is to those who do not see it.
    pub alt: String,
    /// Whether it is the title of its slide.
    pub is_title: bool,
}

/// A piece of an outline; coordinates are parts of the shape's width and height, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Segment {
    /// A new line begins here.
    Move(f32, f32),
    /// A straight line to here.
    Line(f32, f32),
    /// A cubic curve by two control points.
    Curve([(f32, f32); 3]),
    /// Back to where the line began.
    Close,
}

/// A colour that may let shine through what is behind it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Paint {
    /// The colour.
    pub color: Color,
    /// From 0, which is not seen, to 1.
    pub opacity: f32,
}

/// A line along an outline.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Line {
    /// Its colour.
    pub paint: Paint,
    /// Its width.
    pub width: f32,
    /// Whether it is interrupted.
    pub dashed: bool,
}

/// Where a shape's text stands within it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TextBox {
    /// Space between the sides and the text: left, top, right, bottom.
    pub insets: [f32; 4],
    /// Where text stands that does not fill the height.
    pub anchor: Anchor,
    /// Whether lines end at the sides.
    pub wraps: bool,
}

/// Where text stands between top and bottom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Anchor {
    /// At the top.
    #[default]
    Top,
    /// In the middle.
    Middle,
    /// At the bottom.
    Bottom,
}

impl Default for TextBox {
    /// What ECMA-376 Part 1, 21.1.2.1.1 gives where nothing is said.
    fn default() -> Self {
        Self {
            insets: [7.2, 3.6, 7.2, 3.6],
            anchor: Anchor::Top,
            wraps: true,
        }
    }
}

impl Presentation {
    /// What all slides say, a blank line between slides; notes are left out.
    pub fn plain_text(&self) -> String {
        let mut text = String::new();
        for slide in &self.slides {
            for shape in &slide.shapes {
                write_plain(&shape.text, &mut text);
            }
            text.push('\n');
        }
        text
    }

    /// The same as a text document: the titles of slides as headings, then what else they say, and their pictures. For
    /// formats that have no places on a page.
    pub fn into_document(self) -> Document {
        let mut document = self.shared;
        for (index, slide) in self.slides.into_iter().enumerate() {
            if index > 0 {
                document.blocks.push(Block::Divider);
            }
            for shape in slide.shapes {
                if let Some(media) = shape.picture {
                    document.blocks.push(picture(media, shape.size, shape.alt));
                }
                let level = shape.is_title.then_some(1);
                document
                    .blocks
                    .extend(shape.text.into_iter().map(|block| match block {
                        Block::Paragraph(paragraph) if level.is_some() => {
                            Block::Paragraph(Paragraph {
                                heading: level,
                                ..paragraph
                            })
                        }
                        other => other,
                    }));
            }
        }
        document
    }
}

fn picture(media: usize, (width, height): (f32, f32), alt: String) -> Block {
    let image = Image {
        source: ImageSource::Media(media),
        alt,
        title: None,
        width: Some(width),
        height: Some(height),
    };
    Block::Paragraph(Paragraph {
        inlines: vec![Inline::new(InlineKind::Image(image), TextFormat::default())],
        ..Paragraph::default()
    })
}
