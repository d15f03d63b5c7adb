//! What a paragraph has from others: the list style of its body, of the placeholder that its shape follows, of the master,
//! and of the presentation (21.1.2.4.12, 19.3.1.52).

use crate::dom::{Dom, NodeId};
use crate::package::{Package, PackageKind};

/// The list styles around the text of a body in `part`, nearest first: elements that hold `a:lvl1pPr` and so on.
pub fn styles(package: &mut Package, part: &str, body: NodeId) -> Vec<NodeId> {
    let mut found: Vec<NodeId> = package.dom.child(body, "a:lstStyle").into_iter().collect();
    if package.kind() != PackageKind::Slides {
        return found;
    }
    let wanted = package
        .dom
        .parent(body)
        .and_then(|shape| placeholder(&package.dom, shape));
    let layout = package.related(part, "slideLayout");
    let master = match &layout {
        Some(layout) => package.related(layout, "slideMaster"),
        None => package.related(part, "slideMaster"),
    };
    let master = master.or_else(|| {
        let own = package.content_type(part)?.contains("slideMaster");
        own.then(|| part.to_owned())
    });
    let mut kind = wanted.clone().map(|(kind, _)| kind);
    // Only in a layout the index says which placeholder is meant.
    let above = [(layout.as_deref(), true), (master.as_deref(), false)];
    for (above, by_index) in above {
        let Some((Ok(root), (kind_here, index))) =
            above.map(|above| package.root(above)).zip(wanted.as_ref())
        else {
            continue;
        };
        let dom = &package.dom;
        let index = Some(index.as_str()).filter(|_| by_index);
        let shape = matching(dom, root, kind.as_deref().unwrap_or(kind_here), index);
        if let Some(shape) = shape {
            found.extend(dom.path(shape, &["p:txBody", "a:lstStyle"]));
            kind = placeholder(dom, shape).map(|(kind, _)| kind);
        }
    }
    if let Some(root) = master.and_then(|master| package.root(&master).ok()) {
        let style = match kind.as_deref() {
            Some("title" | "ctrTitle") => "p:titleStyle",
            Some("body" | "obj" | "subTitle") => "p:bodyStyle",
            _ => "p:otherStyle",
        };
        found.extend(package.dom.path(root, &["p:txStyles", style]));
    }
    let main = package.main_part().to_owned();
    if let Ok(root) = package.root(&main) {
        found.extend(package.dom.child(root, "p:defaultTextStyle"));
    }
    found
}

/// Kind and index of the placeholder that a shape is.
fn placeholder(dom: &Dom, shape: NodeId) -> Option<(String, String)> {
    let holder = dom.path(shape, &["p:nvSpPr", "p:nvPr", "p:ph"])?;
    let text = |name: &str, default: &str| dom.attr(holder, name).unwrap_or(default).to_owned();
    Some((text("type", "obj"), text("idx", "0")))
}

/// The shape of a layout or master that a placeholder follows: that of its index, or of its kind.
fn matching(dom: &Dom, root: NodeId, kind: &str, index: Option<&str>) -> Option<NodeId> {
    let tree = dom.path(root, &["p:cSld", "p:spTree"])?;
    let of = |accept: &dyn Fn(&str, &str) -> bool| {
        dom.elements(tree, "p:sp").find(|shape| {
            placeholder(dom, *shape).is_some_and(|(kind, index)| accept(&kind, &index))
        })
    };
    let group = |kind: &str| match kind {
        "ctrTitle" => "title".to_owned(),
        "obj" | "subTitle" => "body".to_owned(),
        other => other.to_owned(),
    };
    of(&|_, other| index.is_some_and(|index| index != "0" && other == index))
        .or_else(|| of(&|other, _| other == kind))
        .or_else(|| of(&|other, _| group(other) == group(kind)))
}

/// The first answer that the paragraph itself, or a level of the list styles, gives.
pub fn find<T>(
    dom: &Dom,
    paragraph: NodeId,
    styles: &[NodeId],
    read: impl Fn(&Dom, NodeId) -> Option<T>,
) -> Option<T> {
    let own = dom.child(paragraph, "a:pPr");
    if let Some(value) = own.and_then(|own| read(dom, own)) {
        return Some(value);
    }
    let level = own
        .and_then(|own| dom.attr(own, "lvl")?.parse::<u8>().ok())
        .map_or(1, |level| level.min(8) + 1);
    let name = format!("a:lvl{level}pPr");
    styles
        .iter()
        .filter_map(|style| {
            dom.child(*style, &name)
                .or_else(|| dom.child(*style, "a:defPPr"))
        })
        .find_map(|level| read(dom, level))
}
