//! Paragraph properties (`w:pPr`, ISO/IEC 29500-1, 17.3.1). The functions take the `w:pPr` itself.

use super::props::{ensure, number, remove, set_val, val};
use crate::dom::{Dom, NodeId};

/// How the distance between lines is counted (17.18.48).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineRule {
    /// In 240ths of a line.
    Auto,
    /// At least so many twips.
    AtLeast,
    /// Exactly so many twips.
    Exact,
}

impl LineRule {
    /// The rule of this name.
    #[must_use]
    pub fn by_name(name: &str) -> Option<Self> {
        match name {
            "auto" => Some(Self::Auto),
            "atLeast" => Some(Self::AtLeast),
            "exact" => Some(Self::Exact),
            _ => None,
        }
    }

    /// The rule's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::AtLeast => "atLeast",
            Self::Exact => "exact",
        }
    }
}

/// Alignment: `left`, `right`, `center` or `both`; anything else takes it away.
pub fn set_jc(dom: &mut Dom, ppr: NodeId, jc: &str) {
    if matches!(jc, "left" | "right" | "center" | "both") {
        set_val(dom, ppr, "w:jc", jc);
    } else {
        remove(dom, ppr, "w:jc");
    }
}

/// Alignment by its transitional name: `start` reads as `left`, `end` as `right`.
#[must_use]
pub fn jc(dom: &Dom, ppr: NodeId) -> Option<&str> {
    val(dom, ppr, "w:jc").map(|value| match value {
        "start" => "left",
        "end" => "right",
        other => other,
    })
}

/// Indents in twips.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Indent {
    /// From the left margin.
    Left,
    /// From the right margin.
    Right,
    /// Of the first line relative to the others; negative hangs out.
    FirstLine,
}

/// Writes an indent.
pub fn set_indent(dom: &mut Dom, ppr: NodeId, which: Indent, twips: i64) {
    let ind = ensure(dom, ppr, "w:ind");
    let stale: &[&str] = match which {
        Indent::Left => &["w:start", "w:leftChars", "w:startChars"],
        Indent::Right => &["w:end", "w:rightChars", "w:endChars"],
        Indent::FirstLine => &[
            "w:firstLine",
            "w:hanging",
            "w:firstLineChars",
            "w:hangingChars",
        ],
    };
    for name in stale {
        dom.remove_attr(ind, name);
    }
    let (name, value) = match which {
        Indent::Left => ("w:left", twips),
        Indent::Right => ("w:right", twips),
        Indent::FirstLine if twips < 0 => ("w:hanging", -twips),
        Indent::FirstLine => ("w:firstLine", twips),
    };
    dom.set_attr(ind, name, &value.to_string());
}

/// Reads an indent.
#[must_use]
pub fn indent(dom: &Dom, ppr: NodeId, which: Indent) -> Option<i64> {
    let ind = dom.child(ppr, "w:ind")?;
    match which {
        Indent::Left => number(dom, ind, "w:left").or_else(|| number(dom, ind, "w:start")),
        Indent::Right => number(dom, ind, "w:right").or_else(|| number(dom, ind, "w:end")),
        Indent::FirstLine => number(dom, ind, "w:hanging")
            .map(|value| -value)
            .or_else(|| number(dom, ind, "w:firstLine")),
    }
}

/// Space above (`before`) or below the paragraph in twips; `auto` leaves the amount to the reader.
pub fn set_space(dom: &mut Dom, ppr: NodeId, before: bool, twips: i64, auto: bool) {
    let spacing = ensure(dom, ppr, "w:spacing");
    let (name, flag, lines) = if before {
        ("w:before", "w:beforeAutospacing", "w:beforeLines")
    } else {
        ("w:after", "w:afterAutospacing", "w:afterLines")
    };
    dom.remove_attr(spacing, lines);
    dom.set_attr(spacing, name, &twips.to_string());
    if auto {
        dom.set_attr(spacing, flag, "1");
    } else {
        dom.remove_attr(spacing, flag);
    }
}

