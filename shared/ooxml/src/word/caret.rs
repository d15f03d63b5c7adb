//! A place in a paragraph where text is typed: inserting, cutting, words and sentences around it.

use super::{block, inline, span};
use crate::dom::{Dom, NodeId};

/// A place between two characters of a paragraph; positions are those of [`span`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caret {
    /// The paragraph.
    pub paragraph: NodeId,
    /// Positions from its start.
    pub offset: usize,
}

/// The body, header, footer, note, comment or text box that a node is in.
#[must_use]
pub fn story(dom: &Dom, node: NodeId) -> NodeId {
    std::iter::once(node)
        .chain(dom.ancestors(node))
        .find(|up| {
            matches!(
                dom.name_of(*up),
                Some("w:body" | "w:footnote" | "w:endnote" | "w:comment" | "w:txbxContent")
            )
        })
        .unwrap_or_else(|| dom.root_of(node))
}

/// The place that a position of a container names; the last one when the position is beyond the end.
#[must_use]
pub fn at(dom: &Dom, container: NodeId, position: usize) -> Option<Caret> {
    let mut begin = 0;
    let mut last = None;
    for paragraph in span::paragraphs(dom, container) {
        let length = span::paragraph_len(dom, paragraph);
        if position < begin + length {
            return Some(Caret {
                paragraph,
                offset: position - begin,
            });
        }
        last = Some(Caret {
            paragraph,
            offset: length - 1,
        });
        begin += length;
    }
    last
}

/// The run that text typed at a place goes into: the one before it, else the first.
#[must_use]
pub fn run_before(dom: &Dom, caret: Caret) -> Option<(NodeId, usize)> {
    let mut begin = 0;
    let mut found = None;
    let mut at_next = false;
    for run in inline::runs(dom, caret.paragraph) {
        let length = span::run_len(dom, run);
        // Behind a check box comes what is outside of it.
        let within = caret.offset <= begin + length
            && (caret.offset < begin + length || !in_check_box(dom, run));
        if found.is_none() || (caret.offset > begin && within) || at_next {
            found = Some((run, caret.offset.saturating_sub(begin).min(length)));
        }
        begin += length;
        at_next = caret.offset == begin && length > 0 && in_check_box(dom, run);
        if caret.offset <= begin && !at_next {
            break;
        }
    }
    found
}

fn in_check_box(dom: &Dom, run: NodeId) -> bool {
    dom.ancestor(run, "w:sdt")
        .is_some_and(|control| super::sdt::checked(dom, control).is_some())
}

/// Takes what is behind a position of a run out of it, cutting a text where needed.
fn take_tail(dom: &mut Dom, run: NodeId, position: usize) -> Vec<NodeId> {
    let mut tail = Vec::new();
    let mut at = 0;
    for child in dom.child_ids(run) {
        if dom.is(child, "w:rPr") {
            continue;
        }
        let length = span::child_len(dom, child);
        if at >= position {
            dom.detach(child);
            tail.push(child);
        } else if at + length > position {
            let text = dom.text(child);
            let left: String = text.chars().take(position - at).collect();
            let right: String = text.chars().skip(position - at).collect();
            dom.set_text(child, &left);
            dom.set_attr(child, "xml:space", "preserve");
            let rest = dom.element("w:t");
            dom.set_attr(rest, "xml:space", "preserve");
            dom.set_text(rest, &right);
            tail.push(rest);
        }
        at += length;
    }
    tail
}

/// Types text without line ends at a place and answers the place behind it. The text joins the run before the place.
pub fn type_text(dom: &mut Dom, caret: Caret, text: &str, model: Option<NodeId>) -> Caret {
    let length = text.chars().count();
    match run_before(dom, caret) {
        Some((run, position)) => {
            let tail = take_tail(dom, run, position);
            let joined = dom
                .last_child(run)
                .filter(|last| dom.is(*last, "w:t") && !text.contains(['\t', '\n', '\r']));
            match joined {
                Some(last) => {
                    let whole = dom.text(last) + text;
                    dom.set_text(last, &whole);
                    dom.set_attr(last, "xml:space", "preserve");
                }
                None => inline::append_text(dom, run, text),
            }
            for node in tail {
                dom.append(run, node);
            }
        }
        None => {
            let run = inline::run_like(dom, model);
            inline::append_text(dom, run, text);
            dom.append(caret.paragraph, run);
        }
    }
    Caret {
        offset: caret.offset + length,
        ..caret
    }
}

