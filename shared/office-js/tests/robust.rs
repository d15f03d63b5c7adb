//! Every member survives every kind of argument: it answers or throws, and never stops the engine.
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops where something is not as it should be"
)]

use std::time::Duration;

use spindle_model::script::{
    Conversion, FailureKind, ScriptEngine, ScriptFailure, ScriptJob, ScriptLimits, ScriptWorld,
};
use spindle_office_js::api::{
    cell::CellEditor, pdf::PdfEditor, slide::SlideEditor, word::WordEditor,
};
use spindle_office_js::{Editor, PackageEditor, QuickJs};

/// What the walk through the PDF editor opens.
const SAMPLE: &[u8] = include_bytes!("../../../tests/golden/office-api/pdf/sample.pdf");

/// Objects that the walk needs to begin with: without one that is made right, most members are not met.
const PDF_OBJECTS: &str = r#"
var page = Api.GetDocument().GetPage(0), rect = [10, 20, 110, 80], path = [{ x: 10, y: 20 }, { x: 90, y: 70 }];
plain.push(rect, path, path[0], [path], [[10, 20, 60, 20, 10, 40, 60, 40]], { text: "o" }, "cloud", "dashed", "solid", "openArrow", "two");
["Caret", "Circle", "FreeText", "Highlight", "Redact", "Square", "Strikeout", "Text", "Underline"].forEach(function (kind) {
    var annot = Api["Create" + kind + "Annot"](rect);
    objects.push(annot);
    page.AddObject(annot);
});
objects.push(Api.CreateInkAnnot(rect, [path]), Api.CreateLineAnnot(rect, path[0], path[1]), Api.CreatePolyLineAnnot(rect, path),
    Api.CreatePolygonAnnot(rect, path), Api.CreateStampAnnot(rect, "SB_Final"));
["Text", "Date", "Checkbox", "Radiobutton", "Combobox", "Listbox", "Image"].forEach(function (kind) {
    var field = Api["Create" + kind + "Field"](rect);
    page.AddObject(field);
    objects.push(field, field.GetAllWidgets()[0], field.AddWidget(1, rect));
});
objects.push(page, Api.GetDocument(), Api.RGB(1, 2, 3));
"#;

#[derive(Default)]
struct World {
    files: Vec<(String, Vec<u8>)>,
    log: Vec<String>,
}

impl ScriptWorld for World {
    fn fetch(&mut self, url: &str, _: usize) -> Result<Vec<u8>, String> {
        if url == "sample.pdf" {
            return Ok(SAMPLE.to_vec());
        }
        Ok(b"not an image at all".to_vec())
    }

    fn convert(&mut self, wanted: &Conversion<'_>, _bytes: Vec<u8>) -> Result<Vec<u8>, String> {
        Err(format!("there is no writer of {} here", wanted.to))
    }

    fn save(&mut self, name: &str, _: &str, bytes: Vec<u8>) -> Result<(), String> {
        self.files.push((name.to_owned(), bytes));
        Ok(())
    }

    fn log(&mut self, line: &str) {
        self.log.push(line.to_owned());
    }
}

