//! The gallery of table styles. They are written into a document when they are first used, so that new documents stay small.

use std::fmt::Write as _;

use crate::dom::escape::escape_attribute;

/// A family of the gallery.
#[derive(Clone, Copy, PartialEq)]
enum Family {
    Plain(u8),
    Grid(u8),
    List(u8),
    Lined,
    Bordered,
    BorderedLined,
    GridLight,
}

/// The XML of the gallery's style of this name, based on the table style with the id `base`; `None` for other names.
#[must_use]
pub fn gallery_style(name: &str, base: &str) -> Option<String> {
    let (family, accent) = parse(name)?;
    let ink = Ink(accent);
    let mut conditional = String::new();
    let (borders, cell, text) = design(family, ink, &mut conditional);
    let id: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    let shown = name.replace('&', "&amp;");
    let base = escape_attribute(base);
    let mut out = format!(
        "<w:style w:type=\"table\" w:customStyle=\"1\" w:styleId=\"{id}\"><w:name w:val=\"{shown}\"/><w:basedOn w:val=\"{base}\"/>\
         <w:uiPriority w:val=\"59\"/><w:pPr><w:spacing w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/></w:pPr>"
    );
    if !text.is_empty() {
        let _ = write!(out, "<w:rPr>{text}</w:rPr>");
    }
    let _ = write!(
        out,
        "<w:tblPr><w:tblStyleRowBandSize w:val=\"1\"/><w:tblStyleColBandSize w:val=\"1\"/><w:tblBorders>{borders}</w:tblBorders></w:tblPr>"
    );
    if !cell.is_empty() {
        let _ = write!(out, "<w:tcPr>{cell}</w:tcPr>");
    }
    out.push_str(&conditional);
    out.push_str("</w:style>");
    Some(out)
}

fn parse(name: &str) -> Option<(Family, u8)> {
    if name == "Table Grid Light" {
        return Some((Family::GridLight, 0));
    }
    let (stem, accent) = match name.split_once("- Accent") {
        Some((stem, number)) => {
            let accent = match number.trim() {
                "" => 0,
                digits => digits
                    .parse::<u8>()
                    .ok()
                    .filter(|accent| (1..=6).contains(accent))?,
            };
            (stem.trim_end(), accent)
        }
        None => (name, 0),
    };
    let numbered = |prefix: &str, kinds: &[&str]| -> Option<u8> {
        let rest = stem.strip_prefix(prefix)?;
        let index = kinds.iter().position(|kind| *kind == rest)?;
        u8::try_from(index + 1).ok()
    };
    const KINDS: &[&str] = &[
        "1 Light",
        "2",
        "3",
        "4",
        "5 Dark",
        "6 Colorful",
        "7 Colorful",
    ];
    let family = match stem {
        "Lined" if name.contains("Accent") => Family::Lined,
        "Bordered" => Family::Bordered,
        "Bordered & Lined" if name.contains("Accent") => Family::BorderedLined,
        _ => match (
            numbered("Grid Table ", KINDS),
            numbered("List Table ", KINDS),
            numbered("Plain Table ", &["1", "2", "3", "4", "5"]),
        ) {
            (Some(kind), _, _) => Family::Grid(kind),
            (_, Some(kind), _) => Family::List(kind),
            (_, _, Some(kind)) if !name.contains("Accent") => Family::Plain(kind),
            _ => return None,
        },
    };
    Some((family, accent))
}

/// The accent of a style: 1 to 6, or 0 for the text's colour.
#[derive(Clone, Copy)]
struct Ink(u8);

impl Ink {
    fn base(self) -> (&'static str, [u16; 3]) {
        match self.0 {
            1 => ("accent1", [0x5B, 0x9B, 0xD5]),
            2 => ("accent2", [0xED, 0x7D, 0x31]),
            3 => ("accent3", [0xA5, 0xA5, 0xA5]),
            4 => ("accent4", [0xFF, 0xC0, 0x00]),
            5 => ("accent5", [0x44, 0x72, 0xC4]),
            6 => ("accent6", [0x70, 0xAD, 0x47]),
            _ => ("text1", [0, 0, 0]),
        }
    }

    /// Hexadecimal colour lightened to `tint`/255 of its own.
    fn tinted(self, tint: u16) -> String {
        let [r, g, b] = self
            .base()
            .1
            .map(|part| (part * tint + 255 * (255 - tint)) / 255);
        format!("{r:02X}{g:02X}{b:02X}")
    }

