//! From composed text to clusters of glyphs: direction (UAX #9), fonts, shaping, where lines may end (UAX #14).

use std::rc::Rc;

use harfrust::Script;
use unicode_bidi::{Level, ParagraphBidiInfo};
use unicode_linebreak::{BreakOpportunity, linebreaks};

use super::{Cluster, ClusterKind, Composed, LINE_BREAK, LineEnd, OBJECT, Run, Shaped, SpanKind};
use crate::fonts::{FaceId, FontBook, Metrics, ShapedGlyph, is_ideographic};

/// A stretch to be shaped at once.
struct Stretch {
    start: usize,
    end: usize,
    span: usize,
    face: Option<FaceId>,
    script: Option<Script>,
    level: u8,
    special: bool,
    /// What is drawn instead of what the text says.
    shown: Option<char>,
}

/// Shapes a paragraph. `rtl` says its direction; where it does not, the first letter with a direction does.
pub(crate) fn shape(book: &FontBook<'_>, composed: Composed, rtl: Option<bool>) -> Shaped {
    let Composed {
        text,
        spans,
        notes,
        anchors,
        strut,
    } = composed;
    let (levels, rtl) = levels(&text, rtl);
    let line = book.line_metrics(strut.family, strut.bold, strut.italic);
    let mut shaped = Shaped {
        strut: Metrics {
            ascent: line.ascent * strut.size,
            descent: line.descent * strut.size,
            gap: line.gap * strut.size,
        },
        text: Rc::from(text),
        spans,
        runs: Vec::new(),
        clusters: Vec::new(),
        glyphs: Vec::new(),
        rtl,
        notes,
        anchors,
    };
    let text = Rc::clone(&shaped.text);
    for stretch in stretches(book, &shaped, &levels) {
        add(book, &mut shaped, &text, &stretch);
    }
    mark_line_ends(&text, &mut shaped.clusters);
    shaped
}

/// The level of each byte, or nothing where all run from left to right, and the direction of the whole.
fn levels(text: &str, rtl: Option<bool>) -> (Vec<Level>, bool) {
    let may_turn = text.chars().any(|character| {
        matches!(u32::from(character), 0x590..=0x8FF | 0x200F | 0x202B | 0x202E | 0x2067 | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFE | 0x1_0800..=0x1_0FFF | 0x1_E800..=0x1_EFFF)
    });
    if !may_turn && rtl != Some(true) {
        return (Vec::new(), false);
    }
    let level = rtl.map(|rtl| if rtl { Level::rtl() } else { Level::ltr() });
    let info = ParagraphBidiInfo::new(text, level);
    let rtl = info.paragraph_level.is_rtl();
    (info.levels, rtl)
}

/// Divides the text where the look, the font, the script or the direction changes.
fn stretches(book: &FontBook<'_>, shaped: &Shaped, levels: &[Level]) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut start = 0;
    let mut before: Option<(char, FaceId)> = None;
    for (index, span) in shaped.spans.iter().enumerate() {
        let Some(part) = shaped.text.get(start..span.end) else {
            continue;
        };
        let style = &span.style;
        let look = (style.family, style.bold, style.italic);
        let mut characters = part.char_indices().peekable();
        while let Some((offset, character)) = characters.next() {
            let at = start.saturating_add(offset);
            let end = at.saturating_add(character.len_utf8());
            let level = levels.get(at).map_or(0, Level::number);
            let special =
                span.kind != SpanKind::Text || matches!(character, '\t' | LINE_BREAK | OBJECT);
            let after = characters.peek().map(|(_, character)| *character);
            let chosen = if special {
                None
            } else {
                book.choose(character, before, after, look)
            };
            let (face, shown) = match chosen {
                // A tab is a space as wide as it takes, for those who read or copy the text.
                _ if character == '\t' => (book.choose(' ', before, None, look), Some(' ')),
                _ if special => (None, None),
                Some(face) if character == '\u{AD}' => (Some(face), Some('-')),
                Some(face) => (Some(face), None),
                None => book
                    .replacement(style.bold)
                    .map_or((None, None), |(face, shown)| (Some(face), Some(shown))),
            };
            if face.is_none() && !special {
                continue;
            }
            before = face.map(|face| (character, face));
            let script = FontBook::script(character);
            match stretches.last_mut() {
                Some(last)
                    if !special
                        && shown.is_none()
                        && !last.special
                        && last.shown.is_none()
                        && last.span == index
                        && last.face == face
                        && last.level == level
                        && (script.is_none() || last.script.is_none() || last.script == script) =>
                {
                    last.end = end;
                    last.script = last.script.or(script);
                }
                _ => stretches.push(Stretch {
                    start: at,
                    end,
                    span: index,
                    face,
                    script,
                    level,
                    special,
                    shown,
                }),
            }
        }
        start = span.end;
    }
    stretches
}

