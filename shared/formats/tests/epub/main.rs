//! EPUB, from the outside.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "the helpers are part of the tests"
)]

use spindle_formats::archive::{Archive, ArchiveWriter};
use spindle_formats::epub::{EpubReader, EpubWriter};
use spindle_model::convert::{Content, ConvertError, ErrorKind, Job, Limits, Reader, Writer};
use spindle_model::document::*;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\nnot much of a picture";
const CONTAINER: &str =
    "<container><rootfiles><rootfile full-path='O/p.opf'/></rootfiles></container>";

fn read(bytes: &[u8]) -> Result<Document, ConvertError> {
    let mut progress = |_: f32| {};
    let mut job = Job::new(&mut progress);
    match EpubReader.read(bytes, &mut job)? {
        Content::Document(document) => Ok(*document),
        _ => panic!("a document"),
    }
}

fn write(document: &Document) -> Vec<u8> {
    let mut progress = |_: f32| {};
    let mut job = Job::new(&mut progress);
    EpubWriter
        .write(&Content::Document(Box::new(document.clone())), &mut job)
        .unwrap()
}

fn archive(entries: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ArchiveWriter::default();
    for (name, text) in entries {
        archive.add(name, text.as_bytes()).unwrap();
    }
    archive.finish().unwrap()
}

fn heading(text: &str) -> Block {
    Block::Paragraph(Paragraph {
        heading: Some(1),
        ..Paragraph::text(text)
    })
}

fn sample() -> Document {
    let mut document = Document::default();
    let media = document.add_media("image/png", PNG);
    let image = Image {
        source: ImageSource::Media(media),
        alt: "pic & <x>".to_owned(),
        title: None,
        width: Some(7.3),
        height: None,
    };
    let plain = TextFormat::default();
    document.notes.push(Note {
        endnote: false,
        blocks: vec![Block::Paragraph(Paragraph::text("a note"))],
    });
    document.blocks = vec![
        heading("One <1>"),
        Block::Paragraph(Paragraph {
            inlines: vec![
                Inline::text("a & b\u{a0}"),
                Inline::new(InlineKind::LineBreak, plain.clone()),
                Inline::new(InlineKind::Image(image), plain.clone()),
                Inline::new(InlineKind::Note(0), plain),
            ],
            ..Paragraph::default()
        }),
        Block::Divider,
        heading("Two"),
        Block::Paragraph(Paragraph::text("end")),
    ];
    document.metadata.title = Some("Book & more".to_owned());
    document.metadata.author = Some("Me".to_owned());
    document.metadata.language = Some("en".to_owned());
    document
}

#[test]
fn what_is_written_is_read_again() {
    let document = sample();
    let again = read(&write(&document)).unwrap();
    let without_breaks: Vec<&Block> = again
        .blocks
        .iter()
        .filter(|block| **block != Block::PageBreak)
        .collect();
    assert_eq!(without_breaks, document.blocks.iter().collect::<Vec<_>>());
    assert_eq!(again.notes, document.notes);
    assert_eq!(again.media, document.media);
    assert_eq!(again.metadata.title, document.metadata.title);
    assert_eq!(again.metadata.author, document.metadata.author);
}

#[test]
fn the_book_is_made_as_the_standard_asks() {
    let bytes = write(&sample());
    // The kind of archive can be told by its first bytes (OCF, 4.2.5).
    assert_eq!(&bytes[30..58], b"mimetypeapplication/epub+zip");
    let mut archive = Archive::open(&bytes, &Limits::default()).unwrap();
    let names: Vec<String> = archive.names().collect();
    assert!(
        names.iter().any(|name| name == "OEBPS/chapter2.xhtml"),
        "{names:?}"
    );
    for name in names
        .iter()
        .filter(|name| name.ends_with("html") || name.ends_with("opf") || name.ends_with("ncx"))
    {
        let text = archive.read_text(name).unwrap().unwrap();
        let mut reader = quick_xml::Reader::from_str(&text);
        loop {
            match reader.read_event() {
                Ok(quick_xml::events::Event::Eof) => break,
                Ok(_) => {}
                Err(error) => panic!("{name}: {error}\n{text}"),
            }
        }
    }
    assert_eq!(bytes, write(&sample()));
}

#[test]
fn links_between_texts_lead_to_bookmarks() {
    let bytes = archive(&[
        ("META-INF/container.xml", CONTAINER),
        (
            "O/p.opf",
            "<package><manifest><item id='a' href='t/a.xhtml'/><item id='b' href='t/b.xhtml'/></manifest><spine><itemref idref='a'/><itemref idref='b'/></spine></package>",
        ),
        (
            "O/t/a.xhtml",
            "<html><body><p><a href=\"b.xhtml#x\">to</a> <a href=\"https://x.y\">out</a></p></body></html>",
        ),
        (
            "O/t/b.xhtml",
            "<html><body><p>b</p><p id=\"x\">there</p></body></html>",
        ),
    ]);
    let document = read(&bytes).unwrap();
    let Block::Paragraph(first) = &document.blocks[0] else {
        panic!()
    };
    let href = first.inlines[0].format.link.as_ref().unwrap().href.clone();
    let Some(Block::Paragraph(last)) = document.blocks.last() else {
        panic!()
    };
    assert_eq!(
        last.inlines[0].kind,
        InlineKind::Bookmark(href[1..].to_owned())
    );
    assert_eq!(
        first.inlines[2].format.link.as_ref().unwrap().href,
        "https://x.y"
    );
}

#[test]
fn what_cannot_be_read_says_why() {
    assert_eq!(read(b"no archive").unwrap_err().kind, ErrorKind::Damaged);
    assert_eq!(
        read(&archive(&[("x", "y")])).unwrap_err().kind,
        ErrorKind::Damaged
    );
    let locked = archive(&[
        ("META-INF/container.xml", CONTAINER),
        (
            "META-INF/encryption.xml",
            "<encryption><EncryptedData><CipherData><CipherReference URI='O/a.xhtml'/></CipherData></EncryptedData></encryption>",
        ),
        (
            "O/p.opf",
            "<package><manifest><item id='a' href='a.xhtml'/></manifest><spine><itemref idref='a'/></spine></package>",
        ),
        ("O/a.xhtml", "\u{1}\u{2}"),
    ]);
    assert_eq!(read(&locked).unwrap_err().kind, ErrorKind::Password);
}
