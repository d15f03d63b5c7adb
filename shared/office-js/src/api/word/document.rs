//! `ApiDocument`: the document. Its content is that of `ApiDocumentContent`.

use spindle_ooxml::word::color::Color;
use spindle_ooxml::word::notes::Note;
use spindle_ooxml::word::{block, props};

use super::editor::fault;
use super::handle::{list, no, or_null, paragraph_arg, yes};
use super::selection::{self, Piece};
use super::{WordCall, WordEditor, WordRef, WordResult, comment, form, info, note, review, sdt};
use crate::api::package;
use crate::class::{Class, Member};
use crate::value::Value;

pub static CLASS: Class<WordEditor> = Class {
    name: "ApiDocument",
    parent: Some(&super::content::CLASS),
    members: &[
        Member::new("GetClassType", |_| Ok("document".into())),
        Member::new("Last", last),
        Member::new("InsertContent", super::insert::insert_content),
        Member::new("CreateParagraph", super::api::create_paragraph),
        Member::new("CreateTable", super::api::create_table),
        Member::new("CreateNumbering", super::api::create_numbering),
        Member::new("CreateStyle", create_style),
        Member::new("GetStyle", get_style),
        Member::new("GetAllStyles", super::gallery::all),
        Member::new("GetDefaultStyle", get_default_style),
        Member::new("GetDefaultTextPr", |call| {
            defaults(call, "w:rPrDefault", WordRef::TextPr)
        }),
        Member::new("GetDefaultParaPr", |call| {
            defaults(call, "w:pPrDefault", WordRef::ParaPr)
        }),
        Member::new("CreateSection", create_section),
        Member::new("GetSections", get_sections),
        Member::new("GetFinalSection", get_final_section),
        Member::new("SetEvenAndOddHdrFtr", set_even_and_odd),
        Member::new("GetAllHeadingParagraphs", get_all_heading_paragraphs),
        Member::new("GetAllNumberedParagraphs", get_all_numbered_paragraphs),
        Member::new("GetRange", super::range::of_content),
        Member::new("Search", super::search::search),
        Member::new("SearchAndReplace", super::search::search_and_replace),
        Member::new("GetAllBookmarksNames", super::bookmark::names),
        Member::new("GetBookmark", super::bookmark::find),
        Member::new("GetBookmarkRange", super::bookmark::find_range),
        Member::new("DeleteBookmark", super::bookmark::delete_named),
        Member::new("GetAllContentControls", sdt::document::get_all),
        Member::new("GetContentControlsByTag", sdt::document::get_by_tag),
        Member::new("GetTagsOfAllContentControls", |call| {
            sdt::document::get_tags(call, false)
        }),
        Member::new("GetControlsHighlight", |call| {
            sdt::document::get_highlight(call, "w:SdtGlobalColor", None)
        }),
        Member::new("SetControlsHighlight", |call| {
            sdt::document::set_highlight(call, "w:SdtGlobalColor")
        }),
        Member::new("AddCheckBoxContentControl", |call| {
            sdt::create::at_cursor(call, sdt::create::create_check_box)
        }),
        Member::new("AddComboBoxContentControl", |call| {
            sdt::create::at_cursor(call, |call| sdt::create::create_list(call, "w:comboBox"))
        }),
        Member::new("AddDropDownListContentControl", |call| {
            sdt::create::at_cursor(call, |call| {
                sdt::create::create_list(call, "w:dropDownList")
            })
        }),
        Member::new("AddDatePickerContentControl", |call| {
            sdt::create::at_cursor(call, sdt::create::create_empty_date_picker)
        }),
        Member::new("AddPictureContentControl", |call| {
            sdt::create::at_cursor(call, sdt::create::create_picture)
        }),
        Member::new("GetAllForms", form::document::get_all),
        Member::new("GetFormsByKey", form::document::get_by_key),
        Member::new("GetFormsByTag", form::document::get_by_tag),
        // A role counts once somebody filled a form in as that role: in a script nobody has.
        Member::new("GetFormsByRole", |_| Ok(Value::List(Vec::new()))),
        Member::new("GetFormKeysByRole", |_| Ok(Value::List(Vec::new()))),
        Member::new("GetTagsOfAllForms", |call| {
            sdt::document::get_tags(call, true)
        }),
        Member::new("GetFormValueByKey", form::document::get_value_by_key),
        Member::new("GetFormsData", form::document::get_data),
        Member::new("SetFormsData", form::document::set_data),
        Member::new("ClearAllFields", form::document::clear_all),
        Member::new("InsertTextForm", form::document::insert_text_form),
        Member::new("GetFormRoles", |_| Ok(Value::Handle(WordRef::FormRoles))),
        Member::new("GetFormsHighlight", |call| {
            let otherwise = Some(Color::Rgb(0xC9, 0xC8, 0xFF, 255));
            sdt::document::get_highlight(call, "w:SpecialFormsHighlight", otherwise)
        }),
        Member::new("SetFormsHighlight", |call| {
            sdt::document::set_highlight(call, "w:SpecialFormsHighlight")
        }),
        Member::new("GetCore", package::get_core),
        Member::new("GetCustomProperties", package::get_custom_properties),
        Member::new("GetCustomXmlParts", package::get_custom_xml_parts),
        Member::new("GetDocumentInfo", package::get_document_info),
        Member::new("CreateNewHistoryPoint", |_| yes()),
        super::drawings::ADD_TO_PAGE,
        super::drawings::BY_NAME,
        super::drawings::SELECTED,
        super::drawings::REPLACE,
        super::drawings::REPLACE_IMAGE,
        super::drawings::GROUP,
        Member::new("InsertWatermark", super::watermark::insert),
        Member::new("GetWatermarkSettings", super::watermark::get),
        Member::new("SetWatermarkSettings", super::watermark::set),
        Member::new("RemoveWatermark", super::watermark::remove),
        // The cursor and what is selected
        Member::new("GetRangeBySelect", selection::get_range_by_select),
        Member::new("RemoveSelection", selection::remove_selection),
        Member::new("GetCurrentWord", |call| {
            selection::get_piece(call, Piece::Word)
        }),
        Member::new("GetCurrentSentence", |call| {
            selection::get_piece(call, Piece::Sentence)
        }),
        Member::new("ReplaceCurrentWord", |call| {
            selection::replace_piece(call, Piece::Word)
        }),
        Member::new("ReplaceCurrentSentence", |call| {
            selection::replace_piece(call, Piece::Sentence)
        }),
        Member::new("SelectCurrentWord", selection::select_current_word),
        Member::new("EnterText", selection::enter_text),
        Member::new("InsertParagraphBreak", selection::insert_paragraph_break),
        Member::new("MoveCursorToStart", |call| {
            selection::move_to_edge(call, false)
        }),
        Member::new("MoveCursorToEnd", |call| {
            selection::move_to_edge(call, true)
        }),
        Member::new("MoveCursorToPos", selection::move_to_position),
        Member::new("MoveCursorLeft", |call| {
            selection::move_sideways(call, false)
        }),
        Member::new("MoveCursorRight", |call| {
            selection::move_sideways(call, true)
        }),
        Member::new("MoveCursorUp", |call| selection::move_upright(call, false)),
        Member::new("MoveCursorDown", |call| selection::move_upright(call, true)),
        // Comments
        Member::new("AddComment", comment::add_to_document),
        Member::new("GetAllComments", comment::get_all),
        Member::new("GetCommentById", comment::find),
        Member::new("GetCommentsReport", comment::report),
        Member::new("ShowComment", comment::show),
        Member::new("ToJSON", super::json::of_document),
        Member::new("AddMathEquation", super::math::add),
        Member::new("ToMarkdown", |call| super::markup::of_document(call, false)),
        Member::new("ToHtml", |call| super::markup::of_document(call, true)),
        // Notes, fields and captions
        Member::new("AddFootnote", |call| note::add(call, Note::Foot)),
        Member::new("AddEndnote", |call| note::add(call, Note::End)),
        Member::new("GetFootnotesFirstParagraphs", |call| {
            note::first_paragraphs(call, Note::Foot)
        }),
        Member::new("GetEndNotesFirstParagraphs", |call| {
            note::first_paragraphs(call, Note::End)
        }),
        Member::new("GetCurrentFootEndnote", note::current),
        Member::new("GetAllCaptionParagraphs", super::caption::all),
        Member::new("AddTableOfContents", super::contents::add_contents),
        Member::new("AddTableOfFigures", super::contents::add_figures),
        Member::new("UpdateAllTOC", super::contents::update_contents),
        Member::new("UpdateAllTOF", super::contents::update_figures),
        Member::new("UpdateAllFields", super::field::update_all),
        // Pages and facts
        Member::new("GetStatistics", info::statistics),
        Member::new("GetPageCount", info::page_count),
        Member::new("GetCurrentPage", info::current_page),
        Member::new("GetCurrentVisiblePages", info::visible_pages),
        Member::new("GoToPage", info::go_to_page),
        Member::new("GetAllTablesOnPage", info::tables_on_page),
        Member::new("InsertBlankPage", info::insert_blank_page),
        // Tracked changes
        Member::new("SetTrackRevisions", review::set_tracking),
        Member::new("IsTrackRevisions", review::is_tracking),
        Member::new("SetAssistantTrackRevisions", review::set_assistant),
        Member::new("AcceptAllRevisionChanges", |call| {
            review::settle(call, true)
        }),
        Member::new("RejectAllRevisionChanges", |call| {
            review::settle(call, false)
        }),
        Member::new("GetReviewReport", review::report),
    ],
    properties: &[],
};

