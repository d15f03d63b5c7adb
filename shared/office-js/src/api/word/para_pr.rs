//! `ApiParaPr`: how a paragraph stands. `ApiParagraph` inherits it; for paragraphs getters answer what is in effect.

use spindle_ooxml::word::border::{self, Border};
use spindle_ooxml::word::color::{self as colors, Color, Fill};
use spindle_ooxml::word::para_props::{self as view, Indent, LineRule};
use spindle_ooxml::word::props;
use spindle_ooxml::{Dom, NodeId};

use super::handle::{itself, no, or_null, or_undefined, style_arg, this, yes};
use super::{WordCall, WordEditor, WordRef, WordResult, color};
use crate::api::units;
use crate::class::{ApiError, Class, Member};
use crate::value::Value;

pub static CLASS: Class<WordEditor> = Class {
    name: "ApiParaPr",
    parent: None,
    members: &[
        Member::new("GetClassType", |_| Ok("paraPr".into())),
        Member::new("ToJSON", super::json::of_piece),
        Member::new("GetShd", get_shd),
        Member::new("SetJc", set_jc),
        Member::new("GetJc", get_jc),
        Member::new("SetIndLeft", |call| set_indent(call, Indent::Left)),
        Member::new("GetIndLeft", |call| get_indent(call, Indent::Left)),
        Member::new("SetIndRight", |call| set_indent(call, Indent::Right)),
        Member::new("GetIndRight", |call| get_indent(call, Indent::Right)),
        Member::new("SetIndFirstLine", |call| {
            set_indent(call, Indent::FirstLine)
        }),
        Member::new("GetIndFirstLine", |call| {
            get_indent(call, Indent::FirstLine)
        }),
        Member::new("SetSpacingBefore", |call| set_space(call, true)),
        Member::new("GetSpacingBefore", |call| get_space(call, true)),
        Member::new("SetSpacingAfter", |call| set_space(call, false)),
        Member::new("GetSpacingAfter", |call| get_space(call, false)),
        Member::new("SetSpacingLine", set_spacing_line),
        Member::new("GetSpacingLineValue", get_spacing_line_value),
        Member::new("GetSpacingLineRule", get_spacing_line_rule),
        Member::new("SetKeepLines", |call| set_switch(call, "w:keepLines")),
        Member::new("GetKeepLines", |call| {
            get_switch(call, "w:keepLines", false)
        }),
        Member::new("SetKeepNext", |call| set_switch(call, "w:keepNext")),
        Member::new("GetKeepNext", |call| get_switch(call, "w:keepNext", false)),
        Member::new("SetPageBreakBefore", |call| {
            set_switch(call, "w:pageBreakBefore")
        }),
        Member::new("GetPageBreakBefore", |call| {
            get_switch(call, "w:pageBreakBefore", false)
        }),
        Member::new("SetWidowControl", |call| set_switch(call, "w:widowControl")),
        Member::new("GetWidowControl", |call| {
            get_switch(call, "w:widowControl", true)
        }),
        Member::new("SetContextualSpacing", |call| {
            set_switch(call, "w:contextualSpacing")
        }),
        Member::new("GetContextualSpacing", |call| {
            get_switch(call, "w:contextualSpacing", false)
        }),
        Member::new("SetShd", set_shd),
        Member::new("SetTopBorder", |call| set_border(call, "w:top")),
        Member::new("GetTopBorder", |call| get_border(call, "w:top")),
        Member::new("SetBottomBorder", |call| set_border(call, "w:bottom")),
        Member::new("GetBottomBorder", |call| get_border(call, "w:bottom")),
        Member::new("SetLeftBorder", |call| set_border(call, "w:left")),
        Member::new("GetLeftBorder", |call| get_border(call, "w:left")),
        Member::new("SetRightBorder", |call| set_border(call, "w:right")),
        Member::new("GetRightBorder", |call| get_border(call, "w:right")),
        Member::new("SetBetweenBorder", |call| set_border(call, "w:between")),
        Member::new("GetBetweenBorder", |call| get_border(call, "w:between")),
        Member::new("SetTabs", set_tabs),
        Member::new("GetTabs", get_tabs),
        Member::new("SetOutlineLvl", set_outline_lvl),
        Member::new("GetOutlineLvl", get_outline_lvl),
        Member::new("SetNumPr", set_num_pr),
        Member::new("GetNumPr", get_num_pr),
        Member::new("SetStyle", set_style),
        Member::new("GetStyle", get_style),
    ],
    properties: &[],
};

/// Changes the `w:pPr` of the object.
fn change(call: &mut WordCall<'_>, change: impl FnOnce(&mut Dom, NodeId)) -> WordResult {
    let holder = this(call)?;
    let dom = call.doc.dom_mut();
    let ppr = props::container(dom, holder, "w:pPr");
    change(dom, ppr);
    yes()
}

