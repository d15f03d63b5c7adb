//! `ApiTextPr`: how text looks. Runs, paragraphs and ranges share the setters.

use spindle_ooxml::word::run_props as view;
use spindle_ooxml::word::{color as colors, inline, props, span};
use spindle_ooxml::{Dom, NodeId};

use super::handle::{itself, or_null, or_undefined, this};
use super::text_fill::TextFill;
use super::{WordCall, WordEditor, WordRef, WordResult, color};
use crate::api::units;
use crate::class::{ApiError, Class, Member};
use crate::value::Value;

pub static CLASS: Class<WordEditor> = Class {
    name: "ApiTextPr",
    parent: None,
    members: &[
        Member::new("GetClassType", |_| Ok("textPr".into())),
        Member::new("ToJSON", super::json::of_piece),
        Member::new("GetShd", get_shd),
        Member::new("SetTextFill", |call| {
            super::text_fill::set(call, TextFill::Fill)
        }),
        Member::new("GetTextFill", |call| {
            super::text_fill::get(call, TextFill::Fill)
        }),
        Member::new("SetFill", |call| {
            super::text_fill::set(call, TextFill::Fill)
        }),
        Member::new("GetFill", |call| {
            super::text_fill::get(call, TextFill::Fill)
        }),
        Member::new("SetOutLine", |call| {
            super::text_fill::set(call, TextFill::Outline)
        }),
        Member::new("GetOutLine", |call| {
            super::text_fill::get(call, TextFill::Outline)
        }),
        Member::new("SetBold", set_bold),
        Member::new("GetBold", get_bold),
        Member::new("SetItalic", set_italic),
        Member::new("GetItalic", get_italic),
        Member::new("SetUnderline", set_underline),
        Member::new("GetUnderline", get_underline),
        Member::new("SetStrikeout", set_strikeout),
        Member::new("GetStrikeout", get_strikeout),
        Member::new("SetDoubleStrikeout", set_double_strikeout),
        Member::new("GetDoubleStrikeout", get_double_strikeout),
        Member::new("SetCaps", set_caps),
        Member::new("GetCaps", get_caps),
        Member::new("SetSmallCaps", set_small_caps),
        Member::new("GetSmallCaps", get_small_caps),
        Member::new("SetFontFamily", set_font_family),
        Member::new("GetFontFamily", get_font_family),
        Member::new("SetFontSize", set_font_size),
        Member::new("GetFontSize", get_font_size),
        Member::new("SetColor", set_color),
        Member::new("GetColor", get_color),
        Member::new("SetHighlight", set_highlight),
        Member::new("GetHighlight", get_highlight),
        Member::new("SetShd", set_shd),
        Member::new("SetSpacing", set_spacing),
        Member::new("GetSpacing", get_spacing),
        Member::new("SetPosition", set_position),
        Member::new("GetPosition", get_position),
        Member::new("SetVertAlign", set_vert_align),
        Member::new("GetVertAlign", get_vert_align),
        Member::new("SetLanguage", set_language),
        Member::new("GetLanguage", get_language),
        Member::new("SetStyle", set_style),
        Member::new("GetStyle", get_style),
    ],
    properties: &[],
};

/// `ApiRangeTextPr`: how the text of a range looks in effect; what is not the same all over it is `undefined`.
pub static RANGE_CLASS: Class<WordEditor> = Class {
    name: "ApiRangeTextPr",
    parent: Some(&CLASS),
    members: &[
        Member::new("GetBold", |call| {
            of_range(call, |dom, rpr| view::switch(dom, rpr, "w:b"), false)
        }),
        Member::new("GetItalic", |call| {
            of_range(call, |dom, rpr| view::switch(dom, rpr, "w:i"), false)
        }),
        Member::new("GetCaps", |call| {
            of_range(call, |dom, rpr| view::switch(dom, rpr, "w:caps"), false)
        }),
        Member::new("GetSmallCaps", |call| {
            of_range(
                call,
                |dom, rpr| view::switch(dom, rpr, "w:smallCaps"),
                false,
            )
        }),
        Member::new("GetStrikeout", |call| {
            of_range(call, |dom, rpr| view::switch(dom, rpr, "w:strike"), false)
        }),
        Member::new("GetDoubleStrikeout", |call| {
            of_range(call, |dom, rpr| view::switch(dom, rpr, "w:dstrike"), false)
        }),
        Member::new("GetUnderline", |call| {
            of_range(call, view::underline, false)
        }),
        Member::new("GetFontFamily", |call| {
            let theme = call.doc.text.theme();
            of_range(
                call,
                |dom, rpr| view::font(dom, rpr, theme),
                "Times New Roman".to_owned(),
            )
        }),
        Member::new("GetFontSize", |call| {
            of_range(call, |dom, rpr| view::integer(dom, rpr, "w:sz"), 20)
        }),
        Member::new("GetHighlight", |call| {
            range_text(call, "w:highlight", "none")
        }),
        Member::new("GetSpacing", |call| {
            of_range(call, |dom, rpr| view::integer(dom, rpr, "w:spacing"), 0)
        }),
        Member::new("GetPosition", |call| {
            of_range(call, |dom, rpr| view::integer(dom, rpr, "w:position"), 0)
        }),
        Member::new("GetVertAlign", |call| {
            range_text(call, "w:vertAlign", "baseline")
        }),
        Member::new("GetLanguage", |call| range_text(call, "w:lang", "en-US")),
        Member::new("GetColor", |call| {
            let found = in_range(call, view::color, colors::Color::Auto);
            Ok(or_null(found.map(WordRef::Color)))
        }),
    ],
    properties: &[],
};

