//! References to bookmarks, headings, numbered paragraphs, captions and notes (`Add...CrossRef`).

use spindle_ooxml::NodeId;
use spindle_ooxml::word::caret::{self, Caret};
use spindle_ooxml::word::notes::Note;
use spindle_ooxml::word::text::TextOptions;
use spindle_ooxml::word::{fields, inline, props};

use super::field::{insert_all, page};
use super::handle::{no, this, yes};
use super::{WordCall, WordEditor, WordResult, caption};

/// What a reference shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    /// The text it refers to.
    Text,
    /// The page of it.
    Page,
    /// The number of the paragraph, with the flag that says which of its forms.
    Number(&'static str),
    /// The number of a note, as text or raised like the note's own.
    Note(bool),
    /// Whether it is above or below.
    Place,
    /// Only the label and number of a caption.
    Label,
    /// Only what follows the number of a caption.
    Rest,
}

/// What a reference is made to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    Bookmark,
    Heading,
    Numbered,
    Caption,
    Note(Note),
}

/// Names of what can be shown, by kind of target.
const BOOKMARK: &[(&str, Shown)] = &[
    ("text", Shown::Text),
    ("pageNum", Shown::Page),
    ("paraNum", Shown::Number("\\r")),
    ("noCtxParaNum", Shown::Number("\\n")),
    ("fullCtxParaNum", Shown::Number("\\w")),
    ("aboveBelow", Shown::Place),
];
const HEADING: &[(&str, Shown)] = &[
    ("text", Shown::Text),
    ("pageNum", Shown::Page),
    ("headingNum", Shown::Number("\\r")),
    ("noCtxHeadingNum", Shown::Number("\\n")),
    ("fullCtxHeadingNum", Shown::Number("\\w")),
    ("aboveBelow", Shown::Place),
];
const CAPTION: &[(&str, Shown)] = &[
    ("entireCaption", Shown::Text),
    ("labelNumber", Shown::Label),
    ("captionText", Shown::Rest),
    ("pageNum", Shown::Page),
    ("aboveBelow", Shown::Place),
];
const FOOTNOTE: &[(&str, Shown)] = &[
    ("footnoteNum", Shown::Note(false)),
    ("formFootnoteNum", Shown::Note(true)),
    ("pageNum", Shown::Page),
    ("aboveBelow", Shown::Place),
];
const ENDNOTE: &[(&str, Shown)] = &[
    ("endnoteNum", Shown::Note(false)),
    ("formEndnoteNum", Shown::Note(true)),
    ("pageNum", Shown::Page),
    ("aboveBelow", Shown::Place),
];

impl Target {
    fn shown(self, name: &str) -> Option<Shown> {
        let names = match self {
            Self::Bookmark | Self::Numbered => BOOKMARK,
            Self::Heading => HEADING,
            Self::Caption => CAPTION,
            Self::Note(Note::Foot) => FOOTNOTE,
            Self::Note(Note::End) => ENDNOTE,
        };
        names
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, shown)| *shown)
    }
}

/// A target: the paragraph, the elements of it that are meant (all of it when `None`), and the text that is shown.
struct Found {
    paragraph: NodeId,
    around: Option<(NodeId, NodeId)>,
    bookmark: Option<String>,
    text: String,
    number: Option<usize>,
}

/// The text of a paragraph without its label and end.
fn plain(doc: &WordEditor, paragraph: NodeId) -> String {
    inline::text(doc.dom(), paragraph, &inline::Separators::default())
}

fn bookmark(call: &mut WordCall<'_>, argument: usize) -> Option<Found> {
    let name = call.args.opt_text(argument)?.into_owned();
    let node = call.doc.text.bookmark(&name)?;
    let (from, to) = call.doc.text.bookmark_span(node)?;
    let body = call.doc.text.body();
    let options = TextOptions {
        numbering: false,
        ..TextOptions::default()
    };
    Some(Found {
        paragraph: call.doc.dom().ancestor(node, "w:p")?,
        around: None,
        text: call.doc.text.span_text(body, from, to, &options),
        bookmark: Some(name),
        number: None,
    })
}

/// The parts of a caption: the elements and text up to its number, or behind it.
fn caption_part(doc: &WordEditor, paragraph: NodeId, label: &str, shown: Shown) -> Option<Found> {
    let sequence = caption::sequence(label);
    let (_, field) = doc
        .text
        .sequence_paragraphs(&sequence)
        .into_iter()
        .find(|(candidate, _)| *candidate == paragraph)?;
    let elements = inline::elements(doc.dom(), paragraph);
    let split = elements.iter().position(|node| *node == field.end)? + 1;
    let part = match shown {
        Shown::Label => elements.get(..split)?,
        Shown::Rest => elements.get(split..)?,
        _ => &elements,
    };
    let separators = inline::Separators::default();
    let text = part
        .iter()
        .map(|node| inline::text(doc.dom(), *node, &separators))
        .collect();
    Some(Found {
        paragraph,
        around: part.first().copied().zip(part.last().copied()),
        bookmark: None,
        text,
        number: None,
    })
}

