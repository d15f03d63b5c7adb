//! `ApiCharacters` and `ApiFont`: a part of a cell's text, and its format.

use std::rc::Rc;

use spindle_ooxml::sheet::strings::{Run, RunFont};
use spindle_ooxml::sheet::{Area, CellPos, Color, Content, ContentView, SheetId};

use super::calculation;
use super::editor::fault;
use super::handle::{RangeState, range};
use super::range::values;
use super::{CellCall, CellEditor, CellRef, CellResult, color};
use crate::class::{ApiError, Class, Member, MemberFn, Property};
use crate::value::Value;

/// Characters of a cell's text, which is the first cell of a range.
#[derive(Debug, Clone, PartialEq)]
pub struct Characters {
    range: Rc<RangeState>,
    /// The first character, from 0.
    start: usize,
    length: usize,
}

const fn both(
    name: &'static str,
    get: MemberFn<CellEditor>,
    set: MemberFn<CellEditor>,
) -> Property<CellEditor> {
    Property {
        name,
        get: Some(get),
        set: Some(set),
    }
}

const fn get(name: &'static str, get: MemberFn<CellEditor>) -> Property<CellEditor> {
    Property {
        name,
        get: Some(get),
        set: None,
    }
}

pub static CLASS: Class<CellEditor> = Class {
    name: "ApiCharacters",
    parent: None,
    members: &[
        Member::new("Delete", |call| replace(call, "")),
        Member::new("GetCaption", get_text),
        Member::new("GetCount", get_count),
        Member::new("GetFont", get_font),
        Member::new("GetParent", get_range),
        Member::new("GetText", get_text),
        Member::new("Insert", set_text),
        Member::new("SetCaption", set_text),
        Member::new("SetText", set_text),
    ],
    properties: &[
        both("Caption", get_text, set_text),
        get("Count", get_count),
        get("Font", get_font),
        get("Parent", get_range),
        both("Text", get_text, set_text),
    ],
};

pub static FONT_CLASS: Class<CellEditor> = Class {
    name: "ApiFont",
    parent: None,
    members: &[
        Member::new("GetBold", get_bold),
        Member::new("GetColor", get_color),
        Member::new("GetItalic", get_italic),
        Member::new("GetName", get_name),
        Member::new("GetParent", get_characters),
        Member::new("GetSize", get_size),
        Member::new("GetStrikethrough", get_strikethrough),
        Member::new("GetSubscript", |call| get_position(call, "subscript")),
        Member::new("GetSuperscript", |call| get_position(call, "superscript")),
        Member::new("GetUnderline", get_underline),
        Member::new("SetBold", set_bold),
        Member::new("SetColor", set_color),
        Member::new("SetItalic", set_italic),
        Member::new("SetName", set_name),
        Member::new("SetSize", set_size),
        Member::new("SetStrikethrough", set_strikethrough),
        Member::new("SetSubscript", set_subscript),
        Member::new("SetSuperscript", set_superscript),
        Member::new("SetUnderline", set_underline),
    ],
    properties: &[
        both("Bold", get_bold, set_bold),
        both("Color", get_color, set_color),
        both("Italic", get_italic, set_italic),
        both("Name", get_name, set_name),
        get("Parent", get_characters),
        both("Size", get_size, set_size),
        both("Strikethrough", get_strikethrough, set_strikethrough),
        both(
            "Subscript",
            |call| get_position(call, "subscript"),
            set_subscript,
        ),
        both(
            "Superscript",
            |call| get_position(call, "superscript"),
            set_superscript,
        ),
        both("Underline", get_underline, set_underline),
    ],
};

/// `ApiRange.GetCharacters(Start, Length)`, counted from 1.
pub fn of_range(call: &mut CellCall<'_>) -> CellResult {
    let CellRef::Range(state) = call.this.clone() else {
        return Err(ApiError::Type(
            "it was called on something that is not an ApiRange".to_owned(),
        ));
    };
    range(call)?;
    let start = call.args.opt_integer(0).unwrap_or(1).max(1);
    let length = call.args.opt_integer(1).unwrap_or(i64::MAX).max(0);
    Ok(Value::Handle(CellRef::Characters(Rc::new(Characters {
        range: state,
        start: usize::try_from(start - 1).unwrap_or(usize::MAX),
        length: usize::try_from(length).unwrap_or(usize::MAX),
    }))))
}