/// Adds the clusters of a stretch.
fn add(book: &FontBook<'_>, shaped: &mut Shaped, text: &str, stretch: &Stretch) {
    let (Some(span), Some(part)) = (
        shaped.spans.get(stretch.span),
        text.get(stretch.start..stretch.end),
    ) else {
        return;
    };
    let style = Rc::clone(&span.style);
    let kind = span.kind;
    let run = u32::try_from(shaped.runs.len()).unwrap_or(u32::MAX);
    let metrics = stretch.face.map_or(
        Metrics {
            ascent: 0.0,
            descent: 0.0,
            gap: 0.0,
        },
        |face| book.metrics(face),
    );
    shaped.runs.push(Run {
        span: stretch.span,
        face: stretch.face,
        metrics,
        level: stretch.level,
    });
    let base = shaped.glyphs.len();
    if stretch.special {
        let (kind, width) = match kind {
            SpanKind::Image { width, .. } => (ClusterKind::Object, width),
            // Room for two digits.
            SpanKind::PageNumber | SpanKind::PageCount => (ClusterKind::Object, style.size * 1.112),
            SpanKind::Text if part.starts_with('\t') => (ClusterKind::Tab, 0.0),
            SpanKind::Text if part.starts_with(LINE_BREAK) => (ClusterKind::Break, 0.0),
            SpanKind::Text => (ClusterKind::Text, 0.0),
        };
        if let (Some(face), Some(_)) = (stretch.face, stretch.shown) {
            book.shape(face, " ", None, false, &mut shaped.glyphs);
        }
        shaped.clusters.push(Cluster {
            text: bytes(stretch.start, stretch.end),
            glyphs: bytes(base, shaped.glyphs.len()),
            run,
            width,
            kind,
            end: LineEnd::No,
        });
        return;
    }
    let Some(face) = stretch.face else { return };
    let rtl = stretch.level % 2 == 1;
    if let Some(shown) = stretch.shown {
        let mut buffer = [0; 4];
        let hyphen = part.starts_with('\u{AD}');
        let shown: &str = shown.encode_utf8(&mut buffer);
        book.shape(face, shown, None, false, &mut shaped.glyphs);
        let width = glyph_width(shaped.glyphs.get(base..).unwrap_or_default(), style.size);
        shaped.clusters.push(Cluster {
            text: bytes(stretch.start, stretch.end),
            glyphs: bytes(base, shaped.glyphs.len()),
            run,
            width,
            kind: if hyphen {
                ClusterKind::Hyphen
            } else {
                ClusterKind::Text
            },
            end: LineEnd::No,
        });
        return;
    }
    book.shape(face, part, stretch.script, rtl, &mut shaped.glyphs);
    let new = shaped.glyphs.get(base..).unwrap_or_default();
    // Glyphs of a cluster stand side by side; from right to left the clusters come in the other order.
    let mut found: Vec<(usize, std::ops::Range<usize>, f32)> = Vec::new();
    for (index, glyph) in new.iter().enumerate() {
        let at = usize::try_from(glyph.cluster).unwrap_or(usize::MAX);
        let index = base.saturating_add(index);
        let width = glyph.advance * style.size;
        match found.last_mut() {
            Some((cluster, glyphs, sum)) if *cluster == at => {
                glyphs.end = index.saturating_add(1);
                *sum += width;
            }
            _ => found.push((at, index..index.saturating_add(1), width)),
        }
    }
    if rtl {
        found.reverse();
    }
    let mut ends = found
        .iter()
        .skip(1)
        .map(|(at, _, _)| *at)
        .chain([part.len()])
        .collect::<Vec<usize>>()
        .into_iter();
    for (at, glyphs, width) in found {
        let end = ends.next().unwrap_or(part.len()).max(at);
        let shown = part.get(at..end).unwrap_or_default();
        let kind = match shown.chars().next() {
            Some(' ' | '\u{2002}'..='\u{200A}' | '\u{3000}' | '\u{A0}') => ClusterKind::Space,
            Some(character) if is_ideographic(character) => ClusterKind::Ideograph,
            _ => ClusterKind::Text,
        };
        shaped.clusters.push(Cluster {
            text: bytes(
                stretch.start.saturating_add(at),
                stretch.start.saturating_add(end),
            ),
            glyphs: bytes(glyphs.start, glyphs.end),
            run,
            width,
            kind,
            end: LineEnd::No,
        });
    }
}

fn glyph_width(glyphs: &[ShapedGlyph], size: f32) -> f32 {
    glyphs.iter().map(|glyph| glyph.advance * size).sum()
}

fn bytes(start: usize, end: usize) -> std::ops::Range<u32> {
    let small = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
    small(start)..small(end)
}

fn mark_line_ends(text: &str, clusters: &mut [Cluster]) {
    let mut clusters = clusters.iter_mut().peekable();
    for (at, opportunity) in linebreaks(text) {
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        // An opportunity within a cluster, as in a ligature, is none.
        while clusters.peek().is_some_and(|cluster| cluster.text.end < at) {
            clusters.next();
        }
        if let Some(cluster) = clusters.next_if(|cluster| cluster.text.end == at) {
            cluster.end = match opportunity {
                BreakOpportunity::Mandatory if cluster.kind == ClusterKind::Break => LineEnd::Must,
                _ => LineEnd::May,
            };
        }
    }
}
