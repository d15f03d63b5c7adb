//! Formats made of others: what a style says otherwise is set, all else stays.

use spindle_model::document::Script;
use spindle_model::workbook::{BorderLine, CellFont, CellStyle, HorizontalAlign, VerticalAlign};
use spindle_ooxml::sheet::styles::{FONT, ORDER as LISTS, builtin_code};
use spindle_ooxml::{Dom, NodeId};

const BORDER: &[&str] = &[
    "start",
    "left",
    "end",
    "right",
    "top",
    "bottom",
    "diagonal",
    "vertical",
    "horizontal",
];
const FORMAT: &[&str] = &["alignment", "protection", "extLst"];
/// The first number of formats that files spell out.
const FIRST_CUSTOM: u32 = 164;

/// Adds to a styles part.
pub(super) struct Added<'d> {
    dom: &'d mut Dom,
    root: NodeId,
}

impl<'d> Added<'d> {
    pub(super) fn new(dom: &'d mut Dom, root: NodeId) -> Self {
        Self { dom, root }
    }

    fn list(&mut self, name: &str) -> NodeId {
        self.dom.ensure_child(self.root, name, LISTS)
    }

    fn entry(&self, list: NodeId, number: u32) -> Option<NodeId> {
        self.dom.child_elements(list).nth(number as usize)
    }

    /// Appends an entry and answers its number.
    fn append(&mut self, list: NodeId, entry: NodeId) -> String {
        let number = self.dom.child_elements(list).count();
        self.dom.append(list, entry);
        number.to_string()
    }

    /// A copy of an entry, or a new one.
    fn copy(&mut self, list: NodeId, number: u32, name: &str) -> NodeId {
        match self.entry(list, number) {
            Some(entry) => self.dom.deep_clone(entry),
            None => self.dom.element(name),
        }
    }

    /// Adds a format that is made of another one, whose style is `was`, and has the style `is`.
    pub(super) fn format(&mut self, of: u32, was: &CellStyle, is: &CellStyle) {
        let formats = self.list("cellXfs");
        let format = self.copy(formats, of, "xf");
        let number = |dom: &Dom, name: &str| -> u32 {
            dom.attr(format, name)
                .and_then(|value| value.trim().parse().ok())
                .unwrap_or(0)
        };
        if was.font != is.font {
            let fonts = self.list("fonts");
            let of = number(self.dom, "fontId");
            let font = self.copy(fonts, of, "font");
            self.font(font, &was.font, &is.font);
            let id = self.append(fonts, font);
            self.set(format, "fontId", &id, "applyFont");
        }
        if was.fill != is.fill {
            let id = match is.fill {
                None => "0".to_owned(),
                Some(color) => {
                    let fills = self.list("fills");
                    let fill = self.dom.element("fill");
                    let pattern = self
                        .dom
                        .element_with("patternFill", &[("patternType", "solid")]);
                    self.dom.append(fill, pattern);
                    let rgb = format!("FF{}", color.hex());
                    for (name, attribute, value) in [
                        ("fgColor", "rgb", rgb.as_str()),
                        ("bgColor", "indexed", "64"),
                    ] {
                        let color = self.dom.element_with(name, &[(attribute, value)]);
                        self.dom.append(pattern, color);
                    }
                    self.append(fills, fill)
                }
            };
            self.set(format, "fillId", &id, "applyFill");
        }
        if was.borders != is.borders {
            let borders = self.list("borders");
            let of = number(self.dom, "borderId");
            let border = self.copy(borders, of, "border");
            let (old, new) = (&was.borders, &is.borders);
            for (name, other, old, new) in [
                ("left", "start", old.left, new.left),
                ("right", "end", old.right, new.right),
                ("top", "", old.top, new.top),
                ("bottom", "", old.bottom, new.bottom),
            ] {
                if old != new {
                    self.line(border, name, other, new);
                }
            }
            let id = self.append(borders, border);
            self.set(format, "borderId", &id, "applyBorder");
        }
        if was.number_format != is.number_format {
            let id = match is.number_format.as_deref() {
                None => "0".to_owned(),
                Some(code) => self.number_format(code),
            };
            self.set(format, "numFmtId", &id, "applyNumberFormat");
        }
        self.inside(format, was, is);
        self.append(formats, format);
    }

    fn set(&mut self, format: NodeId, name: &str, value: &str, applies: &str) {
        self.dom.set_attr(format, name, value);
        self.dom.set_attr(format, applies, "1");
    }

    fn child(
        &mut self,
        parent: NodeId,
        name: &str,
        is_there: bool,
        order: &[&str],
    ) -> Option<NodeId> {
        if is_there {
            return Some(self.dom.ensure_child(parent, name, order));
        }
        if let Some(known) = self.dom.child(parent, name) {
            self.dom.detach(known);
        }
        None
    }

