//! The fonts of one file that is written: loaded once, asked for characters, and used to shape text.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;
use std::sync::Arc;

use harfrust::{
    Direction, Feature, FontRef, Script, ShapeOptions, ShapePlan, ShaperData, Tag, UnicodeBuffer,
};
use skrifa::MetadataProvider;
use skrifa::instance::{LocationRef, Size};

use super::scripts::{candidates, script_of};
use super::{FACES, Face, Family, FontSource, is_ideographic, is_mark, leans_on_ideographs};

/// A face by its place in [`FACES`], with what has to be made up for where the family has no such face.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct FaceId {
    index: u8,
    /// To be drawn bolder than it is.
    pub(crate) embolden: bool,
    /// To be drawn slanted.
    pub(crate) slant: bool,
}

/// Measures of a face in parts of the font size.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Metrics {
    /// Above the baseline.
    pub(crate) ascent: f32,
    /// Below the baseline, positive.
    pub(crate) descent: f32,
    /// Between lines.
    pub(crate) gap: f32,
}

/// A glyph in its place, in parts of the font size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct ShapedGlyph {
    /// The glyph.
    pub(crate) id: u32,
    /// Where its cluster begins, in bytes of the text that was shaped.
    pub(crate) cluster: u32,
    /// How far the next one is.
    pub(crate) advance: f32,
    /// To the right of its place.
    pub(crate) dx: f32,
    /// Above its place.
    pub(crate) dy: f32,
}

/// Plans of shaping by script, and whether the text runs from right to left.
type Plans = HashMap<(Option<Script>, bool), Rc<ShapePlan>>;
/// A character in a text that asks for a family, bold or not, italic or not.
type Asked = (char, Family, bool, bool);

struct Loaded {
    data: Arc<Vec<u8>>,
    font: krilla::text::Font,
    shaper: ShaperData,
    plans: RefCell<Plans>,
    metrics: Metrics,
    scale: f32,
}

/// The fonts of one file that is written.
pub(crate) struct FontBook<'f> {
    source: &'f dyn FontSource,
    loaded: RefCell<BTreeMap<u8, Option<Rc<Loaded>>>>,
    chosen: RefCell<HashMap<Asked, Option<FaceId>>>,
    missing: RefCell<BTreeSet<char>>,
    buffer: RefCell<Option<UnicodeBuffer>>,
}

/// A face is drawn bold by a line of this part of the font size around its letters.
pub(crate) const EMBOLDEN: f32 = 0.028;

impl<'f> FontBook<'f> {
    pub(crate) fn new(source: &'f dyn FontSource) -> Self {
        Self {
            source,
            loaded: RefCell::default(),
            chosen: RefCell::default(),
            missing: RefCell::default(),
            buffer: RefCell::new(Some(UnicodeBuffer::new())),
        }
    }

    /// Whether any font is there at all.
    pub(crate) fn is_usable(&self) -> bool {
        self.any_face().is_some()
    }

    /// The characters that no font has, in their order.
    pub(crate) fn missing(&self) -> Vec<char> {
        self.missing.borrow().iter().copied().collect()
    }

    /// The face for a character in a text that asks for `family`; `before` and `after` are its neighbours.
    pub(crate) fn choose(
        &self,
        character: char,
        before: Option<(char, FaceId)>,
        after: Option<char>,
        (family, bold, italic): (Family, bool, bool),
    ) -> Option<FaceId> {
        if let Some((_, face)) = before
            && is_mark(character)
        {
            return Some(face);
        }
        let family = if leans_on_ideographs(character)
            && (before.is_some_and(|(character, _)| is_ideographic(character))
                || after.is_some_and(is_ideographic))
        {
            Family::Ideographs
        } else {
            family
        };
        let key = (character, family, bold, italic);
        if let Some(face) = self.chosen.borrow().get(&key) {
            return *face;
        }
        let face = self.search(character, family, bold, italic);
        self.chosen.borrow_mut().insert(key, face);
        face
    }