fn last(call: &mut WordCall<'_>) -> WordResult {
    let body = call.doc.text.body();
    Ok(or_null(
        block::last(call.doc.dom(), body).map(|node| call.doc.block(node)),
    ))
}

/// Style types for scripts and in files.
const STYLE_TYPES: &[(&str, &str)] = &[
    ("paragraph", "paragraph"),
    ("run", "character"),
    ("table", "table"),
    ("numbering", "numbering"),
];

fn create_style(call: &mut WordCall<'_>) -> WordResult {
    let name = call.args.text(0, "styleName")?;
    let wanted = call.args.opt_text(1).unwrap_or("paragraph".into());
    let kind = STYLE_TYPES
        .iter()
        .find(|(script, _)| *script == wanted)
        .map_or("paragraph", |(_, file)| file);
    Ok(or_null(
        call.doc.text.create_style(&name, kind).map(WordRef::Style),
    ))
}

/// The style type of `w:style@w:type` as scripts know it.
pub fn style_type(kind: &str) -> &'static str {
    STYLE_TYPES
        .iter()
        .find(|(_, file)| *file == kind)
        .map_or("paragraph", |(script, _)| script)
}

fn get_style(call: &mut WordCall<'_>) -> WordResult {
    let Some(name) = call.args.opt_text(0) else {
        return Ok(Value::Null);
    };
    Ok(or_null(
        call.doc.text.style_by_name(&name).map(WordRef::Style),
    ))
}

