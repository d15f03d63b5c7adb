//! Hyperlinks of cells (ECMA-376 Part 1, 18.3.1.47).

use spindle_ooxml::sheet::worksheet::ORDER;
use spindle_ooxml::sheet::{Area, Change, Color};

use super::super::editor::fault;
use super::super::handle::sheet;
use super::super::range::values;
use super::super::{CellCall, CellResult, worksheet};
use crate::class::ApiError;
use crate::value::Value;

/// The theme's colour of links.
const LINK: Color = Color::Theme { index: 10, tint: 0 };

/// Links cells to an address or to a place in the workbook, and writes a text into the first of them.
pub fn set_hyperlink(call: &mut CellCall<'_>) -> CellResult {
    let id = sheet(call)?;
    let name = call.args.text(0, "sRange")?;
    let area = Area::parse(&name)
        .ok_or_else(|| ApiError::State("Incorrect \"sRange\" or it is empty.".to_owned()))?;
    let text_of = |index| call.args.opt_text(index).filter(|text| !text.is_empty());
    let (address, place) = (text_of(1), text_of(2));
    if address.is_none() && place.is_none() {
        return Ok(false.into());
    }
    let tip = text_of(3);
    let shown = text_of(4)
        .or_else(|| address.clone())
        .or_else(|| place.clone())
        .unwrap_or_default()
        .into_owned();
    clear(call, area)?;
    let relation = address.as_ref().map(|address| {
        let part = call.doc.book.sheet_part(id).unwrap_or_default().to_owned();
        call.doc
            .book
            .package
            .add_relationship(&part, "hyperlink", address, true)
    });
    let root = call.doc.book.sheet(id).map_err(fault)?.root;
    let dom = &mut call.doc.book.package.dom;
    let list = dom.ensure_child(root, "hyperlinks", ORDER);
    let node = dom.element_with("hyperlink", &[("ref", &area.name())]);
    if let Some(relation) = relation {
        dom.set_attr(node, "r:id", &relation);
    }
    if let Some(place) = place {
        dom.set_attr(node, "location", &place);
    }
    if let Some(tip) = tip {
        dom.set_attr(node, "tooltip", &tip);
    }
    dom.append(list, node);
    let first = Area::new(area.first, area.first);
    values::set(call.doc, id, first, &Value::Text(shown))?;
    worksheet::select(call.doc, id, area)?;
    for change in [Change::Underline("single"), Change::FontColor(LINK)] {
        call.doc
            .book
            .change_format(id, area, &change)
            .map_err(fault)?;
    }
    Ok(true.into())
}

/// Takes the links of cells away.
pub fn clear(call: &mut CellCall<'_>, area: Area) -> Result<(), ApiError> {
    let id = sheet(call)?;
    let root = call.doc.book.sheet(id).map_err(fault)?.root;
    let dom = &mut call.doc.book.package.dom;
    let Some(list) = dom.child(root, "hyperlinks") else {
        return Ok(());
    };
    let inside = |node| {
        dom.attr(node, "ref")
            .and_then(Area::parse)
            .is_some_and(|linked| area.covers(linked))
    };
    let gone: Vec<_> = dom
        .elements(list, "hyperlink")
        .filter(|node| inside(*node))
        .collect();
    for node in gone {
        dom.detach(node);
    }
    if dom.child(list, "hyperlink").is_none() {
        dom.detach(list);
    }
    Ok(())
}
