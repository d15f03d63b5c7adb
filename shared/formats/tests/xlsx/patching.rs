//! Whoever opens a spreadsheet, changes a cell and saves it loses nothing else.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::{Value as Json, json};
use spindle_formats::archive::Archive;
use spindle_formats::ssjson::{SsjsonReader, SsjsonWriter};
use spindle_formats::xlsx::XlsxPatcher;
use spindle_model::convert::{
    Content, ConvertError, Job, Limits, Patcher as _, Reader as _, Writer as _,
};
use spindle_model::warning::Warning;
use spindle_model::workbook::{Value, Workbook};
use spindle_sheet::{Outcome, Workbook as Online};

use crate::results::without_results;
use crate::samples::{NS, archive, one_sheet, read, read_with, rels};

/// The JSON of an online sheet that a workbook is.
fn json_of(workbook: &Workbook) -> String {
    let mut progress = |_: f32| {};
    let content = Content::Workbook(Box::new(workbook.clone()));
    let bytes = SsjsonWriter
        .write(&content, &mut Job::new(&mut progress))
        .unwrap();
    String::from_utf8(bytes).unwrap()
}

#[track_caller]
fn patched_with(file: &[u8], json: &str) -> (Vec<u8>, Vec<Warning>) {
    try_patch(file, json).unwrap()
}

fn try_patch(file: &[u8], json: &str) -> Result<(Vec<u8>, Vec<Warning>), ConvertError> {
    let mut progress = |_: f32| {};
    let mut job = Job::new(&mut progress);
    let content = SsjsonReader.read(json.as_bytes(), &mut job).unwrap();
    let mut job = Job::new(&mut progress);
    let bytes = XlsxPatcher.patch(file, &content, &mut job)?;
    Ok((bytes, job.warnings.into_vec()))
}

/// The file after commands of an online sheet.
#[track_caller]
pub fn commanded(file: &[u8], commands: &[Json]) -> Vec<u8> {
    let (workbook, _) = read(file);
    let mut online = Online::parse(&json_of(&workbook)).unwrap();
    for command in commands {
        assert_eq!(online.apply(command), Ok(Outcome::Changed), "{command}");
    }
    patched_with(file, &online.to_json()).0
}

fn parts(file: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let limits = Limits::default();
    let mut archive = Archive::open(file, &limits).unwrap();
    let names: Vec<String> = archive.names().collect();
    names
        .into_iter()
        // Folders are none of a package.
        .filter(|name| !name.ends_with('/'))
        .map(|name| {
            let bytes = archive.read(&name).unwrap().unwrap();
            (name, bytes)
        })
        .collect()
}

fn differing(old: &[u8], new: &[u8]) -> Vec<String> {
    let (old, new) = (parts(old), parts(new));
    let mut names: Vec<String> = old
        .iter()
        .filter(|(name, bytes)| new.get(*name) != Some(bytes))
        .map(|(name, _)| name.clone())
        .collect();
    names.extend(new.keys().filter(|name| !old.contains_key(*name)).cloned());
    names
}