    fn search(&self, character: char, family: Family, bold: bool, italic: bool) -> Option<FaceId> {
        // A font of ideographs is named for the ideographs of a text; its Latin letters come from Arimo beside it.
        let first = match family {
            _ if is_ideographic(character) => Family::Ideographs,
            Family::Ideographs if !leans_on_ideographs(character) => Family::Arimo,
            family => family,
        };
        let drawn = character != ' ' && !is_mark(character) && !character.is_control();
        let has = |family: Family| {
            let face = self.face(family, bold, italic)?;
            (!drawn || self.covers(face, character)).then_some(face)
        };
        let found = has(first).or_else(|| {
            candidates(character)
                .iter()
                .filter(|family| **family != first)
                .find_map(|family| has(*family))
        });
        if found.is_none() {
            self.missing.borrow_mut().insert(character);
        }
        found
    }

    /// The face that shows a box for a character that no font has, and the character of the box.
    pub(crate) fn replacement(&self, bold: bool) -> Option<(FaceId, char)> {
        let face = self
            .face(Family::Arimo, bold, false)
            .filter(|face| self.covers(*face, '\u{25A1}'));
        face.map(|face| (face, '\u{25A1}'))
            .or_else(|| self.any_face().map(|face| (face, '?')))
    }

    fn any_face(&self) -> Option<FaceId> {
        (0..FACES.len())
            .filter_map(|index| u8::try_from(index).ok())
            .find(|index| self.load(*index).is_some())
            .map(|index| FaceId {
                index,
                embolden: false,
                slant: false,
            })
    }

    /// The face of a family that comes nearest to what is asked and can be loaded.
    fn face(&self, family: Family, bold: bool, italic: bool) -> Option<FaceId> {
        let misses =
            |face: &Face| u8::from(face.italic != italic) + 2 * u8::from(face.bold != bold);
        let mut faces: Vec<(u8, &Face)> = (0u8..)
            .zip(&FACES)
            .filter(|(_, face)| face.family == family)
            .collect();
        faces.sort_by_key(|(_, face)| misses(face));
        let (index, face) = faces
            .into_iter()
            .find(|(index, _)| self.load(*index).is_some())?;
        Some(FaceId {
            index,
            embolden: bold && !face.bold,
            slant: italic && !face.italic,
        })
    }

    fn load(&self, index: u8) -> Option<Rc<Loaded>> {
        if let Some(known) = self.loaded.borrow().get(&index) {
            return known.clone();
        }
        let face = FACES.get(usize::from(index))?;
        let loaded = self
            .source
            .load(face.file)
            .and_then(|data| Loaded::new(data, face.family))
            .map(Rc::new);
        self.loaded.borrow_mut().insert(index, loaded.clone());
        loaded
    }

    fn covers(&self, face: FaceId, character: char) -> bool {
        self.load(face.index).is_some_and(|loaded| {
            FontRef::new(loaded.data.as_slice())
                .ok()
                .and_then(|font| font.charmap().map(character))
                .is_some_and(|glyph| glyph.to_u32() != 0)
        })
    }

    /// The measures of a face.
    pub(crate) fn metrics(&self, face: FaceId) -> Metrics {
        self.load(face.index).map_or(
            Metrics {
                ascent: 0.9,
                descent: 0.2,
                gap: 0.0,
            },
            |loaded| loaded.metrics,
        )
    }

    /// The measures of the face that a text asks for, whatever characters are in it.
    pub(crate) fn line_metrics(&self, family: Family, bold: bool, italic: bool) -> Metrics {
        let family = match family {
            Family::Ideographs => Family::Arimo,
            family => family,
        };
        self.face(family, bold, italic)
            .or_else(|| self.any_face())
            .map_or(
                Metrics {
                    ascent: 0.9,
                    descent: 0.2,
                    gap: 0.0,
                },
                |face| self.metrics(face),
            )
    }

