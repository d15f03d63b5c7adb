//! New drawings: what `Api.Create…` and the members that add drawings to a sheet or slide have in common.

use spindle_ooxml::NodeId;
use spindle_ooxml::drawing::make::{self, Made};
use spindle_ooxml::drawing::shape;

use super::{
    DrawRef, DrawResult, DrawingHost, answer, fill_argument, length, ole, picture, stroke_argument,
};
use crate::class::{ApiError, Call};
use crate::value::Value;

/// EMU in a pixel at 96 dpi.
const PIXEL: i64 = 9_525;
/// The size of a new shape that does not say its own.
const SIDE: i64 = 914_400;
/// The size of new word art that does not say its own.
const ART_SIDE: i64 = 1_828_800;

/// A shape from the arguments type, width, height, fill, line.
pub fn new_shape<E: DrawingHost>(call: &mut Call<'_, E>) -> NodeId {
    let preset = call.args.opt_text(0).unwrap_or("rect".into()).into_owned();
    let size = (
        length(call, 1).unwrap_or(SIDE),
        length(call, 2).unwrap_or(SIDE),
    );
    let (fill, line) = (fill_argument(call, 3), stroke_argument(call, 4));
    let id = call.doc.next_drawing_id();
    let made = Made {
        id,
        name: &format!("Shape {id}"),
        size,
    };
    let object = make::new_shape(call.doc.dom_mut(), &E::VOCABULARY, made, &preset, true);
    paint(call, object, fill, line);
    call.doc.framed(object, made)
}

/// Gives a new shape the fill and line of the arguments, when they are there.
fn paint<E: DrawingHost>(
    call: &mut Call<'_, E>,
    object: NodeId,
    fill: Option<NodeId>,
    line: Option<NodeId>,
) {
    if let Some(fill) = fill {
        shape::set_fill(call.doc.dom_mut(), object, fill);
    }
    if let Some(line) = line {
        shape::set_line(call.doc.dom_mut(), object, line);
    }
}

/// `Api.CreateShape`
pub(super) fn create_shape<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let node = new_shape(call);
    Ok(answer::<E>(DrawRef::Shape(node)))
}

/// The picture of the arguments address, width, height, as an element in no frame yet.
fn pictured<E: DrawingHost>(call: &mut Call<'_, E>, name: &str) -> (NodeId, u32, (i64, i64)) {
    let address = call.args.opt_text(0).unwrap_or_default().into_owned();
    let found = if address.is_empty() {
        None
    } else {
        picture::fetch(call, &address)
    };
    let natural = found
        .as_ref()
        .and_then(|found| found.size)
        .unwrap_or((0, 0));
    let size = (
        length(call, 1).unwrap_or(natural.0.saturating_mul(PIXEL)),
        length(call, 2).unwrap_or(natural.1.saturating_mul(PIXEL)),
    );
    let id = call.doc.next_drawing_id();
    let made = Made {
        id,
        name: &format!("{name} {id}"),
        size,
    };
    let embed = found.map(|found| found.embed);
    let node = make::new_picture(call.doc.dom_mut(), &E::VOCABULARY, made, embed.as_deref());
    (node, id, size)
}

/// A drawing with a picture of the package; none is shown when `embed` is `None`.
pub fn picture_drawing<E: DrawingHost>(
    doc: &mut E,
    embed: Option<&str>,
    size: (i64, i64),
) -> NodeId {
    let id = doc.next_drawing_id();
    let made = Made {
        id,
        name: &format!("Picture {id}"),
        size,
    };
    let object = make::new_picture(doc.dom_mut(), &E::VOCABULARY, made, embed);
    doc.framed(object, made)
}

/// A picture from the arguments address, width, height. A picture that cannot be had leaves its frame empty.
pub fn new_image<E: DrawingHost>(call: &mut Call<'_, E>) -> NodeId {
    let (object, id, size) = pictured(call, "Picture");
    let name = format!("Picture {id}");
    call.doc.framed(
        object,
        Made {
            id,
            name: &name,
            size,
        },
    )
}

/// `Api.CreateImage`
pub(super) fn create_image<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let node = new_image(call);
    Ok(answer::<E>(DrawRef::Image(node)))
}

/// An object of another program from the arguments address of its picture, width, height, data, program.
pub fn new_ole<E: DrawingHost>(call: &mut Call<'_, E>) -> NodeId {
    let (object, id, size) = pictured(call, "Object");
    let data = call.args.opt_text(3).unwrap_or_default().into_owned();
    let program = call.args.opt_text(4).unwrap_or_default().into_owned();
    let part = ole::embed(call.doc, &data);
    let name = format!("Object {id}");
    let made = Made {
        id,
        name: &name,
        size,
    };
    call.doc.ole_frame(object, made, &part, &program)
}

