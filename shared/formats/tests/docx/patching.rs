//! Whoever opens and saves loses nothing of what is not understood.

use spindle_formats::archive::Archive;
use spindle_model::convert::Limits;
use spindle_model::document::*;

use crate::common::{package, patch, read, try_read, write};
use crate::corpus::files;

fn text(text: &str) -> Block {
    Block::Paragraph(Paragraph::text(text))
}

fn part(bytes: &[u8], name: &str) -> String {
    let limits = Limits::default();
    Archive::open(bytes, &limits)
        .unwrap()
        .read_text(name)
        .unwrap()
        .unwrap()
}

const STRANGE: &str = concat!(
    "<w:p w:rsidR=\"00AA\"><w:pPr><w:jc w:val=\"center\"/><w:tabs><w:tab w:val=\"left\" w:pos=\"9\"/></w:tabs></w:pPr>",
    "<w:r><w:t>first</w:t></w:r><w:proofErr w:type=\"x\"/></w:p>",
    "<w:p><w:r><w:t>second words stay here</w:t></w:r></w:p>",
    "<w:tbl><w:tblPr><w:tblCaption w:val=\"kept\"/></w:tblPr><w:tblGrid><w:gridCol w:w=\"10\"/><w:gridCol w:w=\"10\"/>",
    "</w:tblGrid><w:tr><w:tc><w:p><w:r><w:t>one</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>two</w:t></w:r></w:p>",
    "</w:tc></w:tr></w:tbl>",
    "<w:p><w:pPr><w:sectPr><w:pgSz w:w=\"1000\" w:h=\"2000\" w:code=\"9\"/></w:sectPr></w:pPr></w:p>",
    "<w:p><w:r><w:t>last</w:t></w:r></w:p><w:sectPr><w:docGrid w:linePitch=\"360\"/></w:sectPr>"
);

#[test]
fn what_is_unchanged_stays_as_it_is() {
    let original = package(STRANGE, &[]);
    let mut document = read(&original);
    assert!(patch(&original, &document) == original);
    let Block::Paragraph(second) = &mut document.blocks[1] else {
        panic!()
    };
    second.inlines = vec![Inline::text("second words stay there")];
    let patched = patch(&original, &document);
    let xml = part(&patched, "word/document.xml");
    let (start, _) = STRANGE.split_once("<w:p><w:r><w:t>second").unwrap();
    let (_, end) = STRANGE.split_once("here</w:t></w:r></w:p>").unwrap();
    assert!(xml.contains(start), "{xml}");
    assert!(xml.contains(end), "{xml}");
    assert_eq!(read(&patched).blocks, document.blocks);
}

#[test]
fn what_is_changed_keeps_its_properties() {
    let original = package(STRANGE, &[]);
    let mut document = read(&original);
    let Block::Paragraph(first) = &mut document.blocks[0] else {
        panic!()
    };
    first.inlines.push(Inline::text(" and more"));
    let xml = part(&patch(&original, &document), "word/document.xml");
    assert!(xml.contains("w:rsidR=\"00AA\""), "{xml}");
    assert!(xml.contains("<w:tab w:val=\"left\" w:pos=\"9\"/>"), "{xml}");
}

#[test]
fn text_boxes_and_charts_of_a_changed_paragraph_stay() {
    let original = package(
        concat!(
            "<w:p><w:r><w:t>old words here</w:t></w:r><w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r>",
            "<w:t>boxed</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>",
            "<w:p><w:r><w:t>end</w:t></w:r></w:p>"
        ),
        &[],
    );
    let mut document = read(&original);
    let Block::Paragraph(first) = &mut document.blocks[0] else {
        panic!()
    };
    first.inlines = vec![Inline::text("new words here")];
    let patched = patch(&original, &document);
    assert!(part(&patched, "word/document.xml").contains("<v:textbox>"));
    assert_eq!(read(&patched).blocks, document.blocks);
}

#[test]
fn pictures_of_a_changed_paragraph_keep_their_place() {
    let mut first = Document::default();
    let index = first.add_media("image/png", b"\x89PNG\r\n\x1a\nxx");
    let image = Image {
        source: ImageSource::Media(index),
        alt: String::new(),
        title: None,
        width: Some(20.0),
        height: Some(10.0),
    };
    let picture = Inline::new(InlineKind::Image(image), TextFormat::default());
    let line = |inlines| {
        Block::Paragraph(Paragraph {
            inlines,
            ..Paragraph::default()
        })
    };
    first.blocks = vec![line(vec![Inline::text("a"), picture])];
    let plain = write(&first);
    // The same with a property of the picture that the model has no place for.
    let limits = Limits::default();
    let mut old = Archive::open(&plain, &limits).unwrap();
    let names: Vec<String> = old.names().collect();
    let mut writer = spindle_formats::archive::ArchiveWriter::default();
    for name in names {
        let mut bytes = old.read(&name).unwrap().unwrap();
        if name == "word/document.xml" {
            let xml = String::from_utf8(bytes).unwrap();
            bytes = xml
                .replace("<a:stretch>", "<a:srcRect l=\"5\"/><a:stretch>")
                .into_bytes();
        }
        writer.add(&name, &bytes).unwrap();
    }
    let original = writer.finish().unwrap();
    let mut document = read(&original);
    let Block::Paragraph(paragraph) = &mut document.blocks[0] else {
        panic!()
    };
    paragraph.inlines[0] = Inline::text("b");
    let patched = patch(&original, &document);
    assert!(part(&patched, "word/document.xml").contains("<a:srcRect l=\"5\"/>"));
    assert_eq!(read(&patched).blocks, document.blocks);
}

