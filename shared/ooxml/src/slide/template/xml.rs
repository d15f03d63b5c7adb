//! The XML of a new presentation's slides, layouts and masters, put together from the table of layouts.

use super::layouts::{Holder, Layout, Levels, Prompt};

/// The margins of text in a shape as Office writes them where it says them at all.
const INSETS: &str =
    " vert=\"horz\" lIns=\"91440\" tIns=\"45720\" rIns=\"91440\" bIns=\"45720\" rtlCol=\"0\"";
const CLR_MAP: &str = "<p:clrMap bg1=\"lt1\" tx1=\"dk1\" bg2=\"lt2\" tx2=\"dk2\" accent1=\"accent1\" \
    accent2=\"accent2\" accent3=\"accent3\" accent4=\"accent4\" accent5=\"accent5\" accent6=\"accent6\" \
    hlink=\"hlink\" folHlink=\"folHlink\"/>";
const BACKGROUND: &str = "<p:bg><p:bgRef idx=\"1001\"><a:schemeClr val=\"bg1\"/></p:bgRef></p:bg>";
const OUTLINE: [&str; 5] = [
    "Click to edit Master text styles",
    "Second level",
    "Third level",
    "Fourth level",
    "Fifth level",
];
/// What every layout ends with: name and attributes of `p:ph`.
const FOOTERS: [(&str, &str); 3] = [
    ("Date Placeholder", "type=\"dt\" sz=\"half\" idx=\"10\""),
    (
        "Footer Placeholder",
        "type=\"ftr\" sz=\"quarter\" idx=\"11\"",
    ),
    (
        "Slide Number Placeholder",
        "type=\"sldNum\" sz=\"quarter\" idx=\"12\"",
    ),
];
const DATE_FIELD: &str = "<a:fld id=\"{BCC18F51-09EC-435C-A3BA-64A766E099C0}\" type=\"datetimeFigureOut\">\
    <a:rPr lang=\"en-US\"/><a:t>30.10.2013</a:t></a:fld>";
const NUMBER_FIELD: &str = "<a:fld id=\"{08395586-F03A-48D1-94DF-16B239DF4FB5}\" type=\"slidenum\">\
    <a:rPr lang=\"en-US\"/><a:t>\u{2039}#\u{203a}</a:t></a:fld>";

/// A shape tree around its shapes, with the properties that the group of all shapes must have.
pub(in crate::slide) fn tree(shapes: &str) -> String {
    format!(
        "<p:spTree><p:nvGrpSpPr><p:cNvPr id=\"1\" name=\"\"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>\
         <a:off x=\"0\" y=\"0\"/><a:ext cx=\"0\" cy=\"0\"/><a:chOff x=\"0\" y=\"0\"/><a:chExt cx=\"0\" cy=\"0\"/>\
         </a:xfrm></p:grpSpPr>{shapes}</p:spTree>"
    )
}

fn run(text: &str) -> String {
    format!("<a:r><a:rPr lang=\"en-US\"/><a:t>{text}</a:t></a:r>")
}

/// One paragraph of a prompt; `level` is written where the original writes it.
fn paragraph(level: Option<usize>, content: &str) -> String {
    let level = level.map_or(String::new(), |level| format!("<a:pPr lvl=\"{level}\"/>"));
    format!("<a:p>{level}{content}<a:endParaRPr lang=\"en-US\"/></a:p>")
}

fn prompt(prompt: Prompt) -> String {
    match prompt {
        Prompt::Line(text) => paragraph(None, &run(text)),
        Prompt::Outline => outline(),
    }
}

fn outline() -> String {
    let lines = OUTLINE.iter().enumerate();
    lines
        .map(|(level, text)| paragraph(Some(level), &run(text)))
        .collect()
}

/// `a:lvl1pPr` to `a:lvl9pPr` of a placeholder.
fn levels(levels: Levels) -> String {
    (0..levels.count)
        .map(|level| {
            let last = levels.sizes.last().copied().unwrap_or(1800);
            let size = levels.sizes.get(level).copied().unwrap_or(last);
            let (margins, bullets) = if levels.flush {
                (
                    format!(" marL=\"{}\" indent=\"0\"", level * 457_200),
                    "<a:buNone/>",
                )
            } else {
                (String::new(), "")
            };
            let fill = if levels.tint {
                "<a:solidFill><a:schemeClr val=\"tx1\"><a:tint val=\"75000\"/></a:schemeClr></a:solidFill>"
            } else {
                ""
            };
            let number = level + 1;
            format!(
                "<a:lvl{number}pPr{margins}{}>{bullets}<a:defRPr sz=\"{size}\"{}>{fill}</a:defRPr></a:lvl{number}pPr>",
                levels.paragraph, levels.run
            )
        })
        .collect()
}

