//! Widgets: where form fields are filled in (ISO 32000-1, 12.5.6.19).

pub mod base;
pub mod button;
pub mod check;
pub mod look;
pub mod text;

use spindle_pdf_file::{Dict, Id, Object};

use super::field::FieldKind;
use super::paint;

/// What a widget is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WidgetKind {
    /// That of a list.
    Base,
    /// That of a text.
    Text,
    /// A box to check.
    Check,
    /// A button.
    Button,
}

impl WidgetKind {
    /// The name of its class.
    pub fn class(self) -> &'static str {
        match self {
            Self::Base => "ApiBaseWidget",
            Self::Text => "ApiTextWidget",
            Self::Check => "ApiCheckboxWidget",
            Self::Button => "ApiButtonWidget",
        }
    }

    /// That of a kind of field.
    pub fn of(kind: FieldKind) -> Self {
        match kind {
            FieldKind::Text => Self::Text,
            FieldKind::Combo | FieldKind::List => Self::Base,
            FieldKind::Checkbox | FieldKind::Radio => Self::Check,
            FieldKind::Button => Self::Button,
        }
    }
}

/// A widget. Its places count from the upper left corner of the page, down.
#[derive(Debug, Clone)]
pub struct Widget {
    /// What it is.
    pub kind: WidgetKind,
    /// Its field.
    pub field: usize,
    /// What the file says of it, or will say.
    pub dict: Dict,
    /// The page that it is on.
    pub page: Option<Id>,
    /// The number of its object.
    pub object: Option<Id>,
    /// What a checked box stands for.
    pub export: Option<String>,
    /// Whether it has to be written.
    pub changed: bool,
    /// Whether it was deleted.
    pub gone: bool,
}

impl Widget {
    /// A new one.
    pub fn new(
        kind: FieldKind,
        field: usize,
        page: Id,
        rect: [f64; 4],
        export: Option<String>,
    ) -> Self {
        let mut look = Dict::new();
        let mut dict = Dict::new()
            .with("Type", Object::named("Annot"))
            .with("Subtype", Object::named("Widget"))
            .with("Rect", Object::list(rect))
            .with("F", 4);
        if export.is_none() {
            dict.set(
                "DA",
                Object::said(&paint::appearance([0, 0, 0], Some(10.0))),
            );
        }
        let line = |style: &str| {
            Dict::new()
                .with("Type", Object::named("Border"))
                .with("W", 1)
                .with("S", Object::named(style))
        };
        match kind {
            FieldKind::Checkbox => {
                dict.set("BS", line("S"));
                look.set("BC", paint::numbers([0, 0, 0]));
                look.set("CA", Object::said("4"));
            }
            FieldKind::Radio => {
                dict.set("BS", line("I"));
                look.set("BC", paint::numbers([0, 0, 0]));
                look.set("CA", Object::said("l"));
            }
            FieldKind::Button => {
                dict.set("BS", line("S"));
                dict.set("H", Object::named("I"));
                look.set("BC", paint::numbers([192, 192, 192]));
                look.set("TP", 1);
            }
            _ => {}
        }
        dict.set("MK", look);
        Self {
            kind: WidgetKind::of(kind),
            field,
            dict,
            page: Some(page),
            object: None,
            export,
            changed: true,
            gone: false,
        }
    }

    /// One of a file.
    pub fn read(
        kind: FieldKind,
        field: usize,
        page: Id,
        object: Id,
        dict: Dict,
        export: Option<String>,
    ) -> Self {
        Self {
            kind: WidgetKind::of(kind),
            field,
            dict,
            page: Some(page),
            object: Some(object),
            export,
            changed: false,
            gone: false,
        }
    }

    /// A dictionary within the widget's.
    pub fn inner(&self, key: &str) -> Dict {
        self.dict
            .get(key)
            .and_then(Object::dict)
            .cloned()
            .unwrap_or_default()
    }

    /// A colour of `MK`.
    pub fn color(&self, key: &str) -> Option<paint::Rgb> {
        paint::of_numbers(&self.inner("MK").numbers(key)?)
    }

    /// The default appearance: colour and size of the text.
    pub fn appearance(&self) -> (paint::Rgb, f64) {
        let look = self.dict.text("DA").unwrap_or_default();
        let color = paint::of_appearance(&look).unwrap_or([0, 0, 0]);
        (color, paint::size_of_appearance(&look))
    }

    /// How wide its frame is.
    pub fn border(&self) -> f64 {
        let said = self.inner("BS").number("W");
        let default = if self.color("BC").is_some() { 1.0 } else { 0.0 };
        said.unwrap_or(default).clamp(0.0, 100.0)
    }
}
