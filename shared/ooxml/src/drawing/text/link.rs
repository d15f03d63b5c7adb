//! Links of text: `a:hlinkClick` in the properties of runs (21.1.2.3.5).
//!
//! To scripts a link is an element of its paragraph that has runs of its own: those that follow each other and say the same
//! link. A link is named by the `a:hlinkClick` of its first run.

use super::{paragraph, run, run_props};
use crate::dom::{Dom, NodeId};

/// What a paragraph holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// A run, by its first piece.
    Run(NodeId),
    /// A link and its runs.
    Link(NodeId, Vec<NodeId>),
}

impl Item {
    /// The first run.
    #[must_use]
    pub fn head(&self) -> Option<NodeId> {
        match self {
            Self::Run(head) => Some(*head),
            Self::Link(_, heads) => heads.first().copied(),
        }
    }
}

/// The link that a run says.
#[must_use]
pub fn of_run(dom: &Dom, head: NodeId) -> Option<NodeId> {
    dom.child(dom.child(head, "a:rPr")?, "a:hlinkClick")
}

fn same(dom: &Dom, one: NodeId, other: NodeId) -> bool {
    ["r:id", "tooltip", "action"]
        .into_iter()
        .all(|name| dom.attr(one, name) == dom.attr(other, name))
}

/// What the paragraph holds, as scripts see it.
pub fn items(dom: &mut Dom, paragraph: NodeId) -> Vec<Item> {
    let mut found: Vec<Item> = Vec::new();
    for head in paragraph::elements(dom, paragraph) {
        let link = of_run(dom, head);
        match (found.last_mut(), link) {
            (Some(Item::Link(first, heads)), Some(link)) if same(dom, *first, link) => {
                heads.push(head);
            }
            (_, Some(link)) => found.push(Item::Link(link, vec![head])),
            (_, None) => found.push(Item::Run(head)),
        }
    }
    found
}

/// The runs of a link; none for one that is in no text.
pub fn runs(dom: &mut Dom, link: NodeId) -> Vec<NodeId> {
    let Some(piece) = dom.parent(link).and_then(|rpr| dom.parent(rpr)) else {
        return Vec::new();
    };
    let Some(paragraph) = dom.parent(piece).filter(|_| run::is_piece(dom, piece)) else {
        return Vec::new();
    };
    let all = items(dom, paragraph);
    all.into_iter()
        .find_map(|item| match item {
            Item::Link(_, heads) if heads.contains(&piece) => Some(heads),
            _ => None,
        })
        .unwrap_or_default()
}

/// An empty run next to a link, as the original keeps on both of its sides.
fn beside(dom: &mut Dom, paragraph: NodeId, before: Option<NodeId>) {
    let empty = run::create(dom, None);
    run::insert(dom, paragraph, empty, before);
}

/// Puts a link that is nowhere yet into a paragraph, with an empty run, before one of its runs or at the end. Empty runs
/// stand on both sides of it.
pub fn insert(dom: &mut Dom, paragraph: NodeId, link: NodeId, before: Option<NodeId>) {
    let all = paragraph::elements(dom, paragraph);
    let place = before.and_then(|before| all.iter().position(|head| *head == before));
    let previous = match place {
        Some(place) => place.checked_sub(1).and_then(|place| all.get(place)),
        None => all.last(),
    };
    if previous.is_none_or(|head| of_run(dom, *head).is_some()) {
        beside(dom, paragraph, before);
    }
    let head = run::create(dom, None);
    let rpr = run::rpr(dom, head);
    dom.append(rpr, link);
    run::insert(dom, paragraph, head, before);
    if before.is_none_or(|head| of_run(dom, head).is_some()) {
        beside(dom, paragraph, before);
    }
}

/// Makes one link of all text of a paragraph: `id` is the relationship of its address. The answer is the link, which has an
/// empty run more; empty runs stand on both sides of it.
pub fn wrap(dom: &mut Dom, paragraph: NodeId, id: &str, tip: &str) -> Option<NodeId> {
    let all = paragraph::elements(dom, paragraph);
    let first_run = *all.first()?;
    let mut first = None;
    let last = run::create(dom, None);
    run::insert(dom, paragraph, last, None);
    for head in all.into_iter().chain([last]) {
        for piece in run::pieces(dom, head) {
            let rpr = run::rpr(dom, piece);
            first.get_or_insert(run_props::set_link(dom, rpr, id, tip));
        }
    }
    beside(dom, paragraph, Some(first_run));
    beside(dom, paragraph, None);
    first
}

/// The address that scripts mean: what begins with a host's name gets `http://`, what is no address is none.
#[must_use]
pub fn address(text: &str) -> Option<String> {
    const SCHEMES: &[&str] = &[
        "http://",
        "https://",
        "ftp://",
        "file://",
        "mailto:",
        "ppaction://",
    ];
    let lower = text.to_ascii_lowercase();
    if text.is_empty() || SCHEMES.iter().any(|scheme| lower.starts_with(scheme)) {
        return Some(text.to_owned());
    }
    let host = text.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let labels: Vec<&str> = host.split('.').collect();
    let plain = |label: &&str| {
        !label.is_empty()
            && label
                .chars()
                .all(|one| one.is_ascii_alphanumeric() || matches!(one, '-' | '_'))
    };
    let number = |label: &&str| label.parse::<u8>().is_ok();
    let ends_as_a_domain = labels
        .last()
        .is_some_and(|last| last.len() > 1 && last.chars().all(|one| one.is_ascii_alphabetic()));
    let numbers = labels.len() == 4 && labels.iter().all(number);
    (labels.len() > 1 && labels.iter().all(plain) && (ends_as_a_domain || numbers))
        .then(|| format!("http://{text}"))
}