    fn line(self, side: &str, size: u8, tint: u16) -> String {
        format!(
            "<w:{side} w:val=\"single\" w:sz=\"{size}\" w:space=\"0\" w:color=\"{}\" w:themeColor=\"{}\" w:themeTint=\"{tint:02X}\"/>",
            self.tinted(tint),
            self.base().0
        )
    }

    fn lines(self, sides: &[&str], size: u8, tint: u16) -> String {
        sides
            .iter()
            .map(|side| self.line(side, size, tint))
            .collect()
    }

    fn fill(self, tint: u16) -> String {
        let (name, _) = self.base();
        format!(
            "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{}\" w:themeFill=\"{name}\" w:themeFillTint=\"{tint:02X}\"/>",
            self.tinted(tint)
        )
    }

    fn text(self) -> String {
        let (name, parts) = self.base();
        let [r, g, b] = parts.map(|part| part * 0xBF / 0xFF);
        format!(
            "<w:color w:val=\"{r:02X}{g:02X}{b:02X}\" w:themeColor=\"{name}\" w:themeShade=\"BF\"/>"
        )
    }
}

const BOX: &[&str] = &["top", "left", "bottom", "right"];
const ALL: &[&str] = &["top", "left", "bottom", "right", "insideH", "insideV"];
const WHITE: &str = "<w:color w:val=\"FFFFFF\" w:themeColor=\"background1\"/>";
const BOLD: &str = "<w:b/><w:bCs/>";

fn part(out: &mut String, kind: &str, rpr: &str, tcpr: &str) {
    let _ = write!(out, "<w:tblStylePr w:type=\"{kind}\">");
    if !rpr.is_empty() {
        let _ = write!(out, "<w:rPr>{rpr}</w:rPr>");
    }
    if !tcpr.is_empty() {
        let _ = write!(out, "<w:tcPr>{tcpr}</w:tcPr>");
    }
    out.push_str("</w:tblStylePr>");
}

fn bands(out: &mut String, fill: &str) {
    part(out, "band1Vert", "", fill);
    part(out, "band1Horz", "", fill);
}

