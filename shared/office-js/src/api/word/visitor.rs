//! `ApiDocumentVisitor`: calls the functions that a script put on it for everything that a document or text box holds.

use spindle_ooxml::word::{block, inline, table};
use spindle_ooxml::{Dom, NodeId};

use super::handle::{no, this};
use super::{WordCall, WordEditor, WordRef, WordResult};
use crate::class::{Class, Member};
use crate::value::{Value, Visit};

pub static CLASS: Class<WordEditor> = Class {
    name: "ApiDocumentVisitor",
    parent: None,
    members: &[
        Member::new("Traverse", traverse),
        Member::new("Stop", |_| no()),
        // What a script does not put a function of its own for.
        Member::new("Paragraph", |_| no()),
        Member::new("ParagraphEnd", |_| no()),
        Member::new("Table", |_| no()),
        Member::new("TableEnd", |_| no()),
        Member::new("TableRow", |_| no()),
        Member::new("TableRowEnd", |_| no()),
        Member::new("TableCell", |_| no()),
        Member::new("TableCellEnd", |_| no()),
        Member::new("BlockLevelSdt", |_| no()),
        Member::new("BlockLevelSdtEnd", |_| no()),
        Member::new("InlineLevelSdt", |_| no()),
        Member::new("InlineLevelSdtEnd", |_| no()),
        Member::new("Form", |_| no()),
        Member::new("Run", |_| no()),
        Member::new("RunEnd", |_| no()),
        Member::new("Text", |_| no()),
    ],
    properties: &[],
};

/// `GetDocumentVisitor`
pub fn of_content(call: &mut WordCall<'_>) -> WordResult {
    let container = match call.this {
        WordRef::Document => call.doc.text.body(),
        _ => this(call)?,
    };
    Ok(Value::Handle(WordRef::Visitor(container)))
}

fn traverse(call: &mut WordCall<'_>) -> WordResult {
    let mut visits = Vec::new();
    blocks(call.doc.dom(), this(call)?, &mut visits);
    Ok(Value::Walk(visits))
}

type Visits = Vec<Visit<WordRef>>;

/// Adds a visit, what is inside, and the visit that ends it.
fn within(
    visits: &mut Visits,
    (begin, end): (&'static str, &'static str),
    handle: WordRef,
    inside: impl FnOnce(&mut Visits),
) {
    let at = visits.len();
    let visit = |member| Visit {
        member,
        value: Value::Handle(handle),
        behind: at + 1,
    };
    visits.push(visit(begin));
    inside(visits);
    let last = visits.len();
    visits.push(Visit {
        behind: last + 1,
        ..visit(end)
    });
    if let Some(first) = visits.get_mut(at) {
        first.behind = last + 1;
    }
}

fn blocks(dom: &Dom, container: NodeId, visits: &mut Visits) {
    for node in block::elements(dom, container) {
        match dom.name_of(node) {
            Some("w:p") => within(
                visits,
                ("Paragraph", "ParagraphEnd"),
                WordRef::Paragraph(node),
                |visits| line(dom, node, visits),
            ),
            Some("w:tbl") => within(
                visits,
                ("Table", "TableEnd"),
                WordRef::Table(node),
                |visits| rows(dom, node, visits),
            ),
            _ => {
                let content = dom.child(node, "w:sdtContent");
                within(
                    visits,
                    ("BlockLevelSdt", "BlockLevelSdtEnd"),
                    WordRef::BlockSdt(node),
                    |visits| {
                        if let Some(content) = content {
                            blocks(dom, content, visits);
                        }
                    },
                );
            }
        }
    }
}

fn rows(dom: &Dom, node: NodeId, visits: &mut Visits) {
    for row in table::rows(dom, node) {
        within(
            visits,
            ("TableRow", "TableRowEnd"),
            WordRef::Row(row),
            |visits| {
                for cell in table::cells(dom, row) {
                    within(
                        visits,
                        ("TableCell", "TableCellEnd"),
                        WordRef::Cell(cell),
                        |visits| blocks(dom, cell, visits),
                    );
                }
            },
        );
    }
}

fn line(dom: &Dom, container: NodeId, visits: &mut Visits) {
    for node in inline::elements(dom, container) {
        match dom.name_of(node) {
            Some("w:r") => run(dom, node, visits),
            Some("w:sdt") => within(
                visits,
                ("InlineLevelSdt", "InlineLevelSdtEnd"),
                WordRef::InlineSdt(node),
                |visits| {
                    if let Some(content) = dom.child(node, "w:sdtContent") {
                        line(dom, content, visits);
                    }
                },
            ),
            _ => {
                for inner in inline::runs(dom, node) {
                    run(dom, inner, visits);
                }
            }
        }
    }
}

fn run(dom: &Dom, node: NodeId, visits: &mut Visits) {
    let text = inline::text(dom, node, &inline::Separators::default()).replace('\r', "\n");
    within(visits, ("Run", "RunEnd"), WordRef::Run(node), |visits| {
        if !text.is_empty() {
            visits.push(Visit {
                member: "Text",
                value: text.into(),
                behind: visits.len() + 1,
            });
        }
    });
}
