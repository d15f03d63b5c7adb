//! From a document to a book.

use std::collections::HashMap;

use spindle_model::convert::{ConvertError, Job};
use spindle_model::document::{Block, Document, InlineKind, Media, Paragraph};

use crate::archive::ArchiveWriter;
use crate::html::write::{Form, Html, STYLE, attribute, text};
use crate::picture;

/// What stands in every text before its title.
const XML: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";

/// A part of the book.
struct Chapter<'d> {
    blocks: &'d [Block],
    title: Option<String>,
}

/// Writes a book.
pub(super) fn book(document: &Document, job: &mut Job<'_>) -> Result<Vec<u8>, ConvertError> {
    let mut archive = ArchiveWriter::default();
    archive.add_stored("mimetype", b"application/epub+zip")?;
    archive.add(
        "META-INF/container.xml",
        format!(
            "{XML}<container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\"><rootfiles>\
             <rootfile full-path=\"OEBPS/content.opf\" media-type=\"application/oebps-package+xml\"/></rootfiles></container>\n"
        )
        .as_bytes(),
    )?;
    let title = document
        .metadata
        .title
        .clone()
        .or_else(|| job.options.title.clone())
        .or_else(|| first_heading(&document.blocks))
        .filter(|title| !title.trim().is_empty())
        .unwrap_or_else(|| "Untitled".to_owned());
    let language = document
        .metadata
        .language
        .clone()
        .unwrap_or_else(|| "und".to_owned());
    let chapters = chapters(&document.blocks);
    let places = places(&chapters);
    let mut styles = String::from(STYLE);
    for (at, chapter) in chapters.iter().enumerate() {
        let pictures = |index: usize, media: &Media| picture_name(index, media);
        let links = |href: &str| {
            let place = href.strip_prefix('#')?;
            let chapter = places.get(place).filter(|chapter| **chapter != at)?;
            Some(format!("{}#{place}", chapter_name(*chapter)))
        };
        let form = Form {
            xml: true,
            one_line: false,
            pictures: Some(&pictures),
            links: Some(&links),
        };
        let mut html = Html::new(document, job, form);
        let rules = html.named_styles();
        if at == 0 {
            styles.push_str(&rules);
        }
        html.blocks(chapter.blocks);
        html.notes();
        let body = html.out;
        let page = page(chapter.title.as_deref().unwrap_or(&title), &language, &body);
        archive.add(&format!("OEBPS/{}", chapter_name(at)), page.as_bytes())?;
        (job.progress)(at as f32 / chapters.len() as f32);
    }
    archive.add("OEBPS/style.css", styles.as_bytes())?;
    for (index, media) in document.media.iter().enumerate() {
        archive.add_stored(
            &format!("OEBPS/{}", picture_name(index, media)),
            &media.bytes,
        )?;
    }
    archive.add(
        "OEBPS/nav.xhtml",
        nav(&chapters, &title, &language).as_bytes(),
    )?;
    let id = identifier(document, &title);
    archive.add("OEBPS/toc.ncx", ncx(&chapters, &title, &id).as_bytes())?;
    let package = package(document, &chapters, &title, &language, &id);
    archive.add("OEBPS/content.opf", package.as_bytes())?;
    archive.finish()
}

/// The document in parts that begin with a heading of level 1; a document without is one part.
fn chapters(blocks: &[Block]) -> Vec<Chapter<'_>> {
    let mut chapters = Vec::new();
    let mut rest = blocks;
    loop {
        let next = rest
            .iter()
            .enumerate()
            .skip(1)
            .find(|(_, block)| is_chapter(block))
            .map_or(rest.len(), |(at, _)| at);
        let (part, after) = rest.split_at_checked(next).unwrap_or((rest, &[]));
        chapters.push(Chapter {
            title: first_heading(part),
            // That each is on a page of its own need not be said.
            blocks: match part.split_last() {
                Some((Block::PageBreak, before)) if !after.is_empty() => before,
                _ => part,
            },
        });
        rest = after;
        if rest.is_empty() {
            return chapters;
        }
    }
}

fn is_chapter(block: &Block) -> bool {
    matches!(
        block,
        Block::Paragraph(Paragraph {
            heading: Some(1),
            ..
        })
    )
}

fn first_heading(blocks: &[Block]) -> Option<String> {
    blocks.iter().find_map(|block| match block {
        Block::Paragraph(paragraph) if paragraph.heading.is_some() => {
            Some(paragraph.plain_text().replace('\n', " "))
        }
        _ => None,
    })
}

