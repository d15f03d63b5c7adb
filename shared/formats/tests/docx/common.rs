//! Small files made for tests.

use spindle_formats::archive::ArchiveWriter;
use spindle_formats::docx::{DocxReader, DocxWriter};
use spindle_model::convert::{Content, ConvertError, Job, Reader, Writer};
use spindle_model::document::{Block, Document};

pub const WORD: &str = concat!(
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" ",
    "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" ",
    "xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\" ",
    "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" ",
    "xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" ",
    "xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" ",
    "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" ",
    "xmlns:v=\"urn:schemas-microsoft-com:vml\" ",
    "xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\""
);

/// A package with this body and these parts of `/word` (their names without ending, their roots, their content).
pub fn package(body: &str, parts: &[(&str, &str, &str)]) -> Vec<u8> {
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let mut writer = ArchiveWriter::default();
    let mut types = concat!(
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">",
        "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>",
        "<Default Extension=\"xml\" ContentType=\"application/xml\"/>",
        "<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.",
        "wordprocessingml.document.main+xml\"/>"
    )
    .to_owned();
    let mut relationships = String::new();
    for (index, (name, ..)) in parts.iter().enumerate() {
        types.push_str(&format!(
            "<Override PartName=\"/word/{name}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.\
             wordprocessingml.{name}+xml\"/>"
        ));
        relationships.push_str(&format!(
            "<Relationship Id=\"rId{index}\" Type=\"{OFFICE}/{name}\" Target=\"{name}.xml\"/>"
        ));
    }
    types.push_str("</Types>");
    let rels = |inner: &str| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{inner}</Relationships>"
        )
    };
    writer.add("[Content_Types].xml", types.as_bytes()).unwrap();
    let main = format!(
        "<Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"word/document.xml\"/>"
    );
    writer.add("_rels/.rels", rels(&main).as_bytes()).unwrap();
    let link = format!(
        "<Relationship Id=\"link\" Type=\"{OFFICE}/hyperlink\" Target=\"http://example.org/\" TargetMode=\"External\"/>"
    );
    writer
        .add(
            "word/_rels/document.xml.rels",
            rels(&(relationships + &link)).as_bytes(),
        )
        .unwrap();
    let document = format!("<w:document {WORD}><w:body>{body}</w:body></w:document>");
    writer
        .add("word/document.xml", document.as_bytes())
        .unwrap();
    for (name, root, content) in parts {
        let xml = format!("<w:{root} {WORD}>{content}</w:{root}>");
        writer
            .add(&format!("word/{name}.xml"), xml.as_bytes())
            .unwrap();
    }
    writer.finish().unwrap()
}

pub fn try_read(bytes: &[u8]) -> Result<Document, ConvertError> {
    let mut progress = |_| {};
    let content = DocxReader.read(bytes, &mut Job::new(&mut progress))?;
    content.document().cloned()
}

pub fn read(bytes: &[u8]) -> Document {
    try_read(bytes).unwrap()
}

pub fn write(document: &Document) -> Vec<u8> {
    let mut progress = |_| {};
    let content = Content::Document(Box::new(document.clone()));
    DocxWriter
        .write(&content, &mut Job::new(&mut progress))
        .unwrap()
}

pub fn patch(original: &[u8], document: &Document) -> Vec<u8> {
    let mut progress = |_| {};
    spindle_formats::docx::patch(original, document, &mut Job::new(&mut progress)).unwrap()
}

/// The document of a body without other parts.
pub fn body(body: &str) -> Document {
    read(&package(body, &[]))
}

pub fn document(blocks: Vec<Block>) -> Document {
    Document {
        blocks,
        ..Document::default()
    }
}
