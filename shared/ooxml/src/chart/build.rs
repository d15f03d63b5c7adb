//! New charts, designed as Office designs them when nothing was chosen.

use super::data::{SeriesData, across_content, labels_content, name_xml, values_content};
use super::kind::Kind;
use super::label;
use super::text::{legend, letters};
use crate::dom::{Dom, NodeId, XmlError};

/// The faint line of axes and grids.
pub(super) const FAINT: &str = "<a:ln w=\"9525\" cap=\"flat\" cmpd=\"sng\" algn=\"ctr\"><a:solidFill><a:schemeClr val=\"tx1\">\
    <a:lumMod val=\"15000\"/><a:lumOff val=\"85000\"/></a:schemeClr></a:solidFill><a:round/></a:ln>";
/// The darker line of the axes of scatter charts.
const DARKER: &str = "<a:ln w=\"9525\" cap=\"flat\" cmpd=\"sng\" algn=\"ctr\"><a:solidFill><a:schemeClr val=\"tx1\">\
    <a:lumMod val=\"25000\"/><a:lumOff val=\"75000\"/></a:schemeClr></a:solidFill><a:round/></a:ln>";
const NO_LINE: &str = "<a:ln><a:noFill/></a:ln>";
/// What colours of the theme become after the sixth series, by rounds (the colour style 10 of Office).
const VARIATIONS: &[&str] = &[
    "",
    "<a:lumMod val=\"60000\"/>",
    "<a:lumMod val=\"80000\"/><a:lumOff val=\"20000\"/>",
    "<a:lumMod val=\"80000\"/>",
    "<a:lumMod val=\"60000\"/><a:lumOff val=\"40000\"/>",
    "<a:lumMod val=\"50000\"/>",
    "<a:lumMod val=\"70000\"/><a:lumOff val=\"30000\"/>",
    "<a:lumMod val=\"70000\"/>",
    "<a:lumMod val=\"50000\"/><a:lumOff val=\"50000\"/>",
];

/// What is designed of a new chart beside its data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Design<'a> {
    /// The name of the kind or combination in scripts.
    pub kind: &'a str,
    /// The number of the style, 1 to 48; others are left out.
    pub style: i64,
    /// The relationship of the chart's part to its embedded workbook.
    pub workbook: Option<&'a str>,
}

/// The colour of the series or point with this number.
#[must_use]
pub fn color(number: usize) -> String {
    let variation = VARIATIONS
        .get(number / 6 % VARIATIONS.len())
        .copied()
        .unwrap_or_default();
    format!(
        "<a:solidFill><a:schemeClr val=\"accent{}\">{variation}</a:schemeClr></a:solidFill>",
        number % 6 + 1
    )
}

/// `c:spPr` of a series of this kind.
pub(super) fn series_shape(kind: &Kind, number: usize) -> String {
    let color = color(number);
    let line = |width: u32| format!("<a:ln w=\"{width}\" cap=\"rnd\">{color}<a:round/></a:ln>");
    let line = if kind.is_line() {
        line(28_575)
    } else if kind.is_scatter() && kind.grouping != "marker" {
        line(19_050)
    } else {
        NO_LINE.to_owned()
    };
    format!("<c:spPr>{color}{line}</c:spPr>")
}

/// `c:marker` of a series of this kind; empty where series have none.
pub(super) fn marker(kind: &Kind, number: usize) -> String {
    if !kind.is_line() && !kind.is_scatter() && kind.element != "c:stockChart" {
        return String::new();
    }
    if !kind.markers {
        return "<c:marker><c:symbol val=\"none\"/></c:marker>".to_owned();
    }
    let color = color(number);
    format!(
        "<c:marker><c:symbol val=\"circle\"/><c:size val=\"5\"/><c:spPr>{color}<a:ln w=\"9525\">{color}</a:ln></c:spPr></c:marker>"
    )
}

/// `c:dPt` of a point of a round chart, which has a colour of its own.
pub(super) fn slice(point: usize) -> String {
    format!(
        "<c:dPt><c:idx val=\"{point}\"/><c:bubble3D val=\"0\"/><c:spPr>{}<a:ln w=\"19050\"><a:solidFill>\
         <a:schemeClr val=\"lt1\"/></a:solidFill></a:ln></c:spPr></c:dPt>",
        color(point)
    )
}

