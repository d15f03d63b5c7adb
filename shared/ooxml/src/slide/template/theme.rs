//! The theme of a new presentation, put together from its colours and gradients.

/// Colour slots of `a:clrScheme` after the two that follow the system.
const COLORS: [(&str, &str); 10] = [
    ("dk2", "44546A"),
    ("lt2", "E7E6E6"),
    ("accent1", "5B9BD5"),
    ("accent2", "ED7D31"),
    ("accent3", "A5A5A5"),
    ("accent4", "FFC000"),
    ("accent5", "4472C4"),
    ("accent6", "70AD47"),
    ("hlink", "0563C1"),
    ("folHlink", "954F72"),
];

/// A stop of a gradient of the placeholder's colour: where, and how the colour is changed, in thousandths of a percent.
type Stop = (u32, &'static [(&'static str, u32)]);

const SUBTLE: [Stop; 3] = [
    (
        0,
        &[("lumMod", 110_000), ("satMod", 105_000), ("tint", 67_000)],
    ),
    (
        50_000,
        &[("lumMod", 105_000), ("satMod", 103_000), ("tint", 73_000)],
    ),
    (
        100_000,
        &[("lumMod", 105_000), ("satMod", 109_000), ("tint", 81_000)],
    ),
];

const INTENSE: [Stop; 3] = [
    (
        0,
        &[("satMod", 103_000), ("lumMod", 102_000), ("tint", 94_000)],
    ),
    (
        50_000,
        &[("satMod", 110_000), ("lumMod", 100_000), ("shade", 100_000)],
    ),
    (
        100_000,
        &[("lumMod", 99_000), ("satMod", 120_000), ("shade", 78_000)],
    ),
];

const BACKGROUND: [Stop; 3] = [
    (
        0,
        &[
            ("tint", 93_000),
            ("satMod", 150_000),
            ("shade", 98_000),
            ("lumMod", 102_000),
        ],
    ),
    (
        50_000,
        &[
            ("tint", 98_000),
            ("satMod", 130_000),
            ("shade", 90_000),
            ("lumMod", 103_000),
        ],
    ),
    (100_000, &[("shade", 63_000), ("satMod", 120_000)]),
];

const SOLID: &str = "<a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill>";

fn changes(list: &[(&str, u32)]) -> String {
    list.iter()
        .map(|(name, value)| format!("<a:{name} val=\"{value}\"/>"))
        .collect()
}

fn gradient(stops: &[Stop]) -> String {
    let stops: String = stops
        .iter()
        .map(|(at, list)| {
            format!(
                "<a:gs pos=\"{at}\"><a:schemeClr val=\"phClr\">{}</a:schemeClr></a:gs>",
                changes(list)
            )
        })
        .collect();
    format!(
        "<a:gradFill><a:gsLst>{stops}</a:gsLst><a:lin ang=\"5400000\" scaled=\"0\"/></a:gradFill>"
    )
}

/// `a:theme`
pub(in crate::slide) fn theme() -> String {
    let colors: String = COLORS
        .iter()
        .map(|(slot, color)| format!("<a:{slot}><a:srgbClr val=\"{color}\"/></a:{slot}>"))
        .collect();
    let fonts = "<a:latin typeface=\"Arial\"/><a:ea typeface=\"\"/><a:cs typeface=\"\"/>";
    let lines: String = [6350, 12_700, 19_050]
        .iter()
        .map(|width| {
            format!(
                "<a:ln w=\"{width}\" cap=\"flat\" cmpd=\"sng\" algn=\"ctr\">{SOLID}<a:prstDash val=\"solid\"/>\
                 <a:miter lim=\"800000\"/></a:ln>"
            )
        })
        .collect();
    let flat = "<a:effectStyle><a:effectLst/></a:effectStyle>";
    let shadow = "<a:effectStyle><a:effectLst><a:outerShdw blurRad=\"57150\" dist=\"19050\" dir=\"5400000\" algn=\"ctr\" \
        rotWithShape=\"0\"><a:srgbClr val=\"000000\"><a:alpha val=\"63000\"/></a:srgbClr></a:outerShdw></a:effectLst>\
        </a:effectStyle>";
    let tinted = format!(
        "<a:solidFill><a:schemeClr val=\"phClr\">{}</a:schemeClr></a:solidFill>",
        changes(&[("tint", 95_000), ("satMod", 170_000)])
    );
    format!(
        "<a:theme name=\"Office Theme\"><a:themeElements><a:clrScheme name=\"New Office\"><a:dk1><a:sysClr val=\"windowText\" \
         lastClr=\"000000\"/></a:dk1><a:lt1><a:sysClr val=\"window\" lastClr=\"FFFFFF\"/></a:lt1>{colors}</a:clrScheme>\
         <a:fontScheme name=\"Office Theme\"><a:majorFont>{fonts}</a:majorFont><a:minorFont>{fonts}</a:minorFont>\
         </a:fontScheme><a:fmtScheme name=\"Office Theme\"><a:fillStyleLst>{SOLID}{}{}</a:fillStyleLst><a:lnStyleLst>{lines}\
         </a:lnStyleLst><a:effectStyleLst>{flat}{flat}{shadow}</a:effectStyleLst><a:bgFillStyleLst>{SOLID}{tinted}{}\
         </a:bgFillStyleLst></a:fmtScheme></a:themeElements><a:objectDefaults/></a:theme>",
        gradient(&SUBTLE),
        gradient(&INTENSE),
        gradient(&BACKGROUND)
    )
}
