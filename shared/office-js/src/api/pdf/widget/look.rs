//! What widgets look like: their appearance streams, from their own lower left corner.

use spindle_pdf_file::{ContentWriter, Dict, Object};

use super::super::annot::outline::{ellipse, width, wrapped};
use super::super::annot::rect_of;
use super::super::field::{Field, FieldKind, flag};
use super::super::paint;
use super::Widget;

/// How large a text is that is to fit, when it has more than one line.
const SMALL: f64 = 12.0;

/// The appearances of a widget: of each state, or the only one. `icon` is how large its picture is.
pub fn of(
    field: &Field,
    widget: &Widget,
    icon: Option<(f64, f64)>,
) -> Vec<(Option<String>, ContentWriter)> {
    let [left, top, right, bottom] = rect_of(&widget.dict);
    let size = (right - left, bottom - top);
    let is_round =
        field.kind == FieldKind::Radio && widget.inner("MK").text("CA").as_deref() == Some("l");
    let mut content = ContentWriter::new();
    frame(&mut content, widget, size, is_round);
    if let Some(export) = &widget.export {
        let off = content.clone();
        sign(&mut content, widget, size);
        return vec![
            (Some(export.clone()), content),
            (Some("Off".to_owned()), off),
        ];
    }
    let (color, points) = widget.appearance();
    let area = Area {
        size,
        inset: widget.border() + 1.0,
        color: paint::parts(color),
        points,
        alignment: widget.dict.int("Q").unwrap_or(0),
    };
    content
        .raw("/Tx BMC\n")
        .op("q", &[])
        .op("re", &[area.inset, area.inset, area.width(), area.height()])
        .op("W", &[])
        .op("n", &[]);
    match field.kind {
        FieldKind::Text => area.text(&mut content, field),
        FieldKind::Combo => {
            let value = field.value().unwrap_or_default();
            let options = field.options();
            let shown = options.iter().find(|(export, _)| *export == value);
            area.line(&mut content, shown.map_or(&value, |(_, shown)| shown));
        }
        FieldKind::List => area.list(&mut content, field),
        _ => area.button(&mut content, widget, icon),
    }
    content.op("Q", &[]).raw("EMC\n");
    vec![(None, content)]
}

fn frame(
    content: &mut ContentWriter,
    widget: &Widget,
    (width, height): (f64, f64),
    is_round: bool,
) {
    let outline = |content: &mut ContentWriter, inset: f64| {
        if is_round {
            let radius = (width.min(height) / 2.0 - inset).max(0.0);
            let (x, y) = (width / 2.0, height / 2.0);
            ellipse(content, [x - radius, y - radius, x + radius, y + radius]);
        } else {
            let (inner_width, inner_height) = (width - 2.0 * inset, height - 2.0 * inset);
            content.op(
                "re",
                &[inset, inset, inner_width.max(0.0), inner_height.max(0.0)],
            );
        }
    };
    if let Some(color) = widget.color("BG") {
        content.op("rg", &paint::parts(color));
        outline(content, 0.0);
        content.op("f", &[]);
    }
    let line = widget.border();
    let Some(color) = widget.color("BC").filter(|_| line > 0.0) else {
        return;
    };
    content
        .op("q", &[])
        .op("RG", &paint::parts(color))
        .op("w", &[line]);
    let style = widget.inner("BS");
    match style.name("S") {
        Some("U") => {
            content
                .op("m", &[0.0, line / 2.0])
                .op("l", &[width, line / 2.0]);
        }
        kind => {
            if kind == Some("D") {
                let dashes = style
                    .numbers("D")
                    .filter(|dashes| dashes.iter().any(|dash| *dash > 0.0));
                content.dash(&dashes.unwrap_or_else(|| vec![3.0]));
            }
            outline(content, line / 2.0);
        }
    }
    content.op("S", &[]).op("Q", &[]);
}