/// Reads the space above or below in twips.
#[must_use]
pub fn space(dom: &Dom, ppr: NodeId, before: bool) -> Option<i64> {
    number(
        dom,
        dom.child(ppr, "w:spacing")?,
        if before { "w:before" } else { "w:after" },
    )
}

/// Distance between lines, in the unit of its rule.
pub fn set_line(dom: &mut Dom, ppr: NodeId, value: i64, rule: LineRule) {
    let spacing = ensure(dom, ppr, "w:spacing");
    dom.set_attr(spacing, "w:line", &value.to_string());
    dom.set_attr(spacing, "w:lineRule", rule.name());
}

/// Distance between lines and its rule.
#[must_use]
pub fn line(dom: &Dom, ppr: NodeId) -> Option<(i64, LineRule)> {
    let spacing = dom.child(ppr, "w:spacing")?;
    let value = number(dom, spacing, "w:line")?;
    let rule = dom.attr(spacing, "w:lineRule").and_then(LineRule::by_name);
    Some((value, rule.unwrap_or(LineRule::Auto)))
}

/// Replaces the tab stops: position in twips and kind (`left`, `center`, `right`, `clear`).
pub fn set_tabs(dom: &mut Dom, ppr: NodeId, stops: &[(i64, &str)]) {
    if stops.is_empty() {
        remove(dom, ppr, "w:tabs");
        return;
    }
    let tabs = ensure(dom, ppr, "w:tabs");
    dom.clear(tabs);
    for (position, kind) in stops {
        let tab = dom.element("w:tab");
        dom.set_attr(tab, "w:val", kind);
        dom.set_attr(tab, "w:pos", &position.to_string());
        dom.append(tabs, tab);
    }
}

/// The paragraph's own tab stops: position in twips, kind, leader.
#[must_use]
pub fn tabs(dom: &Dom, ppr: NodeId) -> Vec<(i64, String, String)> {
    let Some(tabs) = dom.child(ppr, "w:tabs") else {
        return Vec::new();
    };
    dom.elements(tabs, "w:tab")
        .map(|tab| {
            let position = number(dom, tab, "w:pos").unwrap_or(0);
            let kind = dom.attr(tab, "w:val").unwrap_or("left").to_owned();
            (
                position,
                kind,
                dom.attr(tab, "w:leader").unwrap_or("none").to_owned(),
            )
        })
        .collect()
}

/// Ties the paragraph to a level (0 to 8) of a numbering; `None` takes it out of any list.
pub fn set_numbering(dom: &mut Dom, ppr: NodeId, level: Option<(i64, usize)>) {
    let Some((num, level)) = level else {
        remove(dom, ppr, "w:numPr");
        return;
    };
    let numpr = ensure(dom, ppr, "w:numPr");
    const ORDER: &[&str] = &["w:ilvl", "w:numId", "w:numberingChange", "w:ins"];
    let ilvl = dom.ensure_child(numpr, "w:ilvl", ORDER);
    dom.set_attr(ilvl, "w:val", &level.to_string());
    let id = dom.ensure_child(numpr, "w:numId", ORDER);
    dom.set_attr(id, "w:val", &num.to_string());
}

/// The properties' own numbering: number id and level. Id 0 means none, on purpose.
#[must_use]
pub fn numbering(dom: &Dom, ppr: NodeId) -> Option<(i64, usize)> {
    let numpr = dom.child(ppr, "w:numPr")?;
    let num = number(dom, dom.child(numpr, "w:numId")?, "w:val")?;
    let level = dom
        .child(numpr, "w:ilvl")
        .and_then(|ilvl| number(dom, ilvl, "w:val"))
        .unwrap_or(0);
    Some((num, usize::try_from(level).unwrap_or(0).min(8)))
}

/// Outline level, 0 to 8; 9 is body text.
#[must_use]
pub fn outline(dom: &Dom, ppr: NodeId) -> Option<i64> {
    number(dom, dom.child(ppr, "w:outlineLvl")?, "w:val")
}