fn this(call: &CellCall<'_>) -> Result<Rc<Characters>, ApiError> {
    match &call.this {
        CellRef::Characters(characters) | CellRef::Font(characters) => Ok(Rc::clone(characters)),
        _ => Err(ApiError::Type(
            "it was called on something that is not an ApiCharacters".to_owned(),
        )),
    }
}

/// The cell, and its whole text.
fn text(call: &mut CellCall<'_>) -> Result<(SheetId, CellPos, String), ApiError> {
    let characters = this(call)?;
    let (id, cell) = (characters.range.sheet, characters.range.area.get().first);
    let text = calculation::text_at(call.doc, id, cell)?;
    Ok((id, cell, text))
}

/// A text cut before and behind the characters that are meant.
fn parts(text: &str, characters: &Characters) -> (String, String, String) {
    let units: Vec<u16> = text.encode_utf16().collect();
    let start = characters.start.min(units.len());
    let end = start.saturating_add(characters.length).min(units.len());
    let part =
        |from: usize, to: usize| String::from_utf16_lossy(units.get(from..to).unwrap_or_default());
    (part(0, start), part(start, end), part(end, units.len()))
}

fn get_text(call: &mut CellCall<'_>) -> CellResult {
    let (_, _, text) = text(call)?;
    Ok(parts(&text, &*this(call)?).1.into())
}

fn get_count(call: &mut CellCall<'_>) -> CellResult {
    let (_, _, text) = text(call)?;
    let part = parts(&text, &*this(call)?).1;
    Ok(part.encode_utf16().count().into())
}

fn get_font(call: &mut CellCall<'_>) -> CellResult {
    Ok(Value::Handle(CellRef::Font(this(call)?)))
}

fn get_range(call: &mut CellCall<'_>) -> CellResult {
    Ok(Value::Handle(CellRef::Range(Rc::clone(&this(call)?.range))))
}

fn get_characters(call: &mut CellCall<'_>) -> CellResult {
    Ok(Value::Handle(CellRef::Characters(this(call)?)))
}

fn set_text(call: &mut CellCall<'_>) -> CellResult {
    let Some(new) = call.args.opt_text(0).map(std::borrow::Cow::into_owned) else {
        return Err(ApiError::State(
            "Invalid type of parametr \"Text\".".to_owned(),
        ));
    };
    replace(call, &new)
}

/// The number of the shared string that a cell holds, and the format of the cell.
fn string(doc: &CellEditor, id: SheetId, cell: CellPos) -> Option<(u32, u32, RunFont)> {
    let view = doc.book.loaded(id)?.grid.get(cell)?;
    let ContentView::Text(text) = view.content else {
        return None;
    };
    let mut font = RunFont::from(&doc.book.format(view.style));
    // The font of cells without a format of their own is the theme's.
    if font.name == "Calibri" {
        font.scheme = Some("minor".to_owned());
    }
    Some((text, view.style, font))
}

/// Runs cut at the ends of the characters: those before, those meant, those behind.
fn cut(runs: Vec<Run>, characters: &Characters) -> (Vec<Run>, Vec<Run>, Vec<Run>) {
    let (mut before, mut inside, mut behind) = (Vec::new(), Vec::new(), Vec::new());
    let mut start = characters.start;
    let mut length = characters.length;
    for run in runs {
        let own = Characters {
            range: Rc::clone(&characters.range),
            start,
            length,
        };
        let count = run.text.encode_utf16().count();
        let (head, middle, tail) = parts(&run.text, &own);
        length = length.saturating_sub(count.saturating_sub(start));
        start = start.saturating_sub(count);
        for (list, text) in [
            (&mut before, head),
            (&mut inside, middle),
            (&mut behind, tail),
        ] {
            if !text.is_empty() {
                list.push(Run {
                    font: run.font.clone(),
                    text,
                });
            }
        }
    }
    (before, inside, behind)
}

