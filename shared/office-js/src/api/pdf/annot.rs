//! Annotations: what is on a page beside what the page shows (ISO 32000-1, 12.5).

pub mod base;
pub mod create;
pub mod kinds;
pub mod look;
pub mod outline;
pub mod stamp;

use spindle_pdf_file::{Dict, Id, Object, Page, PdfFile};

use super::date;

/// What an annotation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnnotKind {
    /// A sign that text is missing.
    Caret,
    /// An ellipse.
    Circle,
    /// Text on the page itself.
    FreeText,
    /// Text with a colour over it.
    Highlight,
    /// Lines drawn by hand.
    Ink,
    /// A line.
    Line,
    /// A link.
    Link,
    /// Lines in a row.
    PolyLine,
    /// Lines in a row that come back to where they began.
    Polygon,
    /// What is to be taken out.
    Redact,
    /// A rectangle.
    Square,
    /// A stamp.
    Stamp,
    /// Text with a line through it.
    Strikeout,
    /// A note.
    Text,
    /// Text with a line below it.
    Underline,
}

impl AnnotKind {
    /// Class, type and subtype in the file.
    const fn names(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Caret => ("ApiCaretAnnotation", "caretAnnot", "Caret"),
            Self::Circle => ("ApiCircleAnnotation", "circleAnnot", "Circle"),
            Self::FreeText => ("ApiFreeTextAnnotation", "freeTextAnnot", "FreeText"),
            Self::Highlight => ("ApiHighlightAnnotation", "highlightAnnot", "Highlight"),
            Self::Ink => ("ApiInkAnnotation", "inkAnnot", "Ink"),
            Self::Line => ("ApiLineAnnotation", "lineAnnot", "Line"),
            Self::Link => ("ApiLinkAnnotation", "linkAnnot", "Link"),
            Self::PolyLine => ("ApiPolyLineAnnotation", "polyLineAnnot", "PolyLine"),
            Self::Polygon => ("ApiPolygonAnnotation", "polygonAnnot", "Polygon"),
            Self::Redact => ("ApiRedactAnnotation", "redactAnnot", "Redact"),
            Self::Square => ("ApiSquareAnnotation", "squareAnnot", "Square"),
            Self::Stamp => ("ApiStampAnnotation", "stampAnnot", "Stamp"),
            Self::Strikeout => ("ApiStrikeoutAnnotation", "strikeoutAnnot", "StrikeOut"),
            Self::Text => ("ApiTextAnnotation", "textAnnot", "Text"),
            Self::Underline => ("ApiUnderlineAnnotation", "underlineAnnot", "Underline"),
        }
    }

    const ALL: [Self; 15] = [
        Self::Caret,
        Self::Circle,
        Self::FreeText,
        Self::Highlight,
        Self::Ink,
        Self::Line,
        Self::Link,
        Self::PolyLine,
        Self::Polygon,
        Self::Redact,
        Self::Square,
        Self::Stamp,
        Self::Strikeout,
        Self::Text,
        Self::Underline,
    ];

    /// The name of its class.
    pub fn class(self) -> &'static str {
        self.names().0
    }

    /// What `GetClassType` answers.
    pub fn class_type(self) -> &'static str {
        self.names().1
    }

    /// Its name in files.
    pub fn subtype(self) -> &'static str {
        self.names().2
    }

    /// What has this name in files.
    pub fn of_subtype(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.subtype() == name)
    }

    /// Whether it marks text: a single colour, and quadrilaterals.
    pub fn marks_text(self) -> bool {
        matches!(
            self,
            Self::Highlight | Self::Strikeout | Self::Underline | Self::Caret
        )
    }

    /// Whether it has one colour for line and area.
    pub fn has_one_color(self) -> bool {
        self.marks_text() || self == Self::Text
    }

    /// Whether it is drawn with a line.
    pub fn has_border(self) -> bool {
        matches!(
            self,
            Self::Circle
                | Self::FreeText
                | Self::Ink
                | Self::Line
                | Self::PolyLine
                | Self::Polygon
                | Self::Square
                | Self::Stamp
        )
    }
}

