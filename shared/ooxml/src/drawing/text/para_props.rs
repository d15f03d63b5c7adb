//! Properties of paragraphs: `a:pPr` and the levels of list styles (21.1.2.2.7). The functions take that element; lengths
//! are twips.

use crate::dom::{Dom, NodeId};

/// Children of `a:pPr` in the schema's order.
pub const ORDER: &[&str] = &[
    "a:lnSpc",
    "a:spcBef",
    "a:spcAft",
    "a:buClrTx",
    "a:buClr",
    "a:buSzTx",
    "a:buSzPct",
    "a:buSzPts",
    "a:buFontTx",
    "a:buFont",
    "a:buNone",
    "a:buAutoNum",
    "a:buChar",
    "a:buBlip",
    "a:tabLst",
    "a:defRPr",
    "a:extLst",
];

const EMU_PER_TWIP: f64 = 635.0;
/// ST_TextMargin and ST_TextIndent, 20.1.10.73 and 20.1.10.69.
const MAX_INDENT: f64 = 51_206_400.0;
/// ST_TextSpacingPoint, 20.1.10.78.
const MAX_POINTS: f64 = 158_400.0;
/// The extension that holds the outline level, which DrawingML has no word for.
const OUTLINE: &str = "{6B7A5B0E-3C52-4E0B-9E0B-5B6C1D1A7F21}";

const ALIGNMENTS: &[(&str, &str)] = &[
    ("left", "l"),
    ("center", "ctr"),
    ("right", "r"),
    ("both", "just"),
];

/// The alignment.
#[must_use]
pub fn alignment(dom: &Dom, ppr: NodeId) -> Option<&'static str> {
    let value = dom.attr(ppr, "algn")?;
    let known = ALIGNMENTS.iter().find(|(_, file)| *file == value);
    // Justified in other ways (`dist`, `justLow`).
    Some(known.map_or("both", |(name, _)| name))
}

/// Sets the alignment; what is none means left.
pub fn set_alignment(dom: &mut Dom, ppr: NodeId, name: &str) {
    let known = ALIGNMENTS.iter().find(|(known, _)| *known == name);
    dom.set_attr(ppr, "algn", known.map_or("l", |(_, file)| file));
}

/// An indent: `marL`, `marR` or `indent` (of the first line, against the left one).
#[must_use]
pub fn indent(dom: &Dom, ppr: NodeId, name: &str) -> Option<f64> {
    let emu: f64 = dom.attr(ppr, name)?.parse().ok()?;
    Some((emu / EMU_PER_TWIP).round())
}

/// A length in twips that scripts say, to whole ones. The original keeps millimetres: halves go up but for what is lost there.
#[must_use]
pub fn whole_twips(twips: f64) -> f64 {
    let millimetres = twips * (25.4 / 72.0 / 20.0);
    (20.0 * millimetres * 72.0 / 25.4 + 0.5).floor()
}

/// Sets an indent, in whole twips. Only that of the first line may be negative.
pub fn set_indent(dom: &mut Dom, ppr: NodeId, name: &str, twips: f64) {
    let least = if name == "indent" { -MAX_INDENT } else { 0.0 };
    let emu = (whole_twips(twips) * EMU_PER_TWIP)
        .round()
        .clamp(least, MAX_INDENT);
    dom.set_attr(ppr, name, &emu.to_string());
}

/// The height of lines: its value and `auto` (in 240ths of a line), `exact` or `atLeast` (in twips).
#[must_use]
pub fn line(dom: &Dom, ppr: NodeId) -> Option<(f64, &'static str)> {
    let holder = dom.child(ppr, "a:lnSpc")?;
    if let Some(percent) = amount(dom, holder, "a:spcPct") {
        return Some(((percent * 240.0 / 100_000.0).round(), "auto"));
    }
    let rule = if dom.is_marked(holder) {
        "atLeast"
    } else {
        "exact"
    };
    Some((amount(dom, holder, "a:spcPts")? / 5.0, rule))
}

/// Sets the height of lines; `false` for an unknown rule. DrawingML has no height at least: it is written as an exact one.
pub fn set_line(dom: &mut Dom, ppr: NodeId, value: f64, rule: &str) -> bool {
    let (name, amount) = match rule {
        "auto" => (
            "a:spcPct",
            (value / 240.0 * 100_000.0).clamp(0.0, 13_200_000.0),
        ),
        "exact" | "atLeast" => (
            "a:spcPts",
            (whole_twips(value) * 5.0).clamp(0.0, MAX_POINTS),
        ),
        _ => return false,
    };
    let holder = set_amount(dom, ppr, "a:lnSpc", name, amount);
    dom.set_mark(holder, rule == "atLeast");
    true
}

