//! Stretches of text between two positions of a container.
//!
//! A position counts characters (a tab, a break or a drawing is one) and one for the end of each paragraph, so that it
//! stays right when runs are split. Scripts count otherwise: see [`from_script`].

use std::collections::{HashMap, HashSet};

use super::{TextDocument, block, inline};
use crate::dom::{Dom, NodeId};

/// The paragraphs of a container; a paragraph is its own container.
#[must_use]
pub fn paragraphs(dom: &Dom, container: NodeId) -> Vec<NodeId> {
    if dom.is(container, "w:p") {
        vec![container]
    } else {
        block::all(dom, container, "w:p")
    }
}

/// How many positions a child of a run takes.
#[must_use]
pub fn child_len(dom: &Dom, child: NodeId) -> usize {
    match dom.name_of(child) {
        Some("w:t" | "w:delText") => dom.text_cow(child).chars().count(),
        Some(
            "w:tab"
            | "w:ptab"
            | "w:br"
            | "w:cr"
            | "w:noBreakHyphen"
            | "w:sym"
            | "w:drawing"
            | "w:footnoteReference"
            | "w:endnoteReference"
            | "mc:AlternateContent",
        ) => 1,
        _ => 0,
    }
}

/// How many positions a run takes.
#[must_use]
pub fn run_len(dom: &Dom, run: NodeId) -> usize {
    inline::own_children(dom, run)
        .map(|child| child_len(dom, child))
        .sum()
}

/// How many positions a paragraph takes, its end included.
#[must_use]
pub fn paragraph_len(dom: &Dom, paragraph: NodeId) -> usize {
    inline::runs(dom, paragraph)
        .into_iter()
        .map(|run| run_len(dom, run))
        .sum::<usize>()
        + 1
}

/// How many positions a container takes.
#[must_use]
pub fn len(dom: &Dom, container: NodeId) -> usize {
    paragraphs(dom, container)
        .into_iter()
        .map(|paragraph| paragraph_len(dom, paragraph))
        .sum()
}

/// The runs of a paragraph that scripts count; the one that stands for a comment is none.
fn counted_runs(dom: &Dom, paragraph: NodeId) -> Vec<NodeId> {
    let mut runs = inline::runs(dom, paragraph);
    runs.retain(|run| dom.child(*run, "w:commentReference").is_none());
    runs
}

/// The position of what a script calls `position`: there every run ends with one more, and every paragraph with two.
#[must_use]
pub fn from_script(dom: &Dom, container: NodeId, position: usize) -> usize {
    let (mut script, mut plain) = (0, 0);
    for paragraph in paragraphs(dom, container) {
        for run in counted_runs(dom, paragraph) {
            let length = run_len(dom, run);
            if position <= script + length {
                return plain + (position - script);
            }
            script += length + 1;
            plain += length;
        }
        if position <= script {
            return plain;
        }
        script += 2;
        plain += 1;
        if position < script {
            return plain;
        }
    }
    plain
}

/// The script's count of a position; the reverse of [`from_script`].
#[must_use]
pub fn to_script(dom: &Dom, container: NodeId, position: usize, is_end: bool) -> usize {
    let (mut script, mut plain) = (0, 0);
    for paragraph in paragraphs(dom, container) {
        for run in counted_runs(dom, paragraph) {
            let length = run_len(dom, run);
            if position <= plain + length {
                return script + (position - plain);
            }
            script += length + 1;
            plain += length;
        }
        if position <= plain {
            return script;
        }
        plain += 1;
        if is_end && position == plain {
            return script + 1;
        }
        script += 2;
    }
    script
}

/// The position at which a node of the container begins.
#[must_use]
pub fn offset_of(dom: &Dom, container: NodeId, node: NodeId) -> Option<usize> {
    let mut offset = 0;
    for paragraph in paragraphs(dom, container) {
        if paragraph == node {
            return Some(offset);
        }
        if dom.ancestors(node).any(|up| up == paragraph) {
            let before = dom
                .descendants(paragraph)
                .take_while(|current| *current != node);
            let runs: HashSet<NodeId> = inline::runs(dom, paragraph).into_iter().collect();
            return Some(
                offset
                    + before
                        .filter(|current| runs.contains(current))
                        .map(|run| run_len(dom, run))
                        .sum::<usize>(),
            );
        }
        offset += paragraph_len(dom, paragraph);
    }
    None
}