/// Table borders, cell properties and text properties of a family; conditional formats go to `out`.
fn design(family: Family, ink: Ink, out: &mut String) -> (String, String, String) {
    let strong_edges = |out: &mut String, header: &str, footer: &str, text: &str| {
        part(out, "firstRow", &format!("{BOLD}{text}"), header);
        part(out, "lastRow", &format!("{BOLD}{text}"), footer);
        part(out, "firstCol", &format!("{BOLD}{text}"), "");
        part(out, "lastCol", &format!("{BOLD}{text}"), "");
    };
    let under = |tint| {
        format!(
            "<w:tcBorders>{}</w:tcBorders>",
            ink.line("bottom", 12, tint)
        )
    };
    let over = |tint| format!("<w:tcBorders>{}</w:tcBorders>", ink.line("top", 4, tint));
    let solid_header = |out: &mut String| {
        part(out, "firstRow", &format!("{BOLD}{WHITE}"), &ink.fill(0xFF));
        part(out, "lastRow", BOLD, &over(0xFF));
        part(out, "firstCol", BOLD, "");
        part(out, "lastCol", BOLD, "");
    };
    let none = String::new;
    match family {
        Family::GridLight => (ink.lines(ALL, 4, 0x50), none(), none()),
        Family::Plain(1) => {
            strong_edges(out, "", "", "");
            bands(out, &ink.fill(0x0D));
            (ink.lines(ALL, 4, 0x50), none(), none())
        }
        Family::Plain(2) => {
            strong_edges(out, &under(0x80), &over(0x80), "");
            (ink.lines(&["top", "bottom"], 4, 0x80), none(), none())
        }
        Family::Plain(kind) => {
            let text = match kind {
                3 => "<w:caps/>",
                _ => "",
            };
            strong_edges(out, "", "", text);
            bands(out, &ink.fill(0x0D));
            (none(), none(), none())
        }
        Family::Grid(1) => {
            strong_edges(out, &under(0x99), &over(0x99), "");
            (ink.lines(ALL, 4, 0x66), none(), none())
        }
        Family::Grid(2) => {
            strong_edges(out, &under(0x99), &over(0x99), "");
            bands(out, &ink.fill(0x33));
            (
                ink.lines(&["top", "bottom", "insideH", "insideV"], 4, 0x99),
                none(),
                none(),
            )
        }
        Family::Grid(3) => {
            strong_edges(out, &under(0x99), &over(0x99), "");
            bands(out, &ink.fill(0x33));
            (ink.lines(ALL, 4, 0x99), none(), none())
        }
        Family::Grid(4) => {
            solid_header(out);
            bands(out, &ink.fill(0x33));
            (ink.lines(ALL, 4, 0x99), none(), none())
        }
        Family::Grid(5) => {
            for kind in ["firstRow", "lastRow", "firstCol", "lastCol"] {
                part(out, kind, &format!("{BOLD}{WHITE}"), &ink.fill(0xFF));
            }
            bands(out, &ink.fill(0x66));
            let white: String = ALL
                .iter()
                .map(|side| format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"FFFFFF\" w:themeColor=\"background1\"/>"))
                .collect();
            (white, ink.fill(0x33), none())
        }
        Family::Grid(kind) => {
            strong_edges(out, &under(0x99), &over(0x99), "");
            bands(out, &ink.fill(0x33));
            let sides = if kind == 6 {
                ALL
            } else {
                &["bottom", "insideH", "insideV"][..]
            };
            (ink.lines(sides, 4, 0x99), none(), ink.text())
        }
        Family::List(1) => {
            strong_edges(out, &under(0x99), &over(0x99), "");
            bands(out, &ink.fill(0x33));
            (none(), none(), none())
        }
        Family::List(2) => {
            strong_edges(out, "", "", "");
            bands(out, &ink.fill(0x33));
            (
                ink.lines(&["top", "bottom", "insideH"], 4, 0x99),
                none(),
                none(),
            )
        }
        Family::List(3) => {
            solid_header(out);
            part(
                out,
                "band1Horz",
                "",
                &format!(
                    "<w:tcBorders>{}</w:tcBorders>",
                    ink.lines(&["top", "bottom"], 4, 0xFF)
                ),
            );
            (ink.lines(BOX, 4, 0xFF), none(), none())
        }
        Family::List(4) => {
            solid_header(out);
            bands(out, &ink.fill(0x33));
            (
                ink.lines(&["top", "left", "bottom", "right", "insideH"], 4, 0x99),
                none(),
                none(),
            )
        }
        Family::List(5) => {
            strong_edges(out, "", "", WHITE);
            (ink.lines(BOX, 24, 0xFF), ink.fill(0xFF), WHITE.to_owned())
        }
        Family::List(kind) => {
            strong_edges(out, &under(0xFF), &over(0xFF), "");
            bands(out, &ink.fill(0x33));
            let borders = if kind == 6 {
                ink.lines(&["top", "bottom"], 4, 0xFF)
            } else {
                none()
            };
            (borders, none(), ink.text())
        }
        Family::Lined | Family::BorderedLined => {
            solid_header(out);
            bands(out, &ink.fill(0x33));
            let borders = if family == Family::Lined {
                none()
            } else {
                ink.lines(ALL, 4, 0x99)
            };
            (borders, none(), none())
        }
        Family::Bordered => {
            strong_edges(out, &under(0xFF), &over(0xFF), "");
            (ink.lines(ALL, 4, 0x99), none(), none())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::gallery_style;

    #[test]
    fn gallery_names_are_those_of_the_original() {
        for name in [
            "Table Grid Light",
            "Plain Table 1",
            "Plain Table 5",
            "Grid Table 1 Light",
            "Grid Table 4 - Accent 1",
            "Grid Table 5 Dark- Accent 1",
            "Grid Table 7 Colorful - Accent 6",
            "List Table 3 - Accent 2",
            "Lined - Accent",
            "Lined - Accent 4",
            "Bordered & Lined - Accent 3",
            "Bordered",
            "Bordered - Accent 6",
        ] {
            let xml = gallery_style(name, "TableNormal").expect(name);
            let mut dom = crate::Dom::new();
            let style = dom.try_fragment(&xml).expect(name);
            assert_eq!(crate::word::props::val(&dom, style, "w:name"), Some(name));
            assert!(dom.path(style, &["w:tblPr", "w:tblBorders"]).is_some());
        }
        for name in [
            "Grid Table 8",
            "Plain Table 1 - Accent 1",
            "Lined",
            "Grid Table 4 - Accent 7",
            "Nope",
        ] {
            assert!(gallery_style(name, "TableNormal").is_none(), "{name}");
        }
    }

    #[test]
    fn the_base_may_hold_any_character() {
        let base = "a\"/><b>&'";
        let xml = gallery_style("Bordered", base).expect("a style of the gallery");
        let mut dom = crate::Dom::new();
        let style = dom.try_fragment(&xml).expect("well-formed");
        assert_eq!(
            crate::word::props::val(&dom, style, "w:basedOn"),
            Some(base)
        );
    }
}
