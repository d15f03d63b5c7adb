//! The workbook part: its sheets and names (ECMA-376 Part 1, 18.2).

use spindle_model::convert::{ConvertError, Job};
use spindle_model::workbook::DefinedName;

use super::package::{Package, Relations};
use super::xml::{Tag, Xml};

/// What the workbook part says.
#[derive(Debug, Default)]
pub(super) struct Book {
    pub(super) sheets: Vec<Entry>,
    /// Names, whose sheets are indexes into the file's sheets.
    pub(super) names: Vec<DefinedName>,
    pub(super) date_1904: bool,
    pub(super) active: usize,
}

/// A sheet.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) hidden: bool,
    /// Its part; `None` for what is no sheet of cells.
    pub(super) part: Option<String>,
}

/// Reads the workbook part.
pub(super) fn read(
    package: &mut Package<'_>,
    main: &str,
    relations: &Relations,
    job: &mut Job<'_>,
) -> Result<Book, ConvertError> {
    let mut book = Book::default();
    let missing = || ConvertError::damaged(format!("the workbook part {main} is missing"));
    let (mut xml, _) = package.xml(main)?.ok_or_else(missing)?;
    while let Some(root) = xml.child(0)? {
        if root.name() != "workbook" {
            return Err(ConvertError::unsupported(format!(
                "the main part is no workbook but a \"{}\"",
                root.name().escape_debug()
            )));
        }
        while let Some(tag) = xml.child(1)? {
            match tag.name() {
                "workbookPr" => book.date_1904 = tag.flag("date1904", false),
                "bookViews" => {
                    if let Some(view) = xml.child(2)? {
                        book.active = view.number("activeTab").unwrap_or(0);
                        // What follows are further windows of the same workbook.
                        while xml.child(2)?.is_some() {}
                    }
                }
                "sheets" => {
                    while let Some(tag) = xml.child(2)? {
                        if tag.name() == "sheet" {
                            book.sheet(&tag, relations, job)?;
                        }
                    }
                }
                "definedNames" => book.names(&mut xml, job)?,
                _ => {}
            }
        }
    }
    drop(xml);
    for entry in &mut book.sheets {
        if entry.part.as_ref().is_some_and(|part| !package.has(part)) {
            job.warn(
                "sheet-missing",
                format!("the file lacks the sheet \"{}\"", entry.name),
            );
            entry.part = None;
        }
    }
    Ok(book)
}

impl Book {
    fn sheet(
        &mut self,
        tag: &Tag,
        relations: &Relations,
        job: &mut Job<'_>,
    ) -> Result<(), ConvertError> {
        if self.sheets.len() >= job.limits.entries {
            return Err(ConvertError::limit(format!(
                "the workbook has more than {} sheets",
                job.limits.entries
            )));
        }
        let name = tag.get("name").unwrap_or_default();
        let relation = tag.prefixed("id").and_then(|id| relations.get(&id));
        let part = match relation {
            Some(relation) if relation.kind == "worksheet" && !relation.external => {
                Some(relation.target.clone())
            }
            Some(relation) => {
                let what = match relation.kind.as_str() {
                    "chartsheet" => "a chart",
                    "dialogsheet" => "a dialog",
                    "xlMacrosheet" | "xlIntlMacrosheet" => "macros",
                    _ => "no cells",
                };
                job.warn(
                    "sheet-dropped",
                    format!("the sheet \"{name}\" was dropped: it holds {what}"),
                );
                None
            }
            None => {
                job.warn(
                    "sheet-missing",
                    format!("the file does not say where the sheet \"{name}\" is"),
                );
                None
            }
        };
        self.sheets.push(Entry {
            name,
            hidden: tag.get("state").is_some_and(|state| state != "visible"),
            part,
        });
        Ok(())
    }

    fn names(&mut self, xml: &mut Xml<'_>, job: &mut Job<'_>) -> Result<(), ConvertError> {
        while let Some(tag) = xml.child(2)? {
            let formula = xml.text()?;
            let name = tag.get("name").unwrap_or_default();
            if tag.flag("function", false) || tag.flag("vbProcedure", false) {
                job.warn(
                    "macros-dropped",
                    format!("the name \"{name}\" was dropped: it stands for a macro"),
                );
                continue;
            }
            // The filter itself is dropped, so that its range says nothing.
            if name.is_empty() || name.eq_ignore_ascii_case("_xlnm._FilterDatabase") {
                continue;
            }
            if self.names.len() >= job.limits.cells {
                return Err(ConvertError::limit("the workbook has too many names"));
            }
            self.names.push(DefinedName {
                name,
                sheet: tag.number("localSheetId"),
                formula: plain(formula),
            });
        }
        Ok(())
    }
}

/// A formula without an equals sign.
pub(super) fn plain(mut formula: String) -> String {
    if formula.starts_with('=') {
        formula.remove(0);
    }
    formula
}