/// The space before (`a:spcBef`) or after (`a:spcAft`) the paragraph; `size` is the size of its text in half points, which
/// spaces in percent count in.
#[must_use]
pub fn space(dom: &Dom, ppr: NodeId, place: &str, size: f64) -> Option<f64> {
    let holder = dom.child(ppr, place)?;
    if let Some(points) = amount(dom, holder, "a:spcPts") {
        return Some((points / 5.0).round());
    }
    Some((amount(dom, holder, "a:spcPct")? / 100_000.0 * size * 10.0).round())
}

/// Sets the space before (`a:spcBef`) or after (`a:spcAft`) the paragraph.
pub fn set_space(dom: &mut Dom, ppr: NodeId, place: &str, twips: f64) {
    set_amount(
        dom,
        ppr,
        place,
        "a:spcPts",
        (whole_twips(twips) * 5.0).clamp(0.0, MAX_POINTS),
    );
}

fn amount(dom: &Dom, holder: NodeId, name: &str) -> Option<f64> {
    let value = dom.attr(dom.child(holder, name)?, "val")?;
    // Strict files write `120%`.
    match value.strip_suffix('%') {
        Some(percent) => Some(percent.parse::<f64>().ok()? * 1000.0),
        None => value.parse().ok(),
    }
}

fn set_amount(dom: &mut Dom, ppr: NodeId, place: &str, name: &str, amount: f64) -> NodeId {
    let holder = dom.ensure_child(ppr, place, ORDER);
    dom.clear(holder);
    let value = dom.element_with(name, &[("val", &amount.round().to_string())]);
    dom.append(holder, value);
    holder
}

/// A tab stop: its position and alignment (`left`, `center`, `right`, `decimal`).
pub type Tab = (f64, &'static str);

const TABS: &[(&str, &str)] = &[("left", "l"), ("center", "ctr"), ("right", "r")];

/// The tab stops, by position.
#[must_use]
pub fn tabs(dom: &Dom, ppr: NodeId) -> Option<Vec<Tab>> {
    let list = dom.child(ppr, "a:tabLst")?;
    let tab = |node| {
        let position: f64 = dom.attr(node, "pos")?.parse().ok()?;
        let value = dom.attr(node, "algn").unwrap_or("l");
        let known = TABS.iter().find(|(_, file)| *file == value);
        Some((
            (position / EMU_PER_TWIP).round(),
            known.map_or("left", |(name, _)| name),
        ))
    };
    Some(dom.elements(list, "a:tab").filter_map(tab).collect())
}

/// Replaces the tab stops. Those of an unknown alignment are left ones; a `clear` one is none.
pub fn set_tabs(dom: &mut Dom, ppr: NodeId, stops: &[(f64, String)]) {
    let list = dom.ensure_child(ppr, "a:tabLst", ORDER);
    dom.clear(list);
    let mut stops: Vec<&(f64, String)> = stops.iter().filter(|(_, name)| name != "clear").collect();
    stops.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    for (position, name) in stops {
        let known = TABS.iter().find(|(known, _)| known == name);
        let emu = (position * EMU_PER_TWIP)
            .round()
            .clamp(-2_147_483_648.0, 2_147_483_647.0);
        let tab = dom.element_with(
            "a:tab",
            &[
                ("pos", &emu.to_string()),
                ("algn", known.map_or("l", |(_, file)| file)),
            ],
        );
        dom.append(list, tab);
    }
}

/// The outline level, 0 to 9.
#[must_use]
pub fn outline(dom: &Dom, ppr: NodeId) -> Option<i64> {
    let list = dom.child(ppr, "a:extLst")?;
    let extension = dom
        .elements(list, "a:ext")
        .find(|extension| dom.attr(*extension, "uri") == Some(OUTLINE))?;
    dom.attr(dom.child(extension, "w:outlineLvl")?, "w:val")?
        .parse()
        .ok()
}

/// Sets or takes the outline level. It is an extension of the paragraph: readers that do not know it pass over it.
pub fn set_outline(dom: &mut Dom, ppr: NodeId, level: Option<i64>) {
    let list = dom.ensure_child(ppr, "a:extLst", ORDER);
    for old in dom.child_ids(list) {
        if dom.attr(old, "uri") == Some(OUTLINE) {
            dom.detach(old);
        }
    }
    if let Some(level) = level {
        let extension = dom.element_with("a:ext", &[("uri", OUTLINE)]);
        let value = dom.element_with("w:outlineLvl", &[("w:val", &level.to_string())]);
        dom.append(extension, value);
        dom.append(list, extension);
    }
    if dom.first_child(list).is_none() {
        dom.detach(list);
    }
}
