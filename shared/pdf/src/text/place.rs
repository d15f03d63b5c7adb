//! Puts the clusters of a line in their places: order, alignment, height, and what is drawn with the letters.

use std::rc::Rc;

use spindle_model::document::{Align, LineHeight};
use unicode_bidi::{BidiInfo, Level};

use super::{Cluster, ClusterKind, GlyphRun, Line, LineEnd, PlacedGlyph, Shaped, Span, SpanKind};
use crate::layout::{FieldKind, Item, ItemKind, NodeId};

/// Where a line stands and how.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Measure {
    /// Its left end.
    pub(crate) x: f32,
    /// From its left end to its right end.
    pub(crate) width: f32,
    pub(crate) align: Option<Align>,
    pub(crate) height: LineHeight,
}

/// A line in its place.
#[derive(Debug, Clone, Default)]
pub(crate) struct LineBox {
    /// What is drawn, from the line's top.
    pub(crate) items: Vec<Item>,
    /// Its height.
    pub(crate) height: f32,
    /// From its top to its baseline.
    pub(crate) baseline: f32,
    /// The notes whose marks are on it.
    pub(crate) notes: Vec<usize>,
}

/// Clusters of one run that stand side by side.
struct Segment {
    from: usize,
    to: usize,
    level: Level,
    width: f32,
    /// Of what is seen.
    seen: f32,
}

/// Puts a line in its place.
pub(crate) fn place(shaped: &Shaped, line: &Line, measure: Measure) -> LineBox {
    let extra = justification(shaped, line, measure);
    let mut tabs = line.tabs.iter().copied();
    let mut segments: Vec<Segment> = Vec::new();
    let mut run = None;
    let base = if shaped.rtl {
        Level::rtl()
    } else {
        Level::ltr()
    };
    for index in line.clusters.clone() {
        let Some(cluster) = shaped.clusters.get(index) else {
            break;
        };
        let behind = index >= line.seen;
        let mut width = match cluster.kind {
            ClusterKind::Tab => tabs.next().unwrap_or(0.0),
            // A soft hyphen is only seen at the end.
            ClusterKind::Hyphen if index.saturating_add(1) != line.clusters.end => 0.0,
            _ => cluster.width,
        };
        if extra > 0.0 && !behind && widens(shaped, line, index) {
            width += extra;
        }
        // Spaces at the end and tabs go with the paragraph and not with their neighbours (UAX #9, L1).
        let level = if behind || cluster.kind == ClusterKind::Tab {
            base
        } else {
            level(shaped, cluster)
        };
        let seen = if behind { 0.0 } else { width };
        match segments.last_mut() {
            Some(last)
                if run == Some(cluster.run)
                    && last.level == level
                    && cluster.kind != ClusterKind::Tab =>
            {
                last.to = index.saturating_add(1);
                last.width += width;
                last.seen += seen;
            }
            _ => segments.push(Segment {
                from: index,
                to: index.saturating_add(1),
                level,
                width,
                seen,
            }),
        }
        run = Some(cluster.run);
    }
    let (ascent, descent, gap) = vertical(shaped, &segments);
    let (height, baseline) = line_height(shaped, &segments, (ascent, descent, gap), measure.height);
    let seen: f32 = segments.iter().map(|segment| segment.seen).sum();
    let align = measure.align.unwrap_or(if shaped.rtl {
        Align::Right
    } else {
        Align::Left
    });
    let free = measure.width - seen;
    let at = match align {
        Align::Center => free / 2.0,
        Align::Right => free,
        Align::Justify if shaped.rtl => free,
        Align::Left | Align::Justify => 0.0,
    };
    let mut painter = Painter {
        shaped,
        extra,
        line,
        baseline,
        behind: Vec::new(),
        items: Vec::new(),
        x: measure.x + at,
    };
    let levels: Vec<Level> = segments.iter().map(|segment| segment.level).collect();
    // What stands behind the seen part in reading order, where it runs to the left, must not push it.
    if shaped.rtl {
        painter.x -= segments
            .iter()
            .filter(|segment| segment.seen == 0.0)
            .map(|segment| segment.width)
            .sum::<f32>();
    }
    for index in BidiInfo::reorder_visual(&levels) {
        if let Some(segment) = segments.get(index) {
            painter.segment(segment);
        }
    }
    let mut items = painter.behind;
    items.append(&mut painter.items);
    add_anchors(shaped, line, &mut items);
    LineBox {
        items,
        height,
        baseline,
        notes: notes(shaped, line),
    }
}

fn level(shaped: &Shaped, cluster: &Cluster) -> Level {
    let run = usize::try_from(cluster.run).ok();
    run.and_then(|run| shaped.runs.get(run))
        .and_then(|run| Level::new(run.level).ok())
        .unwrap_or_else(Level::ltr)
}