/// What a placeholder shape is made of.
#[derive(Default)]
pub(in crate::slide) struct Shape<'a> {
    pub id: usize,
    pub name: &'a str,
    /// Attributes of `p:ph`.
    pub ph: &'a str,
    /// Attributes of `a:spLocks` beside `noGrp`.
    pub locks: &'a str,
    /// Content of `p:spPr`.
    pub properties: &'a str,
    /// Attributes of `a:bodyPr`.
    pub body: &'a str,
    /// Content of `a:bodyPr`.
    pub fit: &'a str,
    /// Content of `a:lstStyle`.
    pub list: &'a str,
    /// The paragraphs.
    pub text: &'a str,
}

/// A placeholder with text.
pub(in crate::slide) fn shape(shape: &Shape<'_>) -> String {
    let Shape {
        id,
        name,
        ph,
        locks,
        properties,
        body,
        fit,
        list,
        text,
    } = shape;
    format!(
        "<p:sp><p:nvSpPr><p:cNvPr id=\"{id}\" name=\"{name} {}\"/><p:cNvSpPr><a:spLocks{locks} noGrp=\"1\"/></p:cNvSpPr>\
         <p:nvPr><p:ph {ph}/></p:nvPr></p:nvSpPr><p:spPr>{properties}</p:spPr><p:txBody><a:bodyPr{body}>{fit}</a:bodyPr>\
         <a:lstStyle>{list}</a:lstStyle>{text}</p:txBody></p:sp>",
        id.saturating_sub(1)
    )
}

fn transform([x, y, cx, cy]: [i64; 4]) -> String {
    format!("<a:xfrm><a:off x=\"{x}\" y=\"{y}\"/><a:ext cx=\"{cx}\" cy=\"{cy}\"/></a:xfrm>")
}

fn holder(id: usize, holder: &Holder) -> String {
    shape(&Shape {
        id,
        name: holder.name,
        ph: holder.ph,
        locks: if holder.ph.contains("\"pic\"") {
            " noChangeAspect=\"1\""
        } else {
            ""
        },
        properties: &holder.place.map(transform).unwrap_or_default(),
        body: holder.body,
        list: &holder.levels.map(levels).unwrap_or_default(),
        text: &prompt(holder.prompt),
        ..Shape::default()
    })
}

/// `p:sldLayout`
pub(super) fn layout(layout: &Layout) -> String {
    let holders = layout.holders.iter().zip(2usize..);
    let mut shapes: String = holders.map(|(item, id)| holder(id, item)).collect();
    let first = layout.holders.len() + 2;
    for ((name, ph), id) in FOOTERS.iter().zip(first..) {
        let text = paragraph(None, footer_text(name));
        shapes.push_str(&shape(&Shape {
            id,
            name,
            ph,
            text: &text,
            ..Shape::default()
        }));
    }
    format!(
        "<p:sldLayout type=\"{}\" preserve=\"1\"><p:cSld name=\"{}\">{}</p:cSld>\
         <p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>",
        layout.kind,
        layout.name,
        tree(&shapes)
    )
}

fn footer_text(name: &str) -> &'static str {
    match name {
        "Date Placeholder" => DATE_FIELD,
        "Slide Number Placeholder" => NUMBER_FIELD,
        _ => "",
    }
}

