//! What is edited as Delta and saved again loses nothing that Delta does not know.

use std::collections::BTreeMap;

use spindle_formats::archive::Archive;
use spindle_formats::delta::{DeltaReader, DeltaWriter};
use spindle_formats::docx::DocxPatcher;
use spindle_model::convert::{Content, Job, Limits, Patcher as _, Reader as _, Writer as _};

use crate::common::{package, read, try_read};
use crate::corpus::files;

/// The Delta of a file, as an editor has it.
pub fn delta_of(file: &[u8]) -> serde_json::Value {
    let mut progress = |_| {};
    let mut job = Job::new(&mut progress);
    job.options.comments = true;
    let content = Content::Document(Box::new(read(file)));
    serde_json::from_slice(&DeltaWriter.write(&content, &mut job).unwrap()).unwrap()
}

/// The file with an edited Delta in it.
pub fn saved(file: &[u8], delta: &serde_json::Value) -> Vec<u8> {
    let mut progress = |_| {};
    let mut job = Job::new(&mut progress);
    job.options.comments = true;
    let content = DeltaReader
        .read(delta.to_string().as_bytes(), &mut job)
        .unwrap();
    DocxPatcher.patch(file, &content, &mut job).unwrap()
}

/// Puts `new` in the place of the first `old` of an insert's text.
pub fn replace(delta: &mut serde_json::Value, old: &str, new: &str) {
    let ops = delta["ops"].as_array_mut().unwrap();
    let op = ops
        .iter_mut()
        .find(|op| op["insert"].as_str().is_some_and(|text| text.contains(old)))
        .unwrap_or_else(|| panic!("{old}"));
    op["insert"] = op["insert"].as_str().unwrap().replacen(old, new, 1).into();
}