/// How much is added at each place of a justified line that can be widened.
fn justification(shaped: &Shaped, line: &Line, measure: Measure) -> f32 {
    if measure.align != Some(Align::Justify) || line.ends {
        return 0.0;
    }
    let places = line
        .clusters
        .clone()
        .filter(|index| *index < line.seen && widens(shaped, line, *index))
        .count();
    let free = measure.width - line.width;
    if places == 0 || free <= 0.0 {
        0.0
    } else {
        free / places as f32
    }
}

/// Whether a justified line can be widened behind that cluster: at spaces, and between ideographs.
fn widens(shaped: &Shaped, line: &Line, index: usize) -> bool {
    let next = index.saturating_add(1);
    if next >= line.seen {
        return false;
    }
    // In front of a tab nothing moves.
    let tab_follows = !line.tabs.is_empty()
        && shaped
            .clusters
            .get(next..line.seen)
            .is_some_and(|rest| rest.iter().any(|cluster| cluster.kind == ClusterKind::Tab));
    if tab_follows {
        return false;
    }
    match shaped.clusters.get(index) {
        Some(cluster) if cluster.kind == ClusterKind::Space => true,
        Some(cluster) if cluster.kind == ClusterKind::Ideograph => {
            cluster.end == LineEnd::May
                || shaped
                    .clusters
                    .get(next)
                    .is_some_and(|next| next.kind == ClusterKind::Ideograph)
        }
        _ => false,
    }
}

/// How far the line reaches above and below its baseline, and the space that its fonts want between lines.
fn vertical(shaped: &Shaped, segments: &[Segment]) -> (f32, f32, f32) {
    let (mut ascent, mut descent, mut gap) = (0.0_f32, 0.0_f32, 0.0_f32);
    let mut found = false;
    for segment in segments {
        let Some((run, span)) = parts(shaped, segment) else {
            continue;
        };
        let style = &span.style;
        match span.kind {
            SpanKind::Image { height, .. } => {
                ascent = ascent.max(height);
                found = true;
            }
            SpanKind::Text if run.face.is_none() => {}
            SpanKind::PageNumber | SpanKind::PageCount => {}
            SpanKind::Text => {
                let metrics = run.metrics;
                ascent = ascent.max(metrics.ascent * style.size + style.rise);
                descent = descent.max(metrics.descent * style.size - style.rise);
                gap = gap.max(metrics.gap * style.size);
                found = true;
            }
        }
    }
    if found {
        (ascent, descent, gap)
    } else {
        (shaped.strut.ascent, shaped.strut.descent, shaped.strut.gap)
    }
}

/// The height of the line, and where in it the baseline is.
fn line_height(
    shaped: &Shaped,
    segments: &[Segment],
    (ascent, descent, gap): (f32, f32, f32),
    height: LineHeight,
) -> (f32, f32) {
    let pictured = segments.iter().any(|segment| {
        parts(shaped, segment).is_some_and(|(_, span)| matches!(span.kind, SpanKind::Image { .. }))
    });
    let natural = ascent + descent + gap;
    let height = match height {
        // A picture grows the line by its own height and not by a multiple of that.
        LineHeight::Multiple(times) if pictured => {
            natural + (shaped.strut.ascent + shaped.strut.descent) * (times - 1.0).max(0.0)
        }
        LineHeight::Multiple(times) => natural * times,
        LineHeight::AtLeast(points) => natural.max(points),
        LineHeight::Exactly(points) if pictured => natural.max(points),
        LineHeight::Exactly(points) => points,
    };
    (height, (height - ascent - descent) / 2.0 + ascent)
}

fn parts<'s>(shaped: &'s Shaped, segment: &Segment) -> Option<(&'s super::Run, &'s Span)> {
    let cluster = shaped.clusters.get(segment.from)?;
    let run = shaped.runs.get(usize::try_from(cluster.run).ok()?)?;
    Some((run, shaped.spans.get(run.span)?))
}

fn notes(shaped: &Shaped, line: &Line) -> Vec<usize> {
    let Some(clusters) = shaped.clusters.get(line.clusters.clone()) else {
        return Vec::new();
    };
    let (Some(first), Some(last)) = (clusters.first(), clusters.last()) else {
        return Vec::new();
    };
    let within = (first.text.start as usize)..(last.text.end as usize);
    shaped
        .notes
        .iter()
        .filter(|mark| within.contains(&mark.at))
        .map(|mark| mark.note)
        .collect()
}

/// Places that links lead to: their line is near enough.
fn add_anchors(shaped: &Shaped, line: &Line, items: &mut Vec<Item>) {
    let start = |index: usize| {
        shaped
            .clusters
            .get(index)
            .map_or(usize::MAX, |cluster| cluster.text.start as usize)
    };
    let within = start(line.clusters.start)..start(line.clusters.end);
    for (at, name) in &shaped.anchors {
        let first = *at == 0 && line.clusters.start == 0;
        if within.contains(at) || first || (within.end == usize::MAX && *at >= within.start) {
            items.push(Item {
                x: 0.0,
                y: 0.0,
                node: NodeId::ARTIFACT,
                kind: ItemKind::Anchor(Rc::clone(name)),
            });
        }
    }
}