fn range_text(call: &mut WordCall<'_>, name: &str, plain: &str) -> WordResult {
    of_range(
        call,
        |dom, rpr| view::text(dom, rpr, name).map(str::to_owned),
        plain.to_owned(),
    )
}

fn of_range<T: PartialEq + Clone + Into<Value<WordRef>>>(
    call: &mut WordCall<'_>,
    read: impl Fn(&Dom, NodeId) -> Option<T>,
    plain: T,
) -> WordResult {
    Ok(or_undefined(in_range(call, read, plain)))
}

/// What `read` finds for all runs of a range alike: own, of their styles, of the paragraph's style, of the document.
fn in_range<T: PartialEq + Clone>(
    call: &WordCall<'_>,
    read: impl Fn(&Dom, NodeId) -> Option<T>,
    plain: T,
) -> Option<T> {
    let WordRef::RangeTextPr(container, start, end) = call.this else {
        return None;
    };
    let text = &call.doc.text;
    let dom = text.dom();
    let mut all: Option<T> = None;
    let mut runs = span::runs_in(dom, container, start, end);
    if runs.iter().any(|run| span::run_len(dom, *run) > 0) {
        runs.retain(|run| span::run_len(dom, *run) > 0);
    }
    for run in runs {
        let found = text
            .run_chain(run)
            .into_iter()
            .find_map(|rpr| read(dom, rpr))
            .unwrap_or_else(|| plain.clone());
        match &all {
            Some(known) if *known != found => return None,
            _ => all = Some(found),
        }
    }
    Some(all.unwrap_or(plain))
}

/// The holders of `w:rPr` that a setter works on. For a paragraph: its runs, its mark, and what an empty one will get.
pub fn holders(call: &mut WordCall<'_>) -> Result<Vec<NodeId>, ApiError> {
    match call.this {
        WordRef::Paragraph(paragraph) => Ok(paragraph_holders(call.doc, paragraph)),
        WordRef::RangeTextPr(container, start, end) => {
            Ok(super::range::isolate(call.doc, container, start, end))
        }
        WordRef::Range(..) => {
            let (container, start, end) = super::range::bounds(call);
            Ok(super::range::isolate(call.doc, container, start, end))
        }
        _ => Ok(vec![this(call)?]),
    }
}

/// See [`holders`].
pub fn paragraph_holders(doc: &mut WordEditor, paragraph: NodeId) -> Vec<NodeId> {
    let mut found = inline::runs(doc.dom(), paragraph);
    if found.is_empty() {
        let seed = doc.seed(paragraph);
        found.push(seed);
    }
    let mark = props::container(doc.dom_mut(), paragraph, "w:pPr");
    found.push(mark);
    found
}

pub fn each(call: &mut WordCall<'_>, change: impl Fn(&mut Dom, NodeId)) -> WordResult {
    for holder in holders(call)? {
        call.doc.remember_look(holder);
        let dom = call.doc.dom_mut();
        let rpr = props::container(dom, holder, "w:rPr");
        change(dom, rpr);
    }
    itself(call)
}

fn switch(call: &mut WordCall<'_>, name: &'static str) -> WordResult {
    if !call.args.given(0) {
        return each(call, |dom, rpr| {
            props::remove(dom, rpr, name);
        });
    }
    let on = call.args.boolean(0, false);
    each(call, |dom, rpr| view::set_switch(dom, rpr, name, on))
}

/// As [`switch`]; switching on for a paragraph or a range switches `other` off, for a single run it does not. For a
/// paragraph switching off does, too.
fn switch_one_of(call: &mut WordCall<'_>, name: &'static str, other: &'static str) -> WordResult {
    let on = call.args.boolean(0, false);
    let unites = match call.this {
        WordRef::Paragraph(_) => call.args.given(0),
        WordRef::Range(..) => on,
        _ => false,
    };
    if unites {
        each(call, |dom, rpr| view::set_switch(dom, rpr, other, false))?;
    }
    switch(call, name)
}

