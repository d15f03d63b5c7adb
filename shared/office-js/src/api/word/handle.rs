//! Handles: what script objects of text documents hold.

use spindle_ooxml::NodeId;
use spindle_ooxml::word::color::{Color, Fill};
use spindle_ooxml::word::sdt::form::FormKind;

use super::{WordCall, WordResult};
use crate::api::drawing::DrawRef;
use crate::api::package::PackageRef;
use crate::class::ApiError;
use crate::value::Value;

/// An object of the Office API in a text document.
///
/// Property objects (`TextPr`, `ParaPr`, `TablePr`, `RowPr`, `CellPr`) hold the element that has the properties: a run, a
/// style, a list level, or a detached element of their own.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum WordRef {
    /// The global `Api`.
    Api,
    /// The document.
    Document,
    /// Content of a cell, header or footer.
    Content(NodeId),
    /// `w:p`
    Paragraph(NodeId),
    /// The holder of `w:pPr`.
    ParaPr(NodeId),
    /// `w:r`
    Run(NodeId),
    /// The holder of `w:rPr`.
    TextPr(NodeId),
    /// `w:hyperlink`
    Hyperlink(NodeId),
    /// `w:style`
    Style(NodeId),
    /// `w:tbl`
    Table(NodeId),
    /// The holder of `w:tblPr`.
    TablePr(NodeId),
    /// `w:tr`
    Row(NodeId),
    /// The holder of `w:trPr`.
    RowPr(NodeId),
    /// `w:tc`
    Cell(NodeId),
    /// The holder of `w:tcPr`.
    CellPr(NodeId),
    /// `w:tblStylePr`
    TableStylePr(NodeId),
    /// `w:style` of a table, whose own properties are the format of the whole table.
    WholeTable(NodeId),
    /// `w:sectPr`
    Section(NodeId),
    /// The id of a `w:num`.
    Numbering(i64),
    /// The id of a `w:num` and a level, 0 to 8.
    Level(i64, usize),
    /// A colour.
    Color(Color),
    /// A fill behind text or a paragraph.
    Shading(Fill),
    /// An object of the drawing classes.
    Draw(DrawRef),
    /// The settings of a watermark: a detached shape, or one of a header.
    Watermark(NodeId),
    /// Text of a container between two positions.
    Range(NodeId, usize, usize),
    /// `w:bookmarkStart`
    Bookmark(NodeId),
    /// `w:sdt` in a paragraph.
    InlineSdt(NodeId),
    /// `w:sdt` around paragraphs and tables.
    BlockSdt(NodeId),
    /// The items of a `w:sdt` that is a list.
    SdtList(NodeId),
    /// A `w:sdt` that is a list, and one of its items.
    SdtEntry(NodeId, NodeId),
    /// `w:sdt` that is a form.
    Form(FormKind, NodeId),
    /// The roles of forms.
    FormRoles,
    /// Properties and custom XML.
    Package(PackageRef),
    /// An element without a class of its own.
    Unsupported(NodeId),

    /// `w:comment`
    Comment(NodeId),
    /// `w:comment` that answers another one.
    CommentReply(NodeId),
    /// How the text of a range looks: container and positions.
    RangeTextPr(NodeId, usize, usize),
    /// `w:sdt` with a table of contents.
    Contents(NodeId),
    /// The first paragraph of a table of figures.
    Figures(NodeId),
    /// Goes through what is in the body or a text box.
    Visitor(NodeId),
}

impl WordRef {
    /// The element behind the handle, when there is one.
    pub fn node(self) -> Option<NodeId> {
        match self {
            Self::Content(node)
            | Self::Paragraph(node)
            | Self::ParaPr(node)
            | Self::Run(node)
            | Self::TextPr(node)
            | Self::Hyperlink(node)
            | Self::Style(node)
            | Self::Table(node)
            | Self::TablePr(node)
            | Self::Row(node)
            | Self::RowPr(node)
            | Self::Cell(node)
            | Self::CellPr(node)
            | Self::TableStylePr(node)
            | Self::WholeTable(node)
            | Self::Section(node)
            | Self::Range(node, ..)
            | Self::Bookmark(node)
            | Self::Watermark(node)
            | Self::InlineSdt(node)
            | Self::BlockSdt(node)
            | Self::SdtList(node)
            | Self::Form(_, node)
            | Self::SdtEntry(_, node)
            | Self::Unsupported(node)
            | Self::Comment(node)
            | Self::CommentReply(node)
            | Self::RangeTextPr(node, ..)
            | Self::Contents(node)
            | Self::Figures(node)
            | Self::Visitor(node) => Some(node),
            Self::Draw(drawing) => drawing.node(),
            Self::Api
            | Self::Document
            | Self::Numbering(_)
            | Self::Level(..)
            | Self::Color(_)
            | Self::Shading(_)
            | Self::FormRoles
            | Self::Package(_) => None,
        }
    }

