//! `Api`: the beginning of everything.

use spindle_ooxml::word::numbering::ListKind;
use spindle_ooxml::word::table;

use super::handle::yes;
use super::{
    WordCall, WordEditor, WordRef, WordResult, color, form, hyperlink, range, sdt, table_style_pr,
};
use crate::api::drawing::Classes;
use crate::class::{ApiError, Class, Member};
use crate::value::Value;

pub static CLASS: Class<WordEditor> = Class {
    name: "Api",
    parent: Some(Classes::<WordEditor>::API_OF_DRAWINGS),
    members: &[
        Member::new("GetDocument", |_| Ok(Value::Handle(WordRef::Document))),
        Member::new("CreateParagraph", create_paragraph),
        Member::new("CreateRun", |call| detached(call, "w:r", WordRef::Run)),
        Member::new("CreateTable", create_table),
        Member::new("CreateHyperlink", hyperlink::create),
        Member::new("CreateNumbering", create_numbering),
        Member::new("CreateRange", range::create),
        Member::new("CreateTextPr", |call| {
            detached(call, "w:r", WordRef::TextPr)
        }),
        Member::new("CreateParaPr", |call| {
            // They belong to no paragraph, so nothing but themselves says what they are.
            detached(call, "w:style", WordRef::ParaPr)
        }),
        Member::new("CreateTablePr", |call| {
            detached(call, "w:tbl", WordRef::TablePr)
        }),
        Member::new("CreateTableRowPr", |call| {
            detached(call, "w:tr", WordRef::RowPr)
        }),
        Member::new("CreateTableCellPr", |call| {
            detached(call, "w:tc", WordRef::CellPr)
        }),
        Member::new("CreateTableStylePr", table_style_pr::create),
        Member::new("ReplaceDocumentContent", super::document::replace_content),
        Member::new("RGB", color::rgb),
        Member::new("RGBA", color::rgba),
        Member::new("HexColor", color::hex_color),
        Member::new("AutoColor", color::auto_color),
        Member::new("ThemeColor", color::theme_color),
        Member::new("Color", color::any_color),
        Member::new("CreateTextForm", form::create::create_text),
        Member::new("CreateCheckBoxForm", form::create::create_check_box),
        Member::new("CreateComboBoxForm", form::create::create_combo_box),
        Member::new("CreateDateForm", form::create::create_date),
        Member::new("CreatePictureForm", form::create::create_picture),
        Member::new("CreateSignatureForm", form::create::create_signature),
        Member::new("CreateComplexForm", form::create::create_complex),
        Member::new("CreateInlineLvlSdt", sdt::create::create_inline),
        Member::new("CreateBlockLvlSdt", sdt::create::create_block),
        Member::new("CreateComboBoxContentControl", |call| {
            sdt::create::create_list(call, "w:comboBox")
        }),
        Member::new("CreateDropDownListContentControl", |call| {
            sdt::create::create_list(call, "w:dropDownList")
        }),
        Member::new(
            "CreateDatePickerContentControl",
            sdt::create::create_date_picker,
        ),
        Member::new(
            "CreateCheckBoxContentControl",
            sdt::create::create_check_box,
        ),
        Member::new("CreatePictureContentControl", sdt::create::create_picture),
        Member::new("Save", |_| yes()),
        Member::new("AddComment", super::comment::create),
        Member::new("FromJSON", super::json::from),
        Member::new("ConvertDocument", super::markup::convert),
        Member::new("LoadMailMergeData", super::mail_merge::load),
        Member::new("GetMailMergeReceptionsCount", super::mail_merge::count),
        Member::new(
            "GetMailMergeTemplateDocContent",
            super::mail_merge::template,
        ),
        Member::new("MailMerge", super::mail_merge::merge),
        Member::new("ReplaceTextSmart", super::smart::replace_text),
        Member::new("GetByInternalId", super::smart::by_internal_id),
        Member::new("GetFullName", super::smart::full_name),
        Member::new("attachEvent", super::smart::event),
        Member::new("detachEvent", super::smart::event),
    ],
    properties: &[],
};

fn detached(
    call: &mut WordCall<'_>,
    name: &str,
    wrap: fn(spindle_ooxml::NodeId) -> WordRef,
) -> WordResult {
    Ok(Value::Handle(wrap(call.doc.dom_mut().element(name))))
}

/// A paragraph that is in no place yet.
pub fn create_paragraph(call: &mut WordCall<'_>) -> WordResult {
    detached(call, "w:p", WordRef::Paragraph)
}

/// A number of rows or columns: a positive whole number.
fn extent(call: &WordCall<'_>, index: usize, name: &str) -> Result<usize, ApiError> {
    let given = call
        .args
        .opt_number(index)
        .filter(|value| value.fract() == 0.0 && *value >= 1.0 && *value <= 1e9);
    given.map(|value| value as usize).ok_or_else(|| {
        let shown = call
            .args
            .opt_text(index)
            .unwrap_or(call.args.get(index).type_name().into());
        ApiError::Range(format!("{name} must be a positive integer, got {shown}"))
    })
}

/// A table of empty cells that is in no place yet: rows, columns.
pub fn create_table(call: &mut WordCall<'_>) -> WordResult {
    let (rows, columns) = (extent(call, 0, "rows")?, extent(call, 1, "cols")?);
    if columns > table::MAX_COLUMNS {
        return Err(ApiError::Range(format!(
            "a table has at most {} columns, not {columns}",
            table::MAX_COLUMNS
        )));
    }
    if rows.saturating_mul(columns) > table::MAX_CELLS {
        return Err(ApiError::Range(format!(
            "a new table has at most {} cells",
            table::MAX_CELLS
        )));
    }
    Ok(Value::Handle(WordRef::Table(table::create(
        call.doc.dom_mut(),
        rows,
        columns,
    ))))
}

/// A numbering of the document: `bullet`, or `numbered`.
pub fn create_numbering(call: &mut WordCall<'_>) -> WordResult {
    let kind = match call.args.opt_text(0).as_deref() {
        Some("numbered") => ListKind::Numbered,
        _ => ListKind::Bullet,
    };
    let num = call.doc.text.create_numbering(kind);
    let id = call.doc.text.num_id(num);
    id.map(|id| Value::Handle(WordRef::Numbering(id)))
        .ok_or_else(|| ApiError::State("the numbering could not be created".to_owned()))
}