/// The `w:rPr` that getters read, when there is one.
pub fn own(call: &WordCall<'_>) -> Option<NodeId> {
    let dom = call.doc.dom();
    match call.this {
        WordRef::Range(..) => {
            let (container, start, _) = super::range::bounds(call);
            let run = super::range::run_at(call.doc, container, start)?;
            dom.child(run, "w:rPr")
        }
        other => dom.child(other.node()?, "w:rPr"),
    }
}

/// Whether the object is the document's defaults, where what is not there has its plain value.
fn is_default(call: &WordCall<'_>) -> bool {
    call.this
        .node()
        .is_some_and(|node| call.doc.dom().is(node, "w:rPrDefault"))
}

fn answer<T: Into<Value<WordRef>>>(call: &WordCall<'_>, found: Option<T>, plain: T) -> WordResult {
    Ok(or_undefined(
        found.or_else(|| is_default(call).then_some(plain)),
    ))
}

fn get_switch(call: &WordCall<'_>, name: &str) -> WordResult {
    let found = own(call).and_then(|rpr| view::switch(call.doc.dom(), rpr, name));
    answer(call, found, false)
}

pub fn set_bold(call: &mut WordCall<'_>) -> WordResult {
    switch(call, "w:b")
}

fn get_bold(call: &mut WordCall<'_>) -> WordResult {
    get_switch(call, "w:b")
}

pub fn set_italic(call: &mut WordCall<'_>) -> WordResult {
    switch(call, "w:i")
}

fn get_italic(call: &mut WordCall<'_>) -> WordResult {
    get_switch(call, "w:i")
}

pub fn set_underline(call: &mut WordCall<'_>) -> WordResult {
    let on = call.args.boolean(0, false);
    each(call, |dom, rpr| view::set_underline(dom, rpr, on))
}

fn get_underline(call: &mut WordCall<'_>) -> WordResult {
    let found = own(call).and_then(|rpr| view::underline(call.doc.dom(), rpr));
    answer(call, found, false)
}

pub fn set_strikeout(call: &mut WordCall<'_>) -> WordResult {
    switch_one_of(call, "w:strike", "w:dstrike")
}

fn get_strikeout(call: &mut WordCall<'_>) -> WordResult {
    get_switch(call, "w:strike")
}

pub fn set_double_strikeout(call: &mut WordCall<'_>) -> WordResult {
    switch(call, "w:dstrike")
}

fn get_double_strikeout(call: &mut WordCall<'_>) -> WordResult {
    get_switch(call, "w:dstrike")
}

pub fn set_caps(call: &mut WordCall<'_>) -> WordResult {
    switch(call, "w:caps")
}

fn get_caps(call: &mut WordCall<'_>) -> WordResult {
    get_switch(call, "w:caps")
}

pub fn set_small_caps(call: &mut WordCall<'_>) -> WordResult {
    switch_one_of(call, "w:smallCaps", "w:caps")
}

fn get_small_caps(call: &mut WordCall<'_>) -> WordResult {
    get_switch(call, "w:smallCaps")
}

pub fn set_font_family(call: &mut WordCall<'_>) -> WordResult {
    let Value::Text(family) = call.args.get(0) else {
        return itself(call);
    };
    let family = family.clone();
    each(call, |dom, rpr| view::set_font(dom, rpr, &family))
}

fn get_font_family(call: &mut WordCall<'_>) -> WordResult {
    let found = own(call).and_then(|rpr| view::font(call.doc.dom(), rpr, call.doc.text.theme()));
    Ok(or_undefined(found))
}

pub fn set_font_size(call: &mut WordCall<'_>) -> WordResult {
    let Some(size) = call.args.opt_number(0) else {
        return itself(call);
    };
    each(call, |dom, rpr| {
        view::set_size(dom, rpr, size.round() as i64)
    })
}

fn get_integer(call: &WordCall<'_>, name: &str) -> Option<i64> {
    own(call).and_then(|rpr| view::integer(call.doc.dom(), rpr, name))
}

fn get_font_size(call: &mut WordCall<'_>) -> WordResult {
    Ok(or_undefined(get_integer(call, "w:sz")))
}

pub fn set_color(call: &mut WordCall<'_>) -> WordResult {
    let Some(color) = color::argument(call, 0) else {
        return itself(call);
    };
    let theme = call.doc.text.theme();
    each(call, |dom, rpr| view::set_color(dom, rpr, color, theme))
}

fn get_color(call: &mut WordCall<'_>) -> WordResult {
    let found = own(call).and_then(|rpr| view::color(call.doc.dom(), rpr));
    let found = found.or_else(|| is_default(call).then_some(colors::Color::Auto));
    Ok(or_null(found.map(WordRef::Color)))
}

