//! The levels of rows or columns, as runs of equal ones.

use crate::args::{Axis, Span};
use crate::json::{Array, Node, Object};

/// How deep groups may be within each other.
const DEEPEST: i64 = 255;

/// What is known of the rows or columns of one run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Info {
    /// How many groups are around it, less one; -1 where it is in none.
    level: i64,
    /// Whether the group beside it is closed.
    collapsed: bool,
}

const NONE: Info = Info {
    level: -1,
    collapsed: false,
};

/// Runs in ascending order, none of them touching another one of the same kind. What is in no run is in no group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Runs {
    runs: Vec<(Span, Info)>,
    /// Whether the list has an entry for every row or column instead of one for every run.
    single: bool,
}

impl Runs {
    /// Reads `{index, count, info: {level, collapsed}}` for every run, or `{level, collapsed}` or null for every row or
    /// column from the first on.
    pub(crate) fn read(items: &Array, axis: Axis) -> Result<Self, String> {
        let single = items.iter().any(|item| {
            item.is_null()
                || item
                    .as_object()
                    .is_some_and(|item| item.get("level").is_some())
        });
        let mut runs = Vec::new();
        for (at, item) in (0_u32..).zip(items.iter()) {
            let read = match single {
                true => read_single(item, at),
                false => read_run(item).map(Some),
            };
            let run = read.ok_or("the list has an entry of a shape that is not known")?;
            runs.extend(run);
        }
        runs.sort_by_key(|(span, _)| span.start);
        let mut end = 0;
        for (span, info) in &runs {
            let known = (-1..=DEEPEST).contains(&info.level);
            if span.start < end || span.end() > axis.most() || !known {
                return Err("the list has entries that overlap or are out of bounds".to_owned());
            }
            end = span.end();
        }
        let mut runs = Self { runs, single };
        runs.join();
        Ok(runs)
    }

    /// The list in the form in which it was read.
    pub(crate) fn written(&self) -> Array {
        let mut items = Array::default();
        for (span, info) in &self.runs {
            let mut item = Object::default();
            if self.single {
                for index in span.start..span.end() {
                    if let Some(place) = items.reach(index as usize) {
                        *place = Node::Object(info.object());
                    }
                }
                continue;
            }
            item.set("index", Node::raw(&span.start.to_string()));
            item.set("count", Node::raw(&span.count.to_string()));
            item.set("info", Node::Object(info.object()));
            items.push(Node::Object(item));
        }
        items
    }

    /// Puts a span into one more group, or takes it out of one.
    pub(crate) fn raise(&mut self, span: Span, by: i64) {
        self.change(span, |info| {
            info.level = info.level.saturating_add(by).clamp(-1, DEEPEST);
        });
    }

    /// Says of one row or column whether the group beside it is closed.
    pub(crate) fn mark(&mut self, at: u32, collapsed: bool) {
        let span = Span {
            start: at,
            count: 1,
        };
        self.change(span, |info| info.collapsed = collapsed);
    }

    fn change(&mut self, span: Span, change: impl Fn(&mut Info)) {
        let mut runs = Vec::with_capacity(self.runs.len().saturating_add(2));
        let mut next = span.start;
        let push = |runs: &mut Vec<(Span, Info)>, start: u32, end: u32, info: Info| {
            if start < end {
                let count = end.saturating_sub(start);
                runs.push((Span { start, count }, info));
            }
        };
        let fresh = {
            let mut info = NONE;
            change(&mut info);
            info
        };
        for (run, info) in std::mem::take(&mut self.runs) {
            if run.start >= span.end() {
                push(&mut runs, next, span.end(), fresh);
                next = next.max(span.end());
            }
            let (from, to) = (run.start.max(span.start), run.end().min(span.end()));
            if from >= to {
                runs.push((run, info));
                continue;
            }
            push(&mut runs, next, from, fresh);
            push(&mut runs, run.start, from, info);
            let mut changed = info;
            change(&mut changed);
            push(&mut runs, from, to, changed);
            push(&mut runs, to, run.end(), info);
            next = to;
        }
        push(&mut runs, next, span.end(), fresh);
        runs.sort_by_key(|(span, _)| span.start);
        self.runs = runs;
        self.join();
    }

    /// Joins runs that touch and are equal, and leaves out those that say nothing.
    fn join(&mut self) {
        let mut joined: Vec<(Span, Info)> = Vec::with_capacity(self.runs.len());
        for (span, info) in std::mem::take(&mut self.runs) {
            if info == NONE {
                continue;
            }
            match joined.last_mut() {
                Some((last, known)) if *known == info && last.end() == span.start => {
                    last.count = last.count.saturating_add(span.count);
                }
                _ => joined.push((span, info)),
            }
        }
        self.runs = joined;
    }

    /// The deepest level there is; -1 where there are no groups.
    pub(crate) fn deepest(&self) -> i64 {
        self.runs
            .iter()
            .map(|(_, info)| info.level)
            .max()
            .unwrap_or(-1)
    }

    /// The groups of a level, in order.
    pub(crate) fn groups(&self, level: i64) -> Vec<Span> {
        let mut groups: Vec<Span> = Vec::new();
        for (span, info) in &self.runs {
            if info.level < level {
                continue;
            }
            match groups.last_mut() {
                Some(last) if last.end() == span.start => {
                    last.count = last.count.saturating_add(span.count);
                }
                _ => groups.push(*span),
            }
        }
        groups
    }

    /// The group of a level that holds a row or column.
    pub(crate) fn group(&self, at: u32, level: i64) -> Option<Span> {
        let groups = if level < 0 {
            Vec::new()
        } else {
            self.groups(level)
        };
        groups.into_iter().find(|group| group.holds(at))
    }

    /// Where every run goes when rows or columns are inserted or deleted; one may fall apart into several, or vanish.
    pub(crate) fn relocate(&mut self, to: impl Fn(Span) -> Vec<Span>) {
        let runs = std::mem::take(&mut self.runs);
        let moved = runs.into_iter().flat_map(|(span, info)| {
            let spans = to(span);
            spans.into_iter().map(move |span| (span, info))
        });
        self.runs = moved.collect();
        self.join();
    }
}

impl Info {
    fn object(self) -> Object {
        let mut info = Object::default();
        info.set("level", Node::raw(&self.level.to_string()));
        info.set(
            "collapsed",
            Node::raw(if self.collapsed { "true" } else { "false" }),
        );
        info
    }

    fn read(info: &Object) -> Option<Self> {
        let collapsed = info.get("collapsed").and_then(Node::as_raw);
        Some(Self {
            level: info.get("level")?.as_integer()?,
            collapsed: collapsed == Some("true"),
        })
    }
}

fn read_single(item: &Node, at: u32) -> Option<Option<(Span, Info)>> {
    if item.is_null() {
        return Some(None);
    }
    let info = Info::read(&*item.as_object()?)?;
    Some(Some((
        Span {
            start: at,
            count: 1,
        },
        info,
    )))
}

fn read_run(item: &Node) -> Option<(Span, Info)> {
    let item = item.as_object()?;
    let number = |name: &str| u32::try_from(item.get(name)?.as_integer()?).ok();
    let span = Span {
        start: number("index")?,
        count: number("count").filter(|count| *count > 0)?,
    };
    span.start.checked_add(span.count)?;
    let info = Info::read(&*item.get("info")?.as_object()?)?;
    Some((span, info))
}
