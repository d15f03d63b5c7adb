//! Hyperlinks (`w:hyperlink`, ISO/IEC 29500-1, 17.16.22).

use super::{TextDocument, inline, props};
use crate::dom::NodeId;

/// The address as it is written: a host gets `http://`, a mail address `mailto:` only when it says so itself.
#[must_use]
pub fn normalized(link: &str) -> String {
    let has_scheme = link.split_once(':').is_some_and(|(scheme, _)| {
        !scheme.is_empty()
            && scheme
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    });
    if link.is_empty() || has_scheme || link.starts_with('#') {
        link.to_owned()
    } else {
        format!("http://{link}")
    }
}

impl TextDocument {
    /// A hyperlink without content, not in the document yet.
    pub fn create_hyperlink(
        &mut self,
        link: &str,
        tip: Option<&str>,
        anchor: Option<&str>,
    ) -> NodeId {
        let node = self.dom_mut().element("w:hyperlink");
        if !link.is_empty() {
            self.set_link(node, link);
        }
        let dom = self.dom_mut();
        if let Some(anchor) = anchor.filter(|anchor| !anchor.is_empty()) {
            dom.set_attr(node, "w:anchor", anchor);
        }
        if let Some(tip) = tip.filter(|tip| !tip.is_empty()) {
            dom.set_attr(node, "w:tooltip", tip);
        }
        dom.set_attr(node, "w:history", "1");
        node
    }

    /// Sets the address.
    pub fn set_link(&mut self, hyperlink: NodeId, link: &str) {
        let target = normalized(link);
        let id = self
            .package
            .pending_relationship("hyperlink", &target, true);
        self.links.insert(id.clone(), target);
        self.dom_mut().set_attr(hyperlink, "r:id", &id);
    }

    /// The address, or `#` and the bookmark's name.
    #[must_use]
    pub fn link(&self, hyperlink: NodeId) -> String {
        let dom = self.dom();
        let main = self.package.main_part();
        let target = dom.attr(hyperlink, "r:id").and_then(|id| {
            self.package
                .relationship(main, id)
                .map(|found| found.target.clone())
                .or_else(|| self.links.get(id).cloned())
        });
        target
            .or_else(|| {
                dom.attr(hyperlink, "w:anchor")
                    .map(|anchor| format!("#{anchor}"))
            })
            .unwrap_or_default()
    }

    /// Replaces what the hyperlink shows, keeping the look of its first run.
    pub fn set_link_text(&mut self, hyperlink: NodeId, text: &str) {
        let dom = self.dom_mut();
        let model = inline::runs(dom, hyperlink).first().copied();
        let run = inline::run_like(dom, model);
        inline::append_text(dom, run, text);
        dom.clear(hyperlink);
        dom.append(hyperlink, run);
    }

    /// Gives all runs of the hyperlink the style `Hyperlink`.
    pub fn style_link(&mut self, hyperlink: NodeId) {
        let Some(style) = self.style_by_name("Hyperlink") else {
            return;
        };
        let Some(id) = self.style_id(style).map(str::to_owned) else {
            return;
        };
        let dom = self.dom_mut();
        for run in inline::runs(dom, hyperlink) {
            let rpr = props::container(dom, run, "w:rPr");
            props::remove(dom, rpr, "w:color");
            props::remove(dom, rpr, "w:u");
            props::set_val(dom, rpr, "w:rStyle", &id);
        }
    }

    /// Puts elements of a paragraph, which follow each other, into a new hyperlink in their place.
    pub fn wrap_in_link(&mut self, elements: &[NodeId], hyperlink: NodeId) {
        let Some(first) = elements.first() else {
            return;
        };
        let dom = self.dom_mut();
        dom.insert_before(hyperlink, *first);
        for element in elements {
            if dom.is(*element, "w:hyperlink") {
                for child in dom.child_ids(*element) {
                    dom.append(hyperlink, child);
                }
                dom.detach(*element);
            } else {
                dom.append(hyperlink, *element);
            }
        }
        self.style_link(hyperlink);
    }
}
