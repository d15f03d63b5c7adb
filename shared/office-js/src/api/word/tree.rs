//! Where elements stand: what they are in, and at which place.

use spindle_ooxml::NodeId;
use spindle_ooxml::word::{block, inline, table as view};

use super::handle::{or_null, this};
use super::{WordCall, WordRef, WordResult};
use crate::value::Value;

/// `GetParent`: the document, content, control, link or paragraph that an element is in.
pub fn get_parent(call: &mut WordCall<'_>) -> WordResult {
    let dom = call.doc.dom();
    let mut up = dom.parent(this(call)?);
    while let Some(node) = up {
        let found = match dom.name_of(node) {
            Some("w:body") => WordRef::Document,
            Some("w:p") => WordRef::Paragraph(node),
            Some("w:hyperlink") => WordRef::Hyperlink(node),
            Some(
                "w:tc" | "w:hdr" | "w:ftr" | "w:txbxContent" | "w:footnote" | "w:endnote"
                | "w:comment",
            ) => WordRef::Content(node),
            Some("w:sdtContent") => match dom.parent(node) {
                Some(control) if spindle_ooxml::word::sdt::is_around_blocks(dom, control) => {
                    WordRef::Content(node)
                }
                Some(control) => super::sdt::handle(call.doc, control),
                None => break,
            },
            // What marks a change is no place of its own.
            _ => {
                up = dom.parent(node);
                continue;
            }
        };
        return Ok(Value::Handle(found));
    }
    Ok(or_null(None))
}

fn place(found: Option<usize>) -> WordResult {
    Ok(found.map_or(Value::Number(-1.0), Into::into))
}

/// `GetPosInParent` of an element of a paragraph.
pub fn inline_position(call: &mut WordCall<'_>) -> WordResult {
    let node = this(call)?;
    let dom = call.doc.dom();
    place(dom.parent(node).and_then(|parent| {
        let mut elements = inline::elements(dom, parent).into_iter();
        elements.position(|element| element == node)
    }))
}

fn given(call: &WordCall<'_>) -> Option<NodeId> {
    call.args.opt_handle(0).and_then(|handle| handle.node())
}

/// `GetElementIndex` of a document or content.
pub fn block_index(call: &mut WordCall<'_>) -> WordResult {
    let container = super::content::container(call);
    let wanted = given(call);
    let mut elements = block::elements(call.doc.dom(), container).into_iter();
    place(elements.position(|element| Some(element) == wanted))
}

/// `GetElementIndex` of a paragraph.
pub fn inline_index(call: &mut WordCall<'_>) -> WordResult {
    let paragraph = this(call)?;
    let wanted = given(call);
    let mut elements = inline::elements(call.doc.dom(), paragraph).into_iter();
    place(elements.position(|element| Some(element) == wanted))
}

/// `ApiParagraph.IsEmpty`
pub fn is_empty(call: &mut WordCall<'_>) -> WordResult {
    let length = spindle_ooxml::word::span::paragraph_len(call.doc.dom(), this(call)?);
    Ok((length <= 1).into())
}

/// `ApiTable.GetColumnsCount`, `ApiTable.GetColsCount`: the columns of the grid.
pub fn columns_count(call: &mut WordCall<'_>) -> WordResult {
    let dom = call.doc.dom();
    let grid = dom.child(this(call)?, "w:tblGrid");
    Ok(grid
        .map_or(0, |grid| dom.elements(grid, "w:gridCol").count())
        .into())
}

/// `ApiRun.SetText`: the run, with nothing but this text.
pub fn set_run_text(call: &mut WordCall<'_>) -> WordResult {
    let run = this(call)?;
    let text = call.args.opt_text(0).unwrap_or_default().into_owned();
    let dom = call.doc.dom_mut();
    inline::clear_run(dom, run);
    inline::append_text(dom, run, &text);
    super::handle::itself(call)
}

/// The cell of this table at the place that a cell has in its own.
pub fn counterpart(call: &WordCall<'_>, cell: NodeId) -> Option<NodeId> {
    let dom = call.doc.dom();
    let row = dom.parent(cell)?;
    let at = view::cells(dom, row).iter().position(|own| *own == cell)?;
    let rows = view::rows(dom, dom.parent(row)?);
    let row_at = rows.iter().position(|own| *own == row)?;
    let own = *view::rows(dom, this(call).ok()?).get(row_at)?;
    view::cells(dom, own).get(at).copied()
}