fn keep(
    call: &mut CellCall<'_>,
    (id, cell): (SheetId, CellPos),
    style: u32,
    runs: Vec<Run>,
    font: &RunFont,
) -> Result<(), ApiError> {
    let length: usize = runs.iter().map(|run| run.text.len()).sum();
    if length > spindle_ooxml::sheet::text::MAX_TEXT * 4 {
        return Err(ApiError::Range(
            "a cell cannot hold a text of this length".to_owned(),
        ));
    }
    let book = &mut call.doc.book;
    let text = book.strings.add_runs(runs, font);
    book.sheet_mut(id)
        .map_err(fault)?
        .grid
        .set(cell, Content::Text(text), style)
        .map_err(|error| fault(error.into()))?;
    book.touch_formulas();
    Ok(())
}

/// Puts another text in the place of the characters; it has the format of the first of them.
fn replace(call: &mut CellCall<'_>, new: &str) -> CellResult {
    let characters = this(call)?;
    let (id, cell, text) = text(call)?;
    let Some((shared, style, font)) = string(call.doc, id, cell) else {
        let (before, _, behind) = parts(&text, &characters);
        let whole = Value::Text([before.as_str(), new, &behind].concat());
        values::set(call.doc, id, Area::new(cell, cell), &whole)?;
        return Ok(Value::Undefined);
    };
    let (mut runs, inside, behind) = cut(call.doc.book.strings.runs(shared, &font), &characters);
    let format = inside.first().or(runs.last()).or(behind.first());
    runs.push(Run {
        font: format.map_or_else(|| font.clone(), |run| run.font.clone()),
        text: new.to_owned(),
    });
    runs.extend(behind);
    keep(call, (id, cell), style, runs, &font)?;
    Ok(Value::Undefined)
}

/// What all the characters have in common, if they have.
fn common<T: PartialEq>(
    call: &mut CellCall<'_>,
    of: impl Fn(&RunFont) -> T,
) -> Result<Option<T>, ApiError> {
    let characters = this(call)?;
    let (id, cell, _) = text(call)?;
    let doc = &*call.doc;
    let Some((shared, _, font)) = string(doc, id, cell) else {
        let style = doc.book.loaded(id).map_or(0, |sheet| sheet.style_at(cell));
        return Ok(Some(of(&RunFont::from(&doc.book.format(style)))));
    };
    let (_, inside, _) = cut(doc.book.strings.runs(shared, &font), &characters);
    let mut all = inside.iter().map(|run| of(&run.font));
    let first = all.next();
    Ok(first.filter(|first| all.all(|other| other == *first)))
}

/// Changes the format of the characters. Numbers and results of formulas have no characters with formats of their own.
fn change(call: &mut CellCall<'_>, to: impl Fn(&mut RunFont)) -> CellResult {
    let characters = this(call)?;
    let (id, cell, _) = text(call)?;
    let Some((shared, style, font)) = string(call.doc, id, cell) else {
        return Ok(Value::Undefined);
    };
    let (mut runs, mut inside, behind) =
        cut(call.doc.book.strings.runs(shared, &font), &characters);
    for run in &mut inside {
        to(&mut run.font);
    }
    runs.extend(inside);
    runs.extend(behind);
    keep(call, (id, cell), style, runs, &font)?;
    Ok(Value::Undefined)
}

fn invalid(name: &str) -> ApiError {
    ApiError::State(format!("Invalid type of parametr \"{name}\"."))
}

fn flag(call: &CellCall<'_>, name: &str) -> Result<bool, ApiError> {
    match call.args.get(0) {
        Value::Bool(value) => Ok(*value),
        _ => Err(invalid(name)),
    }
}

/// As the original has it: what is not so is answered with `null`.
fn only_true(value: Option<bool>) -> CellResult {
    Ok(if value == Some(true) {
        true.into()
    } else {
        Value::Null
    })
}

fn get_bold(call: &mut CellCall<'_>) -> CellResult {
    Ok(common(call, |font| font.bold)?.into())
}

