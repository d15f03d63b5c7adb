//! Runs of a changed paragraph that hold more than the model knows are put back as they were.

use spindle_ooxml::{Dom, NodeId};

use crate::docx::write::Writing;

/// How much a picture may seem to differ in size by rounding, in units of DrawingML.
const ROUNDING: i64 = 1_000;

/// Content that a run may have and the model does not: charts, diagrams, text boxes, controls.
const UNKNOWN: &[&str] = &[
    "c:chart",
    "dgm:relIds",
    "w:txbxContent",
    "w:control",
    "w:contentPart",
];

/// Width and height of a picture, where they are said.
type Extent = Option<(i64, i64)>;

/// Runs to be put back.
#[derive(Debug, Default)]
pub(super) struct Grafts {
    /// Pictures: the part of their bytes, their size, the run.
    pictures: Vec<(String, Extent, NodeId)>,
    /// What the model does not know.
    unknown: Vec<NodeId>,
}

impl Writing<'_> {
    /// The runs of a paragraph that are worth putting back.
    pub(super) fn grafts(&self, paragraph: NodeId) -> Grafts {
        let dom = &self.package.dom;
        let mut grafts = Grafts::default();
        let mut inner: Option<NodeId> = None;
        for run in dom
            .descendants(paragraph)
            .filter(|node| dom.is(*node, "w:r"))
        {
            // What stands inside of a text box goes with it.
            if inner.is_some_and(|outer| dom.ancestors(run).any(|above| above == outer)) {
                continue;
            }
            let holds = |names: &[&str]| {
                dom.descendants(run)
                    .any(|node| dom.name_of(node).is_some_and(|name| names.contains(&name)))
            };
            if holds(UNKNOWN) {
                grafts.unknown.push(run);
                inner = Some(run);
            } else if let Some((part, size)) = self.picture(run) {
                grafts.pictures.push((part, size, run));
            }
        }
        grafts
    }

    /// Puts runs back into a paragraph that was written anew.
    pub(super) fn graft(&mut self, paragraph: NodeId, mut grafts: Grafts) {
        let dom = &self.package.dom;
        let runs: Vec<NodeId> = dom
            .descendants(paragraph)
            .filter(|node| dom.is(*node, "w:r"))
            .collect();
        for run in runs {
            let Some((part, size)) = self.picture(run) else {
                continue;
            };
            let same = grafts
                .pictures
                .iter()
                .position(|(known, known_size, _)| *known == part && near(*known_size, size));
            if let Some(place) = same {
                let (_, _, old) = grafts.pictures.remove(place);
                self.package.dom.replace(run, old);
            }
        }
        for run in grafts.unknown {
            self.package.dom.append(paragraph, run);
        }
    }

    /// The part and the size of the only picture of a run.
    fn picture(&self, run: NodeId) -> Option<(String, Extent)> {
        let dom = &self.package.dom;
        let mut found = dom
            .descendants(run)
            .filter_map(|node| match dom.name_of(node)? {
                "a:blip" => dom.attr(node, "r:embed"),
                "v:imagedata" => dom.attr(node, "r:id"),
                _ => None,
            });
        let id = found.next()?;
        if found.any(|other| other != id) {
            return None;
        }
        let part = self.package.related_by_id(&self.part, id)?;
        let extent = dom.descendants(run).find(|node| dom.is(*node, "wp:extent"));
        Some((part, extent.and_then(|extent| size(dom, extent))))
    }
}

fn size(dom: &Dom, extent: NodeId) -> Extent {
    let length = |name| dom.attr(extent, name)?.parse().ok();
    Some((length("cx")?, length("cy")?))
}

/// Whether two sizes are the same but for rounding; one that is not said is any.
fn near(one: Extent, other: Extent) -> bool {
    match (one, other) {
        (Some((a, b)), Some((c, d))) => {
            a.abs_diff(c) <= ROUNDING as u64 && b.abs_diff(d) <= ROUNDING as u64
        }
        _ => true,
    }
}