/// Cuts a run before the positions `cuts`, which rise and lie inside it, and answers the pieces in order. The run is
/// the first of them.
fn cut_run(dom: &mut Dom, run: NodeId, cuts: &[usize]) -> Vec<NodeId> {
    let mut pieces = vec![run];
    if cuts.is_empty() {
        return pieces;
    }
    let mut cuts = cuts.iter().copied().peekable();
    let (mut piece, mut seen) = (run, 0);
    let mut next_piece = |dom: &mut Dom, last: NodeId| {
        let next = inline::run_like(dom, Some(run));
        dom.insert_after(next, last);
        pieces.push(next);
        next
    };
    for child in dom.child_ids(run) {
        if dom.is(child, "w:rPr") {
            continue;
        }
        while cuts.next_if(|cut| *cut <= seen).is_some() {
            piece = next_piece(dom, piece);
        }
        if piece != run {
            dom.append(piece, child);
        }
        let end = seen + child_len(dom, child);
        if cuts.peek().is_some_and(|cut| *cut < end) {
            let text = dom.text(child);
            let mut letters = text.chars();
            let first = cuts.peek().map_or(0, |cut| cut - seen);
            let left: String = letters.by_ref().take(first).collect();
            dom.set_text(child, &left);
            dom.set_attr(child, "xml:space", "preserve");
            while let Some(cut) = cuts.next_if(|cut| *cut < end) {
                let until = cuts.peek().map_or(end, |next| end.min(*next));
                let part: String = letters.by_ref().take(until - cut).collect();
                piece = next_piece(dom, piece);
                inline::append_text(dom, piece, &part);
            }
        }
        seen = end;
    }
    pieces
}

/// The runs that make up exactly the text from `start` to `end`, cut out of longer ones where needed.
pub fn isolate(dom: &mut Dom, container: NodeId, start: usize, end: usize) -> Vec<NodeId> {
    let mut found = Vec::new();
    let mut at = 0;
    for paragraph in paragraphs(dom, container) {
        if at >= end {
            break;
        }
        let length = paragraph_len(dom, paragraph);
        if start < at + length {
            let own = (start.saturating_sub(at), length.min(end - at));
            found.extend(isolate_all(dom, paragraph, &[own]).into_iter().flatten());
        }
        at += length;
    }
    found
}

/// As [`isolate`], for many stretches of one paragraph in one pass: the runs of each. The stretches rise and do not
/// overlap; their positions count from the start of the paragraph.
pub fn isolate_all(
    dom: &mut Dom,
    paragraph: NodeId,
    stretches: &[(usize, usize)],
) -> Vec<Vec<NodeId>> {
    let mut found = vec![Vec::new(); stretches.len()];
    let mut open = found
        .iter_mut()
        .zip(stretches.iter().copied())
        .filter(|(_, (start, end))| start < end)
        .peekable();
    let mut ahead = stretches
        .iter()
        .filter(|(start, end)| start < end)
        .flat_map(|(start, end)| [*start, *end])
        .peekable();
    let mut at = 0;
    for run in inline::runs(dom, paragraph) {
        if open.peek().is_none() {
            break;
        }
        let until = at + run_len(dom, run);
        let mut cuts = Vec::new();
        while let Some(cut) = ahead.next_if(|cut| *cut < until) {
            // Stretches that touch share their cut.
            if cut > at && cuts.last() != Some(&(cut - at)) {
                cuts.push(cut - at);
            }
        }
        let pieces = cut_run(dom, run, &cuts);
        let begins = std::iter::once(0).chain(cuts).map(|cut| at + cut);
        for (begin, piece) in begins.zip(pieces) {
            while open.next_if(|(_, (_, end))| *end <= begin).is_some() {}
            if begin < until
                && let Some((runs, (start, _))) = open.peek_mut()
                && *start <= begin
            {
                runs.push(piece);
            }
        }
        at = until;
    }
    found
}

/// The run that a position is in.
#[must_use]
pub fn run_at(dom: &Dom, container: NodeId, position: usize) -> Option<NodeId> {
    let mut at = 0;
    for paragraph in paragraphs(dom, container) {
        for run in inline::runs(dom, paragraph) {
            let length = run_len(dom, run);
            if (at..at + length).contains(&position) {
                return Some(run);
            }
            at += length;
        }
        at += 1;
    }
    None
}

/// The runs that a stretch touches.
#[must_use]
pub fn runs_in(dom: &Dom, container: NodeId, start: usize, end: usize) -> Vec<NodeId> {
    let mut at = 0;
    let mut found = Vec::new();
    for paragraph in paragraphs(dom, container) {
        for run in inline::runs(dom, paragraph) {
            let next = at + run_len(dom, run);
            if at < end && next > start {
                found.push(run);
            }
            at = next;
        }
        at += 1;
    }
    found
}

