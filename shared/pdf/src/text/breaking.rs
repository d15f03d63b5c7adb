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

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::fonts::Metrics;
    use crate::text::Cluster;

    /// A paragraph of letters that are each 10 points wide: ` ` is a space, `\t` a tab, `|` a line break.
    fn letters(text: &str) -> Shaped {
        let clusters = text
            .chars()
            .zip(0..)
            .map(|(letter, at)| Cluster {
                text: at..at + 1,
                glyphs: 0..0,
                run: 0,
                width: if matches!(letter, '\t' | '|') {
                    0.0
                } else {
                    10.0
                },
                kind: match letter {
                    ' ' => ClusterKind::Space,
                    '\t' => ClusterKind::Tab,
                    '|' => ClusterKind::Break,
                    _ => ClusterKind::Text,
                },
                end: match letter {
                    ' ' | '\t' => LineEnd::May,
                    '|' => LineEnd::Must,
                    _ => LineEnd::No,
                },
            })
            .collect();
        Shaped {
            text: Rc::from(text),
            spans: Vec::new(),
            runs: Vec::new(),
            clusters,
            glyphs: Vec::new(),
            rtl: false,
            notes: Vec::new(),
            anchors: Vec::new(),
            strut: Metrics {
                ascent: 1.0,
                descent: 0.0,
                gap: 0.0,
            },
        }
    }

    fn room(end: f32) -> Room {
        Room {
            first: 0.0,
            rest: 0.0,
            end,
        }
    }

    fn broken(text: &str, room: Room) -> Vec<String> {
        break_lines(&letters(text), room)
            .iter()
            .map(|line| text[line.clusters.start..line.seen].to_owned())
            .collect()
    }

    #[test]
    fn lines_take_what_fits() {
        assert_eq!(broken("ab cd ef", room(50.0)), ["ab cd", "ef"]);
        assert_eq!(broken("ab cd ef", room(49.0)), ["ab", "cd", "ef"]);
        let indented = Room {
            first: 20.0,
            ..room(50.0)
        };
        assert_eq!(broken("ab cd ef", indented), ["ab", "cd ef"]);
    }

    #[test]
    fn words_that_are_too_long_are_divided() {
        assert_eq!(
            broken("a bcdefgh i", room(30.0)),
            ["a", "bcd", "efg", "h i"]
        );
        assert_eq!(broken("abc", room(0.0)), ["a", "b", "c"]);
    }

    #[test]
    fn line_breaks_end_lines() {
        let lines = break_lines(&letters("ab|cd|"), room(500.0));
        assert_eq!(lines.len(), 3);
        assert!(lines.iter().all(|line| line.ends));
        assert_eq!(break_lines(&letters(""), room(500.0)).len(), 1);
    }

    #[test]
    fn only_full_lines_do_not_end() {
        let ends: Vec<bool> = break_lines(&letters("ab cd ef"), room(50.0))
            .iter()
            .map(|line| line.ends)
            .collect();
        assert_eq!(ends, [false, true]);
    }

    #[test]
    fn tabs_reach_their_stops() {
        let lines = break_lines(&letters("a\tb\tc"), room(500.0));
        assert_eq!(lines[0].tabs, [26.0, 26.0]);
        let hanging = Room {
            first: 0.0,
            rest: 20.0,
            end: 500.0,
        };
        assert_eq!(break_lines(&letters("a\tb"), hanging)[0].tabs, [10.0]);
    }

    #[test]
    fn the_least_width_is_that_of_the_longest_word() {
        assert_eq!(widths(&letters("a bcd ef")), (30.0, 80.0));
        assert_eq!(widths(&letters("a bcd|ef")), (30.0, 50.0));
    }
}