fn set_bold(call: &mut CellCall<'_>) -> CellResult {
    let on = flag(call, "isBold")?;
    change(call, |font| font.bold = on)
}

fn get_italic(call: &mut CellCall<'_>) -> CellResult {
    only_true(common(call, |font| font.italic)?)
}

fn set_italic(call: &mut CellCall<'_>) -> CellResult {
    let on = flag(call, "isItalic")?;
    change(call, |font| font.italic = on)
}

fn get_strikethrough(call: &mut CellCall<'_>) -> CellResult {
    only_true(common(call, |font| font.strikeout)?)
}

fn set_strikethrough(call: &mut CellCall<'_>) -> CellResult {
    let on = flag(call, "isStrikethrough")?;
    change(call, |font| font.strikeout = on)
}

fn get_position(call: &mut CellCall<'_>, position: &str) -> CellResult {
    only_true(common(call, |font| font.vertical_position == position)?)
}

fn set_position(call: &mut CellCall<'_>, position: &str, name: &str) -> CellResult {
    let on = flag(call, name)?;
    change(call, |font| {
        if on {
            font.vertical_position = position.to_owned();
        } else if font.vertical_position == position {
            font.vertical_position = "baseline".to_owned();
        }
    })
}

fn set_subscript(call: &mut CellCall<'_>) -> CellResult {
    set_position(call, "subscript", "isSubscript")
}

fn set_superscript(call: &mut CellCall<'_>) -> CellResult {
    set_position(call, "superscript", "isSuperscript")
}

fn get_name(call: &mut CellCall<'_>) -> CellResult {
    Ok(common(call, |font| font.name.clone())?.into())
}

fn set_name(call: &mut CellCall<'_>) -> CellResult {
    let Value::Text(name) = call.args.get(0) else {
        return Err(invalid("FontName"));
    };
    let name = name.clone();
    change(call, |font| {
        font.name.clone_from(&name);
        font.scheme = None;
    })
}

fn get_size(call: &mut CellCall<'_>) -> CellResult {
    Ok(common(call, |font| font.size)?.into())
}

fn set_size(call: &mut CellCall<'_>) -> CellResult {
    let size = match call.args.get(0) {
        Value::Number(size) if (1.0..=409.0).contains(size) => *size,
        _ => return Err(invalid("Size")),
    };
    change(call, |font| font.size = size)
}

/// Names of lines in scripts and in files.
const UNDERLINES: &[(&str, &str)] = &[
    ("xlUnderlineStyleNone", "none"),
    ("xlUnderlineStyleSingle", "single"),
    ("xlUnderlineStyleDouble", "double"),
    ("xlUnderlineStyleSingleAccounting", "singleAccounting"),
    ("xlUnderlineStyleDoubleAccounting", "doubleAccounting"),
];

fn get_underline(call: &mut CellCall<'_>) -> CellResult {
    let line = common(call, |font| font.underline.clone())?;
    Ok(line.map_or(Value::Null, |line| {
        let known = UNDERLINES.iter().find(|(_, file)| *file == line);
        known
            .map_or("xlUnderlineStyleNone", |(name, _)| *name)
            .into()
    }))
}

fn set_underline(call: &mut CellCall<'_>) -> CellResult {
    let Value::Text(name) = call.args.get(0) else {
        return Err(invalid("Underline"));
    };
    let known = UNDERLINES.iter().find(|(known, _)| known == name);
    let line = known.map_or("none", |(_, file)| *file);
    change(call, |font| font.underline = line.to_owned())
}

fn get_color(call: &mut CellCall<'_>) -> CellResult {
    // Without one, text has the theme's first dark colour.
    let dark = Color::Theme { index: 1, tint: 0 };
    let found = common(call, |font| font.color.unwrap_or(dark))?;
    Ok(found.map_or(Value::Null, |color| {
        Value::Handle(CellRef::Color(color, 255))
    }))
}

fn set_color(call: &mut CellCall<'_>) -> CellResult {
    let color = color::argument(call, 0).ok_or_else(|| invalid("Color"))?;
    change(call, |font| font.color = Some(color.unwrap_or(Color::Auto)))
}
