//! Placeholder texts: document parts of the glossary document (17.12) that controls name in `w:placeholder`.

use super::{ensure, form, property, set_shows_placeholder, set_text, shows_placeholder};
use crate::dom::{Dom, NodeId};
use crate::word::{TextDocument, block, inline, props};

const GLOSSARY_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.glossary+xml";

/// What a control without content of its own shows: four spaces that do not break.
pub const BLANK: &str = "\u{a0}\u{a0}\u{a0}\u{a0}";
/// What lists ask for.
pub const CHOOSE: &str = "Choose an item";
/// What forms ask for.
pub const YOUR_TEXT: &str = "Your text here";

impl TextDocument {
    fn glossary(&mut self) -> Option<NodeId> {
        let main = self.package.main_part().to_owned();
        let part = self.package.related(&main, "glossaryDocument")?;
        self.package.root(&part).ok()
    }

    fn ensure_glossary(&mut self) -> NodeId {
        if let Some(root) = self.glossary() {
            return root;
        }
        let main = self.package.main_part().to_owned();
        let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
        let name = format!("{folder}/glossary/document.xml");
        let root = self
            .package
            .dom
            .fragment("<w:glossaryDocument><w:docParts/></w:glossaryDocument>");
        self.package.add_part_tree(&name, GLOSSARY_TYPE, root);
        self.package
            .add_relationship(&main, "glossaryDocument", &name, false);
        root
    }

    /// The text of the document part that a control names as its placeholder.
    #[must_use]
    pub fn placeholder(&mut self, control: NodeId) -> Option<String> {
        let dom = self.dom();
        let reference = property(dom, control, "w:placeholder")
            .and_then(|node| props::val(dom, node, "w:docPart"))?
            .to_owned();
        let root = self.glossary()?;
        let dom = self.dom();
        let part = find(dom, root, &reference)?;
        let body = dom.child(part, "w:docPartBody")?;
        let paragraph = block::nth(dom, body, 0)?;
        Some(inline::text(dom, paragraph, &inline::Separators::default()))
    }

    /// Gives a control a placeholder of its own; what shows the old one shows the new.
    pub fn set_placeholder(&mut self, control: NodeId, text: &str) {
        let root = self.ensure_glossary();
        let dom = self.dom_mut();
        let parts = dom.ensure_child(root, "w:docParts", &["w:background", "w:docParts"]);
        let old = property(dom, control, "w:placeholder")
            .and_then(|node| props::val(dom, node, "w:docPart"))
            .map(str::to_owned);
        // A part that is this control's own is written again: its name is that of no other control.
        let own = old
            .filter(|name| name.starts_with("Spindle"))
            .and_then(|name| find(dom, root, &name));
        let part = match own {
            Some(part) => part,
            None => {
                let name = (dom.elements(parts, "w:docPart").count() + 1..)
                    .map(|number| format!("SpindlePlaceholder{number}"))
                    .find(|name| find(dom, root, name).is_none())
                    .unwrap_or_default();
                let part = dom.fragment(
                    "<w:docPart><w:docPartPr><w:name/><w:category><w:name w:val=\"General\"/><w:gallery w:val=\"placeholder\"/></w:category><w:types><w:type w:val=\"bbPlcHdr\"/></w:types><w:behaviors><w:behavior w:val=\"content\"/></w:behaviors></w:docPartPr><w:docPartBody/></w:docPart>",
                );
                if let Some(label) = dom.path(part, &["w:docPartPr", "w:name"]) {
                    dom.set_attr(label, "w:val", &name);
                }
                dom.append(parts, part);
                let reference = ensure(dom, control, "w:placeholder");
                props::set_val(dom, reference, "w:docPart", &name);
                part
            }
        };
        let body = dom.ensure_child(part, "w:docPartBody", &["w:docPartPr", "w:docPartBody"]);
        dom.clear(body);
        let paragraph = dom.element("w:p");
        let run = dom.element("w:r");
        inline::append_text(dom, run, text);
        dom.append(paragraph, run);
        dom.append(body, paragraph);
        if shows_placeholder(dom, control) {
            self.show_placeholder(control, text);
        }
    }

    /// Lets a control show a placeholder text in place of its content.
    pub fn show_placeholder(&mut self, control: NodeId, text: &str) {
        let dom = self.dom_mut();
        let limit = form::limit(dom, control).unwrap_or(usize::MAX);
        let text: String = text.chars().take(limit).collect();
        set_text(dom, control, &text);
        set_shows_placeholder(dom, control, true);
    }
}

fn find(dom: &Dom, root: NodeId, name: &str) -> Option<NodeId> {
    let parts = dom.child(root, "w:docParts")?;
    dom.elements(parts, "w:docPart").find(|part| {
        dom.path(*part, &["w:docPartPr", "w:name"])
            .is_some_and(|label| dom.attr(label, "w:val") == Some(name))
    })
}