/// `p:sldMaster` without its list of layouts.
pub(super) fn master() -> String {
    const RECT: &str = "<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom>";
    let place = |place| format!("{}{RECT}", transform(place));
    let fit = "<a:normAutofit/>";
    let centred = format!("{INSETS} anchor=\"ctr\"");
    let mut shapes = shape(&Shape {
        id: 2,
        name: "Title Placeholder",
        ph: "type=\"title\"",
        properties: &place([838_200, 365_125, 10_515_600, 1_325_563]),
        body: &centred,
        fit,
        text: &paragraph(None, &run("Click to edit Master title style")),
        ..Shape::default()
    });
    shapes.push_str(&shape(&Shape {
        id: 3,
        name: "Text Placeholder",
        ph: "type=\"body\" idx=\"1\"",
        properties: &place([838_200, 1_825_625, 10_515_600, 4_351_338]),
        body: INSETS,
        fit,
        text: &outline(),
        ..Shape::default()
    }));
    let feet = [
        ("l", 838_200, 2_743_200),
        ("ctr", 4_038_600, 4_114_800),
        ("r", 8_610_600, 2_743_200),
    ];
    for (index, ((name, ph), (algn, x, cx))) in FOOTERS.iter().zip(feet).enumerate() {
        let ph = ph.replace(
            &format!("idx=\"{}\"", index + 10),
            &format!("idx=\"{}\"", index + 2),
        );
        shapes.push_str(&shape(&Shape {
            id: index + 4,
            name,
            ph: &ph,
            properties: &place([x, 6_356_350, cx, 365_125]),
            body: &centred,
            list: &format!(
                "<a:lvl1pPr algn=\"{algn}\"><a:defRPr sz=\"1200\"><a:solidFill><a:schemeClr val=\"tx1\">\
                 <a:tint val=\"75000\"/></a:schemeClr></a:solidFill></a:defRPr></a:lvl1pPr>"
            ),
            text: &paragraph(None, footer_text(name)),
            ..Shape::default()
        }));
    }
    master_with(&shapes)
}

/// `p:sldMaster` without shapes and layouts.
pub(in crate::slide) fn empty_master() -> String {
    master_with("")
}

fn master_with(shapes: &str) -> String {
    format!(
        "<p:sldMaster><p:cSld>{BACKGROUND}{}</p:cSld>{CLR_MAP}<p:sldLayoutIdLst/><p:txStyles><p:titleStyle>{}\
         </p:titleStyle><p:bodyStyle>{}</p:bodyStyle><p:otherStyle><a:defPPr><a:defRPr lang=\"en-US\"/></a:defPPr>{}\
         </p:otherStyle></p:txStyles></p:sldMaster>",
        tree(shapes),
        text_style(1, " algn=\"l\"", &spaced(0, "<a:buNone/>"), 4400, "mj"),
        body_style(),
        plain_levels(1800)
    )
}

/// Space between and before paragraphs, then bullets.
fn spaced(before: u32, bullets: &str) -> String {
    format!(
        "<a:lnSpc><a:spcPct val=\"90000\"/></a:lnSpc><a:spcBef><a:spcPts val=\"{before}\"/></a:spcBef>{bullets}"
    )
}

fn text_style(level: usize, attributes: &str, content: &str, size: u32, font: &str) -> String {
    format!(
        "<a:lvl{level}pPr{attributes} defTabSz=\"914400\" rtl=\"0\">{content}<a:defRPr sz=\"{size}\"><a:solidFill>\
         <a:schemeClr val=\"tx1\"/></a:solidFill><a:latin typeface=\"+{font}-lt\"/><a:ea typeface=\"+{font}-ea\"/>\
         <a:cs typeface=\"+{font}-cs\"/></a:defRPr></a:lvl{level}pPr>"
    )
}

fn body_style() -> String {
    let sizes = [2800, 2400, 2000, 1800, 1800, 1800, 1800, 1800, 1800];
    let bullets = "<a:buFont typeface=\"Arial\"/><a:buChar char=\"\u{2022}\"/>";
    let levels = sizes.into_iter().enumerate();
    levels
        .map(|(level, size)| {
            let before = if level == 0 { 1000 } else { 500 };
            let attributes = format!(
                " marL=\"{}\" indent=\"-228600\" algn=\"l\"",
                228_600 + level * 457_200
            );
            text_style(level + 1, &attributes, &spaced(before, bullets), size, "mn")
        })
        .collect()
}

/// Nine levels that differ in their margin only.
pub(super) fn plain_levels(size: u32) -> String {
    (0usize..9)
        .map(|level| {
            let attributes = format!(" marL=\"{}\" algn=\"l\"", level * 457_200);
            text_style(level + 1, &attributes, "", size, "mn")
        })
        .collect()
}

/// `p:sld` with these shapes.
pub(in crate::slide) fn slide(shapes: &str) -> String {
    format!(
        "<p:sld><p:cSld>{}</p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>",
        tree(shapes)
    )
}

/// The placeholders of a new presentation's one slide.
pub(super) fn title_slide() -> String {
    let text = paragraph(None, "");
    let holders = [
        (2, "Title", "type=\"ctrTitle\""),
        (3, "Subtitle", "type=\"subTitle\" idx=\"1\""),
    ];
    let shapes: String = holders
        .iter()
        .map(|(id, name, ph)| {
            shape(&Shape {
                id: *id,
                name,
                ph,
                text: &text,
                ..Shape::default()
            })
        })
        .collect();
    slide(&shapes)
}

