//! Colours of scripts in PDF files.

use spindle_pdf_file::Object;

use super::{PdfCall, PdfRef};
use crate::api::drawing::{DrawRef, PlainColor, script_color};
use crate::value::Value;

/// Red, green and blue, 0 to 255.
pub type Rgb = [u8; 3];

/// The `ApiColor` given as an argument.
pub fn argument(call: &mut PdfCall<'_>, index: usize) -> Option<Rgb> {
    match call.args.opt_handle(index) {
        Some(PdfRef::Draw(DrawRef::Color(color))) => {
            let [r, g, b, _] = script_color::resolved(call.doc, *color);
            Some([r, g, b])
        }
        _ => None,
    }
}

/// A colour as an answer, `null` when there is none.
pub fn answer(color: Option<Rgb>) -> Value<PdfRef> {
    color.map_or(Value::Null, |[r, g, b]| {
        Value::Handle(PdfRef::Draw(DrawRef::Color(PlainColor::Rgb(r, g, b, 255))))
    })
}

/// A colour as a file writes it: from 0 to 1.
pub fn parts(color: Rgb) -> [f64; 3] {
    color.map(|part| f64::from(part) / 255.0)
}

/// A colour as an array.
pub fn numbers(color: Rgb) -> Object {
    Object::list(parts(color))
}

fn byte(part: f64) -> u8 {
    (part.clamp(0.0, 1.0) * 255.0).round() as u8
}

/// The colour of an array: of grey, red, green and blue, or printing inks.
pub fn of_numbers(numbers: &[f64]) -> Option<Rgb> {
    match *numbers {
        [grey] => Some([byte(grey); 3]),
        [r, g, b] => Some([byte(r), byte(g), byte(b)]),
        [c, m, y, k] => Some([c, m, y].map(|ink| byte((1.0 - ink) * (1.0 - k)))),
        _ => None,
    }
}

/// A default appearance: a colour, and the size of a text in Helvetica.
pub fn appearance(color: Rgb, size: Option<f64>) -> String {
    let [r, g, b] = parts(color).map(|part| format!("{part:.5}"));
    let font = size.map_or(String::new(), |size| format!(" /Helv {size} Tf"));
    format!("{r} {g} {b} rg{font}")
}

/// The numbers before an operator of a default appearance.
fn before(look: &str, operator: &str) -> Vec<f64> {
    let words: Vec<&str> = look.split_ascii_whitespace().collect();
    let Some(place) = words.iter().rposition(|word| *word == operator) else {
        return Vec::new();
    };
    let numbers = words
        .iter()
        .take(place)
        .rev()
        .map_while(|word| word.parse().ok());
    let mut numbers: Vec<f64> = numbers.take(4).collect();
    numbers.reverse();
    numbers
}

/// The colour of a default appearance; black when it says none.
pub fn of_appearance(look: &str) -> Option<Rgb> {
    for (operator, count) in [("rg", 3), ("k", 4), ("g", 1)] {
        let numbers = before(look, operator);
        if let Some(numbers) = numbers
            .len()
            .checked_sub(count)
            .and_then(|from| numbers.get(from..))
        {
            return of_numbers(numbers);
        }
    }
    Some([0, 0, 0])
}

/// The size of a default appearance; 0 is whatever fits.
pub fn size_of_appearance(look: &str) -> f64 {
    before(look, "Tf").last().copied().unwrap_or(0.0)
}
