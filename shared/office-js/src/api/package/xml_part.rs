//! `ApiCustomXmlPart`: one custom XML part. Members that change act on the first element that a path leads to.

use spindle_ooxml::custom_xml::{CustomXml, XmlNode, XmlPart};

use super::{PackageClasses, PackageHost, PackageRef, PackageResult, handle, text_of, xml_fault};
use crate::class::{ApiError, Call, Member};
use crate::value::Value;

impl<E: PackageHost> PackageClasses<E> {
    pub(super) const XML_PART_MEMBERS: &'static [Member<E>] = &[
        Member::new("Delete", |call| {
            let (part, xml) = this(call)?;
            Ok(xml.delete(part).into())
        }),
        Member::new("DeleteAttribute", delete_attribute),
        Member::new("DeleteElement", delete_element),
        Member::new("GetAttribute", get_attribute),
        Member::new("GetClassType", |_| Ok("customXmlPart".into())),
        Member::new("GetId", |call| {
            let (part, xml) = this(call)?;
            Ok(xml.id(part).into())
        }),
        Member::new("GetNodes", |call| {
            let path = path(call)?;
            let (part, xml) = this(call)?;
            let found = xml.evaluate(part, &path);
            Ok(nodes::<E>(part, found))
        }),
        Member::new("GetXml", |call| {
            let (part, xml) = this(call)?;
            Ok(xml.xml(part).into())
        }),
        Member::new("InsertAttribute", |call| attribute(call, false)),
        Member::new("InsertElement", insert_element),
        Member::new("UpdateAttribute", |call| attribute(call, true)),
        Member::new("UpdateElement", update_element),
    ];
}

fn this<'a, E: PackageHost>(
    call: &'a mut Call<'_, E>,
) -> Result<(XmlPart, &'a mut CustomXml), ApiError> {
    match E::unwrap(&call.this) {
        Some(PackageRef::XmlPart(part)) => Ok((part, call.doc.package_mut().custom_xml())),
        _ => Err(ApiError::Type(
            "it was called on something that is not an ApiCustomXmlPart".to_owned(),
        )),
    }
}

/// The path in argument 0, which has to be a text.
pub(super) fn path<E: PackageHost>(call: &Call<'_, E>) -> Result<String, ApiError> {
    match call.args.get(0) {
        Value::Text(path) => Ok(path.clone()),
        _ => Err(call.args.wrong(0, "xPath", "a string")),
    }
}

/// A list of nodes for scripts.
pub(super) fn nodes<E: PackageHost>(part: XmlPart, nodes: Vec<XmlNode>) -> Value<E::Ref> {
    let handles = nodes
        .into_iter()
        .map(|node| handle::<E>(PackageRef::XmlNode(part, node)));
    Value::List(handles.collect())
}

/// The first element that the path in argument 0 leads to.
fn first<'a, E: PackageHost>(
    call: &'a mut Call<'_, E>,
) -> Result<(&'a mut CustomXml, Option<XmlNode>), ApiError> {
    let path = path(call)?;
    let (part, xml) = this(call)?;
    let found = xml.evaluate(part, &path).first().copied();
    Ok((xml, found))
}

fn get_attribute<E: PackageHost>(call: &mut Call<'_, E>) -> PackageResult<E> {
    let name = text_of(call, 1);
    let (xml, found) = first(call)?;
    Ok(found.and_then(|node| xml.attribute(node, &name)).into())
}

fn delete_attribute<E: PackageHost>(call: &mut Call<'_, E>) -> PackageResult<E> {
    let name = text_of(call, 1);
    let (xml, found) = first(call)?;
    Ok(found
        .is_some_and(|node| xml.remove_attribute(node, &name))
        .into())
}

/// Inserts an attribute that must not be there, or updates one that must be; the answer is `undefined` when that was done,
/// as in the original.
fn attribute<E: PackageHost>(call: &mut Call<'_, E>, there: bool) -> PackageResult<E> {
    let (name, value) = (text_of(call, 1), text_of(call, 2));
    let (xml, found) = first(call)?;
    match found.filter(|node| xml.attribute(*node, &name).is_some() == there) {
        Some(node) => {
            xml.set_attribute(node, &name, &value).map_err(xml_fault)?;
            Ok(Value::Undefined)
        }
        None => Ok(false.into()),
    }
}

/// The answer is `undefined` when an element was deleted, as in the original.
fn delete_element<E: PackageHost>(call: &mut Call<'_, E>) -> PackageResult<E> {
    let (xml, found) = first(call)?;
    match found {
        Some(node) => {
            xml.remove(node);
            Ok(Value::Undefined)
        }
        None => Ok(false.into()),
    }
}

fn insert_element<E: PackageHost>(call: &mut Call<'_, E>) -> PackageResult<E> {
    let new = text_of(call, 1);
    let index = call.args.opt_integer(2);
    let (xml, found) = first(call)?;
    let Some(node) = found else {
        return Ok(false.into());
    };
    let count = xml.elements(node).count() as i64;
    // Counted from the end when it is negative, as arrays of scripts are spliced.
    let index = index.map(|index| if index < 0 { count + index } else { index });
    let index = index.map(|index| usize::try_from(index).unwrap_or(0));
    xml.insert(node, &new, index).map_err(xml_fault)?;
    Ok(true.into())
}

fn update_element<E: PackageHost>(call: &mut Call<'_, E>) -> PackageResult<E> {
    let new = text_of(call, 1);
    let (xml, found) = first(call)?;
    let Some(node) = found else {
        return Ok(false.into());
    };
    xml.replace(node, &new).map_err(xml_fault)?;
    Ok(true.into())
}
