//! THE table of the numbers and words that stand for things in the online-document API.
//!
//! Upstream's page of enumerations is not public. What the vendor's samples show is kept; the rest is ours, and a
//! deployer whose clients have other numbers replaces it with the variable `iflydocs_enums`.

use serde_json::{Map, Value};

/// One thing that has a number or word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Term {
    /// A rich-text document.
    Note,
    /// A spreadsheet.
    Sheet,
    /// The user's own space.
    MySpace,
    /// A space that several users share.
    SharedSpace,
    /// It is there.
    Normal,
    /// It is in the recycle bin.
    InBin,
    /// It is gone for good.
    Purged,
    /// A folder.
    Folder,
    /// A file or document.
    File,
    /// Its content is an online document.
    Online,
    /// Its content is an uploaded file.
    Drive,
    /// The kind of file that an online document is.
    OnlineFile,
    /// Nobody else may open it.
    Private,
    /// Others may open it.
    Shared,
    /// An upload was applied to the document it named.
    Applied,
    /// An upload was saved as a document in the user's own space.
    SavedInMySpace,
    /// An upload was discarded.
    Discarded,
    /// Export as Word.
    ExportDocx,
    /// Export as PDF.
    ExportPdf,
    /// Export as HTML.
    ExportHtml,
    /// Export as Markdown.
    ExportMd,
    /// Export as plain text.
    ExportTxt,
    /// Export as Excel.
    ExportXlsx,
    /// Export as comma-separated values.
    ExportCsv,
    /// Export as JSON: the ops of a note, or a workbook.
    ExportJson,
    /// Export as OpenDocument text.
    ExportOdt,
    /// Export as OpenDocument spreadsheet.
    ExportOds,
    /// Export as EPUB.
    ExportEpub,
    /// Export as rich text format.
    ExportRtf,
    /// An export waits.
    ExportQueued,
    /// An export is worked on.
    ExportRunning,
    /// An export is done.
    ExportDone,
    /// An export ended badly.
    ExportFailed,
    /// An import waits or is worked on.
    ImportRunning,
    /// An import is done.
    ImportDone,
    /// An import ended badly.
    ImportFailed,
}

/// One row of the table.
#[derive(Debug, Clone, Copy)]
pub struct TermRow {
    /// The thing.
    pub term: Term,
    /// The enumeration's name, as in the API's types.
    pub group: &'static str,
    /// The thing's name in `iflydocs_enums`.
    pub name: &'static str,
    /// The value as JSON.
    pub default: &'static str,
    /// Where the value comes from: the vendor's samples, or ours.
    pub origin: &'static str,
}

const fn row(
    term: Term,
    group: &'static str,
    name: &'static str,
    default: &'static str,
    origin: &'static str,
) -> TermRow {
    TermRow {
        term,
        group,
        name,
        default,
        origin,
    }
}

/// Every term. The order is that of [`Term`].
pub static TERMS: &[TermRow] = &[
    row(Term::Note, "DocType", "note", "\"note\"", "sample"),
    row(Term::Sheet, "DocType", "sheet", "\"sheet\"", "ours"),
    row(Term::MySpace, "SpaceType", "my", "1", "sample"),
    row(Term::SharedSpace, "SpaceType", "shared", "2", "ours"),
    row(Term::Normal, "FsStatus", "normal", "1", "sample"),
    row(Term::InBin, "FsStatus", "bin", "2", "ours"),
    row(Term::Purged, "FsStatus", "purged", "3", "ours"),
    row(Term::Folder, "FsType", "folder", "1", "sample"),
    row(Term::File, "FsType", "file", "2", "sample"),
    row(Term::Online, "SourceType", "online", "1", "sample"),
    row(Term::Drive, "SourceType", "drive", "2", "documented"),
    row(Term::OnlineFile, "FileType", "online", "1", "sample"),
    row(
        Term::Private,
        "CollaborativeStatus",
        "private",
        "1",
        "sample",
    ),
    row(Term::Shared, "CollaborativeStatus", "shared", "2", "ours"),
    row(Term::Applied, "OfflineUploadType", "applied", "1", "sample"),
    row(
        Term::SavedInMySpace,
        "OfflineUploadType",
        "saved",
        "2",
        "ours",
    ),
    row(
        Term::Discarded,
        "OfflineUploadType",
        "discarded",
        "3",
        "ours",
    ),
    row(Term::ExportDocx, "ExportFileType", "docx", "1", "sample"),
    row(Term::ExportPdf, "ExportFileType", "pdf", "2", "ours"),
    row(Term::ExportHtml, "ExportFileType", "html", "3", "ours"),
    row(Term::ExportMd, "ExportFileType", "md", "4", "ours"),
    row(Term::ExportTxt, "ExportFileType", "txt", "5", "ours"),
    row(Term::ExportXlsx, "ExportFileType", "xlsx", "6", "ours"),
    row(Term::ExportCsv, "ExportFileType", "csv", "7", "ours"),
    row(Term::ExportJson, "ExportFileType", "json", "8", "ours"),
    row(Term::ExportOdt, "ExportFileType", "odt", "9", "ours"),
    row(Term::ExportOds, "ExportFileType", "ods", "10", "ours"),
    row(Term::ExportEpub, "ExportFileType", "epub", "11", "ours"),
    row(Term::ExportRtf, "ExportFileType", "rtf", "12", "ours"),
    row(Term::ExportQueued, "ExportStatus", "queued", "1", "sample"),
    row(Term::ExportRunning, "ExportStatus", "running", "2", "ours"),
    row(Term::ExportDone, "ExportStatus", "done", "3", "sample"),
    row(Term::ExportFailed, "ExportStatus", "failed", "4", "ours"),
    row(
        Term::ImportRunning,
        "ImportStatus",
        "running",
        "2",
        "sample",
    ),
    row(Term::ImportDone, "ImportStatus", "done", "3", "sample"),
    row(Term::ImportFailed, "ImportStatus", "failed", "4", "ours"),
];

