//! `ApiCore`: the core properties (`docProps/core.xml`, ECMA-376 part 2, clause 8).

use spindle_model::calendar::{from_iso_8601, iso_8601};
use spindle_ooxml::{NodeId, Package};

use super::{PackageClasses, PackageHost, PackageResult};
use crate::class::{ApiError, Call, Member};
use crate::value::Value;

const CONTENT_TYPE: &str = "application/vnd.openxmlformats-package.core-properties+xml";
const RELATIONSHIP: &str =
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";

impl<E: PackageHost> PackageClasses<E> {
    pub(super) const CORE_MEMBERS: &'static [Member<E>] = &[
        Member::new("GetClassType", |_| Ok("core".into())),
        Member::new("GetCategory", |call| get(call, "cp:category")),
        Member::new("GetContentStatus", |call| get(call, "cp:contentStatus")),
        Member::new("GetCreated", |call| get_time(call, "dcterms:created")),
        Member::new("GetCreator", |call| get(call, "dc:creator")),
        Member::new("GetDescription", |call| get(call, "dc:description")),
        Member::new("GetIdentifier", |call| get(call, "dc:identifier")),
        Member::new("GetKeywords", |call| get(call, "cp:keywords")),
        Member::new("GetLanguage", |call| get(call, "dc:language")),
        Member::new("GetLastModifiedBy", |call| get(call, "cp:lastModifiedBy")),
        Member::new("GetLastPrinted", |call| get_time(call, "cp:lastPrinted")),
        Member::new("GetModified", |call| get_time(call, "dcterms:modified")),
        Member::new("GetRevision", |call| get(call, "cp:revision")),
        Member::new("GetSubject", |call| get(call, "dc:subject")),
        Member::new("GetTitle", |call| get(call, "dc:title")),
        Member::new("GetVersion", |call| get(call, "cp:version")),
        Member::new("SetCategory", |call| set(call, "cp:category")),
        Member::new("SetContentStatus", |call| set(call, "cp:contentStatus")),
        Member::new("SetCreated", |call| set_time(call, "dcterms:created")),
        Member::new("SetCreator", |call| set(call, "dc:creator")),
        Member::new("SetDescription", |call| set(call, "dc:description")),
        Member::new("SetIdentifier", |call| set(call, "dc:identifier")),
        Member::new("SetKeywords", |call| set(call, "cp:keywords")),
        Member::new("SetLanguage", |call| set(call, "dc:language")),
        Member::new("SetLastModifiedBy", |call| set(call, "cp:lastModifiedBy")),
        Member::new("SetLastPrinted", |call| set_time(call, "cp:lastPrinted")),
        Member::new("SetModified", |call| set_time(call, "dcterms:modified")),
        Member::new("SetRevision", |call| set(call, "cp:revision")),
        Member::new("SetSubject", |call| set(call, "dc:subject")),
        Member::new("SetTitle", |call| set(call, "dc:title")),
        Member::new("SetVersion", |call| set(call, "cp:version")),
    ];
}

fn root(package: &mut Package) -> Result<NodeId, ApiError> {
    let part = match package.related("/", "core-properties") {
        Some(part) => part,
        None => {
            let root = package.dom.fragment("<cp:coreProperties/>");
            package.add_part_tree("/docProps/core.xml", CONTENT_TYPE, root);
            package.add_relationship("/", RELATIONSHIP, "/docProps/core.xml", false);
            "/docProps/core.xml".to_owned()
        }
    };
    package
        .root(&part)
        .map_err(|error| ApiError::State(error.to_string()))
}

/// A property by its element, for example `dc:title`; `None` when the document does not have it.
pub(super) fn property(package: &mut Package, element: &str) -> Result<Option<String>, ApiError> {
    let root = root(package)?;
    let dom = &package.dom;
    Ok(dom.child(root, element).map(|node| dom.text(node)))
}

/// The time in a property, in milliseconds since 1970.
pub(super) fn time(package: &mut Package, element: &str) -> Result<Option<i64>, ApiError> {
    Ok(property(package, element)?.and_then(|text| from_iso_8601(&text)))
}

fn get<E: PackageHost>(call: &mut Call<'_, E>, element: &str) -> PackageResult<E> {
    Ok(property(call.doc.package_mut(), element)?.into())
}

fn get_time<E: PackageHost>(call: &mut Call<'_, E>, element: &str) -> PackageResult<E> {
    let time = time(call.doc.package_mut(), element)?;
    Ok(time.map_or(Value::Null, |time| Value::Date(time as f64)))
}

fn write(package: &mut Package, element: &str, text: &str) -> Result<NodeId, ApiError> {
    let root = root(package)?;
    let node = package.dom.ensure_child(root, element, &[]);
    package.dom.set_text(node, text);
    Ok(node)
}

/// What is no text, number or boolean takes the property away.
fn set<E: PackageHost>(call: &mut Call<'_, E>, element: &str) -> PackageResult<E> {
    let package = call.doc.package_mut();
    match call.args.opt_text(0) {
        Some(text) => {
            write(package, element, &text)?;
        }
        None => {
            let root = root(package)?;
            if let Some(node) = package.dom.child(root, element) {
                package.dom.detach(node);
            }
        }
    }
    Ok(Value::Undefined)
}

/// Anything but a date that is a time changes nothing. Files have times to the second.
fn set_time<E: PackageHost>(call: &mut Call<'_, E>, element: &str) -> PackageResult<E> {
    let Value::Date(time) = *call.args.get(0) else {
        return Ok(Value::Undefined);
    };
    // The years that four digits can tell.
    if (-62_167_219_200_000.0..253_402_300_800_000.0).contains(&time) {
        let text = iso_8601(time as i64);
        let seconds = text.split('.').next().unwrap_or_default();
        let package = call.doc.package_mut();
        let node = write(package, element, &format!("{seconds}Z"))?;
        if element.starts_with("dcterms:") {
            package.dom.set_attr(node, "xsi:type", "dcterms:W3CDTF");
        }
    }
    Ok(Value::Undefined)
}