/// `c:ser`
pub fn series(kind: &Kind, number: usize, data: &SeriesData) -> String {
    let mut out = format!("<c:ser><c:idx val=\"{number}\"/><c:order val=\"{number}\"/>");
    if let Some(name) = &data.name {
        out.push_str(&name_xml(name));
    }
    if kind.is_round() {
        out.extend((0..data.values.points.len()).map(slice));
    } else {
        out.push_str(&series_shape(kind, number));
    }
    if matches!(kind.element, "c:barChart" | "c:bar3DChart") {
        out.push_str("<c:invertIfNegative val=\"0\"/>");
    }
    out.push_str(&marker(kind, number));
    out.push_str(&label::hidden(kind.is_round()));
    let (across, up) = if kind.is_scatter() {
        ("xVal", "yVal")
    } else {
        ("cat", "val")
    };
    if let Some(categories) = &data.categories {
        let content = if kind.is_scatter() {
            across_content(categories)
        } else {
            labels_content(categories)
        };
        out.push_str(&format!("<c:{across}>{content}</c:{across}>"));
    }
    out.push_str(&format!(
        "<c:{up}>{}</c:{up}>",
        values_content(&data.values)
    ));
    if matches!(
        kind.element,
        "c:lineChart" | "c:line3DChart" | "c:stockChart" | "c:scatterChart"
    ) {
        out.push_str(&format!("<c:smooth val=\"{}\"/>", u8::from(kind.smooth)));
    }
    out.push_str("</c:ser>");
    out
}

/// A plot with the series given as XML, on the axes with these numbers.
pub(super) fn plot(kind: &Kind, series: &str, axes: &[u32]) -> String {
    let grouping = match kind.element {
        "c:scatterChart" => format!("<c:scatterStyle val=\"{}\"/>", kind.grouping),
        "c:radarChart" => format!("<c:radarStyle val=\"{}\"/>", kind.grouping),
        _ if kind.direction.is_empty() && kind.grouping.is_empty() => String::new(),
        _ if kind.direction.is_empty() => format!("<c:grouping val=\"{}\"/>", kind.grouping),
        _ => format!(
            "<c:barDir val=\"{}\"/><c:grouping val=\"{}\"/>",
            kind.direction, kind.grouping
        ),
    };
    let vary = match kind.element {
        "c:stockChart" => String::new(),
        _ => format!("<c:varyColors val=\"{}\"/>", u8::from(kind.is_round())),
    };
    let rest = match (kind.element, kind.grouping) {
        ("c:barChart", "clustered") if kind.direction == "col" => {
            "<c:gapWidth val=\"219\"/><c:overlap val=\"-27\"/>".to_owned()
        }
        ("c:barChart", "clustered") => "<c:gapWidth val=\"182\"/>".to_owned(),
        ("c:barChart", _) => "<c:gapWidth val=\"150\"/><c:overlap val=\"100\"/>".to_owned(),
        ("c:bar3DChart", _) => "<c:gapWidth val=\"150\"/><c:shape val=\"box\"/>".to_owned(),
        ("c:lineChart", _) => format!("<c:marker val=\"{}\"/>", u8::from(kind.markers)),
        ("c:stockChart", _) => format!(
            "<c:hiLowLines><c:spPr>{RISE}</c:spPr></c:hiLowLines><c:upDownBars><c:gapWidth val=\"150\"/><c:upBars><c:spPr>\
             <a:solidFill><a:schemeClr val=\"lt1\"/></a:solidFill>{RISE}</c:spPr></c:upBars><c:downBars><c:spPr><a:solidFill>\
             <a:schemeClr val=\"tx1\"><a:lumMod val=\"65000\"/><a:lumOff val=\"35000\"/></a:schemeClr></a:solidFill>{RISE}</c:spPr>\
             </c:downBars></c:upDownBars>"
        ),
        ("c:pieChart", _) => "<c:firstSliceAng val=\"0\"/>".to_owned(),
        ("c:doughnutChart", _) => "<c:firstSliceAng val=\"0\"/><c:holeSize val=\"75\"/>".to_owned(),
        _ => String::new(),
    };
    let axes: String = axes
        .iter()
        .map(|axis| format!("<c:axId val=\"{axis}\"/>"))
        .collect();
    let element = kind.element;
    let labels = label::hidden(kind.is_round());
    format!("<{element}>{grouping}{vary}{series}{labels}{rest}{axes}</{element}>")
}

/// The line of the days of a stock chart.
const RISE: &str = "<a:ln w=\"9525\"><a:solidFill><a:schemeClr val=\"tx1\"><a:lumMod val=\"75000\"/><a:lumOff val=\"25000\"/>\
    </a:schemeClr></a:solidFill></a:ln>";