struct Painter<'s> {
    shaped: &'s Shaped,
    line: &'s Line,
    extra: f32,
    baseline: f32,
    /// What is drawn before the letters.
    behind: Vec<Item>,
    items: Vec<Item>,
    x: f32,
}

impl Painter<'_> {
    fn segment(&mut self, segment: &Segment) {
        let (x, width) = (self.x, segment.width);
        self.x += width;
        let Some((run, span)) = parts(self.shaped, segment) else {
            return;
        };
        let style = &span.style;
        let y = self.baseline - style.rise;
        match span.kind {
            SpanKind::Image {
                index,
                width,
                height,
            } => self.items.push(Item {
                x,
                y: self.baseline - height,
                node: span.node,
                kind: ItemKind::Image {
                    index,
                    width,
                    height,
                },
            }),
            SpanKind::PageNumber => self.field(x, y, span, FieldKind::Number),
            SpanKind::PageCount => self.field(x, y, span, FieldKind::Count),
            SpanKind::Text => self.glyphs(segment, x, y, span, run.face),
        }
        if segment.seen <= 0.0 {
            return;
        }
        // In text from right to left, spaces at its end stand at its left and are segments of their own.
        let seen = segment.seen;
        let mut fill = |y: f32, height: f32, color, behind: bool| {
            let item = Item {
                x,
                y,
                node: NodeId::ARTIFACT,
                kind: ItemKind::Fill {
                    width: seen,
                    height,
                    color,
                },
            };
            if behind {
                self.behind.push(item);
            } else {
                self.items.push(item);
            }
        };
        if let Some(color) = style.background {
            let (above, below) = (style.size * 0.92, style.size * 0.24);
            fill(y - above, above + below, color, true);
        }
        if style.underline && span.kind == SpanKind::Text {
            fill(y + style.size * 0.1, style.size * 0.055, style.color, false);
        }
        if style.strike && span.kind == SpanKind::Text {
            fill(
                y - style.size * 0.27,
                style.size * 0.055,
                style.color,
                false,
            );
        }
        if let Some(link) = &style.link {
            self.items.push(Item {
                x,
                y: y - style.size * 0.9,
                node: span.node,
                kind: ItemKind::Link {
                    width: seen,
                    height: style.size * 1.15,
                    href: Rc::from(link.href.as_str()),
                },
            });
        }
    }

    fn field(&mut self, x: f32, y: f32, span: &Span, field: FieldKind) {
        self.items.push(Item {
            x,
            y,
            node: span.node,
            kind: ItemKind::Field {
                field,
                style: Rc::clone(&span.style),
            },
        });
    }

    fn glyphs(
        &mut self,
        segment: &Segment,
        x: f32,
        y: f32,
        span: &Span,
        face: Option<crate::fonts::FaceId>,
    ) {
        let Some(face) = face else { return };
        let size = span.style.size;
        let mut glyphs = Vec::new();
        let mut add = |index: usize| {
            let Some(cluster) = self.shaped.clusters.get(index) else {
                return;
            };
            let hidden = cluster.kind == ClusterKind::Hyphen
                && index.saturating_add(1) != self.line.clusters.end;
            let range = cluster.glyphs.start as usize..cluster.glyphs.end as usize;
            let drawn = self.shaped.glyphs.get(range).unwrap_or_default();
            if hidden {
                return;
            }
            for glyph in drawn {
                glyphs.push(PlacedGlyph {
                    id: glyph.id,
                    advance: glyph.advance,
                    dx: glyph.dx,
                    dy: glyph.dy,
                    start: cluster.text.start,
                    end: cluster.text.end,
                });
            }
            if self.extra > 0.0
                && widens(self.shaped, self.line, index)
                && let Some(last) = glyphs.last_mut()
            {
                last.advance += self.extra / size;
            }
        };
        if segment.level.is_rtl() {
            (segment.from..segment.to).rev().for_each(&mut add);
        } else {
            (segment.from..segment.to).for_each(&mut add);
        }
        let tab = self
            .shaped
            .clusters
            .get(segment.from)
            .is_some_and(|cluster| cluster.kind == ClusterKind::Tab);
        if tab && let Some(glyph) = glyphs.first_mut() {
            glyph.advance = segment.width / size;
        }
        if glyphs.is_empty() {
            return;
        }
        self.items.push(Item {
            x,
            y,
            node: span.node,
            kind: ItemKind::Text(Rc::new(GlyphRun {
                face,
                size,
                color: span.style.color,
                text: Rc::clone(&self.shaped.text),
                glyphs,
            })),
        });
    }
}
