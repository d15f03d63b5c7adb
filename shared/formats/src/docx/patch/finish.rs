//! What new blocks need in the other parts of the file.

use spindle_model::document::Document;
use spindle_ooxml::{NodeId, Package};

use super::merge::Merged;
use crate::docx::read::Parts;
use crate::docx::write::{NAMESPACES, Writing};

const TYPES: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.";

/// Properties of the document that changed: the element and its text.
pub(super) fn changed_metadata(
    package: &mut Package,
    merged: &Merged,
    document: &Document,
) -> Vec<(&'static str, String)> {
    if package.related("/", "core-properties").is_none() {
        return Vec::new();
    }
    let (old, new) = (&merged.base.document.metadata, &document.metadata);
    [
        ("dc:title", &old.title, &new.title),
        ("dc:creator", &old.author, &new.author),
        ("dc:subject", &old.subject, &new.subject),
        ("cp:keywords", &old.keywords, &new.keywords),
    ]
    .into_iter()
    .filter(|(_, old, new)| new.is_some() && old != new)
    .filter_map(|(name, _, new)| Some((name, new.clone()?)))
    .collect()
}

/// Tells the writer what the file has already.
pub(super) fn take_notice(writing: &mut Writing<'_>, merged: &Merged, parts: &Parts) {
    for (index, part) in &merged.base.media_parts {
        writing.know_media(*index, part);
    }
    let old_notes = &merged.base.document.notes;
    for (index, (id, note)) in merged.base.note_ids.iter().zip(old_notes).enumerate() {
        writing.notes.push((index, *id));
        let [footnotes, endnotes] = &mut writing.last_note;
        let last = if note.endnote { endnotes } else { footnotes };
        *last = (*last).max(*id);
    }
    let dom = &writing.package.dom;
    for (slot, (part, name)) in writing.last_note.iter_mut().zip([
        (&parts.footnotes, "w:footnote"),
        (&parts.endnotes, "w:endnote"),
    ]) {
        if let Some((_, root)) = part {
            let ids = dom
                .elements(*root, name)
                .filter_map(|node| dom.attr(node, "w:id")?.parse().ok());
            *slot = ids.max().unwrap_or(0).max(*slot);
        }
    }
    let mut last_comment = -1i64;
    for (index, id) in merged.base.comment_ids.iter().enumerate() {
        if let Some(id) = id {
            writing.comments.set_id(index, *id);
            last_comment = last_comment.max(*id);
        }
    }
    for index in merged.base.comment_ids.len()..merged.document.comments.len() {
        last_comment = last_comment.saturating_add(1);
        writing.comments.set_id(index, last_comment);
    }
    let dom = &writing.package.dom;
    let ids = parts
        .root
        .into_iter()
        .flat_map(|root| dom.descendants(root));
    let last = ids.filter_map(|node| {
        let id = dom.attr(node, "w:id").or_else(|| dom.attr(node, "id"))?;
        id.parse::<u32>().ok().filter(|id| *id < 1 << 30)
    });
    writing.last_id = last.max().unwrap_or(0);
    if let Some(root) = parts.numbering() {
        let highest = |name: &str, id: &str| {
            let ids = dom
                .elements(root, name)
                .filter_map(|node| dom.attr(node, id)?.parse().ok());
            ids.max().unwrap_or(0i64)
        };
        let (num, definition) = (
            highest("w:num", "w:numId"),
            highest("w:abstractNum", "w:abstractNumId"),
        );
        writing.nums.last_num = num;
        writing.nums.last_definition = definition;
    }
}

