//! `GetDocumentInfo`: the properties as the editor's window shows them.

use spindle_model::calendar;
use spindle_ooxml::Package;

use super::core::{property, time};
use super::{PackageHost, PackageResult};
use crate::class::{ApiError, Call};
use crate::value::Value;

/// `GetDocumentInfo`
///
/// # Errors
/// A part with properties is broken.
pub fn get_document_info<E: PackageHost>(call: &mut Call<'_, E>) -> PackageResult<E> {
    let package = call.doc.package_mut();
    let mut text = |element: &str| property(package, element);
    let or_empty = |found: Option<String>| Value::Text(found.unwrap_or_default());
    let title = or_empty(text("dc:title")?);
    let tags = or_empty(text("cp:keywords")?);
    let subject = or_empty(text("dc:subject")?);
    let comment = or_empty(text("dc:description")?);
    let modified_by = text("cp:lastModifiedBy")?.into();
    let creator = text("dc:creator")?.unwrap_or_default();
    let authors = creator
        .split([';', ','])
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(Value::from)
        .collect();
    let (created_raw, created) = moment::<E>(package, "dcterms:created")?;
    let (modified_raw, modified) = moment::<E>(package, "dcterms:modified")?;
    let entries = [
        ("Application", application(package).into()),
        ("CreatedRaw", created_raw),
        ("Created", created),
        ("LastModifiedRaw", modified_raw),
        ("LastModified", modified),
        ("LastModifiedBy", modified_by),
        ("Authors", Value::List(authors)),
        ("Title", title),
        ("Tags", tags),
        ("Subject", subject),
        ("Comment", comment),
    ];
    Ok(Value::Object(
        entries
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect(),
    ))
}

/// The program that wrote the file; empty for a new document.
fn application(package: &mut Package) -> String {
    let root = package
        .related("/", "extended-properties")
        .and_then(|part| package.root(&part).ok());
    let dom = &package.dom;
    let name = root.and_then(|root| dom.child(root, "Application"));
    let name = name.map(|node| dom.text(node)).unwrap_or_default();
    if name.starts_with("Spindle") {
        String::new()
    } else {
        name
    }
}

/// A time as a date, and in words.
type Moment<E> = (
    Value<<E as crate::editor::Editor>::Ref>,
    Value<<E as crate::editor::Editor>::Ref>,
);

fn moment<E: PackageHost>(package: &mut Package, element: &str) -> Result<Moment<E>, ApiError> {
    let Some(time) = time(package, element)? else {
        return Ok((Value::Null, "".into()));
    };
    let (year, month, day) = calendar::date(time.div_euclid(86_400_000));
    let minutes = time.rem_euclid(86_400_000) / 60_000;
    let (hour, minute) = (minutes / 60, minutes % 60);
    let half = if hour < 12 { "AM" } else { "PM" };
    let hour = (hour + 11) % 12 + 1;
    let words = format!("{month:02}/{day:02}/{year} {hour}:{minute:02} {half}");
    Ok((Value::Date(time as f64), words.into()))
}
