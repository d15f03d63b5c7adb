//! `ApiCustomXmlParts`: the custom XML parts of a document.

use spindle_ooxml::custom_xml::XmlPart;

use super::{PackageClasses, PackageHost, PackageRef, PackageResult, handle, text_of, xml_fault};
use crate::class::{Call, Member};
use crate::value::Value;

impl<E: PackageHost> PackageClasses<E> {
    pub(super) const XML_PARTS_MEMBERS: &'static [Member<E>] = &[
        Member::new("Add", add),
        Member::new("GetAll", |call| {
            let all = call.doc.package_mut().custom_xml().all().collect();
            Ok(parts::<E>(all))
        }),
        Member::new("GetById", get_by_id),
        Member::new("GetByNamespace", |call| {
            let namespace = text_of(call, 0);
            let found = call.doc.package_mut().custom_xml().by_namespace(&namespace);
            Ok(parts::<E>(found))
        }),
        Member::new("GetClassType", |_| Ok("customXmlParts".into())),
        Member::new("GetCount", |call| {
            Ok(call.doc.package_mut().custom_xml().all().count().into())
        }),
    ];
}

fn parts<E: PackageHost>(parts: Vec<XmlPart>) -> Value<E::Ref> {
    let handles = parts
        .into_iter()
        .map(|part| handle::<E>(PackageRef::XmlPart(part)));
    Value::List(handles.collect())
}

fn add<E: PackageHost>(call: &mut Call<'_, E>) -> PackageResult<E> {
    let xml = text_of(call, 0);
    let part = call.doc.package_mut().custom_xml().add(&xml);
    part.map(|part| handle::<E>(PackageRef::XmlPart(part)))
        .map_err(xml_fault)
}

fn get_by_id<E: PackageHost>(call: &mut Call<'_, E>) -> PackageResult<E> {
    let id = text_of(call, 0);
    let part = call.doc.package_mut().custom_xml().by_id(&id);
    Ok(part.map_or(Value::Null, |part| handle::<E>(PackageRef::XmlPart(part))))
}