#[test]
fn one_cell_is_changed_and_its_table_kept() {
    let original = package(STRANGE, &[]);
    let mut document = read(&original);
    let Block::Table(table) = &mut document.blocks[2] else {
        panic!()
    };
    table.rows[0].cells[1].blocks = vec![text("zwei"), text("drei")];
    let patched = patch(&original, &document);
    let xml = part(&patched, "word/document.xml");
    assert!(xml.contains("<w:tblCaption w:val=\"kept\"/>"), "{xml}");
    assert_eq!(read(&patched).blocks, document.blocks);
}

#[test]
fn blocks_come_and_go_and_sections_stay() {
    let original = package(STRANGE, &[]);
    let mut document = read(&original);
    // As an editor without sections hands it back.
    document
        .blocks
        .retain(|block| !matches!(block, Block::Section(_)));
    document.blocks.remove(0);
    document.blocks.insert(1, text("new"));
    document.blocks.push(Block::List(List {
        kind: ListKind::Ordered {
            start: 3,
            style: NumberStyle::Decimal,
        },
        tight: true,
        items: vec![ListItem {
            checked: None,
            blocks: vec![text("item")],
        }],
    }));
    let patched = patch(&original, &document);
    let mut back = read(&patched);
    assert!(part(&patched, "word/document.xml").contains("w:code=\"9\""));
    back.blocks
        .retain(|block| !matches!(block, Block::Section(_)));
    let plain = |document: &Document| document.plain_text();
    assert_eq!(plain(&back), plain(&document));
    assert!(
        matches!(back.blocks.last(), Some(Block::List(list)) if list.kind
        == ListKind::Ordered { start: 3, style: NumberStyle::Decimal })
    );
}

#[test]
fn what_an_editor_cannot_keep_does_not_count_as_changed() {
    let original = package(
        concat!(
            "<w:p><w:pPr><w:keepNext/><w:spacing w:before=\"240\"/></w:pPr><w:r><w:rPr><w:caps/></w:rPr>",
            "<w:t>kept</w:t></w:r></w:p><w:p><w:r><w:t>x</w:t></w:r></w:p>"
        ),
        &[],
    );
    let document = Document {
        blocks: vec![text("kept"), text("changed")],
        ..Document::default()
    };
    let xml = part(&patch(&original, &document), "word/document.xml");
    assert!(
        xml.contains("<w:caps/>") && xml.contains("<w:keepNext/>"),
        "{xml}"
    );
    assert!(xml.contains("changed"), "{xml}");
}

#[test]
fn notes_pictures_and_links_are_added() {
    let mut first = Document {
        blocks: vec![text("a"), text("b")],
        ..Document::default()
    };
    first.notes.push(Note {
        endnote: false,
        blocks: vec![text("old note")],
    });
    let mark = |index| Inline::new(InlineKind::Note(index), TextFormat::default());
    if let Block::Paragraph(paragraph) = &mut first.blocks[0] {
        paragraph.inlines.push(mark(0));
    }
    let original = write(&first);
    let mut document = read(&original);
    document.notes[0].blocks = vec![text("changed note")];
    document.notes.push(Note {
        endnote: false,
        blocks: vec![text("new note")],
    });
    document.notes.push(Note {
        endnote: true,
        blocks: vec![text("end")],
    });
    let index = document.add_media("image/png", b"\x89PNG\r\n\x1a\nxx");
    let image = Image {
        source: ImageSource::Media(index),
        alt: "x".to_owned(),
        title: None,
        width: Some(10.0),
        height: Some(10.0),
    };
    let link = Link {
        href: "https://example.org/".to_owned(),
        title: None,
    };
    let linked = TextFormat {
        link: Some(link.into()),
        ..TextFormat::default()
    };
    document.blocks.push(Block::Paragraph(Paragraph {
        inlines: vec![
            mark(1),
            mark(2),
            Inline::new(InlineKind::Image(image), TextFormat::default()),
            Inline::new(InlineKind::Text("link".to_owned()), linked),
        ],
        ..Paragraph::default()
    }));
    let back = read(&patch(&original, &document));
    assert_eq!(back.notes, document.notes);
    assert_eq!(back.blocks, document.blocks);
    assert_eq!(back.media, document.media);
}

#[test]
fn files_of_others_stay_as_they_are_and_can_be_changed() {
    for path in files() {
        let original = std::fs::read(&path).unwrap();
        let Ok(mut document) = try_read(&original) else {
            continue;
        };
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        assert!(patch(&original, &document) == original, "{name}");
        document.blocks.insert(0, text("before all"));
        document.blocks.push(text("behind all"));
        let patched = patch(&original, &document);
        let back = read(&patched);
        assert_eq!(back.plain_text(), document.plain_text(), "{name}");
        // All parts but those that had to change keep their bytes.
        let limits = Limits::default();
        let (mut old, mut new) = (
            Archive::open(&original, &limits).unwrap(),
            Archive::open(&patched, &limits).unwrap(),
        );
        let names: Vec<String> = old.names().collect();
        for entry in names {
            let is_text = entry.ends_with("document.xml") || entry.contains("document");
            if entry.ends_with('/') || is_text {
                continue;
            }
            let same = old.read(&entry).unwrap() == new.read(&entry.replace('\\', "/")).unwrap();
            let may_change = entry.contains("[Content_Types]") || entry.contains("styles");
            assert!(same || may_change, "{name}: {entry}");
        }
    }
}