/// What stands in the place of what, between all that is the same.
fn difference(old: &str, new: &str) -> (String, String) {
    let start = old
        .bytes()
        .zip(new.bytes())
        .take_while(|(a, b)| a == b)
        .count();
    let end = old
        .bytes()
        .rev()
        .zip(new.bytes().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let end = end.min(old.len() - start).min(new.len() - start);
    let part = |text: &str| {
        String::from_utf8_lossy(&text.as_bytes()[start..text.len() - end]).into_owned()
    };
    (part(old), part(new))
}

/// A folder's files; none where the environment does not say where they are.
fn corpus() -> Vec<PathBuf> {
    let root = std::env::var("SPINDLE_CORPUS").map_or_else(
        |_| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus"),
        PathBuf::from,
    );
    let mut found = Vec::new();
    let mut waiting = vec![root.join("xlsx")];
    while let Some(path) = waiting.pop() {
        match std::fs::read_dir(&path) {
            Ok(folder) => waiting.extend(folder.flatten().map(|entry| entry.path())),
            Err(_) if path.is_file() => found.push(path),
            Err(_) => {}
        }
    }
    found.sort();
    if found.is_empty() {
        println!("no corpus at hand (SPINDLE_CORPUS): skipped");
    }
    found
}

#[test]
fn files_of_others_stay_but_for_one_cell() {
    let (mut unchanged, mut minimal) = (0, 0);
    let mut trouble = Vec::new();
    for path in corpus() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let file = std::fs::read(&path).unwrap();
        let (Ok(workbook), _) = read_with(&file, Limits::default()) else {
            continue;
        };
        let json = json_of(&workbook);
        match try_patch(&file, &json) {
            Ok((patched, _)) if patched == file => unchanged += 1,
            Ok((patched, _)) => {
                let names = differing(&file, &patched);
                trouble.push(format!("{name}: changed by nothing: {names:?}"));
            }
            Err(error) => trouble.push(format!("{name}: {error}")),
        }
        let Ok(mut online) = Online::parse(&json) else {
            continue;
        };
        let found = workbook.sheets.iter().find_map(|sheet| {
            let numbers = sheet.rows.iter().flat_map(|row| {
                let cells = row.cells.iter().filter(|cell| cell.formula.is_none());
                cells
                    .filter(|cell| matches!(cell.value, Value::Number(_)))
                    .map(move |cell| (row.index, cell.column))
            });
            let numbers: Vec<_> = numbers.collect();
            Some((sheet.name.clone(), *numbers.get(numbers.len() / 2)?))
        });
        let Some((sheet, (row, column))) = found else {
            continue;
        };
        let command = json!({
            "cmd": "editCell", "sheetName": sheet, "row": row, "col": column, "newValue": 987.125
        });
        if online.apply(&command) != Ok(Outcome::Changed) {
            continue;
        }
        let edited = online.to_json();
        let (patched, warnings) = match try_patch(&file, &edited) {
            Ok(patched) => patched,
            Err(error) => {
                trouble.push(format!("{name}: {error}"));
                continue;
            }
        };
        let (old, new) = (parts(&file), parts(&patched));
        // Of formulas only the results may be others.
        let text = |parts: &BTreeMap<String, Vec<u8>>, name: &str| {
            let text = String::from_utf8_lossy(&parts[name]).into_owned();
            if name.contains("sheets/") {
                without_results(&text)
            } else {
                text
            }
        };
        let mut names = differing(&file, &patched);
        names.retain(|name| {
            !(old.contains_key(name) && new.contains_key(name))
                || text(&old, name) != text(&new, name)
        });
        let mut said = String::new();
        for part in &names {
            if part.contains("workbook") {
                let (_, new) = difference(&text(&old, part), &text(&new, part));
                if !new.contains("fullCalcOnLoad") {
                    said = format!("{part}: {new}");
                }
            } else if part.contains("sheet") && old.contains_key(part) {
                let (was, is) = difference(&text(&old, part), &text(&new, part));
                if was.contains("</c><") || is.contains("</c><") || is.len() > 60 {
                    let cut = |text: &str| text.chars().take(300).collect::<String>();
                    said = format!("{part}: {} | {}", cut(&was), cut(&is));
                }
            } else {
                said = format!("{part} differs");
            }
        }
        if names.len() != 2 {
            said = format!("{names:?} {said}");
        }
        if !warnings.is_empty() {
            said = format!("{said} {warnings:?}");
        }
        let (again, _) = read(&patched);
        let cell = again
            .sheets
            .iter()
            .find(|known| known.name == sheet)
            .unwrap();
        if cell.cell(row, column).map(|cell| &cell.value) != Some(&Value::Number(987.125)) {
            said = format!("{said} the cell has another value");
        }
        if said.is_empty() {
            minimal += 1;
        } else {
            trouble.push(format!("{name}: {said}"));
        }
    }
    println!("{unchanged} unchanged, {minimal} changed in one cell");
    assert!(trouble.is_empty(), "{}", trouble.join("\n"));
}

pub const TYPES: &str = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
     <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
     <Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" \
     ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>";

