//! Members of `ApiParagraph` about its text's look, its list and its section.

use spindle_ooxml::word::{inline, para_props, props, run_props};

use super::handle::{itself, no, or_null, this, yes};
use super::para_pr::numbering;
use super::{WordCall, WordRef, WordResult};
use crate::class::ApiError;
use crate::value::Value;

/// The look of the paragraph's mark, which is not that of its text.
pub fn get_text_pr(call: &mut WordCall<'_>) -> WordResult {
    let paragraph = this(call)?;
    let mark = props::container(call.doc.dom_mut(), paragraph, "w:pPr");
    Ok(Value::Handle(WordRef::TextPr(mark)))
}

/// The font families that the runs have in effect, each once; what is in no document has those of the format's own.
pub fn get_font_names(call: &mut WordCall<'_>) -> WordResult {
    let node = this(call)?;
    let text = &call.doc.text;
    let dom = text.dom();
    let stands = props::attached(dom, node);
    let mut runs = if dom.is(node, "w:r") {
        vec![node]
    } else {
        inline::runs(dom, node)
    };
    if runs.is_empty() {
        runs.push(node);
    }
    let mut names: Vec<String> = Vec::new();
    for run in runs {
        let chain = if stands {
            text.run_chain(run)
        } else {
            dom.child(run, "w:rPr").into_iter().collect()
        };
        let font = chain
            .into_iter()
            .find_map(|rpr| run_props::font(dom, rpr, text.theme()))
            .unwrap_or_else(|| "Times New Roman".to_owned());
        if !names.contains(&font) {
            names.push(font);
        }
    }
    Ok(Value::List(names.into_iter().map(Value::Text).collect()))
}

pub fn set_numbering(call: &mut WordCall<'_>) -> WordResult {
    let target = match call.args.opt_handle(0) {
        Some(WordRef::Level(num, level)) => Some((*num, *level)),
        None if !call.args.given(0) => None,
        _ => return no(),
    };
    let paragraph = this(call)?;
    let dom = call.doc.dom_mut();
    let ppr = props::container(dom, paragraph, "w:pPr");
    para_props::set_numbering(dom, ppr, target);
    yes()
}

pub fn get_numbering(call: &mut WordCall<'_>) -> WordResult {
    Ok(or_null(
        numbering(call)?.map(|(num, level)| WordRef::Level(num, level)),
    ))
}

/// `rtl` or `ltr`; nothing leaves it to the style.
pub fn set_reading_order(call: &mut WordCall<'_>) -> WordResult {
    let paragraph = this(call)?;
    let order = call.args.opt_text(0);
    let dom = call.doc.dom_mut();
    let ppr = props::container(dom, paragraph, "w:pPr");
    match order.as_deref() {
        Some("rtl") => props::set_toggle(dom, ppr, "w:bidi", true),
        Some("ltr") => props::set_toggle(dom, ppr, "w:bidi", false),
        _ => {
            props::remove(dom, ppr, "w:bidi");
        }
    }
    itself(call)
}

/// Ends a section that looks like the given one after this paragraph.
pub fn set_section(call: &mut WordCall<'_>) -> WordResult {
    let paragraph = this(call)?;
    let Some(WordRef::Section(section)) = call.args.opt_handle(0).copied() else {
        return no();
    };
    // Sections end between the paragraphs of the body, not in cells or shapes.
    let dom = call.doc.dom();
    let body = call.doc.text.body();
    let inside = dom.ancestors(paragraph).any(|up| up == body);
    if !inside
        || ["w:tc", "w:txbxContent"]
            .iter()
            .any(|name| dom.ancestor(paragraph, name).is_some())
    {
        return no();
    }
    let dom = call.doc.dom_mut();
    if dom.path(paragraph, &["w:pPr", "w:sectPr"]) == Some(section) {
        return yes();
    }
    let copy = dom.deep_clone(section);
    let ppr = props::container(dom, paragraph, "w:pPr");
    let place = props::ensure(dom, ppr, "w:sectPr");
    dom.replace(place, copy);
    yes()
}

pub fn get_section(call: &mut WordCall<'_>) -> WordResult {
    let paragraph = this(call)?;
    let text = &mut call.doc.text;
    // What stands outside of the body is said to be in the last one.
    let found = match text.section_of(paragraph) {
        None if props::attached(text.dom(), paragraph) => Some(text.final_section()),
        found => found,
    };
    Ok(or_null(found.map(WordRef::Section)))
}

/// The paragraph's id (`w14:paraId`); one that has none gets one.
pub fn get_para_id(call: &mut WordCall<'_>) -> WordResult {
    let paragraph = this(call)?;
    let dom = call.doc.dom_mut();
    let known = dom
        .attr(paragraph, "w14:paraId")
        .and_then(|id| u32::from_str_radix(id, 16).ok());
    let id = known.unwrap_or_else(|| {
        // Elements have different numbers, so have their ids; the factor spreads them.
        let id = paragraph.index().wrapping_mul(2_654_435_761) % 0x7FFF_FFFE + 1;
        dom.set_attr(paragraph, "w14:paraId", &format!("{id:08X}"));
        id
    });
    Ok(Value::Number(f64::from(id)))
}

pub fn set_para_id(call: &mut WordCall<'_>) -> WordResult {
    let paragraph = this(call)?;
    let Value::Number(id) = call.args.get(0) else {
        return Err(ApiError::State("ParaId must be a numerical".to_owned()));
    };
    if !(*id > 0.0 && *id < 2_147_483_648.0) {
        return Err(ApiError::State(
            "ParaId must be greater than 0 and less than 0x80000000".to_owned(),
        ));
    }
    let text = format!("{:08X}", *id as u32);
    call.doc.dom_mut().set_attr(paragraph, "w14:paraId", &text);
    yes()
}
