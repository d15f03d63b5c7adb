//! Where lines end: each takes what fits, and ends where UAX #14 lets it.

use std::ops::Range;

use super::{ClusterKind, LineEnd, Shaped, TAB_STOPS};

/// A line by its clusters.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Line {
    pub(crate) clusters: Range<usize>,
    /// The end of what is seen: spaces behind it count for nothing.
    pub(crate) seen: usize,
    /// Width of what is seen, in points.
    pub(crate) width: f32,
    /// Widths of its tabs, in their order.
    pub(crate) tabs: Vec<f32>,
    /// Whether it ends because the text says so, and not because it is full.
    pub(crate) ends: bool,
}

/// Room for lines.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Room {
    /// From where tab stops count to the first line's beginning.
    pub(crate) first: f32,
    /// The same for further lines.
    pub(crate) rest: f32,
    /// From where tab stops count to where lines must end.
    pub(crate) end: f32,
}

/// How much wider than its room a line may be: sums of roundings are no reason to break.
const SLACK: f32 = 0.02;

/// Breaks a paragraph. There is always at least one line, and every cluster is in exactly one.
pub(crate) fn break_lines(shaped: &Shaped, room: Room) -> Vec<Line> {
    let clusters = &shaped.clusters;
    let mut lines = Vec::new();
    let mut from = 0;
    while from < clusters.len() {
        let offset = if lines.is_empty() {
            room.first
        } else {
            room.rest
        };
        let line = next_line(shaped, from, offset, room);
        from = line.clusters.end.max(from.saturating_add(1));
        lines.push(line);
    }
    let broken = clusters
        .last()
        .is_none_or(|last| last.kind == ClusterKind::Break);
    if broken {
        lines.push(Line {
            clusters: clusters.len()..clusters.len(),
            seen: clusters.len(),
            width: 0.0,
            tabs: Vec::new(),
            ends: true,
        });
    }
    lines
}

fn next_line(shaped: &Shaped, from: usize, offset: f32, room: Room) -> Line {
    let available = (room.end - offset).max(1.0) + SLACK;
    let mut line = Line {
        clusters: from..shaped.clusters.len(),
        seen: from,
        width: 0.0,
        tabs: Vec::new(),
        ends: true,
    };
    // With what is behind the last cluster seen.
    let mut reached = 0.0;
    let mut best: Option<Line> = None;
    for (index, cluster) in shaped.clusters.iter().enumerate().skip(from) {
        let next = index.saturating_add(1);
        let width = match cluster.kind {
            ClusterKind::Tab => tab_width(offset + reached, room),
            ClusterKind::Hyphen => 0.0,
            _ => cluster.width,
        };
        match cluster.kind {
            ClusterKind::Space | ClusterKind::Break => reached += width,
            _ => {
                if reached + width > available && index > from {
                    // It does not fit: the line ends at the last place where it may, or else right here.
                    return best.unwrap_or(Line {
                        clusters: from..index,
                        ends: false,
                        ..line
                    });
                }
                reached += width;
                line.width = reached;
                line.seen = next;
            }
        }
        if cluster.kind == ClusterKind::Tab {
            line.tabs.push(width);
        }
        match cluster.end {
            LineEnd::Must => {
                line.clusters.end = next;
                return line;
            }
            LineEnd::May if next < shaped.clusters.len() => {
                best = Some(Line {
                    clusters: from..next,
                    ends: false,
                    ..line.clone()
                });
            }
            _ => {}
        }
    }
    line
}

/// A hanging indent is a stop as well, as in word processors.
fn tab_width(at: f32, room: Room) -> f32 {
    if at < room.rest - 0.5 {
        return room.rest - at;
    }
    let stop = ((at + 0.5) / TAB_STOPS).floor() * TAB_STOPS + TAB_STOPS;
    (stop - at).max(1.0)
}

/// The least width that a paragraph can be given without breaking words, and the width that it takes on one line (or
/// as many as its line breaks make).
pub(crate) fn widths(shaped: &Shaped) -> (f32, f32) {
    let (mut least, mut most) = (0.0_f32, 0.0_f32);
    let (mut word, mut line, mut behind) = (0.0_f32, 0.0_f32, 0.0_f32);
    for cluster in &shaped.clusters {
        match cluster.kind {
            ClusterKind::Space => behind += cluster.width,
            ClusterKind::Tab => behind += TAB_STOPS,
            ClusterKind::Break => {
                line = 0.0;
                word = 0.0;
                behind = 0.0;
            }
            _ => {
                // A picture can be made smaller.
                word += match cluster.kind {
                    ClusterKind::Object => cluster.width.min(60.0),
                    _ => cluster.width,
                };
                line += behind + cluster.width;
                behind = 0.0;
                least = least.max(word);
                most = most.max(line);
            }
        }
        if cluster.end != LineEnd::No {
            word = 0.0;
        }
    }
    (least, most)
}
