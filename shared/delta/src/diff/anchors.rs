//! Places where two rows of tokens certainly belong together: tokens that each row has once, in the same order.

use std::collections::HashMap;

use imara_diff::Token;

/// The places of such tokens, in the first row and in the second; both ascend. Takes n log n steps.
pub(super) fn anchors(before: &[Token], after: &[Token]) -> Vec<(u32, u32)> {
    let there = once(after);
    let mut shared: Vec<(u32, u32)> = once(before)
        .into_iter()
        .filter_map(|(token, here)| Some((here?, (*there.get(&token)?)?)))
        .collect();
    shared.sort_unstable();
    longest_ascent(&shared)
}

/// The place of each token, or none if it has several.
fn once(tokens: &[Token]) -> HashMap<Token, Option<u32>> {
    let mut places = HashMap::with_capacity(tokens.len());
    for (place, token) in (0..).zip(tokens) {
        places
            .entry(*token)
            .and_modify(|known| *known = None)
            .or_insert(Some(place));
    }
    places
}

/// The longest part of pairs, ascending in the first, that ascends in the second as well.
fn longest_ascent(pairs: &[(u32, u32)]) -> Vec<(u32, u32)> {
    // For each length of an ascent, the pair with the least second that ends one; and for each pair the one before it.
    let mut ends: Vec<(u32, usize)> = Vec::new();
    let mut previous: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (index, (_, second)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|(end, _)| end < second);
        let before = length.checked_sub(1).and_then(|shorter| ends.get(shorter));
        previous.push(before.map(|(_, index)| *index));
        match ends.get_mut(length) {
            Some(end) => *end = (*second, index),
            None => ends.push((*second, index)),
        }
    }
    let mut ascent = Vec::with_capacity(ends.len());
    let mut next = ends.last().map(|(_, index)| *index);
    while let Some(index) = next {
        ascent.extend(pairs.get(index));
        next = previous.get(index).copied().flatten();
    }
    ascent.reverse();
    ascent
}