/// The reference to the note that a paragraph is the first of.
fn note(doc: &WordEditor, paragraph: NodeId, kind: Note) -> Option<Found> {
    let dom = doc.dom();
    let story = caret::story(dom, paragraph);
    if Note::of(dom, story) != Some(kind) {
        return None;
    }
    let (reference, number) = doc.text.reference_of(story)?;
    let run = dom.parent(reference)?;
    Some(Found {
        paragraph: dom.ancestor(reference, "w:p")?,
        around: Some((run, run)),
        bookmark: None,
        text: number.to_string(),
        number: Some(number),
    })
}

fn find(call: &mut WordCall<'_>, target: Target, shown: Shown) -> Option<Found> {
    match target {
        Target::Bookmark => return bookmark(call, 1),
        Target::Caption => {
            let label = call.args.opt_text(0)?.into_owned();
            let paragraph = super::handle::paragraph_arg(call, 2)?;
            return caption_part(call.doc, paragraph, &label, shown);
        }
        _ => {}
    }
    let paragraph = super::handle::paragraph_arg(call, 1)?;
    let doc = &*call.doc;
    match target {
        Target::Heading if doc.text.heading_level(paragraph).is_none() => return None,
        Target::Numbered if doc.text.numbering_of(paragraph).is_none() => return None,
        Target::Note(kind) => return note(doc, paragraph, kind),
        _ => {}
    }
    Some(Found {
        paragraph,
        around: None,
        bookmark: None,
        text: plain(doc, paragraph),
        number: None,
    })
}

/// Whether one paragraph of the body comes before another.
fn is_above(doc: &WordEditor, target: NodeId, from: NodeId) -> bool {
    let all = spindle_ooxml::word::block::all(doc.dom(), doc.text.body(), "w:p");
    let position = |node| all.iter().position(|candidate| *candidate == node);
    position(target) < position(from)
}

/// `AddBookmarkCrossRef` and its like: what is shown, the target, whether it is a link, whether `above` or `below` is added.
/// For captions their label comes first.
pub fn add(call: &mut WordCall<'_>, target: Target) -> WordResult {
    let paragraph = this(call)?;
    let first = usize::from(target == Target::Caption);
    let name = call.args.opt_text(first).unwrap_or_default();
    let Some(shown) = target.shown(&name) else {
        return no();
    };
    let Some(found) = find(call, target, shown) else {
        return no();
    };
    let is_link = call.args.boolean(first + 2, true);
    let adds_place = call.args.boolean(first + 3, false);
    let bookmark = match found.bookmark {
        Some(name) => name,
        None => call
            .doc
            .text
            .hidden_bookmark(found.paragraph, found.around, "_Ref"),
    };
    let side = if is_above(call.doc, found.paragraph, paragraph) {
        "above"
    } else {
        "below"
    };
    let label = || {
        let label = call.doc.text.label_of(found.paragraph);
        label.map_or_else(
            || "0".to_owned(),
            |label| label.text.trim_end_matches('.').to_owned(),
        )
    };
    let link = if is_link { " \\h" } else { "" };
    let also = adds_place
        && !matches!(
            shown,
            Shown::Text | Shown::Place | Shown::Label | Shown::Rest
        );
    let tail = if also { " \\p" } else { "" };
    let (code, text) = match shown {
        Shown::Page if adds_place => (
            format!(" PAGEREF {bookmark}{link} \\p"),
            format!("on page {}", call.doc.text.page_of(found.paragraph) + 1),
        ),
        Shown::Page => (
            format!(" PAGEREF {bookmark}{link}"),
            page(call.doc, found.paragraph),
        ),
        Shown::Number(flag) => {
            let number = label();
            let text = if also {
                format!("{number} {side}")
            } else {
                number
            };
            (format!(" REF {bookmark} {flag} {link}{tail}"), text)
        }
        Shown::Place => {
            let word = if found.number.is_some() {
                "NOTEREF"
            } else {
                "REF"
            };
            (format!(" {word} {bookmark} \\p {link}"), side.to_owned())
        }
        Shown::Note(raised) => {
            let flag = if raised { " \\f " } else { "" };
            let text = if also {
                format!("{} {side}", found.text)
            } else {
                found.text
            };
            (format!(" NOTEREF {bookmark}{flag}{link}{tail}"), text)
        }
        Shown::Text | Shown::Label | Shown::Rest => (format!(" REF {bookmark} {link}"), found.text),
    };
    let here = call.doc.caret();
    // A reference to a bookmark is put where the cursor stands in the paragraph, else behind the reference that was put
    // there last, else behind its first text; the others at its end.
    let place = if target == Target::Bookmark && here.paragraph == paragraph {
        here
    } else if target == Target::Bookmark {
        match call.doc.last_reference {
            Some(place) if place.paragraph == paragraph => place,
            _ => call.doc.behind_first(paragraph),
        }
    } else {
        Caret {
            paragraph,
            offset: spindle_ooxml::word::span::paragraph_len(call.doc.dom(), paragraph) - 1,
        }
    };
    let model = call.doc.model_run(paragraph);
    let dom = call.doc.dom_mut();
    let run = fields::text_run(dom, &text, model);
    if shown == Shown::Note(true) {
        let rpr = props::container(dom, run, "w:rPr");
        props::set_val(dom, rpr, "w:vertAlign", "superscript");
    }
    let runs = fields::create(dom, &code, vec![run], model);
    let behind = insert_all(call.doc, place, &runs);
    call.doc.last_reference = Some(behind);
    if target == Target::Bookmark {
        call.doc.move_caret(behind);
    }
    yes()
}
