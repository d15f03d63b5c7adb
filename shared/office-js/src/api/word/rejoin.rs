//! Runs that a change of text cut, put together again: scripts count the runs of a paragraph.

use std::collections::{HashMap, HashSet};

use spindle_ooxml::word::inline;
use spindle_ooxml::{Dom, NodeId};

/// The runs of paragraphs before they are cut.
pub struct Whole {
    paragraphs: Vec<NodeId>,
    runs: HashSet<NodeId>,
}

/// Runs that are pieces of others, with the run that each was cut from.
pub struct Cut {
    paragraphs: Vec<NodeId>,
    sources: HashMap<NodeId, NodeId>,
    filled: HashSet<NodeId>,
}

impl Whole {
    /// Remembers the runs of these paragraphs.
    pub fn of(dom: &Dom, paragraphs: &[NodeId]) -> Self {
        Self {
            paragraphs: paragraphs.to_vec(),
            runs: paragraphs
                .iter()
                .flat_map(|paragraph| inline::runs(dom, *paragraph))
                .collect(),
        }
    }

    /// What is new after the cut, and what it was cut from: the run before it that was there already.
    pub fn cut(self, dom: &Dom) -> Cut {
        let mut sources = HashMap::new();
        let mut filled = HashSet::new();
        for paragraph in &self.paragraphs {
            let mut source = None;
            for run in inline::runs(dom, *paragraph) {
                filled.insert(*paragraph);
                if self.runs.contains(&run) {
                    source = Some(run);
                } else if let Some(source) = source {
                    sources.insert(run, source);
                }
            }
        }
        Cut {
            paragraphs: self.paragraphs,
            sources,
            filled,
        }
    }
}

impl Cut {
    /// Puts pieces back that stand behind what they were cut from. A paragraph that lost all its runs keeps an empty one.
    pub fn rejoin(self, dom: &mut Dom) {
        for paragraph in self.paragraphs {
            for run in inline::runs(dom, paragraph) {
                let Some(source) = self.sources.get(&run) else {
                    continue;
                };
                if dom.next_sibling(*source) != Some(run) {
                    continue;
                }
                for child in dom.child_ids(run) {
                    if !dom.is(child, "w:rPr") {
                        dom.append(*source, child);
                    }
                }
                dom.detach(run);
            }
            if self.filled.contains(&paragraph)
                && dom.parent(paragraph).is_some()
                && inline::elements(dom, paragraph).is_empty()
            {
                let run = dom.element("w:r");
                dom.append(paragraph, run);
            }
        }
    }
}

/// Writes text in front of what a run holds.
pub fn prepend_text(dom: &mut Dom, run: NodeId, text: &str) {
    let first = dom
        .child_ids(run)
        .into_iter()
        .find(|child| !dom.is(*child, "w:rPr"));
    let Some(first) = first else {
        inline::append_text(dom, run, text);
        return;
    };
    let made = dom.element("w:r");
    inline::append_text(dom, made, text);
    for child in dom.child_ids(made) {
        dom.insert_before(child, first);
    }
}
