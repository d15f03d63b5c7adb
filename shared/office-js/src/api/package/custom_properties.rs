//! `ApiCustomProperties`: the custom properties (`docProps/custom.xml`, ECMA-376 part 1, 22.3).

use spindle_model::calendar::{from_iso_8601, iso_8601};
use spindle_ooxml::{Dom, NodeId, Package};

use super::{PackageClasses, PackageHost, PackageResult, text_of};
use crate::args::number_text;
use crate::class::{ApiError, Call, Member};
use crate::value::Value;

const CONTENT_TYPE: &str = "application/vnd.openxmlformats-officedocument.custom-properties+xml";
/// The format identifier that all custom properties have.
const FORMAT: &str = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}";

impl<E: PackageHost> PackageClasses<E> {
    pub(super) const CUSTOM_PROPERTIES_MEMBERS: &'static [Member<E>] = &[
        Member::new("Add", add),
        Member::new("Get", get),
        Member::new("GetClassType", |_| Ok("customProperties".into())),
    ];
}

fn root(package: &mut Package) -> Result<Option<NodeId>, ApiError> {
    let Some(part) = package.related("/", "custom-properties") else {
        return Ok(None);
    };
    package
        .root(&part)
        .map(Some)
        .map_err(|error| ApiError::State(error.to_string()))
}

fn add<E: PackageHost>(call: &mut Call<'_, E>) -> PackageResult<E> {
    let name = text_of(call, 0);
    let (kind, text) = match call.args.get(1) {
        Value::Text(text) => ("vt:lpwstr", text.clone()),
        Value::Bool(value) => ("vt:bool", value.to_string()),
        Value::Number(number) if number.fract() == 0.0 && number.abs() < 2_147_483_648.0 => {
            ("vt:i4", number_text(*number))
        }
        Value::Number(number) => ("vt:r8", number_text(*number)),
        Value::Date(time) if time.abs() < 8.64e15 => {
            let text = iso_8601(*time as i64);
            let seconds = text.split('.').next().unwrap_or_default();
            ("vt:filetime", format!("{seconds}Z"))
        }
        _ => return Ok(false.into()),
    };
    let package = call.doc.package_mut();
    let root = match root(package)? {
        Some(root) => root,
        None => {
            let root = package.dom.fragment(
                "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\"/>",
            );
            package.add_part_tree("/docProps/custom.xml", CONTENT_TYPE, root);
            package.add_relationship("/", "custom-properties", "/docProps/custom.xml", false);
            root
        }
    };
    let dom = &mut package.dom;
    let property = match find(dom, root, &name) {
        Some(property) => property,
        None => {
            let number = dom
                .elements(root, "property")
                .filter_map(|node| dom.attr(node, "pid")?.parse::<u32>().ok())
                .max()
                .map_or(2, |last| last.saturating_add(1));
            let node = dom.element_with(
                "property",
                &[
                    ("fmtid", FORMAT),
                    ("pid", &number.to_string()),
                    ("name", &name),
                ],
            );
            dom.append(root, node);
            node
        }
    };
    dom.clear(property);
    let value = dom.element(kind);
    dom.set_text(value, &text);
    dom.append(property, value);
    Ok(true.into())
}

fn find(dom: &Dom, root: NodeId, name: &str) -> Option<NodeId> {
    dom.elements(root, "property")
        .find(|node| dom.attr(*node, "name") == Some(name))
}

fn get<E: PackageHost>(call: &mut Call<'_, E>) -> PackageResult<E> {
    // Names are texts: a number names nothing.
    let Value::Text(name) = call.args.get(0) else {
        return Ok(Value::Null);
    };
    let package = call.doc.package_mut();
    let Some(root) = root(package)? else {
        return Ok(Value::Null);
    };
    let dom = &package.dom;
    let value = find(dom, root, name).and_then(|property| {
        let value = dom.child_elements(property).next()?;
        let text = dom.text(value);
        Some(match dom.name_of(value)? {
            "vt:bool" => Value::Bool(text == "true" || text == "1"),
            "vt:i1" | "vt:i2" | "vt:i4" | "vt:i8" | "vt:int" | "vt:ui1" | "vt:ui2" | "vt:ui4"
            | "vt:uint" | "vt:r4" | "vt:r8" | "vt:decimal" => Value::Number(text.parse().ok()?),
            "vt:filetime" | "vt:date" => Value::Date(from_iso_8601(&text)? as f64),
            _ => Value::Text(text),
        })
    });
    Ok(value.unwrap_or(Value::Null))
}
