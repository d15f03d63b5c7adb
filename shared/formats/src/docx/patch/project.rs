//! What is left of blocks when they went through an editor that does not know all of the model.

use spindle_model::document::{
    Block, Borders, Inline, InlineKind, Paragraph, ParagraphFormat, Table, TextFormat,
};

/// The block without what such editors do not keep.
pub(super) fn project(block: &Block) -> Block {
    match block {
        Block::Paragraph(paragraph) => Block::Paragraph(Paragraph {
            heading: paragraph.heading,
            inlines: inlines(&paragraph.inlines),
            format: paragraph_format(&paragraph.format),
        }),
        Block::List(list) => {
            let mut list = list.clone();
            list.tight = true;
            for item in &mut list.items {
                item.blocks = item.blocks.iter().map(project).collect();
            }
            Block::List(list)
        }
        Block::Quote(blocks) => Block::Quote(blocks.iter().map(project).collect()),
        Block::Table(table) => Block::Table(project_table(table)),
        block => block.clone(),
    }
}

/// As [`project`], and without what editors give tables by themselves.
pub(super) fn without_ids(block: Block) -> Block {
    match block {
        Block::Table(mut table) => {
            for row in &mut table.rows {
                row.id = None;
            }
            Block::Table(table)
        }
        block => block,
    }
}

/// The format without what such editors do not keep.
pub(super) fn paragraph_format(format: &ParagraphFormat) -> ParagraphFormat {
    ParagraphFormat {
        align: format.align,
        indent: format.indent,
        rtl: format.rtl,
        line_height: format.line_height,
        other: format.other.clone(),
        ..ParagraphFormat::default()
    }
}

fn project_table(table: &Table) -> Table {
    let mut table = table.clone();
    table.columns.clear();
    table.column_align.clear();
    table.borders = Borders::default();
    table.align = None;
    table.style = None;
    for row in &mut table.rows {
        row.height = None;
        row.header = false;
        for cell in &mut row.cells {
            cell.blocks = cell.blocks.iter().map(project).collect();
            cell.borders = Borders::default();
            cell.vertical_align = Default::default();
            cell.background = None;
        }
    }
    table
}

fn inlines(inlines: &[Inline]) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::new();
    for inline in inlines {
        if matches!(inline.kind, InlineKind::Bookmark(_)) {
            continue;
        }
        let format = TextFormat {
            style: None,
            small_caps: None,
            all_caps: None,
            hidden: None,
            rtl: None,
            language: None,
            comments: Vec::new(),
            ..inline.format.clone()
        };
        if let InlineKind::Text(text) = &inline.kind
            && let Some(last) = out.last_mut()
            && let InlineKind::Text(before) = &mut last.kind
            && last.format == format
        {
            before.push_str(text);
            continue;
        }
        out.push(Inline::new(inline.kind.clone(), format));
    }
    out
}