    fn font(&mut self, font: NodeId, was: &CellFont, is: &CellFont) {
        for (name, old, new) in [
            ("b", was.bold, is.bold),
            ("i", was.italic, is.italic),
            ("strike", was.strike, is.strike),
            ("u", was.underline, is.underline),
        ] {
            if old != new
                && let Some(flag) = self.child(font, name, new, FONT)
            {
                self.dom.remove_attr(flag, "val");
            }
        }
        if was.script != is.script
            && let Some(script) = self.child(font, "vertAlign", is.script.is_some(), FONT)
        {
            let name = match is.script {
                Some(Script::Sub) => "subscript",
                _ => "superscript",
            };
            self.dom.set_attr(script, "val", name);
        }
        if was.size != is.size
            && let Some(size) = is.size.filter(|size| size.is_finite())
        {
            let node = self.dom.ensure_child(font, "sz", FONT);
            self.dom
                .set_attr(node, "val", &size.clamp(1.0, 409.0).to_string());
        }
        if was.color != is.color {
            self.child(font, "color", false, FONT);
            if let Some(color) = is.color {
                let node = self.dom.ensure_child(font, "color", FONT);
                self.dom
                    .set_attr(node, "rgb", &format!("FF{}", color.hex()));
            }
        }
        if was.name != is.name
            && let Some(name) = &is.name
        {
            let node = self.dom.ensure_child(font, "name", FONT);
            self.dom.set_attr(node, "val", name);
            // They say of which kind the old one is.
            for other in ["family", "charset", "scheme"] {
                self.child(font, other, false, FONT);
            }
        }
    }

    fn line(&mut self, border: NodeId, name: &str, other: &str, line: Option<BorderLine>) {
        // Strict files name the sides by the direction of reading.
        let name = if !other.is_empty() && self.dom.child(border, other).is_some() {
            other
        } else {
            name
        };
        let side = self.dom.ensure_child(border, name, BORDER);
        self.dom.clear(side);
        let Some(line) = line else {
            self.dom.remove_attr(side, "style");
            return;
        };
        self.dom.set_attr(
            side,
            "style",
            crate::xlsx::write::styles::line_name(line.style),
        );
        let rgb = format!("FF{}", line.color.hex());
        let color = self.dom.element_with("color", &[("rgb", &rgb)]);
        self.dom.append(side, color);
    }

    fn number_format(&mut self, code: &str) -> String {
        let built_in = (1..=4).chain(9..=22).chain(37..=40).chain(45..=49);
        let mut built_in = built_in.filter(|id| builtin_code(*id) == Some(code));
        if let Some(id) = built_in.next() {
            return id.to_string();
        }
        let list = self.list("numFmts");
        let mut last = FIRST_CUSTOM.saturating_sub(1);
        for known in self.dom.elements(list, "numFmt") {
            let id = self.dom.attr(known, "numFmtId").unwrap_or_default();
            if self.dom.attr(known, "formatCode") == Some(code) {
                return id.to_owned();
            }
            last = last.max(id.trim().parse().unwrap_or(0));
        }
        let id = last.saturating_add(1).to_string();
        let new = self
            .dom
            .element_with("numFmt", &[("numFmtId", &id), ("formatCode", code)]);
        self.dom.append(list, new);
        id
    }

    fn inside(&mut self, format: NodeId, was: &CellStyle, is: &CellStyle) {
        let turn = |style: &CellStyle| match style.rotation.clamp(-90, 90) {
            turn @ 0.. => turn,
            // Turned with the clock it counts on from 90.
            turn => 90 - turn,
        };
        let number = |number: i64| (number != 0).then(|| number.to_string());
        let mut values: Vec<(&str, Option<String>)> = Vec::new();
        if was.horizontal != is.horizontal {
            let name = match is.horizontal {
                HorizontalAlign::General => None,
                HorizontalAlign::Left => Some("left"),
                HorizontalAlign::Center => Some("center"),
                HorizontalAlign::Right => Some("right"),
                HorizontalAlign::Justify => Some("justify"),
                HorizontalAlign::Fill => Some("fill"),
                HorizontalAlign::CenterAcross => Some("centerContinuous"),
            };
            values.push(("horizontal", name.map(str::to_owned)));
        }
        if was.vertical != is.vertical {
            let name = match is.vertical {
                VerticalAlign::Bottom => None,
                VerticalAlign::Middle => Some("center"),
                VerticalAlign::Top => Some("top"),
            };
            values.push(("vertical", name.map(str::to_owned)));
        }
        if was.rotation != is.rotation {
            values.push(("textRotation", number(i64::from(turn(is)))));
        }
        if was.wrap != is.wrap {
            values.push(("wrapText", number(i64::from(is.wrap))));
        }
        if was.indent != is.indent {
            values.push(("indent", number(i64::from(is.indent.min(250)))));
        }
        if !values.is_empty() {
            let alignment = self.dom.ensure_child(format, "alignment", FORMAT);
            for (name, value) in values {
                match value {
                    Some(value) => self.dom.set_attr(alignment, name, &value),
                    None => {
                        self.dom.remove_attr(alignment, name);
                    }
                }
            }
            self.dom.set_attr(format, "applyAlignment", "1");
        }
        if was.unlocked != is.unlocked {
            let protection = self.dom.ensure_child(format, "protection", FORMAT);
            let locked = if is.unlocked { "0" } else { "1" };
            self.dom.set_attr(protection, "locked", locked);
            self.dom.set_attr(format, "applyProtection", "1");
        }
    }

    /// Makes the lists say how many entries they have.
    pub(super) fn finish(self) {
        for name in ["numFmts", "fonts", "fills", "borders", "cellXfs"] {
            if let Some(list) = self.dom.child(self.root, name) {
                let count = self.dom.child_elements(list).count().to_string();
                if self.dom.attr(list, "count") != Some(&count) {
                    self.dom.set_attr(list, "count", &count);
                }
            }
        }
    }
}