/// The axes of a kind with the numbers `first` and the next ones; `second` are the axes of the lines of a combination.
pub(super) fn axes(kind: &Kind, first: u32, second: bool) -> String {
    if kind.is_round() {
        return String::new();
    }
    let (across, up) = (first, first.saturating_add(1));
    let horizontal = kind.direction == "bar";
    let (mut side, bottom) = if horizontal { ("b", "l") } else { ("l", "b") };
    if second {
        side = if horizontal { "t" } else { "r" };
    }
    let scale = "<c:scaling><c:orientation val=\"minMax\"/></c:scaling>";
    let grid = format!("<c:majorGridlines><c:spPr><a:noFill/>{FAINT}</c:spPr></c:majorGridlines>");
    let ticks = |minor: &str| {
        format!(
            "<c:majorTickMark val=\"none\"/><c:minorTickMark val=\"{minor}\"/><c:tickLblPos val=\"nextTo\"/>"
        )
    };
    let shape = |line: &str| format!("<c:spPr><a:noFill/>{line}</c:spPr>{}", letters(900, 65_000));
    let crosses = if second { "max" } else { "autoZero" };
    let scatter_line = if kind.is_scatter() { DARKER } else { NO_LINE };
    let format = if kind.is_percent() { "0%" } else { "General" };
    let value = format!(
        "<c:valAx><c:axId val=\"{up}\"/>{scale}<c:delete val=\"0\"/><c:axPos val=\"{side}\"/>{}\
         <c:numFmt formatCode=\"{format}\" sourceLinked=\"1\"/>{}{}<c:crossAx val=\"{across}\"/><c:crosses val=\"{crosses}\"/>\
         <c:crossBetween val=\"{}\"/></c:valAx>",
        if second { "" } else { &grid },
        ticks("none"),
        shape(scatter_line),
        if kind.element == "c:areaChart" || kind.is_scatter() {
            "midCat"
        } else {
            "between"
        }
    );
    if kind.is_scatter() {
        return format!(
            "<c:valAx><c:axId val=\"{across}\"/>{scale}<c:delete val=\"{}\"/><c:axPos val=\"{bottom}\"/>{}\
             <c:numFmt formatCode=\"General\" sourceLinked=\"1\"/>{}{}<c:crossAx val=\"{up}\"/><c:crosses val=\"autoZero\"/>\
             <c:crossBetween val=\"midCat\"/></c:valAx>{value}",
            u8::from(second),
            if second { "" } else { &grid },
            ticks("none"),
            shape(DARKER)
        );
    }
    let minor = if kind.is_line() || kind.element == "c:stockChart" {
        "out"
    } else {
        "none"
    };
    let category_line = if kind.is_3d() && kind.element != "c:line3DChart" {
        NO_LINE
    } else {
        FAINT
    };
    let category = format!(
        "<c:catAx><c:axId val=\"{across}\"/>{scale}<c:delete val=\"{}\"/><c:axPos val=\"{bottom}\"/>{}{}<c:crossAx val=\"{up}\"/>\
         <c:crosses val=\"autoZero\"/><c:auto val=\"1\"/><c:lblAlgn val=\"ctr\"/><c:lblOffset val=\"100\"/>\
         <c:noMultiLvlLbl val=\"0\"/></c:catAx>",
        u8::from(second),
        ticks(minor),
        shape(category_line)
    );
    let depth = if has_depth(kind) {
        format!(
            "<c:serAx><c:axId val=\"{}\"/>{scale}<c:delete val=\"0\"/><c:axPos val=\"b\"/><c:majorTickMark val=\"out\"/>\
             <c:minorTickMark val=\"none\"/><c:tickLblPos val=\"nextTo\"/>{}<c:crossAx val=\"{across}\"/>\
             <c:crosses val=\"autoZero\"/></c:serAx>",
            first.saturating_add(2),
            shape(NO_LINE)
        )
    } else {
        String::new()
    };
    format!("{category}{value}{depth}")
}

/// Whether series stand behind each other, along an axis of their own.
fn has_depth(kind: &Kind) -> bool {
    kind.element == "c:line3DChart"
        || (kind.element == "c:bar3DChart" && kind.grouping == "standard")
}

/// The numbers of the axes that [`axes`] makes.
pub(super) fn axis_numbers(kind: &Kind, first: u32) -> Vec<u32> {
    let count = match () {
        () if kind.is_round() => 0,
        () if has_depth(kind) => 3,
        () => 2,
    };
    (first..).take(count).collect()
}