/// Name, attributes of `p:ph`, place, attributes of `a:bodyPr`, levels, text.
type NotesRow<'a> = (&'a str, &'a str, [i64; 4], &'a str, String, String);

/// `p:notesMaster`, which notes of slides need.
pub(in crate::slide) fn notes_master() -> String {
    const RECT: &str = "<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom>";
    let small =
        |algn: &str| format!("<a:lvl1pPr algn=\"{algn}\"><a:defRPr sz=\"1200\"/></a:lvl1pPr>");
    let bottom = format!("{INSETS} anchor=\"b\"");
    let empty = paragraph(None, "");
    let rows: [NotesRow<'_>; 5] = [
        (
            "Header Placeholder",
            "type=\"hdr\" sz=\"quarter\"",
            [0, 0, 2_971_800, 458_788],
            INSETS,
            small("l"),
            empty.clone(),
        ),
        (
            "Date Placeholder",
            "type=\"dt\" idx=\"1\"",
            [3_884_613, 0, 2_971_800, 458_788],
            INSETS,
            small("r"),
            paragraph(None, DATE_FIELD),
        ),
        (
            "Notes Placeholder",
            "type=\"body\" sz=\"quarter\" idx=\"3\"",
            [685_800, 4_400_550, 5_486_400, 3_600_450],
            INSETS,
            String::new(),
            outline(),
        ),
        (
            "Footer Placeholder",
            "type=\"ftr\" sz=\"quarter\" idx=\"4\"",
            [0, 8_685_213, 2_971_800, 458_787],
            &bottom,
            small("l"),
            empty,
        ),
        (
            "Slide Number Placeholder",
            "type=\"sldNum\" sz=\"quarter\" idx=\"5\"",
            [3_884_613, 8_685_213, 2_971_800, 458_787],
            &bottom,
            small("r"),
            paragraph(None, NUMBER_FIELD),
        ),
    ];
    let mut shapes = image_holder(
        7,
        "idx=\"2\"",
        &format!(
            "{}{RECT}<a:noFill/><a:ln w=\"12700\"><a:solidFill><a:prstClr val=\"black\"/></a:solidFill></a:ln>",
            transform([685_800, 1_143_000, 5_486_400, 3_086_100])
        ),
    );
    for ((name, ph, place, body, list, text), id) in rows.iter().zip(2usize..) {
        shapes.push_str(&shape(&Shape {
            id,
            name,
            ph,
            properties: &format!("{}{RECT}", transform(*place)),
            body,
            list,
            text,
            ..Shape::default()
        }));
    }
    format!(
        "<p:notesMaster><p:cSld>{BACKGROUND}{}</p:cSld>{CLR_MAP}<p:notesStyle>{}</p:notesStyle></p:notesMaster>",
        tree(&shapes),
        plain_levels(1200)
    )
}

/// The picture of the slide on a page of notes.
fn image_holder(id: usize, index: &str, properties: &str) -> String {
    format!(
        "<p:sp><p:nvSpPr><p:cNvPr id=\"{id}\" name=\"Slide Image Placeholder {}\"/><p:cNvSpPr>\
         <a:spLocks noGrp=\"1\" noRot=\"1\" noChangeAspect=\"1\"/></p:cNvSpPr><p:nvPr><p:ph type=\"sldImg\" {index}/></p:nvPr>\
         </p:nvSpPr><p:spPr>{properties}</p:spPr></p:sp>",
        id.saturating_sub(1)
    )
}

/// `p:notes`: the slide's picture, the notes, the slide's number.
pub(in crate::slide) fn notes() -> String {
    let mut shapes = image_holder(2, "", "");
    shapes.push_str(&shape(&Shape {
        id: 3,
        name: "Notes Placeholder",
        ph: "type=\"body\" idx=\"1\"",
        text: &paragraph(None, ""),
        ..Shape::default()
    }));
    shapes.push_str(&shape(&Shape {
        id: 4,
        name: "Slide Number Placeholder",
        ph: "type=\"sldNum\" sz=\"quarter\" idx=\"10\"",
        text: &paragraph(None, NUMBER_FIELD),
        ..Shape::default()
    }));
    format!(
        "<p:notes><p:cSld>{}</p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>",
        tree(&shapes)
    )
}