/// The sign of a checked box.
fn sign(content: &mut ContentWriter, widget: &Widget, (width, height): (f64, f64)) {
    let letter = widget
        .inner("MK")
        .text("CA")
        .unwrap_or_else(|| "4".to_owned());
    let (color, _) = widget.appearance();
    let size = (width.min(height) - 2.0 * widget.border()).max(1.0) * 0.85;
    // Signs are about eight tenths wide and seven high.
    content
        .op("q", &[])
        .op("BT", &[])
        .op("rg", &paint::parts(color))
        .font("ZaDb", size)
        .op(
            "Td",
            &[width / 2.0 - size * 0.4, height / 2.0 - size * 0.35],
        )
        .show(&letter)
        .op("ET", &[])
        .op("Q", &[]);
}

/// Where text may stand, and how.
struct Area {
    size: (f64, f64),
    inset: f64,
    color: [f64; 3],
    points: f64,
    alignment: i64,
}

impl Area {
    fn width(&self) -> f64 {
        (self.size.0 - 2.0 * self.inset).max(0.0)
    }

    fn height(&self) -> f64 {
        (self.size.1 - 2.0 * self.inset).max(0.0)
    }

    /// The size of a line that is to fit when none is said.
    fn fitting(&self, text: &str) -> f64 {
        if self.points > 0.0 {
            return self.points;
        }
        let by_height = self.height() * 0.75;
        let one = width(text, 1.0);
        let by_width = if one > 0.0 {
            (self.width() - 4.0) / one
        } else {
            by_height
        };
        by_height.min(by_width).clamp(4.0, 144.0)
    }

    fn begin(&self, content: &mut ContentWriter, size: f64) {
        content
            .op("BT", &[])
            .op("rg", &self.color)
            .font("Helv", size);
    }

    fn at(&self, content: &mut ContentWriter, text: &str, size: f64, y: f64) {
        let free = (self.size.0 - 2.0 * self.inset - 4.0 - width(text, size)).max(0.0);
        let x = match self.alignment {
            1 => free / 2.0,
            2 => free,
            _ => 0.0,
        };
        content
            .op("Tm", &[1.0, 0.0, 0.0, 1.0, self.inset + 2.0 + x, y])
            .show(text);
    }

    /// One line in the middle.
    fn line(&self, content: &mut ContentWriter, text: &str) {
        if text.is_empty() {
            return;
        }
        let size = self.fitting(text);
        self.begin(content, size);
        self.at(content, text, size, (self.size.1 - size * 0.72) / 2.0);
        content.op("ET", &[]);
    }

    fn text(&self, content: &mut ContentWriter, field: &Field) {
        let value = field.value().unwrap_or_default();
        let cells = field.dict.int("MaxLen").filter(|_| field.has(flag::COMB));
        if let Some(cells) = cells.filter(|cells| (1..=1000).contains(cells)) {
            self.cells(content, &value, cells as f64);
        } else if field.has(flag::MULTILINE) {
            let size = if self.points > 0.0 {
                self.points
            } else {
                SMALL
            };
            self.begin(content, size);
            let mut y = self.size.1 - self.inset - size;
            for line in wrapped(&value, size, self.width() - 4.0) {
                self.at(content, &line, size, y);
                y -= size * 1.2;
                if y < -size {
                    break;
                }
            }
            content.op("ET", &[]);
        } else {
            self.line(content, &value);
        }
    }

    /// Each letter in a cell of its own.
    fn cells(&self, content: &mut ContentWriter, text: &str, count: f64) {
        let cell = self.size.0 / count;
        let size = if self.points > 0.0 {
            self.points
        } else {
            (self.height() * 0.75).clamp(4.0, 144.0)
        };
        self.begin(content, size);
        let y = (self.size.1 - size * 0.72) / 2.0;
        for (place, one) in text.chars().enumerate() {
            let letter = one.to_string();
            let x = cell * place as f64 + (cell - width(&letter, size)) / 2.0;
            content.op("Tm", &[1.0, 0.0, 0.0, 1.0, x, y]).show(&letter);
        }
        content.op("ET", &[]);
    }

