//! Labels of values: `c:dLbls` of plots and series, `c:dLbl` of points (21.2.2.49, 21.2.2.47).

use super::text::letters;
use super::{ensure, plots, set_val};
use crate::dom::{Dom, NodeId};

/// What labels say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Shown {
    /// The name of the series.
    pub series: bool,
    /// The name of the category.
    pub category: bool,
    /// The value.
    pub value: bool,
    /// The share of the whole, in round charts.
    pub percent: bool,
}

const UNPAINTED: &str = "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>";
const SWITCHES: &str = "<c:showLegendKey val=\"0\"/><c:showVal val=\"0\"/><c:showCatName val=\"0\"/><c:showSerName val=\"0\"/>\
    <c:showPercent val=\"0\"/><c:showBubbleSize val=\"0\"/>";

/// Labels that say nothing; those of round charts have lines to their slices.
#[must_use]
pub fn hidden(leaders: bool) -> String {
    let leaders = if leaders {
        "<c:showLeaderLines val=\"1\"/>"
    } else {
        ""
    };
    format!(
        "<c:dLbls>{UNPAINTED}{}{SWITCHES}{leaders}</c:dLbls>",
        letters(900, 75_000)
    )
}

fn show(dom: &mut Dom, labels: NodeId, shown: Shown) {
    // Labels that were deleted say nothing whatever else is written.
    super::remove(dom, labels, "c:delete");
    let switches = [
        ("c:showLegendKey", false),
        ("c:showVal", shown.value),
        ("c:showCatName", shown.category),
        ("c:showSerName", shown.series),
        ("c:showPercent", shown.percent),
        ("c:showBubbleSize", false),
    ];
    for (name, on) in switches {
        set_val(dom, labels, name, if on { "1" } else { "0" });
    }
}

fn labels_of(dom: &mut Dom, holder: NodeId) -> NodeId {
    if let Some(labels) = dom.child(holder, "c:dLbls") {
        return labels;
    }
    let created = dom.fragment(&hidden(false));
    let place = ensure(dom, holder, "c:dLbls");
    dom.replace(place, created);
    created
}

/// Sets what the labels of all points say.
pub fn show_all(dom: &mut Dom, space: NodeId, shown: Shown) {
    for plot in plots(dom, space) {
        let labels = labels_of(dom, plot);
        show(dom, labels, shown);
        let series: Vec<NodeId> = dom.elements(plot, "c:ser").collect();
        for series in series {
            let labels = labels_of(dom, series);
            show(dom, labels, shown);
            let points: Vec<NodeId> = dom.elements(labels, "c:dLbl").collect();
            for point in points {
                show(dom, point, shown);
            }
        }
    }
}

/// Sets what the label of one point says.
pub fn show_point(dom: &mut Dom, series: NodeId, point: u32, shown: Shown) {
    let labels = labels_of(dom, series);
    let found = super::series::numbered(dom, labels, "c:dLbl", point);
    let label = match found {
        Some(label) => label,
        None => {
            let created = dom.fragment(&format!(
                "<c:dLbl><c:idx val=\"{point}\"/>{UNPAINTED}{}{SWITCHES}</c:dLbl>",
                letters(900, 75_000)
            ));
            super::series::insert_numbered(dom, labels, created, point);
            created
        }
    };
    show(dom, label, shown);
}