/// In which chapter each bookmark lies.
fn places(chapters: &[Chapter<'_>]) -> HashMap<String, usize> {
    let mut places = HashMap::new();
    for (at, chapter) in chapters.iter().enumerate() {
        // Lists and tables are looked through with a copy: bookmarks in them are rare, and so are books.
        let mut part = Document {
            blocks: chapter.blocks.to_vec(),
            ..Document::default()
        };
        part.for_each_paragraph_mut(&mut |paragraph| {
            for inline in &paragraph.inlines {
                if let InlineKind::Bookmark(name) = &inline.kind {
                    places.insert(name.clone(), at);
                }
            }
        });
    }
    places
}

fn chapter_name(at: usize) -> String {
    format!("chapter{}.xhtml", at.saturating_add(1))
}

fn picture_name(index: usize, media: &Media) -> String {
    format!(
        "images/{}.{}",
        index.saturating_add(1),
        picture::extension(&media.media_type)
    )
}

fn page(title: &str, language: &str, body: &str) -> String {
    let mut out = String::from(XML);
    out.push_str("<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\"");
    attribute("lang", language, &mut out);
    attribute("xml:lang", language, &mut out);
    out.push_str(">\n<head>\n<title>");
    text(title, &mut out);
    out.push_str("</title>\n<link rel=\"stylesheet\" type=\"text/css\" href=\"style.css\"/>\n</head>\n<body>\n");
    out.push_str(body);
    out.push_str("</body>\n</html>\n");
    out
}

/// The table of contents (EPUB 3.3, 7).
fn nav(chapters: &[Chapter<'_>], title: &str, language: &str) -> String {
    let mut body = String::from("<nav epub:type=\"toc\" id=\"toc\">\n<ol>\n");
    for (at, chapter) in chapters.iter().enumerate() {
        body.push_str("<li><a");
        attribute("href", &chapter_name(at), &mut body);
        body.push('>');
        text(named(chapter, title), &mut body);
        body.push_str("</a></li>\n");
    }
    body.push_str("</ol>\n</nav>\n");
    page(title, language, &body)
}

/// The same for readers of EPUB 2.
fn ncx(chapters: &[Chapter<'_>], title: &str, id: &str) -> String {
    let mut out = format!(
        "{XML}<ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" version=\"2005-1\"><head>\
         <meta name=\"dtb:uid\" content=\"{id}\"/></head>\n<docTitle><text>"
    );
    text(title, &mut out);
    out.push_str("</text></docTitle>\n<navMap>\n");
    for (at, chapter) in chapters.iter().enumerate() {
        let number = at.saturating_add(1);
        out.push_str(&format!(
            "<navPoint id=\"n{number}\" playOrder=\"{number}\"><navLabel><text>"
        ));
        text(named(chapter, title), &mut out);
        out.push_str(&format!(
            "</text></navLabel><content src=\"{}\"/></navPoint>\n",
            chapter_name(at)
        ));
    }
    out.push_str("</navMap>\n</ncx>\n");
    out
}

fn named<'c>(chapter: &'c Chapter<'_>, title: &'c str) -> &'c str {
    chapter
        .title
        .as_deref()
        .filter(|title| !title.trim().is_empty())
        .unwrap_or(title)
}

fn package(
    document: &Document,
    chapters: &[Chapter<'_>],
    title: &str,
    language: &str,
    id: &str,
) -> String {
    let metadata = &document.metadata;
    let mut out = format!(
        "{XML}<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"id\">\n\
         <metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n<dc:identifier id=\"id\">{id}</dc:identifier>\n"
    );
    let title = Some(title.to_owned());
    let language = Some(language.to_owned());
    for (name, value) in [
        ("title", &title),
        ("language", &language),
        ("creator", &metadata.author),
        ("description", &metadata.subject),
        ("subject", &metadata.keywords),
        ("date", &metadata.created),
    ] {
        if let Some(value) = value.as_ref().filter(|value| !value.trim().is_empty()) {
            out.push_str(&format!("<dc:{name}>"));
            text(value, &mut out);
            out.push_str(&format!("</dc:{name}>\n"));
        }
    }
    out.push_str("<meta property=\"dcterms:modified\">");
    // A moment without parts of seconds is asked for, and one there must be.
    let modified = metadata
        .modified
        .as_deref()
        .filter(|date| date.len() == 20 && date.ends_with('Z'));
    text(modified.unwrap_or("2000-01-01T00:00:00Z"), &mut out);
    out.push_str("</meta>\n</metadata>\n<manifest>\n");
    out.push_str("<item id=\"nav\" href=\"nav.xhtml\" media-type=\"application/xhtml+xml\" properties=\"nav\"/>\n");
    out.push_str("<item id=\"ncx\" href=\"toc.ncx\" media-type=\"application/x-dtbncx+xml\"/>\n");
    out.push_str("<item id=\"style\" href=\"style.css\" media-type=\"text/css\"/>\n");
    for at in 0..chapters.len() {
        let number = at.saturating_add(1);
        out.push_str(&format!(
            "<item id=\"c{number}\" href=\"{}\" media-type=\"application/xhtml+xml\"/>\n",
            chapter_name(at)
        ));
    }
    for (index, media) in document.media.iter().enumerate() {
        out.push_str(&format!("<item id=\"p{}\"", index.saturating_add(1)));
        attribute("href", &picture_name(index, media), &mut out);
        attribute("media-type", &media.media_type, &mut out);
        out.push_str("/>\n");
    }
    out.push_str("</manifest>\n<spine toc=\"ncx\">\n");
    for number in 1..=chapters.len() {
        out.push_str(&format!("<itemref idref=\"c{number}\"/>\n"));
    }
    out.push_str("</spine>\n</package>\n");
    out
}

/// A name for the book that equal books share: a UUID made of what is in it.
fn identifier(document: &Document, title: &str) -> String {
    let mut hash = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d_u128;
    for byte in title.bytes().chain(document.plain_text().bytes()) {
        hash = (hash ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
    }
    // Version 8: made as one likes (RFC 9562, 5.8).
    let hash = hash & !(0xf << 76) | 8 << 76;
    let hash = hash & !(0x3 << 62) | 2 << 62;
    let hex = format!("{hash:032x}");
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
    format!(
        "urn:uuid:{}-{}-{}-{}-{}",
        part(0, 8),
        part(8, 12),
        part(12, 16),
        part(16, 20),
        part(20, 32)
    )
}