pub(super) fn space_of(kind: &Kind) -> String {
    if !kind.is_3d() {
        return String::new();
    }
    let view = match kind.element {
        "c:pie3DChart" => {
            "<c:rotX val=\"30\"/><c:rotY val=\"0\"/><c:depthPercent val=\"100\"/><c:rAngAx val=\"0\"/>"
        }
        "c:line3DChart" => "<c:rotX val=\"15\"/><c:rotY val=\"20\"/><c:rAngAx val=\"0\"/>",
        _ => {
            "<c:rotX val=\"15\"/><c:rotY val=\"20\"/><c:depthPercent val=\"100\"/><c:rAngAx val=\"1\"/>"
        }
    };
    let wall = |name: &str| {
        format!(
            "<c:{name}><c:thickness val=\"0\"/><c:spPr><a:noFill/>{NO_LINE}</c:spPr></c:{name}>"
        )
    };
    format!(
        "<c:view3D>{view}</c:view3D>{}{}{}",
        wall("floor"),
        wall("sideWall"),
        wall("backWall")
    )
}

/// The number of the first axis of a new chart.
const FIRST_AXIS: u32 = 111_111_101;

/// The content of `c:plotArea`, and the kind that the rest of the design follows.
fn plots_and_axes(design: Design<'_>, data: &[SeriesData]) -> Option<(String, &'static Kind)> {
    let all = |kind: &Kind, from: usize, to: usize| -> String {
        let numbered = data
            .iter()
            .enumerate()
            .skip(from)
            .take(to.saturating_sub(from));
        numbered
            .map(|(number, data)| series(kind, number, data))
            .collect()
    };
    if let Some(kind) = Kind::by_name(design.kind) {
        let numbers = axis_numbers(kind, FIRST_AXIS);
        let plot = plot(kind, &all(kind, 0, data.len()), &numbers);
        return Some((format!("{plot}{}", axes(kind, FIRST_AXIS, false)), kind));
    }
    if !super::kind::COMBINATIONS.contains(&design.kind) {
        return None;
    }
    let (bars, lines) = (Kind::by_name("bar")?, Kind::by_name("lineNormal")?);
    let half = data.len().div_ceil(2);
    if half == data.len() {
        // There is nothing for lines to show.
        let plot = plot(bars, &all(bars, 0, half), &axis_numbers(bars, FIRST_AXIS));
        return Some((format!("{plot}{}", axes(bars, FIRST_AXIS, false)), bars));
    }
    let second = design.kind == "comboBarLineSecondary";
    let line_axes = if second { FIRST_AXIS + 2 } else { FIRST_AXIS };
    let mut out = plot(bars, &all(bars, 0, half), &axis_numbers(bars, FIRST_AXIS));
    out.push_str(&plot(
        lines,
        &all(lines, half, data.len()),
        &axis_numbers(lines, line_axes),
    ));
    out.push_str(&axes(bars, FIRST_AXIS, false));
    if second {
        out.push_str(&axes(lines, line_axes, true));
    }
    Some((out, bars))
}

/// A chart space with its plots, axes and legend. `None` when scripts know no such kind.
///
/// # Errors
/// [`XmlError`] when the data is too much for a part.
pub fn build(
    dom: &mut Dom,
    design: Design<'_>,
    data: &[SeriesData],
) -> Result<Option<NodeId>, XmlError> {
    let Some((content, kind)) = plots_and_axes(design, data) else {
        return Ok(None);
    };
    let style = match design.style {
        style @ 1..=48 => format!("<c:style val=\"{style}\"/>"),
        _ => String::new(),
    };
    let workbook = match design.workbook {
        Some(id) => format!(
            "<c:externalData r:id=\"{}\"><c:autoUpdate val=\"0\"/></c:externalData>",
            crate::dom::escape::escape_attribute(id)
        ),
        None => String::new(),
    };
    let blanks = match (kind.element, kind.grouping) {
        ("c:areaChart", _) | ("c:lineChart", "stacked" | "percentStacked") => "zero",
        _ => "gap",
    };
    let xml = format!(
        "<c:chartSpace><c:date1904 val=\"0\"/><c:lang val=\"en-US\"/><c:roundedCorners val=\"0\"/>{style}<c:chart>\
         <c:autoTitleDeleted val=\"0\"/>{}<c:plotArea><c:layout/>{content}<c:spPr><a:noFill/>{NO_LINE}</c:spPr></c:plotArea>{}\
         <c:plotVisOnly val=\"1\"/><c:dispBlanksAs val=\"{blanks}\"/></c:chart><c:spPr><a:solidFill><a:schemeClr val=\"bg1\"/>\
         </a:solidFill>{FAINT}</c:spPr>{}{workbook}</c:chartSpace>",
        space_of(kind),
        legend("b"),
        letters(1_000, 100_000)
    );
    dom.try_fragment(&xml).map(Some)
}
