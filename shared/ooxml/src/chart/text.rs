//! Texts of a chart: titles of the chart, its axes and its legend's letters.

use super::{ensure, remove, val};
use crate::dom::escape::escape_text;
use crate::dom::{Dom, NodeId};

/// Letters of labels and legends: size in hundredths of a point, how dark in thousandths of a percent of the text colour.
#[must_use]
pub fn letters(size: u32, darkness: u32) -> String {
    let shade = if darkness == 100_000 {
        String::new()
    } else {
        format!(
            "<a:lumMod val=\"{darkness}\"/><a:lumOff val=\"{}\"/>",
            100_000 - darkness
        )
    };
    format!(
        "<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz=\"{size}\" b=\"0\"><a:solidFill><a:schemeClr val=\"tx1\">{shade}\
         </a:schemeClr></a:solidFill><a:latin typeface=\"+mn-lt\"/><a:ea typeface=\"+mn-ea\"/><a:cs typeface=\"+mn-cs\"/>\
         </a:defRPr></a:pPr><a:endParaRPr lang=\"en-US\"/></a:p></c:txPr>"
    )
}

/// How the letters of a title look where its text says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Letters {
    /// Hundredths of a point.
    pub size: Option<i64>,
    /// Bold or expressly not.
    pub bold: Option<bool>,
}

/// The largest size of letters, in hundredths of a point (ST_TextFontSize, 20.1.10.68).
const MAX_SIZE: i64 = 400_000;

/// Puts a title on a chart (`c:chart`) or axis. Line ends become breaks.
pub fn set_title(dom: &mut Dom, holder: NodeId, text: &str, letters: Letters) {
    let is_chart = dom.is(holder, "c:chart");
    remove(dom, holder, "c:title");
    let mut attributes = String::new();
    if let Some(size) = letters.size {
        attributes.push_str(&format!(" sz=\"{}\"", size.clamp(100, MAX_SIZE)));
    }
    if let Some(bold) = letters.bold {
        attributes.push_str(if bold { " b=\"1\"" } else { " b=\"0\"" });
    }
    let mut runs = String::new();
    for (index, line) in text.replace("\r\n", "\n").split(['\n', '\r']).enumerate() {
        if index > 0 {
            runs.push_str(&format!("<a:br><a:rPr lang=\"en-US\"{attributes}/></a:br>"));
        }
        if !line.is_empty() {
            runs.push_str(&format!(
                "<a:r><a:rPr lang=\"en-US\"{attributes}/><a:t>{}</a:t></a:r>",
                escape_text(line)
            ));
        }
    }
    let size = if is_chart { 1_400 } else { 1_000 };
    // The title of a vertical axis is read from below.
    let upright = matches!(val(dom, holder, "c:axPos"), Some("l" | "r"));
    let body = if upright {
        "<a:bodyPr rot=\"-5400000\" vert=\"horz\"/>"
    } else {
        "<a:bodyPr/>"
    };
    let xml = format!(
        "<c:title><c:tx><c:rich>{body}<a:lstStyle/><a:p><a:pPr><a:defRPr sz=\"{size}\" b=\"0\"><a:solidFill>\
         <a:schemeClr val=\"tx1\"><a:lumMod val=\"65000\"/><a:lumOff val=\"35000\"/></a:schemeClr></a:solidFill>\
         <a:latin typeface=\"+mn-lt\"/><a:ea typeface=\"+mn-ea\"/><a:cs typeface=\"+mn-cs\"/></a:defRPr></a:pPr>{runs}</a:p>\
         </c:rich></c:tx><c:overlay val=\"0\"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr></c:title>"
    );
    // A text too long for a part is no title.
    if let Ok(title) = dom.try_fragment(&xml) {
        let place = ensure(dom, holder, "c:title");
        dom.replace(place, title);
    }
}

/// The text of a chart's or axis's title as scripts read it: paragraphs end in CR LF, breaks are CR, tabs spaces.
#[must_use]
pub fn title(dom: &Dom, holder: NodeId) -> Option<String> {
    let title = dom.child(holder, "c:title")?;
    let rich = dom.path(title, &["c:tx", "c:rich"])?;
    let mut out = String::new();
    for paragraph in dom.elements(rich, "a:p") {
        for child in dom.child_elements(paragraph) {
            match dom.name_of(child) {
                Some("a:r" | "a:fld") => {
                    if let Some(text) = dom.child(child, "a:t") {
                        out.push_str(&dom.text(text).replace('\t', " "));
                    }
                }
                Some("a:br") => out.push('\r'),
                _ => {}
            }
        }
        out.push_str("\r\n");
    }
    Some(out)
}

/// Sets the size of the letters of an axis or legend, in hundredths of a point.
pub fn set_size(dom: &mut Dom, holder: NodeId, size: i64) {
    if dom.child(holder, "c:txPr").is_none() {
        let created = dom.fragment(&letters(1_000, 65_000));
        let place = ensure(dom, holder, "c:txPr");
        dom.replace(place, created);
    }
    let Some(text) = dom.child(holder, "c:txPr") else {
        return;
    };
    let paragraph = match dom.child(text, "a:p") {
        Some(paragraph) => paragraph,
        None => {
            let created = dom.element("a:p");
            dom.append(text, created);
            created
        }
    };
    let properties = dom.ensure_child(
        paragraph,
        "a:pPr",
        &["a:pPr", "a:r", "a:br", "a:fld", "a:endParaRPr"],
    );
    let defaults = dom.ensure_child(
        properties,
        "a:defRPr",
        &["a:tabLst", "a:defRPr", "a:extLst"],
    );
    dom.set_attr(defaults, "sz", &size.clamp(100, MAX_SIZE).to_string());
}

/// Places the legend: `left`, `top`, `right`, `bottom`, or `none` for no legend. `false` for anything else.
pub fn set_legend(dom: &mut Dom, chart: NodeId, position: &str) -> bool {
    let position = match position {
        "left" => "l",
        "top" => "t",
        "right" => "r",
        "bottom" => "b",
        "none" => {
            remove(dom, chart, "c:legend");
            return true;
        }
        _ => return false,
    };
    if dom.child(chart, "c:legend").is_none() {
        let created = dom.fragment(&legend(position));
        let place = ensure(dom, chart, "c:legend");
        dom.replace(place, created);
    }
    if let Some(legend) = dom.child(chart, "c:legend") {
        super::set_val(dom, legend, "c:legendPos", position);
    }
    true
}

/// `c:legend` at a place of ST_LegendPos (21.2.3.24).
#[must_use]
pub fn legend(position: &str) -> String {
    format!(
        "<c:legend><c:legendPos val=\"{position}\"/><c:overlay val=\"0\"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{}\
         </c:legend>",
        letters(900, 65_000)
    )
}