    /// The name of the handle's class.
    pub fn class(self) -> &'static str {
        match self {
            Self::Api => "Api",
            Self::Document => "ApiDocument",
            Self::Content(_) => "ApiDocumentContent",
            Self::Paragraph(_) => "ApiParagraph",
            Self::ParaPr(_) => "ApiParaPr",
            Self::Run(_) => "ApiRun",
            Self::TextPr(_) => "ApiTextPr",
            Self::Hyperlink(_) => "ApiHyperlink",
            Self::Style(_) => "ApiStyle",
            Self::Table(_) => "ApiTable",
            Self::TablePr(_) => "ApiTablePr",
            Self::Row(_) => "ApiTableRow",
            Self::RowPr(_) => "ApiTableRowPr",
            Self::Cell(_) => "ApiTableCell",
            Self::CellPr(_) => "ApiTableCellPr",
            Self::TableStylePr(_) | Self::WholeTable(_) => "ApiTableStylePr",
            Self::Section(_) => "ApiSection",
            Self::Numbering(_) => "ApiNumbering",
            Self::Level(..) => "ApiNumberingLevel",
            Self::Color(_) => "ApiColor",
            Self::Shading(_) => "ApiShd",
            Self::Draw(drawing) => drawing.class(),
            Self::Watermark(_) => "ApiWatermarkSettings",
            Self::Range(..) => "ApiRange",
            Self::Bookmark(_) => "ApiBookmark",
            Self::InlineSdt(_) => "ApiInlineLvlSdt",
            Self::BlockSdt(_) => "ApiBlockLvlSdt",
            Self::SdtList(_) => "ApiContentControlList",
            Self::SdtEntry(..) => "ApiContentControlListEntry",
            Self::Form(kind, _) => super::form::class(kind),
            Self::FormRoles => "ApiFormRoles",
            Self::Package(handle) => handle.class(),
            Self::Unsupported(_) => "ApiUnsupported",
            Self::Comment(_) => "ApiComment",
            Self::CommentReply(_) => "ApiCommentReply",
            Self::RangeTextPr(..) => "ApiRangeTextPr",
            Self::Contents(_) => "ApiTableOfContents",
            Self::Figures(_) => "ApiTableOfFigures",
            Self::Visitor(_) => "ApiDocumentVisitor",
        }
    }
}

/// The element that the member was called on.
pub fn this(call: &WordCall<'_>) -> Result<NodeId, ApiError> {
    call.this.node().ok_or_else(|| {
        ApiError::Type(format!(
            "{} has no element of the document",
            call.this.class()
        ))
    })
}

/// The object that the member was called on, for members that answer it.
pub fn itself(call: &WordCall<'_>) -> WordResult {
    Ok(Value::Handle(call.this))
}

/// A list of handles.
pub fn list(handles: impl IntoIterator<Item = WordRef>) -> Value<WordRef> {
    Value::List(handles.into_iter().map(Value::Handle).collect())
}

/// A handle, or `null`.
pub fn or_null(handle: Option<WordRef>) -> Value<WordRef> {
    handle.map_or(Value::Null, Value::Handle)
}

/// A value, or `undefined`.
pub fn or_undefined<T: Into<Value<WordRef>>>(value: Option<T>) -> Value<WordRef> {
    value.map_or(Value::Undefined, Into::into)
}

/// The answer `true`.
pub fn yes() -> WordResult {
    Ok(Value::Bool(true))
}

/// The answer `false`.
pub fn no() -> WordResult {
    Ok(Value::Bool(false))
}

/// The paragraph given as an argument.
pub fn paragraph_arg(call: &WordCall<'_>, index: usize) -> Option<NodeId> {
    match call.args.opt_handle(index) {
        Some(WordRef::Paragraph(node)) => Some(*node),
        _ => None,
    }
}

/// The paragraph or table given as an argument.
pub fn block_arg(call: &WordCall<'_>, index: usize) -> Option<NodeId> {
    match call.args.opt_handle(index) {
        Some(WordRef::Paragraph(node) | WordRef::Table(node) | WordRef::BlockSdt(node)) => {
            Some(*node)
        }
        _ => None,
    }
}

/// The style given as an argument, as an object or by its name.
pub fn style_arg(call: &mut WordCall<'_>, index: usize) -> Option<NodeId> {
    match call.args.get(index) {
        Value::Handle(WordRef::Style(node)) => Some(*node),
        Value::Text(name) => {
            let name = name.clone();
            call.doc.text.style_by_name(&name)
        }
        _ => None,
    }
}