/// Puts an element of a paragraph (a run, a field, a formula) at a place, between runs.
pub fn insert_inline(dom: &mut Dom, caret: Caret, node: NodeId) {
    match cut(dom, caret) {
        Some(before) => dom.insert_before(node, before),
        None => dom.append(caret.paragraph, node),
    };
}

/// Makes sure that a run begins at the place, and answers the element of the paragraph that begins there.
fn cut(dom: &mut Dom, caret: Caret) -> Option<NodeId> {
    if caret.offset > 0 {
        span::isolate_all(dom, caret.paragraph, &[(0, caret.offset)]);
    }
    let mut begin = 0;
    for child in dom.child_ids(caret.paragraph) {
        if !inline::is_element(dom, child) {
            continue;
        }
        let length = inline_len(dom, child);
        // A field is not parted: what comes before it stands before its beginning.
        let opens = dom
            .child(child, "w:fldChar")
            .is_some_and(|mark| dom.attr(mark, "w:fldCharType") == Some("begin"));
        if begin >= caret.offset && (length > 0 || begin > caret.offset || opens) {
            return Some(child);
        }
        begin += length;
    }
    None
}

/// How many positions an element of a paragraph takes.
fn inline_len(dom: &Dom, node: NodeId) -> usize {
    if dom.is(node, "w:r") {
        return span::run_len(dom, node);
    }
    inline::runs(dom, node)
        .into_iter()
        .map(|run| span::run_len(dom, run))
        .sum()
}

/// Ends the paragraph at the place; what was behind it stands in a new paragraph, which is answered.
pub fn split(dom: &mut Dom, caret: Caret) -> NodeId {
    let next = dom.element("w:p");
    if let Some(properties) = dom.child(caret.paragraph, "w:pPr") {
        let copy = dom.deep_clone(properties);
        if let Some(section) = dom.child(properties, "w:sectPr") {
            dom.detach(section);
        }
        dom.append(next, copy);
    }
    let mut from = cut(dom, caret);
    while let Some(node) = from {
        from = dom.next_sibling(node);
        dom.append(next, node);
    }
    dom.insert_after(next, caret.paragraph);
    next
}

/// Takes what is between two positions out of the runs of a paragraph; runs that are left empty go.
fn delete_within(dom: &mut Dom, paragraph: NodeId, (start, end): (usize, usize)) {
    let mut begin = 0;
    for run in inline::runs(dom, paragraph) {
        let length = span::run_len(dom, run);
        let (from, to) = (start.max(begin), end.min(begin + length));
        if from < to && from == begin && to == begin + length {
            dom.detach(run);
        } else if from < to {
            let rest = take_tail(dom, run, to - begin);
            take_tail(dom, run, from - begin);
            for node in rest {
                dom.append(run, node);
            }
        }
        begin += length;
    }
}

/// Takes out what is between two places of one story and answers the place where it was; the last paragraph joins the
/// first.
pub fn delete(dom: &mut Dom, from: Caret, to: Caret) -> Caret {
    if from.paragraph == to.paragraph {
        delete_within(dom, from.paragraph, (from.offset, to.offset));
        return from;
    }
    let container = story(dom, from.paragraph);
    let all = span::paragraphs(dom, container);
    let between: Vec<NodeId> = all
        .into_iter()
        .skip_while(|paragraph| *paragraph != from.paragraph)
        .skip(1)
        .take_while(|paragraph| *paragraph != to.paragraph)
        .collect();
    let rest = span::paragraph_len(dom, from.paragraph);
    delete(
        dom,
        from,
        Caret {
            offset: rest,
            ..from
        },
    );
    for paragraph in between {
        if let Some(parent) = dom.parent(paragraph) {
            dom.detach(paragraph);
            block::close_if_empty(dom, parent);
        }
    }
    let start = Caret {
        paragraph: to.paragraph,
        offset: 0,
    };
    delete(dom, start, to);
    if dom.parent(from.paragraph) == dom.parent(to.paragraph) {
        for child in dom.child_ids(to.paragraph) {
            if !dom.is(child, "w:pPr") {
                dom.append(from.paragraph, child);
            }
        }
        dom.detach(to.paragraph);
    }
    from
}

