//! What was changed of a format, over the format that was there.

use spindle_model::document::{Align, Paragraph, TextFormat};

use crate::docx::flat::Place;

/// The format `full`, which Delta showed as `was` and which is `is` there now.
pub(super) fn text_format(full: &TextFormat, was: &TextFormat, is: &TextFormat) -> TextFormat {
    if was == is {
        return full.clone();
    }
    fn other<T: PartialEq + Clone>(full: &Option<T>, was: &Option<T>, is: &Option<T>) -> Option<T> {
        if was == is { full.clone() } else { is.clone() }
    }
    // A style may say it too, which has then to be taken back.
    let flag = |full: Option<bool>, was: Option<bool>, is: Option<bool>| {
        if was == is {
            full
        } else {
            Some(is == Some(true))
        }
    };
    TextFormat {
        bold: flag(full.bold, was.bold, is.bold),
        italic: flag(full.italic, was.italic, is.italic),
        underline: flag(full.underline, was.underline, is.underline),
        strike: flag(full.strike, was.strike, is.strike),
        code: flag(full.code, was.code, is.code),
        script: other(&full.script, &was.script, &is.script),
        color: other(&full.color, &was.color, &is.color),
        background: other(&full.background, &was.background, &is.background),
        font: other(&full.font, &was.font, &is.font),
        size: other(&full.size, &was.size, &is.size),
        link: other(&full.link, &was.link, &is.link),
        other: other(&full.other, &was.other, &is.other),
        ..full.clone()
    }
}

/// Gives a paragraph what was changed of it in Delta.
pub(super) fn paragraph_format(paragraph: &mut Paragraph, was: &Paragraph, is: &Paragraph) {
    if was.heading != is.heading {
        paragraph.heading = is.heading;
        // The style says the old one.
        paragraph.format.style = None;
    }
    let format = &mut paragraph.format;
    let (was, is) = (&was.format, &is.format);
    if was.align != is.align {
        format.align = is.align.or(Some(Align::Left));
    }
    if was.indent != is.indent {
        format.indent = is.indent;
        format.indent_start = is.indent.is_none().then_some(0.0);
    }
    if was.rtl != is.rtl {
        format.rtl = Some(is.rtl == Some(true));
    }
    if was.other != is.other {
        format.other.clone_from(&is.other);
    }
}

/// The place `full`, which Delta showed as `was` and which is `is` there now.
pub(super) fn place(full: Place, was: Place, is: Place) -> Place {
    match (full, was, is) {
        (
            Place::Item { mark, .. },
            Place::Item { mark: old, .. },
            Place::Item { mark: new, bare },
        ) => {
            let same = std::mem::discriminant(&old.kind) == std::mem::discriminant(&new.kind);
            let kind = if same { mark.kind } else { new.kind };
            let list = if same { mark.list } else { new.list };
            Place::Item {
                mark: spindle_model::document::ListMark {
                    level: new.level,
                    kind,
                    checked: new.checked,
                    list,
                },
                bare,
            }
        }
        _ => is,
    }
}