/// Reads what is in effect for a paragraph, else what the object itself says; `plain` stands for what nothing says, in
/// paragraphs and the document's defaults.
fn read<T>(
    call: &WordCall<'_>,
    plain: Option<T>,
    read: impl Fn(&Dom, NodeId) -> Option<T>,
) -> Option<T> {
    let node = call.this.node()?;
    let dom = call.doc.dom();
    if dom.is(node, "w:p") {
        return call.doc.text.effective(node, read).or(plain);
    }
    let own = dom.child(node, "w:pPr").and_then(|ppr| read(dom, ppr));
    own.or_else(|| plain.filter(|_| dom.is(node, "w:pPrDefault")))
}

fn set_jc(call: &mut WordCall<'_>) -> WordResult {
    let jc = call.args.opt_text(0).unwrap_or_default();
    change(call, |dom, ppr| view::set_jc(dom, ppr, &jc))
}

fn get_jc(call: &mut WordCall<'_>) -> WordResult {
    let found = read(call, Some("left".to_owned()), |dom, ppr| {
        view::jc(dom, ppr).map(str::to_owned)
    });
    Ok(or_undefined(found))
}

/// A measure in twips, rounded.
fn twips(call: &WordCall<'_>, index: usize) -> Option<i64> {
    call.args
        .opt_number(index)
        .map(|value| value.clamp(-31_680.0, 31_680.0).round() as i64)
}

fn set_indent(call: &mut WordCall<'_>, which: Indent) -> WordResult {
    let Some(value) = twips(call, 0) else {
        return yes();
    };
    change(call, |dom, ppr| view::set_indent(dom, ppr, which, value))
}

fn get_indent(call: &mut WordCall<'_>, which: Indent) -> WordResult {
    Ok(or_undefined(read(call, Some(0), |dom, ppr| {
        view::indent(dom, ppr, which)
    })))
}

fn set_space(call: &mut WordCall<'_>, before: bool) -> WordResult {
    let Some(value) = twips(call, 0) else {
        return yes();
    };
    let auto = call.args.boolean(1, false);
    change(call, |dom, ppr| {
        view::set_space(dom, ppr, before, value.max(0), auto)
    })
}

fn get_space(call: &mut WordCall<'_>, before: bool) -> WordResult {
    Ok(or_undefined(read(call, Some(0), |dom, ppr| {
        view::space(dom, ppr, before)
    })))
}

fn set_spacing_line(call: &mut WordCall<'_>) -> WordResult {
    let rule = call
        .args
        .opt_text(1)
        .and_then(|name| LineRule::by_name(&name));
    let (Some(value), Some(rule)) = (twips(call, 0), rule) else {
        return yes();
    };
    change(call, |dom, ppr| {
        view::set_line(dom, ppr, value.max(0), rule)
    })
}

fn line(call: &WordCall<'_>) -> Option<(i64, LineRule)> {
    read(call, Some((240, LineRule::Auto)), view::line)
}

fn get_spacing_line_value(call: &mut WordCall<'_>) -> WordResult {
    Ok(or_undefined(line(call).map(|line| line.0)))
}

fn get_spacing_line_rule(call: &mut WordCall<'_>) -> WordResult {
    Ok(or_undefined(line(call).map(|line| line.1.name())))
}

fn set_switch(call: &mut WordCall<'_>, name: &str) -> WordResult {
    let on = call.args.boolean(0, false);
    change(call, |dom, ppr| props::set_toggle(dom, ppr, name, on))
}

fn get_switch(call: &mut WordCall<'_>, name: &str, plain: bool) -> WordResult {
    Ok(or_undefined(read(call, Some(plain), |dom, ppr| {
        props::toggle(dom, ppr, name)
    })))
}

fn set_shd(call: &mut WordCall<'_>) -> WordResult {
    let fill = fill_argument(call);
    let theme = call.doc.text.theme();
    change(call, |dom, ppr| colors::set_fill(dom, ppr, fill, theme))
}

/// The arguments of `SetShd`: kind and colour.
pub fn fill_argument(call: &WordCall<'_>) -> Fill {
    Fill {
        clear: call.args.opt_text(0).as_deref() == Some("clear"),
        color: color::argument(call, 1).unwrap_or(Color::Auto),
    }
}

/// A fill as `GetShd` answers it.
pub fn shading(fill: Option<Fill>) -> Value<WordRef> {
    fill.map_or(Value::Undefined, |fill| {
        Value::Handle(WordRef::Shading(fill))
    })
}

fn get_shd(call: &mut WordCall<'_>) -> WordResult {
    Ok(shading(read(call, Some(Fill::NONE), colors::fill)))
}

fn set_border(call: &mut WordCall<'_>, side: &str) -> WordResult {
    let line = color::border_argument(call, 0);
    let theme = call.doc.text.theme();
    change(call, |dom, ppr| {
        let borders = props::ensure(dom, ppr, "w:pBdr");
        border::set(dom, borders, side, line, theme);
    })
}