/// The characters of a paragraph, one for each position; what is no text is U+FFFC.
#[must_use]
pub fn letters(dom: &Dom, paragraph: NodeId) -> Vec<char> {
    let mut found = Vec::new();
    for run in inline::runs(dom, paragraph) {
        for child in inline::own_children(dom, run) {
            match dom.name_of(child) {
                Some("w:t" | "w:delText") => found.extend(dom.text_cow(child).chars()),
                Some("w:tab") => found.push('\t'),
                Some("w:br") => found.push('\r'),
                _ => found.extend(std::iter::repeat_n('\u{FFFC}', span::child_len(dom, child))),
            }
        }
    }
    found
}

/// What a character counts as when words are looked for.
fn class(letter: Option<&char>) -> u8 {
    match letter {
        None | Some('\u{FFFC}') => 0,
        Some(letter) if letter.is_whitespace() => 0,
        Some(letter) if letter.is_alphanumeric() || *letter == '_' => 2,
        Some(_) => 1,
    }
}

/// The word that a place is in or at: letters and digits before signs, what follows before what comes before.
#[must_use]
pub fn word(letters: &[char], offset: usize) -> Option<(usize, usize)> {
    let right = class(letters.get(offset));
    let left = offset
        .checked_sub(1)
        .map_or(0, |index| class(letters.get(index)));
    let kind = left.max(right);
    if kind == 0 {
        return None;
    }
    let same = |letter: &&char| class(Some(letter)) == kind;
    let ahead = letters.iter().skip(offset).take_while(same).count();
    // A word behind the place counts only when none begins here, or when the place is inside it.
    let behind = letters.iter().take(offset).rev().take_while(same).count();
    Some((offset - behind, offset + ahead))
}

/// The sentence that a place is in, without the spaces before it: it ends with `.`, `!` or `?`.
#[must_use]
pub fn sentence(letters: &[char], offset: usize) -> (usize, usize) {
    let mut start = 0;
    let mut end = letters.len();
    for (index, letter) in letters.iter().enumerate() {
        if matches!(letter, '.' | '!' | '?')
            && letters
                .get(index + 1)
                .is_none_or(|next| !matches!(next, '.' | '!' | '?'))
        {
            let after = index + 1;
            if after <= offset && after < letters.len() {
                start = after;
            } else {
                end = after;
                break;
            }
        }
    }
    let spaces = letters
        .iter()
        .skip(start)
        .take(end - start)
        .take_while(|letter| letter.is_whitespace())
        .count();
    (start + spaces, end)
}

#[cfg(test)]
mod tests {
    use super::{sentence, word};

    fn piece(text: &str, range: (usize, usize)) -> String {
        text.chars().take(range.1).skip(range.0).collect()
    }

    #[test]
    fn words_and_sentences_are_those_of_the_original() {
        let text = "One two.  Three four; five? Six";
        let letters: Vec<char> = text.chars().collect();
        for (offset, expected, whole) in [
            (0, "One", "One two."),
            (3, "One", "One two."),
            (4, "two", "One two."),
            (8, ".", "Three four; five?"),
            (9, "", "Three four; five?"),
            (13, "Three", "Three four; five?"),
            (20, "four", "Three four; five?"),
            (27, "?", "Six"),
            (31, "Six", "Six"),
        ] {
            let found = word(&letters, offset).map_or_else(String::new, |range| piece(text, range));
            assert_eq!(found, expected, "word at {offset}");
            assert_eq!(
                piece(text, sentence(&letters, offset)),
                whole,
                "sentence at {offset}"
            );
        }
    }
}
