//! `ApiCustomXmlNode`: an element of a custom XML part.

use spindle_ooxml::custom_xml::{CustomXml, XmlNode, XmlPart};

use super::xml_part::{nodes, path};
use super::{PackageClasses, PackageHost, PackageRef, PackageResult, handle, text_of, xml_fault};
use crate::class::{ApiError, Call, Member};
use crate::value::Value;

impl<E: PackageHost> PackageClasses<E> {
    pub(super) const XML_NODE_MEMBERS: &'static [Member<E>] = &[
        Member::new("Add", add),
        Member::new("Delete", |call| {
            let (_, node, xml) = this(call)?;
            xml.remove(node);
            Ok(true.into())
        }),
        Member::new("DeleteAttribute", |call| {
            let name = text_of(call, 0);
            let (_, node, xml) = this(call)?;
            Ok(xml.remove_attribute(node, &name).into())
        }),
        Member::new("GetAttribute", |call| {
            let name = text_of(call, 0);
            let (_, node, xml) = this(call)?;
            Ok(xml.attribute(node, &name).into())
        }),
        Member::new("GetAttributes", get_attributes),
        Member::new("GetClassType", |_| Ok("customXmlNode".into())),
        Member::new("GetNodeName", |call| {
            let (_, node, xml) = this(call)?;
            Ok(xml.name(node).into())
        }),
        Member::new("GetNodeValue", get_xml),
        Member::new("GetNodes", get_nodes),
        Member::new("GetParent", get_parent),
        Member::new("GetText", |call| {
            let (_, node, xml) = this(call)?;
            Ok(xml.text(node).into())
        }),
        Member::new("GetXPath", |call| {
            let (_, node, xml) = this(call)?;
            Ok(xml.path_of(node).into())
        }),
        Member::new("GetXml", get_xml),
        Member::new("SetAttribute", |call| attribute(call, false)),
        Member::new("SetNodeValue", set_xml),
        Member::new("SetText", |call| {
            let text = text_of(call, 0);
            let (_, node, xml) = this(call)?;
            xml.set_text(node, &text).map_err(xml_fault)?;
            Ok(true.into())
        }),
        Member::new("SetXml", set_xml),
        Member::new("UpdateAttribute", |call| attribute(call, true)),
    ];
}

fn this<'a, E: PackageHost>(
    call: &'a mut Call<'_, E>,
) -> Result<(XmlPart, XmlNode, &'a mut CustomXml), ApiError> {
    match E::unwrap(&call.this) {
        Some(PackageRef::XmlNode(part, node)) => {
            Ok((part, node, call.doc.package_mut().custom_xml()))
        }
        _ => Err(ApiError::Type(
            "it was called on something that is not an ApiCustomXmlNode".to_owned(),
        )),
    }
}

fn add<E: PackageHost>(call: &mut Call<'_, E>) -> PackageResult<E> {
    let name = text_of(call, 0);
    let (part, node, xml) = this(call)?;
    let new = xml.add_element(node, &name).map_err(xml_fault)?;
    Ok(handle::<E>(PackageRef::XmlNode(part, new)))
}

fn get_attributes<E: PackageHost>(call: &mut Call<'_, E>) -> PackageResult<E> {
    let (_, node, xml) = this(call)?;
    let entry = |(name, value): &(String, String)| {
        Value::Object(vec![
            ("name".to_owned(), name.as_str().into()),
            ("value".to_owned(), value.as_str().into()),
        ])
    };
    Ok(Value::List(
        xml.attributes(node).iter().map(entry).collect(),
    ))
}

fn get_xml<E: PackageHost>(call: &mut Call<'_, E>) -> PackageResult<E> {
    let (_, node, xml) = this(call)?;
    Ok(xml.node_xml(node).into())
}

/// The path goes on from the element's own.
fn get_nodes<E: PackageHost>(call: &mut Call<'_, E>) -> PackageResult<E> {
    let path = path(call)?;
    let (part, node, xml) = this(call)?;
    let full = format!("{}{path}", xml.path_of(node));
    let found = xml.evaluate(part, &full);
    Ok(nodes::<E>(part, found))
}

fn get_parent<E: PackageHost>(call: &mut Call<'_, E>) -> PackageResult<E> {
    let (part, node, xml) = this(call)?;
    let parent = xml
        .parent(node)
        .filter(|parent| !xml.name(*parent).is_empty());
    Ok(parent.map_or(Value::Null, |parent| {
        handle::<E>(PackageRef::XmlNode(part, parent))
    }))
}

fn attribute<E: PackageHost>(call: &mut Call<'_, E>, there: bool) -> PackageResult<E> {
    let (name, value) = (text_of(call, 0), text_of(call, 1));
    let (_, node, xml) = this(call)?;
    if xml.attribute(node, &name).is_some() != there {
        return Ok(false.into());
    }
    xml.set_attribute(node, &name, &value).map_err(xml_fault)?;
    Ok(true.into())
}

fn set_xml<E: PackageHost>(call: &mut Call<'_, E>) -> PackageResult<E> {
    let new = text_of(call, 0);
    let (_, node, xml) = this(call)?;
    xml.replace(node, &new).map_err(xml_fault)?;
    Ok(true.into())
}