/// An annotation. Its places count from the upper left corner of the page, down; they are turned over when it is written.
#[derive(Debug, Clone)]
pub struct Annot {
    /// What it is.
    pub kind: AnnotKind,
    /// What the file says of it, or will say.
    pub dict: Dict,
    /// The page that it is on.
    pub page: Option<Id>,
    /// The number of its object.
    pub object: Option<Id>,
    /// The annotation that it answers.
    pub answers: Option<usize>,
    /// The annotations that answer it.
    pub replies: Vec<usize>,
    /// The paragraphs of its text with formats, once a script asked for them.
    pub rich: Option<Vec<usize>>,
    /// When it was made, in milliseconds since 1970.
    pub created: Option<f64>,
    /// When it was changed.
    pub modified: Option<f64>,
    /// Whether it has to be written.
    pub changed: bool,
    /// Whether it was deleted.
    pub gone: bool,
}

impl Annot {
    /// A new one, on no page yet.
    pub fn new(kind: AnnotKind, rect: [f64; 4]) -> Self {
        let now = date::now();
        let dict = Dict::new()
            .with("Type", Object::named("Annot"))
            .with("Subtype", Object::named(kind.subtype()))
            .with("Rect", Object::list(rect))
            .with("F", 4)
            .with("CA", 1);
        Self {
            kind,
            dict,
            page: None,
            object: None,
            answers: None,
            replies: Vec::new(),
            rich: None,
            created: Some(now),
            modified: Some(now),
            changed: true,
            gone: false,
        }
    }

    /// One of a file.
    pub fn read(file: &PdfFile, kind: AnnotKind, mut dict: Dict, page: &Page) -> Self {
        // What members look at is there, not somewhere else in the file.
        let inner: Vec<(String, Object)> = dict
            .iter()
            .filter(|(key, _)| {
                !matches!(*key, "P" | "Parent" | "Popup" | "AP" | "IRT" | "A" | "Dest")
            })
            .filter(|(_, value)| value.reference().is_some())
            .map(|(key, value)| (key.to_owned(), file.resolve(value)))
            .collect();
        for (key, value) in inner {
            dict.set(&key, value);
        }
        turn_over(&mut dict, |x, y| page.unflip(x, y));
        let time = |key: &str| dict.text(key).and_then(|text| date::read(&text));
        Self {
            kind,
            created: time("CreationDate"),
            modified: time("M"),
            page: None,
            object: None,
            answers: None,
            replies: Vec::new(),
            rich: None,
            changed: false,
            gone: false,
            dict,
        }
    }

    /// Left, top, right, bottom.
    pub fn rect(&self) -> [f64; 4] {
        rect_of(&self.dict)
    }

    /// The numbers of a key, places from the upper left corner.
    pub fn numbers(&self, key: &str) -> Vec<f64> {
        self.dict.numbers(key).unwrap_or_default()
    }

    /// The quadrilaterals; where there are none, the whole rectangle.
    pub fn quads(&self) -> Vec<[f64; 8]> {
        let numbers = self.numbers("QuadPoints");
        let quads: Vec<[f64; 8]> = numbers
            .chunks_exact(8)
            .filter_map(|quad| quad.try_into().ok())
            .collect();
        if quads.is_empty() {
            return vec![super::shape::quad(self.rect())];
        }
        quads
    }
}

/// `Rect` of a dictionary.
pub fn rect_of(dict: &Dict) -> [f64; 4] {
    dict.numbers("Rect")
        .and_then(|numbers| numbers.try_into().ok())
        .unwrap_or([0.0; 4])
}

/// Turns all places of an annotation over.
pub fn turn_over(dict: &mut Dict, flip: impl Fn(f64, f64) -> (f64, f64)) {
    let pairs = |numbers: &[f64]| -> Vec<f64> {
        numbers
            .chunks_exact(2)
            .filter_map(|pair| match pair {
                &[x, y] => Some(flip(x, y)),
                _ => None,
            })
            .flat_map(|(x, y)| [x, y])
            .collect()
    };
    if let Some(numbers) = dict.numbers("Rect")
        && let &[a, b, c, d] = pairs(&numbers).as_slice()
    {
        dict.set(
            "Rect",
            Object::list([a.min(c), b.min(d), a.max(c), b.max(d)]),
        );
    }
    for key in ["QuadPoints", "L", "Vertices", "CL"] {
        if let Some(numbers) = dict.numbers(key) {
            dict.set(key, Object::list(pairs(&numbers)));
        }
    }
    let strokes: Option<Vec<Object>> = dict.get("InkList").and_then(Object::array).map(|strokes| {
        strokes
            .iter()
            .map(|stroke| Object::list(pairs(&stroke.numbers().unwrap_or_default())))
            .collect()
    });
    if let Some(strokes) = strokes {
        dict.set("InkList", strokes);
    }
}
