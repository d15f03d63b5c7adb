//! What is kept, removed and added between two rows of bytes: first by lines, then inside what differs by phrases and
//! characters, as far as a bound on the work allows.

use imara_diff::{Algorithm, Diff, InternedInput};

use super::anchors::anchors;
use super::flat;

/// A step, with the bytes it is about.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Edit<'a> {
    Keep(&'a [u8]),
    Remove(&'a [u8]),
    Add(&'a [u8]),
}

/// How finely is compared.
#[derive(Clone, Copy)]
enum Grain {
    Lines,
    Phrases,
    Characters,
}

impl Grain {
    fn finer(self) -> Option<Self> {
        match self {
            Self::Lines => Some(Self::Phrases),
            Self::Phrases => Some(Self::Characters),
            Self::Characters => None,
        }
    }
}

/// Passages of no more than this many bytes are compared by characters at once.
const SHORT: usize = 4096;
/// How many steps all comparisons of pieces with pieces may take: some tenths of a second.
const STEPS: u64 = 1 << 31;
/// How many pieces a passage is cut into.
const PIECES: usize = 1 << 20;
/// How many bytes are compared at a time while nothing differs.
const CHUNK: usize = 64;

struct Edits<'a> {
    steps: Vec<Edit<'a>>,
    /// How many steps comparisons may still take.
    budget: u64,
}

/// The steps that make `new` of `old`.
pub(super) fn between<'a>(old: &'a [u8], new: &'a [u8]) -> Vec<Edit<'a>> {
    let mut edits = Edits {
        steps: Vec::new(),
        budget: STEPS,
    };
    edits.compare(old, new, Grain::Lines, true);
    edits.steps
}

impl<'a> Edits<'a> {
    /// Compares two passages, without what they have in common at both ends. `whole` tells that they are not yet cut at
    /// this grain.
    fn compare(&mut self, old: &'a [u8], new: &'a [u8], grain: Grain, whole: bool) {
        let (head, old) = old.split_at(common_head(old, new));
        let (_, new) = new.split_at(head.len());
        let tail = common_tail(old, new);
        let (old, tail) = old.split_at(old.len().saturating_sub(tail));
        let (new, _) = new.split_at(new.len().saturating_sub(tail.len()));
        self.push(Edit::Keep(head));
        if old.is_empty() || new.is_empty() {
            self.replace(old, new);
        } else if old.len().saturating_add(new.len()) <= SHORT {
            self.pieces(old, new, Grain::Characters, false);
        } else {
            self.pieces(old, new, grain, whole);
        }
        self.push(Edit::Keep(tail));
    }

    /// Compares two passages piece by piece, if the budget has enough for the worst case; else first cuts them where they
    /// certainly belong together, or goes on with finer pieces.
    fn pieces(&mut self, old: &'a [u8], new: &'a [u8], grain: Grain, whole: bool) {
        let (Some(before), Some(after)) = (cut(old, grain), cut(new, grain)) else {
            return self.replace(old, new);
        };
        let size = (before.len() + after.len()) as u64;
        let mut input = InternedInput::default();
        input.update_before(before.iter().copied());
        input.update_after(after.iter().copied());
        let (mut old, mut new) = (Rest::new(old, &before), Rest::new(new, &after));
        if size.saturating_mul(size) <= self.budget {
            let diff = Diff::compute(Algorithm::Myers, &input);
            let mut different = 1;
            for hunk in diff.hunks() {
                different += u64::from(hunk.before.end - hunk.before.start);
                different += u64::from(hunk.after.end - hunk.after.start);
                self.same(old.until(hunk.before.start), new.until(hunk.after.start));
                let (removed, added) = (old.until(hunk.before.end), new.until(hunk.after.end));
                self.refine(removed, added, grain);
            }
            self.same(old.bytes, new.bytes);
            self.budget = self.budget.saturating_sub(size.saturating_mul(different));
            return;
        }
        let anchors = match grain {
            Grain::Lines | Grain::Phrases if whole => anchors(&input.before, &input.after),
            _ => Vec::new(),
        };
        if anchors.is_empty() {
            return self.refine(old.bytes, new.bytes, grain);
        }
        for (here, there) in anchors {
            self.compare(old.until(here), new.until(there), grain, false);
            self.same(old.until(here + 1), new.until(there + 1));
        }
        self.compare(old.bytes, new.bytes, grain, false);
    }

    /// Compares two passages that differ by finer pieces, or replaces one by the other.
    fn refine(&mut self, old: &'a [u8], new: &'a [u8], grain: Grain) {
        match grain.finer() {
            Some(finer) => self.compare(old, new, finer, true),
            None => self.replace(old, new),
        }
    }

    /// Keeps what two passages have in common. That they are the same is not taken on trust.
    fn same(&mut self, old: &'a [u8], new: &'a [u8]) {
        if old == new {
            self.push(Edit::Keep(old));
        } else {
            self.replace(old, new);
        }
    }

    fn replace(&mut self, old: &'a [u8], new: &'a [u8]) {
        self.push(Edit::Remove(old));
        self.push(Edit::Add(new));
    }

    fn push(&mut self, edit: Edit<'a>) {
        let (Edit::Keep(bytes) | Edit::Remove(bytes) | Edit::Add(bytes)) = &edit;
        if !bytes.is_empty() {
            self.steps.push(edit);
        }
    }
}

/// What has not been read of a passage, and the pieces of it.
struct Rest<'a, 'p> {
    bytes: &'a [u8],
    pieces: std::slice::Iter<'p, &'a [u8]>,
    read: u32,
}

impl<'a, 'p> Rest<'a, 'p> {
    fn new(bytes: &'a [u8], pieces: &'p [&'a [u8]]) -> Self {
        Self {
            bytes,
            pieces: pieces.iter(),
            read: 0,
        }
    }

    /// Reads until a piece, given by its number.
    fn until(&mut self, piece: u32) -> &'a [u8] {
        let count = piece.saturating_sub(self.read);
        self.read = self.read.saturating_add(count);
        let pieces = self.pieces.by_ref().take(count as usize);
        let length = pieces.map(|piece| piece.len()).sum();
        let (read, rest) = self.bytes.split_at_checked(length).unwrap_or_default();
        self.bytes = rest;
        read
    }
}

/// The pieces of a passage; `None` if they are too many.
fn cut(bytes: &[u8], grain: Grain) -> Option<Vec<&[u8]>> {
    let most = PIECES + 1;
    let pieces: Vec<_> = match grain {
        Grain::Lines => flat::lines(bytes).take(most).collect(),
        Grain::Phrases => flat::phrases(bytes).take(most).collect(),
        Grain::Characters => flat::characters(bytes).take(most).collect(),
    };
    (pieces.len() <= PIECES).then_some(pieces)
}

/// How many bytes two passages have in common at their beginning, in whole characters.
fn common_head(old: &[u8], new: &[u8]) -> usize {
    let chunks = old.chunks_exact(CHUNK).zip(new.chunks_exact(CHUNK));
    let skipped = CHUNK * chunks.take_while(|(old, new)| old == new).count();
    let more = old
        .iter()
        .skip(skipped)
        .zip(new.iter().skip(skipped))
        .take_while(|(old, new)| old == new)
        .count();
    whole(old, new, skipped + more)
}

/// The beginning of the character or embed that a place at which both passages still agree is inside.
fn whole(old: &[u8], new: &[u8], mut place: usize) -> usize {
    let begins = |bytes: &[u8], place| bytes.get(place).is_none_or(|byte| flat::begins(*byte));
    while place > 0 && !(begins(old, place) && begins(new, place)) {
        place -= 1;
    }
    place
}

/// How many bytes two passages have in common at their end, in whole characters.
fn common_tail(old: &[u8], new: &[u8]) -> usize {
    let chunks = old.rchunks_exact(CHUNK).zip(new.rchunks_exact(CHUNK));
    let skipped = CHUNK * chunks.take_while(|(old, new)| old == new).count();
    let more = old
        .iter()
        .rev()
        .skip(skipped)
        .zip(new.iter().rev().skip(skipped))
        .take_while(|(old, new)| old == new)
        .count();
    let mut length = skipped + more;
    // Where the tail begins, both passages have the same byte.
    while length > 0 {
        let first = old.len().checked_sub(length).and_then(|at| old.get(at));
        if first.is_none_or(|byte| flat::begins(*byte)) {
            break;
        }
        length -= 1;
    }
    length
}