/// The values in use.
#[derive(Debug, Clone, PartialEq)]
pub struct Enums(Vec<Value>);

impl Enums {
    /// The table's own values, replaced by those in `overrides`: `{"FsStatus": {"bin": 9}, ...}`; empty for none.
    ///
    /// # Errors
    /// In words, when it is no such JSON, names something unknown, or gives two things of a group the same value.
    pub fn read(overrides: &str) -> Result<Self, String> {
        let mut values: Vec<Value> = TERMS
            .iter()
            .map(|row| serde_json::from_str(row.default).unwrap_or_default())
            .collect();
        if !overrides.trim().is_empty() {
            let groups: Map<String, Value> = serde_json::from_str(overrides)
                .map_err(|error| format!("it is not a JSON object: {error}"))?;
            for (group, members) in &groups {
                let Value::Object(members) = members else {
                    return Err(format!("`{group}` is not an object"));
                };
                for (name, value) in members {
                    replace(&mut values, group, name, value)?;
                }
            }
        }
        refuse_twins(&values)?;
        Ok(Self(values))
    }

    /// The value of a term.
    pub fn value(&self, term: Term) -> Value {
        self.0.get(term as usize).cloned().unwrap_or_default()
    }

    /// Whether `value` is the term's.
    pub fn is(&self, term: Term, value: &Value) -> bool {
        self.0.get(term as usize) == Some(value)
    }
}

fn replace(values: &mut [Value], group: &str, name: &str, value: &Value) -> Result<(), String> {
    let index = TERMS
        .iter()
        .position(|row| row.group == group && row.name == name)
        .ok_or_else(|| format!("there is no `{name}` in `{group}`"))?;
    let slot = values
        .get_mut(index)
        .ok_or_else(|| format!("there is no `{name}` in `{group}`"))?;
    if std::mem::discriminant(slot) != std::mem::discriminant(value) {
        return Err(format!("`{group}.{name}` must be a value like {slot}"));
    }
    *slot = value.clone();
    Ok(())
}

fn refuse_twins(values: &[Value]) -> Result<(), String> {
    for (index, row) in TERMS.iter().enumerate() {
        let twin = TERMS
            .iter()
            .enumerate()
            .take(index)
            .find(|(other, earlier)| {
                earlier.group == row.group && values.get(*other) == values.get(index)
            });
        if let Some((_, earlier)) = twin {
            return Err(format!(
                "`{}.{}` and `{}.{}` have the same value",
                row.group, earlier.name, row.group, row.name
            ));
        }
    }
    Ok(())
}

/// The table as Markdown, for the API's page.
pub fn terms_table_markdown() -> String {
    let mut table = String::from("| enumeration | name | value | origin |\n|---|---|---|---|\n");
    for row in TERMS {
        table.push_str(&format!(
            "| {} | `{}` | `{}` | {} |\n",
            row.group, row.name, row.default, row.origin
        ));
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_is_that_of_the_terms() {
        for (index, row) in TERMS.iter().enumerate() {
            assert_eq!(row.term as usize, index, "{}", row.name);
        }
    }

    #[test]
    fn values_can_be_replaced_by_others_of_their_kind() {
        let enums = Enums::read(r#"{"FsStatus":{"bin":9},"DocType":{"sheet":"excel"}}"#).unwrap();
        assert_eq!(enums.value(Term::InBin), 9);
        assert_eq!(enums.value(Term::Sheet), "excel");
        assert_eq!(enums.value(Term::Note), "note");
        for (wrong, words) in [
            ("[", "not a JSON object"),
            (r#"{"FsStatus":1}"#, "not an object"),
            (r#"{"FsStatus":{"gone":1}}"#, "no `gone`"),
            (r#"{"FsStatus":{"bin":"2"}}"#, "a value like 2"),
            (r#"{"FsStatus":{"bin":1}}"#, "the same value"),
        ] {
            let said = Enums::read(wrong).unwrap_err();
            assert!(said.contains(words), "{wrong}: {said}");
        }
    }
}