pub fn set_highlight(call: &mut WordCall<'_>) -> WordResult {
    let name = call.args.opt_text(0).unwrap_or_default();
    each(call, |dom, rpr| view::set_highlight(dom, rpr, &name))
}

fn get_text(call: &WordCall<'_>, name: &str, plain: &str) -> WordResult {
    let found = own(call)
        .and_then(|rpr| view::text(call.doc.dom(), rpr, name))
        .map(str::to_owned);
    answer(call, found, plain.to_owned())
}

fn get_highlight(call: &mut WordCall<'_>) -> WordResult {
    get_text(call, "w:highlight", "none")
}

fn get_shd(call: &mut WordCall<'_>) -> WordResult {
    let found = own(call).and_then(|rpr| colors::fill(call.doc.dom(), rpr));
    Ok(super::para_pr::shading(found))
}

pub fn set_shd(call: &mut WordCall<'_>) -> WordResult {
    let fill = super::para_pr::fill_argument(call);
    let theme = call.doc.text.theme();
    each(call, |dom, rpr| colors::set_fill(dom, rpr, fill, theme))
}

fn set_integer(call: &mut WordCall<'_>, name: &'static str) -> WordResult {
    let Some(value) = call.args.opt_number(0) else {
        return itself(call);
    };
    let text = (value.round().clamp(-31_680.0, 31_680.0) as i64).to_string();
    each(call, |dom, rpr| props::set_val(dom, rpr, name, &text))
}

pub fn set_spacing(call: &mut WordCall<'_>) -> WordResult {
    set_integer(call, "w:spacing")
}

fn get_spacing(call: &mut WordCall<'_>) -> WordResult {
    let found = get_integer(call, "w:spacing");
    answer(call, found, 0_i64)
}

pub fn set_position(call: &mut WordCall<'_>) -> WordResult {
    set_integer(call, "w:position")
}

fn get_position(call: &mut WordCall<'_>) -> WordResult {
    let found = get_integer(call, "w:position").map(units::points_of_file);
    answer(call, found, 0.0)
}

pub fn set_vert_align(call: &mut WordCall<'_>) -> WordResult {
    let kind = call.args.opt_text(0).unwrap_or_default();
    if !matches!(&*kind, "baseline" | "subscript" | "superscript") {
        let nothing = matches!(call.this, WordRef::Paragraph(_) | WordRef::Range(..));
        return if nothing {
            Ok(Value::Null)
        } else {
            itself(call)
        };
    }
    each(call, |dom, rpr| {
        view::set_vertical(dom, rpr, &kind);
    })
}

fn get_vert_align(call: &mut WordCall<'_>) -> WordResult {
    get_text(call, "w:vertAlign", "baseline")
}

fn set_language(call: &mut WordCall<'_>) -> WordResult {
    let Value::Text(tag) = call.args.get(0) else {
        return itself(call);
    };
    let tag = tag.clone();
    each(call, |dom, rpr| view::set_language(dom, rpr, &tag))
}

fn get_language(call: &mut WordCall<'_>) -> WordResult {
    get_text(call, "w:lang", "en-US")
}

/// Sets a character style; a paragraph style is taken by the character style that it is linked with.
pub fn set_style(call: &mut WordCall<'_>) -> WordResult {
    let Some(style) = super::handle::style_arg(call, 0) else {
        return itself(call);
    };
    let dom = call.doc.dom();
    let id = match dom.attr(style, "w:type") {
        Some("character") => call.doc.text.style_id(style),
        _ => props::val(dom, style, "w:link"),
    };
    let Some(id) = id.map(str::to_owned) else {
        return itself(call);
    };
    each(call, |dom, rpr| props::set_val(dom, rpr, "w:rStyle", &id))
}

fn get_style(call: &mut WordCall<'_>) -> WordResult {
    let style = own(call)
        .and_then(|rpr| props::val(call.doc.dom(), rpr, "w:rStyle"))
        .and_then(|id| call.doc.text.style_by_id(id));
    Ok(or_null(style.map(WordRef::Style)))
}

/// `SetTextPr` of runs, paragraphs and others: writes the given properties over those of the targets.
pub fn set_text_pr(call: &mut WordCall<'_>) -> WordResult {
    let Some(WordRef::TextPr(source)) = call.args.opt_handle(0).copied() else {
        return super::handle::no();
    };
    for holder in holders(call)? {
        call.doc.remember_look(holder);
        props::merge_container(call.doc.dom_mut(), source, holder, "w:rPr");
    }
    match call.this {
        WordRef::Run(node) => Ok(Value::Handle(WordRef::TextPr(node))),
        WordRef::Paragraph(_) => super::handle::yes(),
        _ => itself(call),
    }
}