    /// The font for drawing.
    pub(crate) fn font(&self, face: FaceId) -> Option<krilla::text::Font> {
        self.load(face.index).map(|loaded| loaded.font.clone())
    }

    /// Does something with the outlines and tables of a face; `None` where it cannot be read.
    pub(crate) fn with_font<T>(
        &self,
        face: FaceId,
        then: impl FnOnce(&FontRef<'_>) -> T,
    ) -> Option<T> {
        let loaded = self.load(face.index)?;
        let font = FontRef::new(loaded.data.as_slice()).ok()?;
        Some(then(&font))
    }

    /// The script of a text, by its first character that has one.
    pub(crate) fn script(character: char) -> Option<Script> {
        script_of(character)
    }

    /// Shapes `text` with a face. Glyphs come in the order in which they stand from left to right.
    pub(crate) fn shape(
        &self,
        face: FaceId,
        text: &str,
        script: Option<Script>,
        rtl: bool,
        glyphs: &mut Vec<ShapedGlyph>,
    ) {
        let Some(loaded) = self.load(face.index) else {
            return;
        };
        let Ok(font) = FontRef::new(loaded.data.as_slice()) else {
            return;
        };
        let shaper = loaded.shaper.shaper(&font).build();
        let direction = if rtl {
            Direction::RightToLeft
        } else {
            Direction::LeftToRight
        };
        let features: [Feature; 0] = [];
        let plan = Rc::clone(
            loaded
                .plans
                .borrow_mut()
                .entry((script, rtl))
                .or_insert_with(|| {
                    Rc::new(ShapePlan::new(&shaper, direction, script, None, &features))
                }),
        );
        let mut buffer = self.buffer.borrow_mut().take().unwrap_or_default();
        buffer.push_str(text);
        buffer.set_direction(direction);
        if let Some(script) = script {
            buffer.set_script(script);
        }
        let shaped = shaper.shape(buffer, ShapeOptions::new().plan(Some(&plan)));
        let scale = loaded.scale;
        for (info, position) in shaped.glyph_infos().iter().zip(shaped.glyph_positions()) {
            glyphs.push(ShapedGlyph {
                id: info.glyph_id,
                cluster: info.cluster,
                advance: position.x_advance as f32 * scale,
                dx: position.x_offset as f32 * scale,
                dy: position.y_offset as f32 * scale,
            });
        }
        *self.buffer.borrow_mut() = Some(shaped.clear());
    }
}

impl Loaded {
    fn new(data: Arc<Vec<u8>>, family: Family) -> Option<Self> {
        let (shaper, metrics, scale) = {
            let font = FontRef::new(data.as_slice()).ok()?;
            // What a plan of shaping needs is there in every font that can be used.
            font.table_data(Tag::new(b"cmap"))?;
            let measures = font.metrics(Size::unscaled(), LocationRef::default());
            let scale = 1.0 / f32::from(measures.units_per_em.max(1));
            let own = Metrics {
                ascent: measures.ascent * scale,
                descent: -measures.descent * scale,
                gap: measures.leading * scale,
            };
            (ShaperData::new(&font), tamed(own, family), scale)
        };
        Some(Self {
            font: krilla::text::Font::new(Arc::clone(&data).into(), 0)?,
            data,
            shaper,
            plans: RefCell::default(),
            metrics,
            scale,
        })
    }
}

/// Fonts that fill in for others leave room for the highest letters of all scripts; a line is not to grow for a word
/// in them.
fn tamed(own: Metrics, family: Family) -> Metrics {
    let (ascent, descent) = match family {
        Family::Ideographs => (0.94, 0.24),
        Family::Arabic | Family::AllArabic => (1.0, 0.4),
        Family::Symbols | Family::Symbols2 => (0.9, 0.22),
        _ => return own,
    };
    Metrics {
        ascent,
        descent,
        gap: 0.0,
    }
}