/// Adds to the other parts what new blocks need.
pub(super) fn finish(
    writing: &mut Writing<'_>,
    parts: &Parts,
    metadata: &[(&'static str, String)],
) {
    for (endnote, there, name, root) in [
        (false, &parts.footnotes, "footnotes", "footnote"),
        (true, &parts.endnotes, "endnotes", "endnote"),
    ] {
        let part = match there {
            Some((part, _)) => part.clone(),
            None => format!("/word/{name}.xml"),
        };
        let elements = writing.note_elements(endnote, &part);
        if !elements.is_empty() {
            let before: String = [(-1, "separator"), (0, "continuationSeparator")]
                .iter()
                .map(|(id, kind)| {
                    format!(
                        "<w:{root} w:type=\"{kind}\" w:id=\"{id}\"><w:p><w:r><w:{kind}/></w:r></w:p></w:{root}>"
                    )
                })
                .collect();
            let there = there.as_ref().map(|(_, root)| *root);
            add(writing, there, name, &before, &elements);
        }
    }
    let part = match &parts.comments {
        Some((part, _)) => part.clone(),
        None => "/word/comments.xml".to_owned(),
    };
    let mut elements = String::new();
    let old = parts.comments.as_ref().map_or(0, |(_, root)| {
        writing.package.dom.elements(*root, "w:comment").count()
    });
    for index in old..writing.document.comments.len() {
        if let Some(id) = writing.comments.id(index) {
            elements.push_str(&writing.comment_element(index, id, &part));
        }
    }
    if !elements.is_empty() {
        let there = parts.comments.as_ref().map(|(_, root)| *root);
        add(writing, there, "comments", "", &elements);
    }
    add_numbering(writing, parts);
    let styles = writing.styles.definitions();
    if !styles.is_empty() {
        add(writing, parts.styles(), "styles", "", &styles);
    }
    if let Some(root) = parts.core() {
        let dom = &mut writing.package.dom;
        for (name, text) in metadata {
            let node = dom.ensure_child(root, name, &[]);
            dom.set_text(node, text);
        }
    }
    let carrier = std::mem::take(&mut writing.carrier);
    carrier.finish(&mut writing.package);
}

/// Adds elements to a part of the main one, which is made with `before` where it is not there.
fn add(writing: &mut Writing<'_>, there: Option<NodeId>, name: &str, before: &str, elements: &str) {
    let package = &mut writing.package;
    match there {
        Some(root) => {
            if let Ok(more) = package
                .dom
                .try_fragment(&format!("<w:body>{elements}</w:body>"))
            {
                for node in package.dom.child_ids(more) {
                    package.dom.append(root, node);
                }
            }
        }
        None => {
            let main = package.main_part().to_owned();
            let usual = format!("/word/{name}.xml");
            let part = if package.has_part(&usual) {
                package.free_name(&format!("/word/{name}"), ".xml")
            } else {
                usual
            };
            let xml = format!("<w:{name}{NAMESPACES}>{before}{elements}</w:{name}>");
            package.set_part(&part, &format!("{TYPES}{name}+xml"), xml.into_bytes());
            package.add_relationship(&main, name, &part, false);
        }
    }
}

/// Definitions stand before numberings in their part.
fn add_numbering(writing: &mut Writing<'_>, parts: &Parts) {
    let (definitions, nums) = writing.nums.elements();
    if nums.is_empty() {
        return;
    }
    let Some(root) = parts.numbering() else {
        let all = definitions.concat() + &nums.concat();
        add(writing, None, "numbering", "", &all);
        return;
    };
    let dom = &mut writing.package.dom;
    let first = dom
        .child(root, "w:num")
        .or_else(|| dom.child(root, "w:numIdMacAtCleanup"));
    for xml in definitions {
        let Ok(node) = dom.try_fragment(&xml) else {
            continue;
        };
        match first {
            Some(first) => dom.insert_before(node, first),
            None => dom.append(root, node),
        };
    }
    let end = dom.child(root, "w:numIdMacAtCleanup");
    for xml in nums {
        let Ok(node) = dom.try_fragment(&xml) else {
            continue;
        };
        match end {
            Some(end) => dom.insert_before(node, end),
            None => dom.append(root, node),
        };
    }
}
