//! Text with formats in annotations: `ApiRichContent` and what is in it.

pub mod content;
pub mod look;
pub mod props;

use super::paint::Rgb;
use super::{PdfCall, PdfEditor};
use crate::class::ApiError;

/// How many paragraphs and runs scripts may make.
const MAX_PIECES: usize = 100_000;

/// How a run looks; what is not said is as it is by itself.
#[derive(Debug, Clone, PartialEq)]
pub struct TextLook {
    /// Fat letters.
    pub bold: Option<bool>,
    /// Leaning letters.
    pub italic: Option<bool>,
    /// A line below.
    pub underline: Option<bool>,
    /// A line through.
    pub strikeout: Option<bool>,
    /// The size in half points; `None` is that of the annotation.
    pub size: Option<f64>,
    /// The font's name.
    pub family: String,
    /// The colour.
    pub color: Rgb,
}

impl Default for TextLook {
    fn default() -> Self {
        Self {
            bold: None,
            italic: None,
            underline: None,
            strikeout: None,
            size: None,
            family: "Arial".to_owned(),
            color: [0, 0, 0],
        }
    }
}

/// A run.
#[derive(Debug, Clone, Default)]
pub struct Run {
    /// What it says.
    pub text: String,
    /// The paragraph that it is in.
    pub paragraph: Option<usize>,
    /// How it looks: a place in the list of looks.
    pub look: usize,
}

/// A paragraph.
#[derive(Debug, Clone, Default)]
pub struct Paragraph {
    /// Its runs.
    pub runs: Vec<usize>,
    /// The annotation that it is in.
    pub annot: Option<usize>,
    /// How it is aligned: a place in the list of alignments.
    pub props: usize,
    /// Whether it is read from right to left.
    pub from_right: bool,
}

/// All texts with formats.
#[derive(Debug, Clone, Default)]
pub struct Rich {
    /// Paragraphs.
    pub paragraphs: Vec<Paragraph>,
    /// Runs.
    pub runs: Vec<Run>,
    /// How runs look.
    pub looks: Vec<TextLook>,
    /// How paragraphs are aligned.
    pub alignments: Vec<String>,
}

impl Rich {
    /// A new look.
    pub fn new_look(&mut self, look: TextLook) -> usize {
        self.looks.push(look);
        self.looks.len() - 1
    }

    /// A new alignment.
    pub fn new_alignment(&mut self, alignment: &str) -> usize {
        self.alignments.push(alignment.to_owned());
        self.alignments.len() - 1
    }

    /// A new run that is in no paragraph.
    pub fn new_run(&mut self, text: &str, look: TextLook) -> usize {
        let look = self.new_look(look);
        self.runs.push(Run {
            text: text.to_owned(),
            paragraph: None,
            look,
        });
        self.runs.len() - 1
    }

    /// A new paragraph with one run.
    pub fn new_paragraph(&mut self, text: &str) -> usize {
        let props = self.new_alignment("left");
        let place = self.paragraphs.len();
        self.paragraphs.push(Paragraph {
            props,
            ..Paragraph::default()
        });
        let run = self.new_run(text, TextLook::default());
        self.put(place, run, 0);
        place
    }

    /// Puts a run into a paragraph.
    pub fn put(&mut self, paragraph: usize, run: usize, at: usize) {
        if let (Some(holder), Some(run_itself)) =
            (self.paragraphs.get_mut(paragraph), self.runs.get_mut(run))
        {
            run_itself.paragraph = Some(paragraph);
            holder.runs.insert(at.min(holder.runs.len()), run);
        }
    }

    /// How a run looks.
    pub fn look_of(&self, run: usize) -> TextLook {
        let look = self.runs.get(run).map_or(0, |run| run.look);
        self.looks.get(look).cloned().unwrap_or_default()
    }

    /// A copy of a run, in no paragraph.
    pub fn copy_run(&mut self, run: usize) -> usize {
        let text = self
            .runs
            .get(run)
            .map(|run| run.text.clone())
            .unwrap_or_default();
        let look = self.look_of(run);
        self.new_run(&text, look)
    }
}

impl PdfEditor {
    /// The paragraphs of an annotation, made of its contents when they are first asked for.
    pub(super) fn rich_of(&mut self, annot: usize) -> Vec<usize> {
        let Some(holder) = self.annots.get(annot) else {
            return Vec::new();
        };
        if let Some(paragraphs) = &holder.rich {
            return paragraphs.clone();
        }
        let text = holder.dict.text("Contents").unwrap_or_default();
        let paragraph = self.rich.new_paragraph(&text);
        if let Some(paragraph) = self.rich.paragraphs.get_mut(paragraph) {
            paragraph.annot = Some(annot);
        }
        if let Some(holder) = self.annots.get_mut(annot) {
            holder.rich = Some(vec![paragraph]);
        }
        vec![paragraph]
    }

    /// Says that a paragraph's annotation has to be written.
    pub(super) fn touch_paragraph(&mut self, paragraph: usize) {
        let annot = self
            .rich
            .paragraphs
            .get(paragraph)
            .and_then(|one| one.annot);
        if let Some(annot) = annot.and_then(|annot| self.annots.get_mut(annot)) {
            annot.changed = true;
        }
    }
}

/// Refuses more pieces than there may be.
fn check(call: &PdfCall<'_>) -> Result<(), ApiError> {
    let rich = &call.doc.rich;
    if rich
        .paragraphs
        .len()
        .max(rich.runs.len())
        .max(rich.looks.len())
        >= MAX_PIECES
    {
        return Err(super::handle::refused("there are too many pieces of text"));
    }
    Ok(())
}
