//! Packages of Office Open XML that readers open: what is wrong with one, in the kinds that callers know.

use spindle_model::convert::{ConvertError, Limits};
use spindle_model::document::Metadata;
use spindle_ooxml::{
    Dom, NodeId, OoxmlError, Package, PackageKind, PackageLimits, XmlError, XmlLimits,
};

/// Opens a package that must be of that kind.
///
/// # Errors
/// `Password`, `Unsupported`, `Damaged` or `Limit`, with the reason in words.
pub(crate) fn open(
    bytes: &[u8],
    wanted: PackageKind,
    limits: &Limits,
) -> Result<Package, ConvertError> {
    if bytes.is_empty() {
        return Err(ConvertError::damaged("the file is empty"));
    }
    let package =
        Package::open(bytes, &package_limits(limits)).map_err(|error| refused(error, wanted))?;
    if package.kind() == wanted {
        return Ok(package);
    }
    let (kind, format) = words(package.kind());
    let reason = format!("the file is {kind} ({format}), not {}", words(wanted).0);
    Err(ConvertError::unsupported(reason))
}

/// What a kind of package is called, and the extension of its files.
fn words(kind: PackageKind) -> (&'static str, &'static str) {
    match kind {
        PackageKind::Word => ("a text document", "docx"),
        PackageKind::Sheet => ("a spreadsheet", "xlsx"),
        PackageKind::Slides => ("a presentation", "pptx"),
    }
}

fn refused(error: OoxmlError, wanted: PackageKind) -> ConvertError {
    let format = words(wanted).1;
    match error {
        OoxmlError::NotOoxml(reason) if reason.contains("OLE") => {
            ConvertError::unsupported(format!(
                "the file is in a binary format of Office 97-2003 or another OLE file, not {format}"
            ))
        }
        OoxmlError::NotOoxml(reason) if reason.contains("ZIP") => ConvertError::damaged(format!(
            "the file is not a {format} file: it does not start like a ZIP archive"
        )),
        other => explain(other),
    }
}

/// The same reason as callers of this crate know it.
pub(crate) fn explain(error: OoxmlError) -> ConvertError {
    let message = error.to_string();
    match error {
        OoxmlError::Limit { .. }
        | OoxmlError::Xml {
            source: XmlError::Limit { .. },
            ..
        } => ConvertError::limit(message),
        OoxmlError::PasswordProtected => {
            ConvertError::password("the file is encrypted with a password; save it without one")
        }
        _ => ConvertError::damaged(message),
    }
}

fn package_limits(limits: &Limits) -> PackageLimits {
    let known = PackageLimits::default();
    PackageLimits {
        entries: limits.entries,
        entry_bytes: known.entry_bytes.min(limits.expanded_bytes),
        total_bytes: limits.expanded_bytes,
        ratio: limits.ratio,
        xml: XmlLimits {
            depth: known.xml.depth.min(limits.depth),
            ..known.xml
        },
    }
}

/// What the file says about itself (ECMA-376 Part 2, clause 8).
pub(crate) fn metadata(dom: &Dom, core: NodeId) -> Metadata {
    let property = |name: &str| {
        let text = dom.text(dom.child(core, name)?);
        let text = text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    };
    Metadata {
        title: property("dc:title"),
        author: property("dc:creator"),
        subject: property("dc:subject"),
        keywords: property("cp:keywords"),
        language: property("dc:language"),
        created: property("dcterms:created"),
        modified: property("dcterms:modified"),
    }
}
