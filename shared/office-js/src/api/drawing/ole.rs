//! `ApiOleObject`: an object of another program, shown by a picture.

use spindle_ooxml::NodeId;
use spindle_ooxml::drawing::shape;

use super::object::drawing;
use super::{Classes, DrawResult, DrawingHost};
use crate::class::{Call, Class, Member};

/// The content type of embedded objects (ECMA-376 part 1, 15.2.10).
const CONTENT_TYPE: &str = "application/vnd.openxmlformats-officedocument.oleObject";

impl<E: DrawingHost> Classes<E> {
    /// `ApiOleObject`
    pub const OLE_OBJECT: &'static Class<E> = &Class {
        name: "ApiOleObject",
        parent: Some(E::DRAWING),
        members: &[
            Member::new("GetClassType", |_| Ok("oleObject".into())),
            // It keeps its name, its looks and its direction.
            Member::new("SetName", |_| Ok(false.into())),
            Member::new("SetRotation", |_| Ok(false.into())),
            Member::new("Fill", |_| Ok(false.into())),
            Member::new("SetOutLine", |_| Ok(false.into())),
            Member::new("SetData", set_data),
            Member::new("GetData", get_data),
            Member::new("SetApplicationId", set_application_id),
            Member::new("GetApplicationId", get_application_id),
        ],
        properties: &[],
    };
}

/// Puts data of another program into the package; the answer is the name of its part.
pub fn embed<E: DrawingHost>(doc: &mut E, data: &str) -> String {
    let package = doc.package_mut();
    let main = package.main_part().to_owned();
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let name = package.free_name(&format!("{folder}/embeddings/oleObject"), ".bin");
    package.set_part(&name, CONTENT_TYPE, data.as_bytes().to_vec());
    name
}

/// The element that says program and data: `w:objectEmbed`, `p:oleObj` or `oleObject`.
fn link<E: DrawingHost>(doc: &mut E, node: NodeId) -> Option<NodeId> {
    doc.ole_link(node)
}

/// The attribute of the program's name.
fn program<E: DrawingHost>(doc: &E, link: NodeId) -> &'static str {
    if doc.dom().is(link, "w:objectEmbed") {
        "w:progId"
    } else {
        "progId"
    }
}

fn get_data<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let node = drawing(call)?;
    let Some(link) = link(call.doc, node) else {
        return Ok("".into());
    };
    let id = call
        .doc
        .dom()
        .attr(link, "r:id")
        .unwrap_or_default()
        .to_owned();
    let data = call.doc.related(link, &id).and_then(|(part, _)| {
        let bytes = call.doc.package().part_bytes(&part)?;
        Some(String::from_utf8_lossy(&bytes).into_owned())
    });
    Ok(data.unwrap_or_default().into())
}

fn set_data<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let node = drawing(call)?;
    let crate::value::Value::Text(data) = call.args.get(0) else {
        return Ok(false.into());
    };
    let (false, Some(link)) = (data.is_empty(), link(call.doc, node)) else {
        return Ok(false.into());
    };
    let part = embed(call.doc, data);
    let id = call.doc.relate_in(link, "oleObject", &part);
    call.doc.dom_mut().set_attr(link, "r:id", &id);
    Ok(true.into())
}

fn get_application_id<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let node = drawing(call)?;
    let Some(link) = link(call.doc, node) else {
        return Ok("".into());
    };
    let name = program(call.doc, link);
    Ok(call.doc.dom().attr(link, name).unwrap_or_default().into())
}

fn set_application_id<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let node = drawing(call)?;
    let given = call.args.opt_text(0).filter(|text| !text.is_empty());
    let (Some(text), Some(link)) = (given, link(call.doc, node)) else {
        return Ok(false.into());
    };
    let name = program(call.doc, link);
    call.doc.dom_mut().set_attr(link, name, &text);
    Ok(true.into())
}

/// The element of a slide's frame that says program and data.
pub fn link_of_frame<E: DrawingHost>(doc: &E, node: NodeId) -> Option<NodeId> {
    let dom = doc.dom();
    let data = dom.path(shape::object(dom, node), &["a:graphic", "a:graphicData"])?;
    dom.descendants(data).find(|node| dom.is(*node, "p:oleObj"))
}