/// Walks from `Api` to whatever its members answer, calling every member of every class with arguments of every kind.
/// The members' names are given, since prototypes do not list them.
const WALK: &str = r##"
var seed = SEED;
function random(n) { seed = (seed * 1103515245 + 12345) % 2147483648; return Math.floor(seed / 2147483648 * n); }
var plain = [undefined, null, true, false, 0, 1, -1, 2.5, 3, 12, 255, 1e9, -1e9, 1e300, NaN, Infinity, "", "a", "A1",
    "B2:C3", "Heading 1", "center", "left", "1", "=A1+1", "#ff0000", "示例 \u{1F600}\t\n", "\uD800", "x".repeat(300), [], [1, "b"],
    [[1, 2], [3]], {}, {a: 1}, function () {}, "none", "single", "nextPage", "twips", "percent", "auto", "bottom", "Sheet1", "A:A", "1:2",
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="];
var names = NAMES, objects = [Api], kinds = {}, calls = 0, thrown = 0;
function keep(value) {
    if (Array.isArray(value)) { value.slice(0, 5).forEach(keep); return; }
    if (value === null || typeof value !== "object") return;
    var kind = typeof value.GetClassType === "function" ? String(value.GetClassType()) : "plain";
    kinds[kind] = (kinds[kind] || 0) + 1;
    if (objects.length < 400 || kinds[kind] < 12) objects.push(value);
    else objects[1 + random(objects.length - 1)] = value;
}
function argument() { return random(3) ? plain[random(plain.length)] : objects[random(objects.length)]; }
for (var round = 0; round < ROUNDS; round++) {
    var object = objects[round % 7 ? random(objects.length) : 0];
    var name;
    // A property may refuse to be read.
    for (var tries = 0; tries < 60; tries++) { name = names[random(names.length)]; try { if (object[name] !== undefined) break; } catch (refused) { thrown++; } }
    var args = [];
    for (var n = random(5); n > 0; n--) args.push(argument());
    var start = Date.now();
    try {
        if (typeof object[name] === "function") { keep(object[name].apply(object, args)); calls++; }
        else if (random(2) && object[name] !== undefined) { object[name] = args[0]; calls++; }
        else keep(object[name]);
    } catch (error) { thrown++; if (!(error instanceof Error)) throw error; }
    if (Date.now() - start > 1000) console.log("slow: " + name + " took " + (Date.now() - start) + " ms with " + args.length + " arguments: " + args.map(String).join(" | ").slice(0, 200));
}
console.log(calls + " calls, " + thrown + " refusals, " + Object.keys(kinds).length + " kinds of object");
"##;

fn walk<E: Editor>(format: &str, seed: u32, rounds: u32) -> (World, Result<(), ScriptFailure>) {
    let mut names: Vec<&str> = E::classes()
        .iter()
        .flat_map(|class| {
            let members = class.members.iter().map(|member| member.name);
            members.chain(class.properties.iter().map(|property| property.name))
        })
        .collect();
    names.sort_unstable();
    names.dedup();
    let names = serde_json::to_string(&names).expect("names are text");
    let script = WALK
        .replace("SEED", &seed.to_string())
        .replace("ROUNDS", &rounds.to_string())
        .replace("NAMES", &names);
    let (begin, script) = match E::NAME {
        "pdf" => {
            let (head, walk) = script.split_once("function keep").expect("the walk");
            let script = format!("{head}{PDF_OBJECTS}function keep{walk}");
            ("OpenFile(\"sample.pdf\")".to_owned(), script)
        }
        _ => (format!("CreateFile(\"{format}\")"), script),
    };
    let script =
        format!("builder.{begin};\n{script}\nbuilder.SaveFile(\"{format}\", \"walk.{format}\");\n");
    let mut world = World::default();
    let limits = ScriptLimits {
        time: Duration::from_secs(60),
        ..ScriptLimits::default()
    };
    let job = ScriptJob {
        source: &script,
        argument: None,
        limits,
    };
    let result = QuickJs.run(&job, &mut world);
    (world, result)
}

fn survive<E: PackageEditor>(format: &str) {
    for seed in 1..=8 {
        let (world, result) = walk::<E>(format, seed, 800);
        match result {
            Ok(()) => {
                let (_, bytes) = world.files.first().expect("the file was saved");
                let package = spindle_ooxml::Package::open(
                    bytes.clone(),
                    &spindle_ooxml::PackageLimits::default(),
                );
                let mut package = package.unwrap_or_else(|error| {
                    panic!("seed {seed}: the saved file does not open: {error}")
                });
                for part in package
                    .part_names()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()
                {
                    let size = package.part_bytes(&part).map_or(0, |bytes| bytes.len());
                    // A sheet of a million cells is read by the editor, not as a tree.
                    if part.ends_with(".xml") && size < 4_000_000 {
                        package
                            .root(&part)
                            .unwrap_or_else(|error| panic!("seed {seed}: {part}: {error}"));
                    }
                }
                let reopened = spindle_ooxml::Package::open(
                    bytes.clone(),
                    &spindle_ooxml::PackageLimits::default(),
                );
                let reopened = reopened.expect("it opened before");
                E::open(reopened).map(drop).unwrap_or_else(|error| {
                    panic!("seed {seed}: the saved file does not open again: {error}")
                });
                println!("{format} seed {seed}: {:?}", world.log);
            }
            // A member may stop the script for good where it would go over a limit or fetch.
            Err(failure) => {
                println!("{format} seed {seed}: {:?} {failure:?}", world.log);
                assert!(
                    matches!(
                        failure.kind,
                        FailureKind::Input | FailureKind::Memory | FailureKind::Size
                    ),
                    "seed {seed}: {failure:?}"
                );
            }
        }
    }
}

#[test]
fn members_of_text_documents_survive_every_argument() {
    survive::<WordEditor>("docx");
}

#[test]
fn members_of_workbooks_survive_every_argument() {
    survive::<CellEditor>("xlsx");
}

#[test]
fn members_of_presentations_survive_every_argument() {
    survive::<SlideEditor>("pptx");
}

#[test]
fn members_of_pdf_files_survive_every_argument() {
    for seed in 1..=8 {
        let (world, result) = walk::<PdfEditor>("pdf", seed, 1500);
        println!("pdf seed {seed}: {:?}", world.log);
        if let Err(failure) = result {
            assert!(
                matches!(
                    failure.kind,
                    FailureKind::Input | FailureKind::Memory | FailureKind::Size
                ),
                "seed {seed}: {failure:?}"
            );
            continue;
        }
        let (_, bytes) = world.files.first().expect("the file was saved");
        let again = PdfEditor::open(bytes, 64 << 20);
        let again = again.unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        assert!(!again.pages.is_empty(), "seed {seed}");
    }
}

/// What a script prints.
fn printed(script: &str) -> Vec<String> {
    let mut world = World::default();
    let job = ScriptJob {
        source: script,
        argument: None,
        limits: ScriptLimits::default(),
    };
    QuickJs.run(&job, &mut world).expect("the script ends");
    world.log
}

/// An argument may run the script's own code while it is read; that code may call members, or close the file.
#[test]
fn arguments_with_code_of_their_own_are_read_safely() {
    let script = r#"builder.CreateFile("xlsx");
var sheet = Api.GetActiveSheet(), range = sheet.GetRange("A1");
range.SetValue([[1, { get a() { sheet.GetRange("B2").SetValue("inside"); return 1; } }]]);
console.log(sheet.GetRange("B2").GetValue());
try { range.SetValue(new Proxy([1, 2], { ownKeys(target) { sheet.GetRange("B3").SetValue("proxy"); return Reflect.ownKeys(target); } })); } catch (refused) {}
console.log(sheet.GetRange("B3").GetValue(), "\uD800");
try { range.SetValue({ get a() { throw new Error("no"); } }); console.log("taken"); } catch (error) { console.log(error instanceof TypeError); }
try { range.SetValue({ get a() { builderJS.CloseFile(); return 1; } }); } catch (error) { console.log(error.message); }
"#;
    assert_eq!(
        printed(script),
        [
            "inside",
            "proxy \u{fffd}",
            "true",
            "ApiRange.SetValue: the ApiRange belongs to a file that is closed"
        ]
    );
}

/// What a script writes down in a few characters may be far more than it holds.
#[test]
fn arguments_are_measured_before_they_are_read() {
    let script = r#"builder.CreateFile("docx");
var p = Api.GetDocument().GetElement(0), deep = [1];
for (var i = 0; i < 30; i++) deep = [deep, deep];
[new Array(3000000000), new Array(2147483647), deep, new Array(1000).fill("x".repeat(1e6))].forEach(function (value) {
    try { p.AddText(value); console.log("taken"); } catch (error) { console.log(error instanceof RangeError); }
});
p.AddText("still here");
console.log(p.GetText().trim());
"#;
    assert_eq!(
        printed(script),
        ["true", "true", "true", "true", "still here"]
    );
}

#[test]
fn opening_and_saving_count_as_running_time() {
    let script = "builder.CreateFile(\"docx\");\n".to_owned()
        + &"builder.SaveFile(\"docx\", \"a.docx\");\n".repeat(60);
    let mut world = World::default();
    let job = ScriptJob {
        source: &script,
        argument: None,
        limits: ScriptLimits {
            time: Duration::from_millis(5),
            ..ScriptLimits::default()
        },
    };
    let failure = QuickJs
        .run(&job, &mut world)
        .expect_err("sixty files take longer");
    assert_eq!(failure.kind, FailureKind::Timeout);
}

#[test]
fn a_script_s_function_is_called_with_each_cell() {
    let script = r#"builder.CreateFile("xlsx");
var sheet = Api.GetActiveSheet(), seen = [];
sheet.GetRange("B2:C3").ForEach(function (cell) { seen.push(cell.GetAddress(false, false)); cell.SetValue(seen.length); });
console.log(seen.join(" "), sheet.GetRange("C3").GetValue());
try { sheet.GetRange("A1:B1").ForEach(function () { throw new Error("stop"); }); } catch (error) { console.log(error.message); }
"#;
    assert_eq!(printed(script), ["B2 C2 B3 C3 4", "stop"]);
}
