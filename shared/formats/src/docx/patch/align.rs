//! The longest rows of equal things in two rows.

use std::collections::HashMap;

/// Pairs of equal things compared one by one, at most; larger rows are first cut at what is there once.
const MOST_COMPARED: usize = 4_000_000;

/// Pairs of places, rising in both rows, at which the rows have the same number.
pub(super) fn align(old: &[usize], new: &[usize]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    pairs.extend((0..head).map(|place| (place, place)));
    let (old_rest, new_rest) = (
        old.get(head..).unwrap_or_default(),
        new.get(head..).unwrap_or_default(),
    );
    let tail = old_rest
        .iter()
        .rev()
        .zip(new_rest.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let old_middle = old_rest
        .get(..old_rest.len().saturating_sub(tail))
        .unwrap_or_default();
    let new_middle = new_rest
        .get(..new_rest.len().saturating_sub(tail))
        .unwrap_or_default();
    let shifted = |(a, b): (usize, usize)| (a.saturating_add(head), b.saturating_add(head));
    if old_middle.len().saturating_mul(new_middle.len()) <= MOST_COMPARED {
        pairs.extend(longest(old_middle, new_middle).into_iter().map(shifted));
    } else {
        pairs.extend(anchored(old_middle, new_middle).into_iter().map(shifted));
    }
    let (old_end, new_end) = (
        old.len().saturating_sub(tail),
        new.len().saturating_sub(tail),
    );
    pairs.extend(
        (0..tail).map(|place| (old_end.saturating_add(place), new_end.saturating_add(place))),
    );
    pairs
}

/// The longest common subsequence, by the table of lengths of all ends.
fn longest(old: &[usize], new: &[usize]) -> Vec<(usize, usize)> {
    let width = new.len().saturating_add(1);
    let mut lengths = vec![0u32; width.saturating_mul(old.len().saturating_add(1))];
    let at = |row: usize, column: usize| row.saturating_mul(width).saturating_add(column);
    for (row, a) in old.iter().enumerate().rev() {
        for (column, b) in new.iter().enumerate().rev() {
            let get = |row, column| lengths.get(at(row, column)).copied().unwrap_or(0);
            let (below, right) = (row.saturating_add(1), column.saturating_add(1));
            let length = if a == b {
                get(below, right).saturating_add(1)
            } else {
                get(below, column).max(get(row, right))
            };
            if let Some(slot) = lengths.get_mut(at(row, column)) {
                *slot = length;
            }
        }
    }
    let mut pairs = Vec::new();
    let (mut row, mut column) = (0usize, 0usize);
    while let (Some(a), Some(b)) = (old.get(row), new.get(column)) {
        let get = |row, column| lengths.get(at(row, column)).copied().unwrap_or(0);
        if a == b {
            pairs.push((row, column));
            row = row.saturating_add(1);
            column = column.saturating_add(1);
        } else if get(row.saturating_add(1), column) >= get(row, column.saturating_add(1)) {
            row = row.saturating_add(1);
        } else {
            column = column.saturating_add(1);
        }
    }
    pairs
}

/// Pairs what is there once in both rows, as far as it is in the same order, and what follows each pair.
fn anchored(old: &[usize], new: &[usize]) -> Vec<(usize, usize)> {
    let once = |row: &[usize]| {
        let mut places: HashMap<usize, Option<usize>> = HashMap::new();
        for (place, number) in row.iter().enumerate() {
            places
                .entry(*number)
                .and_modify(|known| *known = None)
                .or_insert(Some(place));
        }
        places
    };
    let in_new = once(new);
    let in_old = once(old);
    let mut anchors: Vec<(usize, usize)> = in_old
        .iter()
        .filter_map(|(number, place)| Some(((*place)?, (*in_new.get(number)?)?)))
        .collect();
    anchors.sort_unstable();
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (a, b) in rising(&anchors) {
        if pairs.last().is_some_and(|(x, y)| a <= *x || b <= *y) {
            continue;
        }
        pairs.push((a, b));
        let (mut a, mut b) = (a.saturating_add(1), b.saturating_add(1));
        while let (Some(x), Some(y)) = (old.get(a), new.get(b)) {
            if x != y {
                break;
            }
            pairs.push((a, b));
            a = a.saturating_add(1);
            b = b.saturating_add(1);
        }
    }
    pairs
}

/// The longest part of pairs, sorted by the first, whose seconds rise.
fn rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // For each length, the place of the pair with the lowest end; and for each pair the one before it.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::new();
    let second = |place: usize| pairs.get(place).map_or(usize::MAX, |pair| pair.1);
    for (place, (_, b)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| second(*end) < *b);
        before.push(
            length
                .checked_sub(1)
                .and_then(|last| ends.get(last).copied()),
        );
        match ends.get_mut(length) {
            Some(slot) => *slot = place,
            None => ends.push(place),
        }
    }
    let mut row = Vec::new();
    let mut next = ends.last().copied();
    while let Some(place) = next {
        row.extend(pairs.get(place).copied());
        next = before.get(place).copied().flatten();
    }
    row.reverse();
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_rows_are_paired_around_what_changed() {
        assert_eq!(align(&[1, 2, 3], &[1, 2, 3]), [(0, 0), (1, 1), (2, 2)]);
        assert_eq!(align(&[1, 2, 3], &[1, 9, 3]), [(0, 0), (2, 2)]);
        assert_eq!(align(&[1, 2, 3], &[0, 1, 3]), [(0, 1), (2, 2)]);
        assert_eq!(align(&[], &[1]), []);
    }

    #[test]
    fn long_rows_are_paired_by_what_is_there_once() {
        let old: Vec<usize> = (0..5_000).collect();
        let mut new: Vec<usize> = (1_000..5_000).collect();
        new.insert(0, 70_000);
        new.insert(2_000, 70_001);
        new.push(70_002);
        assert_eq!(align(&old, &new).len(), 4_000);
        assert_eq!(
            anchored(&[1, 2, 3, 4], &[3, 1, 2, 4]),
            [(0, 1), (1, 2), (3, 3)]
        );
    }
}
