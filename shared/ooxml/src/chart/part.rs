//! The parts of charts: copies for frames that were copied.

use super::workbook;
use crate::dom::NodeId;
use crate::package::Package;

/// The content type of charts (ECMA-376 part 1, 14.2.1).
pub const CONTENT_TYPE: &str = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml";

/// A name that no part has, made from the name of another one: `/word/charts/chart1.xml` is followed by `chart2.xml`.
fn next_name(package: &Package, part: &str) -> Option<String> {
    let (start, ending) = part.rsplit_once('.')?;
    let start = start.trim_end_matches(|c: char| c.is_ascii_digit());
    Some(package.free_name(start, &format!(".{ending}")))
}

/// Copies the part of a chart, with an embedded workbook of its own; the answer is the name of the copy.
pub fn copy(package: &mut Package, part: &str) -> Option<String> {
    let space = package.root(part).ok()?;
    let content_type = package
        .content_type(part)
        .unwrap_or(CONTENT_TYPE)
        .to_owned();
    let name = next_name(package, part)?;
    let copied = package.dom.deep_clone(space);
    package.add_part_tree(&name, &content_type, copied);
    for relationship in package.relationships(part).to_vec() {
        let target = match &relationship.part {
            Some(target) if relationship.is("package") => {
                let bytes = package.part_bytes(target)?.into_owned();
                let content_type = package
                    .content_type(target)
                    .unwrap_or(workbook::CONTENT_TYPE)
                    .to_owned();
                let copy = next_name(package, target)?;
                package.set_part(&copy, &content_type, bytes);
                copy
            }
            Some(target) => target.clone(),
            None => relationship.target.clone(),
        };
        let id = package.add_relationship(
            &name,
            &relationship.rel_type,
            &target,
            relationship.external,
        );
        let dom = &mut package.dom;
        let naming: Vec<NodeId> = dom
            .descendants(copied)
            .filter(|node| dom.attr(*node, "r:id") == Some(&relationship.id))
            .collect();
        for node in naming {
            dom.set_attr(node, "r:id", &id);
        }
    }
    Some(name)
}

/// The elements below a node (and itself) that name the part of a chart.
#[must_use]
pub fn named_in(package: &Package, node: NodeId) -> Vec<NodeId> {
    let dom = &package.dom;
    std::iter::once(node)
        .chain(dom.descendants(node))
        .filter(|node| dom.is(*node, "c:chart"))
        .collect()
}

/// Gives every chart below a copied node, whose relationships wait for its part, a part of its own.
pub fn give_own(package: &mut Package, copied: NodeId) {
    for naming in named_in(package, copied) {
        let target = package
            .dom
            .attr(naming, "r:id")
            .and_then(|id| package.pending_target(id))
            .map(|(target, _)| target.to_owned());
        if let Some(own) = target.and_then(|part| copy(package, &part)) {
            let id = package.pending_relationship("chart", &own, false);
            package.dom.set_attr(naming, "r:id", &id);
        }
    }
}
