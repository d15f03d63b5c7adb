//! Writing a workbook back into its package.

use std::borrow::Cow;

use crate::{OoxmlError, Package};

use super::{SheetError, Workbook};

const STRINGS: &str =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml";

/// Children of `workbook` in the schema's order (ECMA-376 Part 1, 18.2.27).
pub const ORDER: &[&str] = &[
    "fileVersion",
    "fileSharing",
    "workbookPr",
    "workbookProtection",
    "bookViews",
    "sheets",
    "functionGroups",
    "externalReferences",
    "definedNames",
    "calcPr",
    "oleSize",
    "customWorkbookViews",
    "pivotCaches",
    "smartTagPr",
    "smartTagTypes",
    "webPublishing",
    "fileRecoveryPr",
    "webPublishObjects",
    "extLst",
];

/// A part as text; UTF-16 is read as XML allows it.
pub(super) fn text_of(package: &Package, part: &str) -> Result<String, OoxmlError> {
    let bytes = package.read_part(part)?;
    let unpacked = |reason: &str| OoxmlError::Unpack {
        part: part.to_owned(),
        reason: reason.to_owned(),
    };
    let units = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).map(|pair| match pair {
            [a, b] => unit([*a, *b]),
            _ => 0,
        });
        char::decode_utf16(units)
            .collect::<Result<String, _>>()
            .map_err(|_| unpacked("it is not UTF-16"))
    };
    match bytes.get(..2) {
        Some([0xff, 0xfe]) => units(bytes.get(2..).unwrap_or_default(), u16::from_le_bytes),
        Some([0xfe, 0xff]) => units(bytes.get(2..).unwrap_or_default(), u16::from_be_bytes),
        _ => match bytes {
            Cow::Owned(bytes) => String::from_utf8(bytes).map_err(|_| unpacked("it is not UTF-8")),
            Cow::Borrowed(bytes) => std::str::from_utf8(bytes)
                .map(str::to_owned)
                .map_err(|_| unpacked("it is not UTF-8")),
        },
    }
}

impl Workbook {
    /// The package as bytes. Worksheets that nobody changed keep theirs.
    ///
    /// # Errors
    /// A part cannot be unpacked, or the package cannot be packed.
    pub fn save(&mut self) -> Result<Vec<u8>, SheetError> {
        self.write()?;
        Ok(self.package.save()?)
    }

    /// Writes what changed into the package.
    ///
    /// # Errors
    /// A part cannot be unpacked.
    pub fn write(&mut self) -> Result<(), SheetError> {
        for entry in &mut self.entries {
            let (Some(part), Some(sheet)) = (&entry.part, &mut entry.sheet) else {
                continue;
            };
            if !sheet.is_changed(&self.package.dom) {
                continue;
            }
            let bytes = sheet.write(&mut self.package.dom, &self.strings, self.rounded_numbers);
            let content_type = self
                .package
                .content_type(part)
                .unwrap_or_default()
                .to_owned();
            self.package.set_part(part, &content_type, bytes);
        }
        self.write_strings()?;
        if !self.recalculate {
            return Ok(());
        }
        // The order of an earlier calculation may name cells that hold formulas no more: such a file counts as broken.
        let main = self.package.main_part().to_owned();
        if let Some(chain) = self.package.related(&main, "calcChain") {
            self.package.remove_part(&chain);
        }
        let has_formulas = self.entries.iter().any(|entry| {
            entry
                .sheet
                .as_ref()
                .map_or(entry.part.is_some(), |sheet| sheet.grid.formulas() > 0)
        });
        if has_formulas {
            // Results in the file do not count for whoever opens it.
            let dom = &mut self.package.dom;
            let node = dom.ensure_child(self.root, "calcPr", ORDER);
            dom.set_attr(node, "fullCalcOnLoad", "1");
        }
        Ok(())
    }

    fn write_strings(&mut self) -> Result<(), SheetError> {
        if !self.strings.is_changed() {
            return Ok(());
        }
        let main = self.package.main_part().to_owned();
        let old = match &self.strings_part {
            Some(part) => Some(text_of(&self.package, part)?),
            None => None,
        };
        let bytes = self
            .strings
            .write(old.as_deref())
            .ok_or_else(|| SheetError::Strings("texts cannot be added to the part".to_owned()))?;
        let part = match self.strings_part.clone() {
            Some(part) => part,
            None => {
                let part = self.package.free_name("/xl/sharedStrings", ".xml");
                let part = if self.package.has_part("/xl/sharedStrings.xml") {
                    part
                } else {
                    "/xl/sharedStrings.xml".to_owned()
                };
                self.strings_part = Some(part.clone());
                part
            }
        };
        let content_type = self
            .package
            .content_type(&part)
            .filter(|kind| kind.contains("sharedStrings"))
            .unwrap_or(STRINGS)
            .to_owned();
        let is_new = !self.package.has_part(&part);
        self.package.set_part(&part, &content_type, bytes);
        if is_new {
            self.package
                .add_relationship(&main, "sharedStrings", &part, false);
        }
        Ok(())
    }
}
