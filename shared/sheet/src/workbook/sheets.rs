//! The sheets of a workbook: their names, and finding one.

use super::Workbook;
use crate::args::Args;
use crate::error::CommandError;
use crate::json::{Node, Object};

impl Workbook {
    /// The names of the sheets, in their order in the file. A sheet without a name has its key.
    #[must_use]
    pub fn sheet_names(&self) -> Vec<String> {
        let Some(sheets) = self.root.get("sheets").and_then(Node::as_object) else {
            return Vec::new();
        };
        let names = sheets.entries.iter().map(|entry| {
            let sheet = entry.value.as_object();
            let name = sheet.and_then(|sheet| sheet.get("name")?.as_text());
            name.unwrap_or_else(|| entry.name.to_string())
        });
        names.collect()
    }

    /// The keys of the sheets, in the same order.
    pub(crate) fn sheet_keys(&self) -> Vec<String> {
        let sheets = self.root.get("sheets").and_then(Node::as_object);
        let keys = sheets.iter().flat_map(|sheets| &sheets.entries);
        keys.map(|entry| entry.name.to_string()).collect()
    }

    /// The object of all sheets, where there is one.
    pub(crate) fn sheets(&mut self) -> Option<&mut Object> {
        self.root.get_mut("sheets")?.object()
    }

    /// Opens every sheet, so that looking for one does not go through the text of all again and again.
    fn open_sheets(&mut self) -> Option<&mut Object> {
        let sheets = self.sheets()?;
        for entry in &mut sheets.entries {
            entry.value.object();
        }
        Some(sheets)
    }

    /// The key of the sheet with this name: matched against the names, then against the keys.
    pub(crate) fn find_sheet(&mut self, name: &str) -> Option<String> {
        let sheets = self.open_sheets()?;
        let named = sheets.entries.iter().find(|entry| {
            let sheet = entry.value.as_object();
            sheet
                .and_then(|sheet| sheet.get("name")?.as_text())
                .as_deref()
                == Some(name)
        });
        let found = named.or_else(|| sheets.entries.iter().find(|entry| *entry.name == *name));
        found.map(|entry| entry.name.to_string())
    }

    /// The key of the sheet that an argument names.
    pub(crate) fn sheet_key(&mut self, args: &Args<'_>, key: &str) -> Result<String, CommandError> {
        let name = args.text(key)?;
        self.find_sheet(name)
            .ok_or_else(|| args.invalid(format!("there is no sheet `{name}`")))
    }

    /// The sheet with this key.
    pub(crate) fn sheet_at(
        &mut self,
        args: &Args<'_>,
        key: &str,
    ) -> Result<&mut Object, CommandError> {
        let sheet = self
            .sheets()
            .and_then(|sheets| sheets.get_mut(key)?.object());
        sheet.ok_or_else(|| args.invalid(format!("the sheet `{key}` is not an object")))
    }

    /// The sheet that `sheetName` names.
    pub(crate) fn sheet(&mut self, args: &Args<'_>) -> Result<&mut Object, CommandError> {
        let key = self.sheet_key(args, "sheetName")?;
        self.sheet_at(args, &key)
    }
}