    /// Lines below each other; what is chosen has a colour behind it.
    fn list(&self, content: &mut ContentWriter, field: &Field) {
        let size = if self.points > 0.0 {
            self.points
        } else {
            SMALL
        };
        let step = size * 1.2;
        let chosen = field.chosen();
        let first = field
            .dict
            .get("TI")
            .and_then(Object::int)
            .unwrap_or(0)
            .max(0) as usize;
        let mut top = self.size.1 - self.inset;
        for (place, (_, shown)) in field.options().iter().enumerate().skip(first) {
            if top < self.inset {
                break;
            }
            if chosen.contains(&place) {
                content
                    .op("rg", &[0.6, 0.757, 0.855])
                    .op("re", &[self.inset, top - step, self.width(), step])
                    .op("f", &[]);
            }
            self.begin(content, size);
            self.at(content, shown, size, top - size);
            content.op("ET", &[]);
            top -= step;
        }
    }

    /// What is written on a button, and its picture, where its layout has them.
    fn button(&self, content: &mut ContentWriter, widget: &Widget, icon: Option<(f64, f64)>) {
        let look = widget.inner("MK");
        let label = look.text("CA").unwrap_or_default();
        let layout = look.int("TP").unwrap_or(0);
        let (width, height) = self.size;
        // The part of the button that the picture has, and the part of the text: left, bottom, width, height.
        let (of_icon, of_text) = match layout {
            2 => (
                [0.0, height * 0.3, width, height * 0.7],
                [0.0, 0.0, width, height * 0.3],
            ),
            3 => (
                [0.0, 0.0, width, height * 0.7],
                [0.0, height * 0.7, width, height * 0.3],
            ),
            4 => (
                [0.0, 0.0, width / 2.0, height],
                [width / 2.0, 0.0, width / 2.0, height],
            ),
            5 => (
                [width / 2.0, 0.0, width / 2.0, height],
                [0.0, 0.0, width / 2.0, height],
            ),
            _ => ([0.0, 0.0, width, height], [0.0, 0.0, width, height]),
        };
        if let Some(icon) = icon.filter(|_| layout != 0) {
            self.icon(content, &look, icon, of_icon);
        }
        if layout != 1 {
            let [left, bottom, width, height] = of_text;
            let area = Area {
                size: (width, height),
                alignment: 1,
                ..*self
            };
            content
                .op("q", &[])
                .op("cm", &[1.0, 0.0, 0.0, 1.0, left, bottom]);
            area.line(content, &label);
            content.op("Q", &[]);
        }
    }

    fn icon(
        &self,
        content: &mut ContentWriter,
        look: &Dict,
        (wide, high): (f64, f64),
        [left, bottom, width, height]: [f64; 4],
    ) {
        let fit = look
            .get("IF")
            .and_then(Object::dict)
            .cloned()
            .unwrap_or_default();
        let inset = if fit.get("FB").and_then(Object::bool) == Some(true) {
            0.0
        } else {
            self.inset
        };
        let (width, height) = (width - 2.0 * inset, height - 2.0 * inset);
        if wide <= 0.0 || high <= 0.0 || width <= 0.0 || height <= 0.0 {
            return;
        }
        let (across, up) = (width / wide, height / high);
        let least = across.min(up);
        let scaled = match fit.name("SW") {
            Some("N") => false,
            Some("B") => least < 1.0,
            Some("S") => least > 1.0,
            _ => true,
        };
        let (across, up) = match (scaled, fit.name("S")) {
            (false, _) => (1.0, 1.0),
            (true, Some("A")) => (across, up),
            (true, _) => (least, least),
        };
        let place = fit.numbers("A").and_then(|numbers| numbers.try_into().ok());
        let [x, y]: [f64; 2] = place.unwrap_or([0.5, 0.5]);
        let (x, y) = ((width - wide * across) * x, (height - high * up) * y);
        content
            .op("q", &[])
            .op(
                "cm",
                &[across, 0.0, 0.0, up, left + inset + x, bottom + inset + y],
            )
            .named("Icon", "Do")
            .op("Q", &[]);
    }
}