/// A workbook of two sheets with about everything that an online sheet has no place for.
pub fn rich() -> Vec<u8> {
    let root = rels(&[("a", "officeDocument", "xl/workbook.xml")]);
    let book = format!(
        "<workbook {NS}><workbookPr codeName=\"kept\"/><bookViews><workbookView activeTab=\"1\"/></bookViews><sheets>\
         <sheet name=\"One\" sheetId=\"4\" r:id=\"s\"/><sheet name=\"Chart\" sheetId=\"5\" r:id=\"c\"/>\
         <sheet name=\"Two\" sheetId=\"9\" r:id=\"u\"/></sheets><definedNames><definedName name=\"here\" \
         comment=\"kept\">One!$A$1</definedName><definedName name=\"_xlnm.Print_Area\" localSheetId=\"2\">Two!$A$1:$B$2\
         </definedName></definedNames><calcPr calcId=\"191029\"/><extLst><ext uri=\"kept\"/></extLst></workbook>"
    );
    let book_rels = rels(&[
        ("s", "worksheet", "worksheets/sheet1.xml"),
        ("c", "chartsheet", "chartsheets/sheet1.xml"),
        ("u", "worksheet", "worksheets/sheet2.xml"),
        ("t", "sharedStrings", "sharedStrings.xml"),
        ("y", "styles", "styles.xml"),
        ("z", "calcChain", "calcChain.xml"),
        ("m", "vbaProject", "vbaProject.bin"),
    ]);
    let one = format!(
        "<worksheet {NS} xmlns:x14ac=\"urn:x\"><sheetPr codeName=\"kept\"/><dimension ref=\"A1:C4\"/><sheetViews><sheetView \
         tabSelected=\"1\" zoomScale=\"85\" workbookViewId=\"0\"/></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/>\
         <cols><col min=\"1\" max=\"1\" width=\"20\" customWidth=\"1\" outlineLevel=\"1\"/></cols><sheetData>\
         <row r=\"1\" spans=\"1:3\" x14ac:dyDescent=\"0.25\"><c r=\"A1\" s=\"1\" t=\"s\"><v>0</v></c><c r=\"B1\"><v>2</v></c>\
         <c r=\"C1\" cm=\"1\"><f t=\"shared\" ref=\"C1:C3\" si=\"0\">B1*2</f><v>4</v></c></row>\
         <row r=\"2\"><c r=\"B2\"><v>3</v></c><c r=\"C2\"><f t=\"shared\" si=\"0\"/><v>6</v></c></row>\
         <row r=\"3\"><c r=\"B3\" s=\"2\"><v>5</v><extLst><ext uri=\"kept\"/></extLst></c><c r=\"C3\"><f t=\"shared\" si=\"0\"/><v>10</v></c></row>\
         </sheetData><autoFilter ref=\"A1:C3\"/><mergeCells count=\"1\"><mergeCell ref=\"A5:B6\"/></mergeCells>\
         <conditionalFormatting sqref=\"B1\"><cfRule type=\"duplicateValues\" priority=\"1\"/></conditionalFormatting>\
         <dataValidations count=\"1\"><dataValidation type=\"whole\" sqref=\"B1\"/></dataValidations>\
         <pageMargins left=\"1\" right=\"1\" top=\"1\" bottom=\"1\" header=\"0\" footer=\"0\"/><tableParts count=\"0\"/></worksheet>"
    );
    let two = format!(
        "<worksheet {NS}><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>1</v></c></row></sheetData></worksheet>"
    );
    let strings = format!(
        "<sst {NS} count=\"2\" uniqueCount=\"2\"><si><t>title</t><phoneticPr fontId=\"0\"/></si><si><t>other</t></si></sst>"
    );
    let styles = format!(
        "<styleSheet {NS}><fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/><scheme val=\"minor\"/></font>\
         <font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>\
         <fill><patternFill patternType=\"gray125\"/></fill></fills><borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/>\
         </border></borders><cellXfs count=\"3\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>\
         <xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/><xf numFmtId=\"10\" fontId=\"0\" fillId=\"0\" borderId=\"0\" \
         xfId=\"0\"><alignment shrinkToFit=\"1\"/></xf></cellXfs></styleSheet>"
    );
    let chain =
        format!("<calcChain {NS}><c r=\"C1\" i=\"4\"/><c r=\"C2\"/><c r=\"C3\"/></calcChain>");
    archive(&[
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", &root),
        ("xl/workbook.xml", &book),
        ("xl/_rels/workbook.xml.rels", &book_rels),
        ("xl/worksheets/sheet1.xml", &one),
        ("xl/worksheets/sheet2.xml", &two),
        ("xl/chartsheets/sheet1.xml", "<chartsheet/>"),
        ("xl/sharedStrings.xml", &strings),
        ("xl/styles.xml", &styles),
        ("xl/calcChain.xml", &chain),
        ("xl/vbaProject.bin", "macros"),
        ("xl/drawings/drawing1.xml", "<kept/>"),
    ])
}