fn get_border(call: &mut WordCall<'_>, side: &str) -> WordResult {
    let none = Border {
        single: false,
        size: 4,
        space: 0,
        color: Color::Rgb(0, 0, 0, 255),
    };
    let found = read(call, Some(none), |dom, ppr| {
        border::get(dom, dom.child(ppr, "w:pBdr")?, side)
    });
    let Some(line) = found else {
        return Ok(Value::Undefined);
    };
    Ok(Value::Object(vec![
        (
            "Type".to_owned(),
            if line.single { "single" } else { "none" }.into(),
        ),
        ("Size".to_owned(), line.size.into()),
        ("Space".to_owned(), units::points_of_file(line.space).into()),
        (
            "Color".to_owned(),
            Value::Handle(WordRef::Color(line.color)),
        ),
    ]))
}

fn set_tabs(call: &mut WordCall<'_>) -> WordResult {
    let (Value::List(positions), Value::List(kinds)) = (call.args.get(0), call.args.get(1)) else {
        return no();
    };
    if positions.len() != kinds.len() {
        return no();
    }
    let mut stops = Vec::with_capacity(positions.len());
    for (position, kind) in positions.iter().zip(kinds) {
        let Value::Number(position) = position else {
            return no();
        };
        let kind = match kind {
            Value::Text(kind) if matches!(kind.as_str(), "clear" | "right" | "center") => {
                kind.as_str()
            }
            _ => "left",
        };
        stops.push((position.clamp(-31_680.0, 31_680.0).round() as i64, kind));
    }
    change(call, |dom, ppr| view::set_tabs(dom, ppr, &stops))
}

fn get_tabs(call: &mut WordCall<'_>) -> WordResult {
    let found = read(call, None, |dom, ppr| {
        Some(view::tabs(dom, ppr)).filter(|stops| !stops.is_empty())
    });
    let stops = found
        .unwrap_or_default()
        .into_iter()
        .map(|(position, kind, leader)| {
            Value::Object(vec![
                ("Pos".to_owned(), position.into()),
                ("Val".to_owned(), kind.into()),
                ("Leader".to_owned(), leader.into()),
            ])
        });
    Ok(Value::List(stops.collect()))
}

/// Levels are 1 to 9 for scripts and 0 to 8 in files; nothing given makes the paragraph body text.
fn set_outline_lvl(call: &mut WordCall<'_>) -> WordResult {
    match call.args.opt_integer(0) {
        Some(level @ 1..=9) => change(call, |dom, ppr| {
            props::set_val(dom, ppr, "w:outlineLvl", &(level - 1).to_string())
        }),
        None if !call.args.given(0) => change(call, |dom, ppr| {
            props::remove(dom, ppr, "w:outlineLvl");
        }),
        _ => no(),
    }
}

fn get_outline_lvl(call: &mut WordCall<'_>) -> WordResult {
    let found = read(call, None, view::outline).filter(|level| (0..9).contains(level));
    Ok(or_undefined(found.map(|level| level + 1)))
}

fn set_num_pr(call: &mut WordCall<'_>) -> WordResult {
    let level = call.args.opt_integer(1).unwrap_or(0);
    let target = match call.args.opt_handle(0) {
        Some(WordRef::Numbering(num)) => match usize::try_from(level) {
            Ok(level @ 0..=8) => Some((*num, level)),
            _ => return no(),
        },
        None if !call.args.given(0) => None,
        _ => return no(),
    };
    change(call, |dom, ppr| view::set_numbering(dom, ppr, target))
}

fn get_num_pr(call: &mut WordCall<'_>) -> WordResult {
    Ok(match numbering(call)? {
        Some((num, level)) => Value::Handle(WordRef::Level(num, level)),
        None => Value::Undefined,
    })
}

/// The list level of the object: number id and level.
pub fn numbering(call: &WordCall<'_>) -> Result<Option<(i64, usize)>, ApiError> {
    let node = this(call)?;
    let dom = call.doc.dom();
    if dom.is(node, "w:p") {
        return Ok(call.doc.text.numbering_of(node));
    }
    Ok(dom
        .child(node, "w:pPr")
        .and_then(|ppr| view::numbering(dom, ppr))
        .filter(|found| found.0 != 0))
}

fn set_style(call: &mut WordCall<'_>) -> WordResult {
    let Some(style) = style_arg(call, 0) else {
        return itself(call);
    };
    if call.doc.dom().attr(style, "w:type") != Some("paragraph") {
        let name = call.doc.text.style_name(style);
        return Err(ApiError::State(format!(
            "Style \"{name}\" is not a paragraph style"
        )));
    }
    let Some(id) = call.doc.text.style_id(style).map(str::to_owned) else {
        return itself(call);
    };
    change(call, |dom, ppr| props::set_val(dom, ppr, "w:pStyle", &id))?;
    itself(call)
}

fn get_style(call: &mut WordCall<'_>) -> WordResult {
    let node = this(call)?;
    let dom = call.doc.dom();
    let style = dom
        .child(node, "w:pPr")
        .and_then(|ppr| props::val(dom, ppr, "w:pStyle"))
        .and_then(|id| call.doc.text.style_by_id(id));
    Ok(or_null(style.map(WordRef::Style)))
}