pub fn parts(file: &[u8]) -> BTreeMap<String, Vec<u8>> {
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

/// The texts of the elements of that name, those within others of that name not.
fn elements(xml: &str, name: &str) -> Vec<String> {
    let (open, close) = (format!("<{name}"), format!("</{name}>"));
    let mut found = Vec::new();
    let mut rest = xml;
    while let Some(start) = rest.find(&open) {
        let from = &rest[start..];
        let after = from[open.len()..].chars().next().unwrap();
        if !matches!(after, '>' | ' ' | '/') {
            rest = &from[open.len()..];
            continue;
        }
        let mut depth = 0usize;
        let mut at = 0;
        loop {
            let next_open = from[at..].find('<').unwrap() + at;
            let tag_end = from[next_open..].find('>').unwrap() + next_open + 1;
            let tag = &from[next_open..tag_end];
            at = tag_end;
            let named = tag
                .strip_prefix(&open)
                .is_some_and(|rest| rest.starts_with(['>', ' ', '/']));
            if named && !tag.ends_with("/>") {
                depth += 1;
            } else if tag == close {
                depth -= 1;
            }
            if depth == 0 {
                break;
            }
        }
        found.push(from[..at].to_owned());
        rest = &from[at..];
    }
    found
}

/// How many paragraphs of the new text are none of the old one's.
fn changed_paragraphs(old: &str, new: &str) -> usize {
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for paragraph in elements(old, "w:p") {
        *known.entry(paragraph).or_default() += 1;
    }
    let mut changed = 0;
    for paragraph in elements(new, "w:p") {
        match known.get_mut(&paragraph).filter(|left| **left > 0) {
            Some(left) => *left -= 1,
            None => changed += 1,
        }
    }
    changed
}

/// Holds a saved file against its original: all parts but the text are the same; answers both texts.
#[track_caller]
fn only_text_differs(old: &[u8], new: &[u8]) -> (String, String) {
    let (old, new) = (parts(old), parts(new));
    assert_eq!(
        old.keys().collect::<Vec<_>>(),
        new.keys().collect::<Vec<_>>()
    );
    let mut texts = None;
    for (name, bytes) in &old {
        if name.ends_with("document.xml") || name.ends_with("document2.xml") {
            let text = |bytes: &Vec<u8>| String::from_utf8(bytes.clone()).unwrap();
            texts = Some((text(bytes), text(&new[name])));
        } else {
            assert!(bytes == &new[name], "{name} differs");
        }
    }
    texts.unwrap()
}

/// A file with about everything that Delta has no place for.
fn rich() -> Vec<u8> {
    let body = concat!(
        "<w:p w:rsidR=\"0A\"><w:pPr><w:pStyle w:val=\"Lead\"/><w:keepNext/></w:pPr>",
        "<w:bookmarkStart w:id=\"7\" w:name=\"here\"/><w:r w:rsidRPr=\"0B\"><w:rPr><w:b/><w:spacing w:val=\"20\"/></w:rPr>",
        "<w:t xml:space=\"preserve\">Bold words </w:t></w:r><w:bookmarkEnd w:id=\"7\"/><w:proofErr w:type=\"spellStart\"/>",
        "<w:r><w:t>and plain ones</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r>",
        "<w:r><w:t xml:space=\"preserve\"> at the end.</w:t></w:r></w:p>",
        "<w:p><w:r><w:t xml:space=\"preserve\">On page </w:t></w:r><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>",
        "<w:r><w:instrText>PAGEREF here \\h</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>",
        "<w:r><w:t>7</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:t xml:space=\"preserve\"> it stands</w:t></w:r></w:p>",
        "<w:sdt><w:sdtPr><w:alias w:val=\"Name\"/><w:tag w:val=\"name\"/></w:sdtPr><w:sdtContent>",
        "<w:p><w:r><w:t>a controlled line</w:t></w:r></w:p></w:sdtContent></w:sdt>",
        "<w:p><w:r><w:t xml:space=\"preserve\">was </w:t></w:r><w:del w:id=\"9\" w:author=\"A\" w:date=\"2024-01-01T00:00:00Z\">",
        "<w:r><w:delText xml:space=\"preserve\">taken out </w:delText></w:r></w:del><w:ins w:id=\"10\" w:author=\"A\"><w:r>",
        "<w:t>put in</w:t></w:r></w:ins><w:r><w:t xml:space=\"preserve\"> there</w:t></w:r></w:p>",
        "<w:p><w:r><w:t xml:space=\"preserve\">before </w:t></w:r><w:sdt><w:sdtPr><w:tag w:val=\"inline\"/></w:sdtPr><w:sdtContent><w:r>",
        "<w:t>within</w:t></w:r></w:sdtContent></w:sdt><w:commentRangeStart w:id=\"0\"/><w:r><w:t xml:space=\"preserve\"> said</w:t></w:r>",
        "<w:commentRangeEnd w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r></w:p>",
        "<w:tbl><w:tblPr><w:tblCaption w:val=\"kept\"/></w:tblPr><w:tblGrid><w:gridCol w:w=\"1000\"/><w:gridCol w:w=\"1000\"/></w:tblGrid>",
        "<w:tr w:rsidR=\"0C\"><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr><w:p><w:r><w:t>wide cell</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>its second line</w:t></w:r></w:p></w:tc></w:tr>",
        "<w:tr><w:tc><w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr><w:p><w:r><w:t>high cell</w:t></w:r></w:p></w:tc>",
        "<w:tc><w:p><w:r><w:t>right</w:t></w:r></w:p></w:tc></w:tr>",
        "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:r><w:t>below</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
        "<w:p><w:pPr><w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId4\"/><w:pgSz w:w=\"9000\" w:h=\"9000\"/></w:sectPr></w:pPr>",
        "<w:r><w:t>end of a section</w:t></w:r></w:p>",
        "<w:p><w:r><w:br w:type=\"page\"/></w:r><w:r><w:t>on a new page</w:t></w:r></w:p>",
        "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>in a box</w:t></w:r></w:p></w:txbxContent></v:textbox>",
        "</v:shape></w:pict></w:r><w:r><w:t>beside a box</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>last</w:t></w:r></w:p><w:sectPr><w:docGrid w:linePitch=\"360\"/></w:sectPr>"
    );
    package(
        body,
        &[
            (
                "styles",
                "styles",
                "<w:style w:type=\"paragraph\" w:styleId=\"Lead\"><w:name w:val=\"Lead\"/><w:rPr><w:i/><w:color w:val=\"112233\"/></w:rPr></w:style>",
            ),
            (
                "footnotes",
                "footnotes",
                "<w:footnote w:id=\"2\"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space=\"preserve\"> a note</w:t></w:r></w:p></w:footnote>",
            ),
            (
                "comments",
                "comments",
                "<w:comment w:id=\"0\" w:author=\"B\"><w:p><w:r><w:t>a comment</w:t></w:r></w:p></w:comment>",
            ),
            ("numbering", "numbering", ""),
            ("header", "hdr", "<w:p><w:r><w:t>a header</w:t></w:r></w:p>"),
            ("customXml", "data", "<w:p/>"),
        ],
    )
}

/// The old and new text of the only paragraph that another word of the Delta changes.
#[track_caller]
fn changed(old: &str, new: &str) -> (String, String) {
    let file = rich();
    let mut delta = delta_of(&file);
    replace(&mut delta, old, new);
    let saved_file = saved(&file, &delta);
    let (before, after) = only_text_differs(&file, &saved_file);
    assert_eq!(delta_of(&saved_file), delta);
    let start = before
        .bytes()
        .zip(after.bytes())
        .take_while(|(a, b)| a == b)
        .count();
    let end = before
        .bytes()
        .rev()
        .zip(after.bytes().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let end = end.min(before.len() - start).min(after.len() - start);
    (
        before[start..before.len() - end].to_owned(),
        after[start..after.len() - end].to_owned(),
    )
}

#[test]
fn nothing_changed_is_the_same_file() {
    let file = rich();
    assert!(saved(&file, &delta_of(&file)) == file);
}

#[test]
fn a_word_is_changed_where_it_stands() {
    for (old, new) in [
        ("words", "texts"),
        ("plain", "simple"),
        ("at the end", "near the end"),
        ("On page", "See page"),
        ("it stands", "it is"),
        ("controlled", "governed"),
        ("was ", "is "),
        ("put in", "set in"),
        ("before", "afore"),
        ("within", "inside"),
        ("wide", "broad"),
        ("second", "other"),
        ("high", "tall"),
        ("below", "beneath"),
        ("end of a", "start of a"),
        ("new page", "fresh page"),
        ("in a box", "in a case"),
        ("beside", "near"),
        ("last", "first"),
    ] {
        let (was, is) = changed(old, new);
        // Within words, and so in no tag.
        assert!(
            !was.contains(['<', '>']) && !is.contains(['<', '>']),
            "{old}: {was} | {is}"
        );
    }
}

#[test]
fn a_word_that_becomes_bold_divides_its_run() {
    let file = rich();
    let mut delta = delta_of(&file);
    let ops = delta["ops"].as_array_mut().unwrap();
    let place = ops
        .iter()
        .position(|op| {
            op["insert"]
                .as_str()
                .is_some_and(|text| text.contains("last"))
        })
        .unwrap();
    let text = ops[place]["insert"].as_str().unwrap().to_owned();
    let (before, after) = text.split_once("last").unwrap();
    let (before, after) = (format!("{before}la"), format!("t{after}"));
    ops[place]["insert"] = before.into();
    ops.insert(
        place + 1,
        serde_json::json!({ "insert": "s", "attributes": { "bold": true } }),
    );
    ops.insert(place + 2, serde_json::json!({ "insert": after }));
    let patched = saved(&file, &delta);
    let (old, new) = only_text_differs(&file, &patched);
    assert_eq!(changed_paragraphs(&old, &new), 1);
    assert_eq!(delta_of(&patched), delta);
}

#[test]
fn lines_come_and_go_around_what_delta_does_not_know() {
    let file = rich();
    let mut delta = delta_of(&file);
    replace(
        &mut delta,
        "a controlled line\n",
        "a new line\na controlled line\n",
    );
    replace(&mut delta, "last\n", "");
    let patched = saved(&file, &delta);
    let (old, new) = only_text_differs(&file, &patched);
    assert_eq!(changed_paragraphs(&old, &new), 1);
    assert_eq!(elements(&new, "w:p").len(), elements(&old, "w:p").len());
    assert!(new.contains("a new line"), "{new}");
    for kept in [
        "w:pgSz",
        "w:br w:type",
        "w:footnoteReference",
        "w:delText",
        "v:textbox",
    ] {
        assert_eq!(
            old.matches(kept).count(),
            new.matches(kept).count(),
            "{kept}"
        );
    }
}

#[test]
fn a_note_is_changed_in_its_part() {
    let file = rich();
    let mut delta = delta_of(&file);
    replace(&mut delta, "a note", "a remark");
    let patched = saved(&file, &delta);
    let (old, new) = (parts(&file), parts(&patched));
    for (name, bytes) in &old {
        if name.ends_with("footnotes.xml") {
            let text = String::from_utf8(new[name].clone()).unwrap();
            assert!(
                text.contains("a remark") && text.contains("footnoteRef"),
                "{text}"
            );
        } else {
            assert!(bytes == &new[name], "{name} differs");
        }
    }
}

#[test]
fn rows_of_a_table_come_and_its_caption_stays() {
    let file = package(
        concat!(
            "<w:tbl><w:tblPr><w:tblCaption w:val=\"kept\"/></w:tblPr><w:tblGrid><w:gridCol w:w=\"1000\"/><w:gridCol w:w=\"1000\"/></w:tblGrid>",
            "<w:tr w:rsidR=\"0C\"><w:tc><w:p><w:r><w:t>one</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>two</w:t></w:r></w:p></w:tc></w:tr>",
            "<w:tr w:rsidR=\"0D\"><w:tc><w:p><w:r><w:t>three</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>four</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
            "<w:p><w:r><w:t>end</w:t></w:r></w:p>"
        ),
        &[],
    );
    let mut delta = delta_of(&file);
    let ops = delta["ops"].as_array_mut().unwrap();
    let place = ops
        .iter()
        .position(|op| {
            op["insert"]
                .as_str()
                .is_some_and(|text| text.contains("three"))
        })
        .unwrap();
    for text in ["new", "\n", "cells", "\n"] {
        let row = (text == "\n").then(|| serde_json::json!({ "table": "row-new" }));
        let mut op = serde_json::json!({ "insert": text });
        if let Some(row) = row {
            op["attributes"] = row;
        }
        let at = ops
            .iter()
            .position(|op| {
                op["insert"]
                    .as_str()
                    .is_some_and(|text| text.contains("three"))
            })
            .unwrap_or(place);
        ops.insert(at, op);
    }
    let patched = saved(&file, &delta);
    let new = String::from_utf8(parts(&patched).remove("word/document.xml").unwrap()).unwrap();
    assert!(new.contains("new") && new.contains("cells"), "{new}");
    for kept in [
        "w:tblCaption w:val=\"kept\"",
        "w:rsidR=\"0C\"",
        "w:rsidR=\"0D\"",
    ] {
        assert!(new.contains(kept), "{kept}: {new}");
    }
}

#[test]
fn others_files_stay_but_for_one_paragraph() {
    let mut unchanged = 0;
    let mut minimal = 0;
    let mut trouble = Vec::new();
    for path in files() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let file = std::fs::read(&path).unwrap();
        if try_read(&file).is_err() {
            continue;
        }
        let mut delta = delta_of(&file);
        if saved(&file, &delta) == file {
            unchanged += 1;
        } else {
            trouble.push(format!("{name}: changed by nothing"));
        }
        // The first letter of a text, in the middle of the document.
        let ops = delta["ops"].as_array_mut().unwrap();
        let is_text = |op: &serde_json::Value| {
            op["insert"]
                .as_str()
                .is_some_and(|text| text.chars().any(char::is_alphabetic))
        };
        let count = ops.len();
        let Some(place) = (count / 2..count)
            .chain(0..count / 2)
            .find(|at| is_text(&ops[*at]))
        else {
            continue;
        };
        let text = ops[place]["insert"].as_str().unwrap();
        let at = text.find(char::is_alphabetic).unwrap();
        ops[place]["insert"] = format!("{}Q{}", &text[..at], &text[at..]).into();
        let patched = saved(&file, &delta);
        let (old, new) = (parts(&file), parts(&patched));
        let differing: Vec<&String> = old
            .iter()
            .filter(|(name, bytes)| new.get(*name) != Some(bytes))
            .map(|(name, _)| name)
            .chain(new.keys().filter(|name| !old.contains_key(*name)))
            .collect();
        let mut said = match differing.as_slice() {
            [] => "nothing changed".to_owned(),
            [one] if one.ends_with(".xml") => {
                let text = |parts: &BTreeMap<String, Vec<u8>>| {
                    String::from_utf8(parts[*one].clone()).unwrap_or_default()
                };
                match changed_paragraphs(&text(&old), &text(&new)) {
                    1 => String::new(),
                    // It calls its elements otherwise.
                    0 if !text(&old).contains("<w:p") => String::new(),
                    // Lines of code in one paragraph become one each.
                    _ if text(&old).contains("w:val=\"SourceCode\"") => String::new(),
                    more => format!("{more} paragraphs changed"),
                }
            }
            more => format!("parts changed: {more:?}"),
        };
        if said.is_empty() && delta_of(&patched) != delta {
            said = "reads as something else".to_owned();
        }
        if said.is_empty() {
            minimal += 1;
        } else {
            trouble.push(format!("{name}: {said}"));
        }
    }
    println!("{unchanged} unchanged, {minimal} changed in one paragraph");
    assert!(trouble.is_empty(), "{}", trouble.join("\n"));
}

#[test]
fn a_paragraph_that_grew_a_hundredfold_is_saved_in_no_time() {
    let file = rich();
    let mut delta = delta_of(&file);
    let mut long: String = (0..5000).map(|word| format!("w{word} ")).collect();
    long.push_str("beside");
    replace(&mut delta, "beside", &long);
    let start = std::time::Instant::now();
    let after = saved(&file, &delta);
    let took = start.elapsed();
    assert!(read(&after).blocks.len() >= read(&file).blocks.len());
    // It took seconds where each character looked at all that follow.
    assert!(took.as_millis() < 1000, "{took:?}");
}