fn text_of(file: &[u8], part: &str) -> String {
    String::from_utf8(parts(file).remove(part).unwrap()).unwrap()
}

pub fn edit(row: u32, column: u32, value: impl Into<Json>) -> Json {
    json!({ "cmd": "editCell", "sheetName": "One", "row": row, "col": column, "newValue": value.into() })
}

#[test]
fn nothing_changed_is_the_same_file() {
    let file = rich();
    assert!(patched_with(&file, &json_of(&read(&file).0)).0 == file);
    let plain = one_sheet("<sheetData/>", &[]);
    assert!(patched_with(&plain, &json_of(&read(&plain).0)).0 == plain);
}

#[test]
fn a_cell_is_changed_where_it_stands() {
    let file = rich();
    for (command, was, is) in [
        (edit(1, 1, 7), "3", "7"),
        (
            edit(0, 0, "new <title>"),
            "s\"><v>0</v>",
            "inlineStr\"><is><t>new &lt;title&gt;</t></is>",
        ),
        (edit(2, 1, 0.25), "5", "0.25"),
    ] {
        let patched = commanded(&file, &[command]);
        assert_eq!(
            differing(&file, &patched),
            ["xl/workbook.xml", "xl/worksheets/sheet1.xml"]
        );
        let sheet = |file: &[u8]| without_results(&text_of(file, "xl/worksheets/sheet1.xml"));
        let (old, new) = (sheet(&file), sheet(&patched));
        let (gone, come) = difference(&old, &new);
        // What both ends have in common is not told.
        assert!(was.contains(&gone) && is.contains(&come), "{gone} | {come}");
        assert!(text_of(&patched, "xl/workbook.xml").contains(
            "<calcPr calcId=\"191029\" fullCalcOnLoad=\"1\"/><extLst><ext uri=\"kept\"/></extLst>"
        ));
    }
}

#[test]
fn a_formula_that_others_were_read_from_is_said_by_them() {
    let file = rich();
    let patched = commanded(&file, &[edit(0, 2, 1)]);
    let sheet = text_of(&patched, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<c r=\"C1\"><v>1</v></c>"), "{sheet}");
    assert!(
        sheet.contains("<f>B2*2</f>") && sheet.contains("<f>B3*2</f>"),
        "{sheet}"
    );
    let chain = text_of(&patched, "xl/calcChain.xml");
    assert!(
        !chain.contains("C1") && chain.contains("<c r=\"C2\" i=\"4\"/><c r=\"C3\"/>"),
        "{chain}"
    );
}

#[test]
fn cells_come_where_none_were() {
    let file = rich();
    let patched = commanded(&file, &[edit(1, 0, "first"), edit(8, 4, "=B1+1")]);
    let sheet = text_of(&patched, "xl/worksheets/sheet1.xml");
    assert!(
        sheet.contains(
            "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>first</t></is></c><c r=\"B2\">"
        ),
        "{sheet}"
    );
    assert!(
        sheet.contains("<row r=\"9\"><c r=\"E9\"><f>B1+1</f>"),
        "{sheet}"
    );
    assert!(sheet.contains("<dimension ref=\"A1:E9\"/>"), "{sheet}");
    for kept in [
        "autoFilter",
        "cfRule",
        "dataValidation ",
        "outlineLevel",
        "zoomScale=\"85\"",
        "dyDescent",
    ] {
        assert!(sheet.contains(kept), "{kept}: {sheet}");
    }
}

