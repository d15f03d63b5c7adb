//! Where rows or columns go when others are inserted before them or deleted.

use crate::args::Span;

/// Rows or columns that are inserted or deleted, counted as they are before.
pub(super) struct Shift {
    /// In ascending order; those that are deleted do not touch.
    spans: Vec<Span>,
    inserts: bool,
}

impl Shift {
    /// New ones before the first of each span, as many as the span has.
    pub(super) fn insert(mut spans: Vec<Span>) -> Self {
        spans.sort_unstable();
        Self {
            spans,
            inserts: true,
        }
    }

    /// All of each span go; one that is named twice goes once.
    pub(super) fn delete(mut spans: Vec<Span>) -> Self {
        spans.sort_unstable();
        let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
        for span in spans {
            match joined.last_mut() {
                Some(last) if last.end() >= span.start => {
                    let end = last.end().max(span.end());
                    last.count = end.saturating_sub(last.start);
                }
                _ => joined.push(span),
            }
        }
        Self {
            spans: joined,
            inserts: false,
        }
    }

    pub(super) fn spans(&self) -> &[Span] {
        &self.spans
    }

    pub(super) fn inserts(&self) -> bool {
        self.inserts
    }

    /// How many are inserted before an index (at it, too), or deleted before it.
    fn before(&self, index: u32) -> u32 {
        let mut total = 0_u32;
        for span in &self.spans {
            let count = match self.inserts {
                true if span.start <= index => span.count,
                false if span.start < index => span.end().min(index).saturating_sub(span.start),
                _ => break,
            };
            total = total.saturating_add(count);
        }
        total
    }

    /// The new index; nothing where the old one is deleted.
    pub(super) fn to(&self, index: u32) -> Option<u32> {
        if self.inserts {
            return Some(index.saturating_add(self.before(index)));
        }
        let gone = self.spans.iter().any(|span| span.holds(index));
        (!gone).then(|| index.saturating_sub(self.before(index)))
    }

    /// How many there are of `count` afterwards.
    pub(super) fn counted(&self, count: u32) -> u32 {
        match self.inserts {
            true => count.saturating_add(
                self.spans
                    .iter()
                    .map(|span| span.count)
                    .fold(0, u32::saturating_add),
            ),
            false => count.saturating_sub(self.before(count)),
        }
    }

    /// Where a block goes as one: what is inserted within it makes it longer.
    pub(super) fn moved(&self, span: Span) -> Span {
        let last = span.end().saturating_sub(1).max(span.start);
        let start = match self.inserts {
            true => span.start.saturating_add(self.before(span.start)),
            false => span.start.saturating_sub(self.before(span.start)),
        };
        let end = match self.inserts {
            true => last.saturating_add(self.before(last)).saturating_add(1),
            false => span.end().saturating_sub(self.before(span.end())),
        };
        Span {
            start,
            count: match span.count {
                0 => 0,
                _ => end.saturating_sub(start),
            },
        }
    }

    /// Where a run goes: what is inserted within it is not of it. Nothing goes past `most`.
    pub(super) fn pieces(&self, span: Span, most: u32) -> Vec<Span> {
        if !self.inserts {
            let moved = self.moved(span);
            return if moved.count > 0 {
                vec![moved]
            } else {
                Vec::new()
            };
        }
        let within = self.spans.iter().map(|cut| cut.start);
        let mut cuts: Vec<u32> = within
            .filter(|cut| *cut > span.start && *cut < span.end())
            .collect();
        cuts.dedup();
        cuts.push(span.end());
        let mut start = span.start;
        let mut pieces = Vec::new();
        for end in cuts {
            let moved = start.saturating_add(self.before(start));
            let count = end.saturating_sub(start).min(most.saturating_sub(moved));
            if count > 0 {
                pieces.push(Span {
                    start: moved,
                    count,
                });
            }
            start = end;
        }
        pieces
    }
}
