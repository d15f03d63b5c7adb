//! `ApiPictureForm` and `ApiSignatureForm`

use spindle_ooxml::drawing::shape;
use spindle_ooxml::word::sdt as control;
use spindle_ooxml::{Dom, NodeId};

use super::{base, string, this};
use crate::api::word::handle::{no, yes};
use crate::api::word::{WordCall, WordEditor, WordResult, sdt};
use crate::args::number_text;
use crate::class::{ApiError, Class, Member};
use crate::value::Value;

pub static CLASS: Class<WordEditor> = Class {
    name: "ApiPictureForm",
    parent: Some(&base::CLASS),
    members: &[
        Member::new("GetClassType", |_| Ok("pictureForm".into())),
        // The original has no data of pictures before a document is shown.
        Member::new("GetImage", |_| Ok("".into())),
        Member::new("GetValue", |_| Ok("".into())),
        Member::new("SetImage", set_image),
        Member::new("SetValue", |_| no()),
        Member::new("GetScaleFlag", get_scale_flag),
        Member::new("SetScaleFlag", set_scale_flag),
        Member::new("IsLockAspectRatio", |call| is(call, "w:lockProportions")),
        Member::new("SetLockAspectRatio", |call| set(call, "w:lockProportions")),
        Member::new("IsRespectBorders", |call| is(call, "w:respectBorders")),
        Member::new("SetRespectBorders", |call| set(call, "w:respectBorders")),
        Member::new("GetPicturePosition", get_picture_position),
        Member::new("SetPicturePosition", set_picture_position),
    ],
    properties: &[],
};

/// `ApiSignatureForm`: a picture that is filled in.
pub static SIGNATURE: Class<WordEditor> = Class {
    name: "ApiSignatureForm",
    parent: Some(&base::CLASS),
    members: &[
        Member::new("GetClassType", |_| Ok("signatureForm".into())),
        Member::new("GetValue", |_| Ok("".into())),
        Member::new("SetValue", set_image),
    ],
    properties: &[],
};

/// Width and height of a new one in EMU.
pub const SIZE: (i64, i64) = (1_905_000, 1_800_000);
/// As [`SIZE`], of a signature.
pub const SIGNATURE_SIZE: (i64, i64) = (1_905_000, 406_400);

/// An address, and optionally width and height in EMU. A picture that cannot be had leaves the form as it is.
fn set_image(call: &mut WordCall<'_>) -> WordResult {
    let node = this(call)?;
    let Some(address) = string(call, 0).filter(|address| !address.is_empty()) else {
        return no();
    };
    let loaded = sdt::create::load_picture(call, node, &address);
    let size = |index: usize| crate::api::drawing::length(call, index);
    if let (Some(width), Some(height), true) = (size(1), size(2), loaded)
        && let Some(picture) = sdt::create::picture_of(call.doc, node)
    {
        shape::set_size(call.doc.dom_mut(), picture, width, height);
    }
    // The form counts as filled in either way, as in the original.
    control::set_shows_placeholder(call.doc.dom_mut(), node, false);
    yes()
}

const SCALES: &[(&str, &str)] = &[
    ("always", "0"),
    ("tooBig", "1"),
    ("tooSmall", "2"),
    ("never", "3"),
];

/// How files write when a picture is scaled.
pub fn scale_code(name: Option<&str>) -> Option<&'static str> {
    let found = SCALES.iter().find(|(known, _)| Some(*known) == name);
    found.map(|(_, code)| *code)
}

fn properties(call: &WordCall<'_>) -> Result<Option<NodeId>, ApiError> {
    Ok(control::property(call.doc.dom(), this(call)?, "w:picture"))
}

fn get_scale_flag(call: &mut WordCall<'_>) -> WordResult {
    let dom = call.doc.dom();
    let code = properties(call)?.and_then(|node| dom.attr(node, "w:scaleFlag"));
    let found = SCALES.iter().find(|(_, known)| Some(*known) == code);
    Ok(found.map_or("always", |(name, _)| name).into())
}

fn set_scale_flag(call: &mut WordCall<'_>) -> WordResult {
    let code = scale_code(string(call, 0).as_deref());
    let (Some(code), Some(node)) = (code, properties(call)?) else {
        return no();
    };
    call.doc.dom_mut().set_attr(node, "w:scaleFlag", code);
    yes()
}

fn is(call: &mut WordCall<'_>, name: &str) -> WordResult {
    let dom = call.doc.dom();
    let value = properties(call)?.and_then(|node| dom.attr(node, name));
    Ok((value == Some("1")).into())
}

fn set(call: &mut WordCall<'_>, name: &str) -> WordResult {
    let on = call.args.boolean(0, false);
    if let Some(node) = properties(call)? {
        let value = if on { "1" } else { "0" };
        call.doc.dom_mut().set_attr(node, name, value);
    }
    yes()
}

/// Writes where a picture stands in its frame, in percent.
pub fn write_shift(dom: &mut Dom, node: NodeId, x: f64, y: f64) {
    for (name, percent) in [("w:shiftX", x), ("w:shiftY", y)] {
        let share = percent.clamp(0.0, 100.0).round() / 100.0;
        dom.set_attr(node, name, &number_text(share));
    }
}

fn get_picture_position(call: &mut WordCall<'_>) -> WordResult {
    let dom = call.doc.dom();
    let node = properties(call)?;
    let read = |name: &str| {
        let share: Option<f64> = node
            .and_then(|node| dom.attr(node, name))
            .and_then(|text| text.parse().ok());
        Value::Number((share.unwrap_or(0.5) * 100.0).round())
    };
    Ok(Value::List(vec![read("w:shiftX"), read("w:shiftY")]))
}

fn set_picture_position(call: &mut WordCall<'_>) -> WordResult {
    let read = |index: usize| call.args.opt_number(index).unwrap_or(50.0);
    let (x, y) = (read(0), read(1));
    if let Some(node) = properties(call)? {
        write_shift(call.doc.dom_mut(), node, x, y);
    }
    yes()
}