#[test]
fn columns_and_rows_get_other_sizes() {
    let file = rich();
    let patched = commanded(
        &file,
        &[
            json!({ "cmd": "resizeColumn", "sheetName": "One", "columns": [{ "col": 1 }], "size": 100 }),
            json!({ "cmd": "resizeRow", "sheetName": "One", "rows": [{ "row": 1 }], "size": 40 }),
        ],
    );
    assert_eq!(differing(&file, &patched), ["xl/worksheets/sheet1.xml"]);
    let sheet = text_of(&patched, "xl/worksheets/sheet1.xml");
    assert!(
        sheet.contains("<cols><col min=\"1\" max=\"1\" width=\"20\" customWidth=\"1\" outlineLevel=\"1\"/><col min=\"2\" max=\"2\""),
        "{sheet}"
    );
    assert!(
        sheet.contains("<row r=\"2\" ht=\"30\" customHeight=\"1\"><c r=\"B2\">"),
        "{sheet}"
    );
    assert!(!text_of(&patched, "xl/workbook.xml").contains("fullCalcOnLoad"));
}

#[test]
fn sheets_come_and_go_and_get_other_names() {
    let file = rich();
    let patched = commanded(
        &file,
        &[
            json!({ "cmd": "insertSheet", "name": "New", "sheetIndex": 0 }),
            json!({ "cmd": "renameSheet", "sheetName": "Two", "name": "Second" }),
        ],
    );
    let book = text_of(&patched, "xl/workbook.xml");
    let names: Vec<usize> = ["\"New\"", "\"One\"", "\"Chart\"", "\"Second\""]
        .iter()
        .map(|name| book.find(name).unwrap_or_else(|| panic!("{name}: {book}")))
        .collect();
    assert!(names.is_sorted(), "{book}");
    assert!(
        book.contains("localSheetId=\"3\"") && book.contains("activeTab=\"2\""),
        "{book}"
    );
    let (again, _) = read(&patched);
    let names: Vec<&str> = again
        .sheets
        .iter()
        .map(|sheet| sheet.name.as_str())
        .collect();
    assert_eq!(names, ["New", "One", "Second"]);
    assert!(!differing(&file, &patched).contains(&"xl/worksheets/sheet1.xml".to_owned()));
    assert!(!differing(&file, &patched).contains(&"xl/worksheets/sheet2.xml".to_owned()));

    let patched = commanded(
        &file,
        &[json!({ "cmd": "deleteSheet", "sheetName": "One" })],
    );
    let (again, _) = read(&patched);
    assert_eq!(again.sheets.len(), 1);
    let parts = parts(&patched);
    assert!(
        !parts.contains_key("xl/worksheets/sheet1.xml") && !parts.contains_key("xl/calcChain.xml")
    );
    assert!(
        parts.contains_key("xl/vbaProject.bin") && parts.contains_key("xl/chartsheets/sheet1.xml")
    );
    let book = text_of(&patched, "xl/workbook.xml");
    assert!(book.contains("localSheetId=\"1\""), "{book}");
}

#[test]
fn a_style_is_made_of_the_one_that_was_there() {
    let file = rich();
    let (mut workbook, _) = read(&file);
    let sheet = &mut workbook.sheets[0];
    let cell = &mut sheet.rows[2].cells[0];
    let mut style = workbook.styles[cell.style as usize].clone();
    style.font.italic = true;
    style.fill = Some(spindle_model::workbook::Color::default());
    cell.style = u32::try_from(workbook.styles.len()).unwrap();
    workbook.styles.push(style.clone());
    let (patched, _) = patched_with(&file, &json_of(&workbook));
    assert_eq!(
        differing(&file, &patched),
        ["xl/styles.xml", "xl/worksheets/sheet1.xml"]
    );
    let styles = text_of(&patched, "xl/styles.xml");
    for said in [
        "<cellXfs count=\"4\">",
        "numFmtId=\"10\" fontId=\"2\" fillId=\"2\"",
        "<i/><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/><scheme val=\"minor\"/>",
    ] {
        assert!(styles.contains(said), "{said}: {styles}");
    }
    assert_eq!(styles.matches("shrinkToFit").count(), 2);
    let sheet = text_of(&patched, "xl/worksheets/sheet1.xml");
    assert!(
        sheet.contains("<c r=\"B3\" s=\"3\"><v>5</v><extLst>"),
        "{sheet}"
    );
    let (again, _) = read(&patched);
    let cell = again.sheets[0].cell(2, 1).unwrap();
    assert_eq!(again.styles[cell.style as usize], style);
}