/// The paragraphs that a stretch touches.
#[must_use]
pub fn touched(dom: &Dom, container: NodeId, start: usize, end: usize) -> Vec<NodeId> {
    let mut at = 0;
    let mut found = Vec::new();
    for paragraph in paragraphs(dom, container) {
        let length = paragraph_len(dom, paragraph);
        if start < at + length && (end > at || (start == end && start == at)) {
            found.push(paragraph);
        }
        at += length;
    }
    found
}

/// Takes the text of a stretch out, and the paragraphs that are in it as a whole.
pub fn delete(dom: &mut Dom, container: NodeId, start: usize, end: usize) {
    let mut at = 0;
    let whole: Vec<NodeId> = paragraphs(dom, container)
        .into_iter()
        .filter(|paragraph| {
            let from = at;
            at += paragraph_len(dom, *paragraph);
            start <= from && at <= end
        })
        .collect();
    for run in isolate(dom, container, start, end) {
        dom.detach(run);
    }
    for paragraph in whole {
        let Some(parent) = dom.parent(paragraph) else {
            continue;
        };
        // A paragraph deleted by itself stays where none comes after it.
        let needed = if paragraph == container {
            block::last(dom, parent) == Some(paragraph)
        } else {
            let mut elements = dom
                .children(parent)
                .filter(|child| block::is_element(dom, *child));
            elements.nth(1).is_none()
        };
        if !needed {
            dom.detach(paragraph);
            block::close(dom, parent);
        }
    }
}

/// Where a text was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    /// The paragraph it is in.
    pub paragraph: NodeId,
    /// The position of the paragraph in the container that was searched.
    pub base: usize,
    /// The first position, counted from the start of the paragraph.
    pub start: usize,
    /// The position behind the last, counted from the start of the paragraph.
    pub end: usize,
}

impl TextDocument {
    /// The text of a stretch; paragraphs whose end is in it end with CR LF.
    #[must_use]
    pub fn span_text(
        &self,
        container: NodeId,
        start: usize,
        end: usize,
        options: &super::text::TextOptions,
    ) -> String {
        let dom = self.dom();
        let labels = if options.numbering {
            self.labels_of(&touched(dom, container, start, end))
        } else {
            HashMap::new()
        };
        let mut out = String::new();
        let mut at = 0;
        for paragraph in paragraphs(dom, container) {
            if at >= end {
                break;
            }
            let begin = at;
            let mut part = String::new();
            for run in inline::runs(dom, paragraph) {
                for child in inline::own_children(dom, run) {
                    let length = child_len(dom, child);
                    let (from, to) = (start.max(at), end.min(at + length));
                    if from < to {
                        let mut text = String::new();
                        inline::child_text(dom, child, &options.inline, &mut text);
                        if matches!(dom.name_of(child), Some("w:t" | "w:delText")) {
                            part.extend(text.chars().skip(from - at).take(to - from));
                        } else {
                            part.push_str(&text);
                        }
                    }
                    at += length;
                }
            }
            let ended = start <= at && at < end;
            at += 1;
            if start <= begin
                && (ended || !part.is_empty())
                && let Some(label) = labels.get(&paragraph)
            {
                out.push_str(&label.text);
                out.push_str(label.suffix);
            }
            out.push_str(&part);
            if ended {
                out.push_str(self.paragraph_end(paragraph, options));
            }
        }
        out
    }

    /// Where a text stands in a container, in reading order; matches do not overlap and stay within paragraphs.
    #[must_use]
    pub fn find(&self, container: NodeId, text: &str, match_case: bool) -> Vec<Match> {
        let dom = self.dom();
        let fold = |c: char| {
            if match_case {
                c
            } else {
                c.to_lowercase().next().unwrap_or(c)
            }
        };
        let wanted: String = text.chars().map(fold).collect();
        let length = wanted.chars().count();
        let mut found = Vec::new();
        if wanted.is_empty() {
            return found;
        }
        let mut base = 0;
        for paragraph in paragraphs(dom, container) {
            let mut letters = String::new();
            for run in inline::runs(dom, paragraph) {
                for child in inline::own_children(dom, run) {
                    if dom.is(child, "w:t") {
                        letters.extend(dom.text_cow(child).chars().map(fold));
                    } else {
                        letters.extend(std::iter::repeat_n('\u{FFFC}', child_len(dom, child)));
                    }
                }
            }
            let (mut rest, mut start) = (letters.as_str(), 0);
            while let Some((before, after)) = rest.split_once(wanted.as_str()) {
                start += before.chars().count();
                found.push(Match {
                    paragraph,
                    base,
                    start,
                    end: start + length,
                });
                start += length;
                rest = after;
            }
            base += start + rest.chars().count() + 1;
        }
        found
    }
}
