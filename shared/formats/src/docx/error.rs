//! What the container says is wrong, in the kinds that callers know.

use spindle_model::convert::{ConvertError, Limits};
use spindle_ooxml::{OoxmlError, Package, PackageKind, PackageLimits, XmlError, XmlLimits};

/// Opens a package that must hold a text document.
///
/// # Errors
/// `Password`, `Unsupported`, `Damaged` or `Limit`, with the reason in words.
pub(super) fn open(bytes: &[u8], limits: &Limits) -> Result<Package, ConvertError> {
    if bytes.is_empty() {
        return Err(ConvertError::damaged("the file is empty"));
    }
    let package = Package::open(bytes, &package_limits(limits)).map_err(explain)?;
    match package.kind() {
        PackageKind::Word => Ok(package),
        PackageKind::Sheet => Err(ConvertError::unsupported(
            "the file is a spreadsheet (xlsx), not a text document",
        )),
        PackageKind::Slides => Err(ConvertError::unsupported(
            "the file is a presentation (pptx), not a text document",
        )),
    }
}

/// The same reason as callers of this crate know it.
pub(super) fn explain(error: OoxmlError) -> ConvertError {
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
        OoxmlError::NotOoxml(reason) if reason.contains("OLE") => ConvertError::unsupported(
            "the file is in the binary format of Word 97-2003 or another OLE file, not docx",
        ),
        OoxmlError::NotOoxml(reason) if reason.contains("ZIP") => ConvertError::damaged(
            "the file is not a docx file: it does not start like a ZIP archive",
        ),
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