/// `Api.CreateOleObject`
pub(super) fn create_ole<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    // Without data or a program there is no object.
    let said = |index| {
        call.args
            .opt_text(index)
            .is_some_and(|text| !text.is_empty())
    };
    if !(said(3) && said(4)) {
        return Ok(Value::Null);
    }
    let node = new_ole(call);
    Ok(answer::<E>(DrawRef::OleObject(node)))
}

/// How word art bends its text (ST_TextShapeType, 20.1.10.76), with the adjustments of those that have some.
const BENDS: &str = "textArchDown=0 textArchDownPour=0,25000 textArchUp=10800000 textArchUpPour=10800000,50000 \
    textButton=10800000 textButtonPour=10800000,50000 textCanDown=14286 textCanUp=85714 textCascadeDown=44444 \
    textCascadeUp=44444 textChevron=25000 textChevronInverted=75000 textCircle=10800000 textCirclePour=10800000,50000 \
    textCurveDown=45977 textCurveUp=45977 textDeflate=18750 textDeflateBottom=50000 textDeflateInflate=35000 \
    textDeflateInflateDeflate=25000 textDeflateTop=50000 textDoubleWave1=6250,0 textFadeDown=33333 textFadeLeft=33333 \
    textFadeRight=33333 textFadeUp=33333 textInflate=18750 textInflateBottom=60000 textInflateTop=40000 textPlain=50000 \
    textRingInside=60000 textRingOutside=60000 textSlantDown=44445 textSlantUp=55555 textStop=25000 textTriangle=50000 \
    textTriangleInverted=50000 textWave1=12500,0 textWave2=12500,0 textWave4=6250,0";

/// The element that bends the text of word art; unknown names bend nothing.
fn bend(name: &str) -> String {
    let found = BENDS
        .split(' ')
        .find_map(|entry| entry.strip_prefix(name)?.strip_prefix('='));
    let Some(values) = found else {
        return "<a:prstTxWarp prst=\"textNoShape\"><a:avLst/></a:prstTxWarp>".to_owned();
    };
    let mut guides = String::new();
    let several = values.contains(',');
    for (index, value) in values.split(',').enumerate() {
        let number = if several {
            (index + 1).to_string()
        } else {
            String::new()
        };
        guides.push_str(&format!(
            "<a:gd name=\"adj{number}\" fmla=\"val {value}\"/>"
        ));
    }
    format!("<a:prstTxWarp prst=\"{name}\"><a:avLst>{guides}</a:avLst></a:prstTxWarp>")
}

/// Word art from the arguments format, text, bend, fill, line, rotation, width, height.
pub fn new_word_art<E: DrawingHost>(call: &mut Call<'_, E>) -> NodeId {
    let text = match call.args.get(1) {
        Value::Undefined | Value::Null => "Your text here".to_owned(),
        _ => call.args.opt_text(1).unwrap_or_default().into_owned(),
    };
    let bent = bend(&call.args.opt_text(2).unwrap_or_default());
    let (fill, line) = (fill_argument(call, 3), stroke_argument(call, 4));
    let size = (
        length(call, 6).unwrap_or(ART_SIDE),
        length(call, 7).unwrap_or(ART_SIDE),
    );
    let id = call.doc.next_drawing_id();
    let made = Made {
        id,
        name: &format!("Shape {id}"),
        size,
    };
    let dom = call.doc.dom_mut();
    let object = make::new_shape(dom, &E::VOCABULARY, made, "rect", false);
    make::clear_paint(dom, object);
    paint(call, object, fill, line);
    if let Some(degrees) = call.args.opt_number(5).filter(|degrees| *degrees != 0.0) {
        shape::set_rotation(call.doc.dom_mut(), object, degrees);
    }
    let node = call.doc.framed(object, made);
    let format = call.args.opt_handle(0).cloned();
    call.doc.word_art_text(node, &text, format.as_ref());
    if let Some(body) = call.doc.body_properties(node) {
        let dom = call.doc.dom_mut();
        for (name, value) in [("wrap", "none"), ("anchor", "t")] {
            dom.set_attr(body, name, value);
        }
        dom.clear(body);
        for xml in [bent.as_str(), "<a:spAutoFit/>"] {
            let child = dom.fragment(xml);
            dom.append(body, child);
        }
    }
    node
}

/// `Api.CreateWordArt`: an `ApiDrawing`, unlike when it is met in a document.
pub(super) fn create_word_art<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let node = new_word_art(call);
    Ok(answer::<E>(DrawRef::Drawing(node)))
}

/// The error of members that need drawings in a list.
pub(super) fn no_drawings() -> ApiError {
    ApiError::Type("The drawings parameter must be a non empty array".to_owned())
}