fn get_default_style(call: &mut WordCall<'_>) -> WordResult {
    let wanted = call.args.opt_text(0).unwrap_or_default();
    let kind = STYLE_TYPES
        .iter()
        .find(|(script, _)| *script == wanted)
        .map(|(_, file)| *file);
    Ok(or_null(
        kind.and_then(|kind| call.doc.text.default_style(kind))
            .map(WordRef::Style),
    ))
}

fn defaults(
    call: &mut WordCall<'_>,
    name: &str,
    wrap: fn(spindle_ooxml::NodeId) -> WordRef,
) -> WordResult {
    Ok(or_null(
        call.doc.text.ensure_default_properties(name).map(wrap),
    ))
}

fn create_section(call: &mut WordCall<'_>) -> WordResult {
    let section =
        paragraph_arg(call, 0).and_then(|paragraph| call.doc.text.create_section(paragraph));
    Ok(or_null(section.map(WordRef::Section)))
}

fn get_sections(call: &mut WordCall<'_>) -> WordResult {
    Ok(list(
        call.doc.text.sections().into_iter().map(WordRef::Section),
    ))
}

fn get_final_section(call: &mut WordCall<'_>) -> WordResult {
    Ok(Value::Handle(WordRef::Section(
        call.doc.text.final_section(),
    )))
}

fn set_even_and_odd(call: &mut WordCall<'_>) -> WordResult {
    let on = call.args.boolean(0, false);
    call.doc.text.set_even_and_odd(on).map_err(fault)?;
    yes()
}

fn get_all_heading_paragraphs(call: &mut WordCall<'_>) -> WordResult {
    let text = &call.doc.text;
    let all = block::all(text.dom(), text.body(), "w:p");
    let headings = all.into_iter().filter(|paragraph| {
        let style = text
            .paragraph_style(*paragraph)
            .and_then(|style| props::val(text.dom(), style, "w:name"));
        style.is_some_and(|name| name.to_ascii_lowercase().starts_with("heading "))
            && text.heading_level(*paragraph).is_some()
    });
    Ok(list(headings.map(WordRef::Paragraph)))
}

fn get_all_numbered_paragraphs(call: &mut WordCall<'_>) -> WordResult {
    let text = &call.doc.text;
    let all = block::all(text.dom(), text.body(), "w:p");
    Ok(list(
        all.into_iter()
            .filter(|paragraph| text.numbering_of(*paragraph).is_some())
            .map(WordRef::Paragraph),
    ))
}

/// `Api.ReplaceDocumentContent`: the document takes copies of the content of a header, footer or cell.
pub fn replace_content(call: &mut WordCall<'_>) -> WordResult {
    let Some(WordRef::Content(source) | WordRef::Cell(source)) = call.args.opt_handle(0).copied()
    else {
        return no();
    };
    let body = call.doc.text.body();
    let dom = call.doc.dom_mut();
    let copies: Vec<_> = block::elements(dom, source)
        .into_iter()
        .map(|node| dom.deep_clone(node))
        .collect();
    for element in block::elements(dom, body) {
        dom.detach(element);
    }
    for copy in copies {
        block::append(dom, body, copy);
    }
    block::close(dom, body);
    yes()
}
