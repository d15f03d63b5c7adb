//! Markdown, from the outside.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "the helpers are part of the tests"
)]

#[path = "../html/documents.rs"]
mod documents;
mod specification;

use proptest::prelude::*;
use spindle_formats::markdown::{MarkdownReader, MarkdownWriter};
use spindle_model::convert::{Content, Job, Reader, Writer};
use spindle_model::document::*;

fn read(markdown: &str) -> Document {
    let mut progress = |_: f32| {};
    let mut job = Job::new(&mut progress);
    match MarkdownReader.read(markdown.as_bytes(), &mut job).unwrap() {
        Content::Document(document) => *document,
        _ => panic!("a document"),
    }
}

fn write(document: &Document) -> String {
    let mut progress = |_: f32| {};
    let mut job = Job::new(&mut progress);
    let content = Content::Document(Box::new(document.clone()));
    String::from_utf8(MarkdownWriter.write(&content, &mut job).unwrap()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, max_shrink_iters: 4000, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_again(document in documents::document()) {
        let markdown = write(&document.0);
        let difference = documents::difference(&read(&markdown), &document.0);
        prop_assert!(difference.is_none(), "{}\n{}", markdown, difference.unwrap());
    }

    #[test]
    fn nothing_makes_the_reader_panic(text in "[ a-z0-9*_`~#>|:\\-+.!\\[\\]()<>/\"$&;\n\t\\\\]{0,200}") {
        read(&text);
    }
}

#[test]
fn plain_documents_are_plain_markdown() {
    let markdown = "# Title\n\nA *paragraph* with **bold *and* more**, `code`, ~~gone~~ and a [link](https://a.b/c \"t\").\n\n\
        - one\n- two\n  1. a\n  2. b\n- three\n\n* [ ] open\n* [x] done\n\n> quoted\n>\n> - x\n\n```rust\nfn main() {}\n```\n\n\
        | a   |   b |\n| --- | --: |\n| c   |   d |\n\n---\n\nMath $x^2$, a note[^1] and <https://x.y/z>.\\\nNext line\n\n![alt](p.png)\n\n[^1]: What it says.\n\n    - more\n";
    let written = write(&read(markdown));
    let wanted = markdown
        .replace("|   b |", "| b   |")
        .replace("|   d |", "| d   |");
    assert_eq!(written, wanted);
    assert_eq!(
        documents::normal(&read(&written)),
        documents::normal(&read(markdown))
    );
}

#[test]
fn notes_come_back() {
    let document = read("a[^x] b[^y]\n\n[^x]: one\n[^y]: two\n\n    three[^x]\n");
    assert_eq!(document.notes.len(), 2);
    assert_eq!(document.notes[1].blocks.len(), 2);
    let again = read(&write(&document));
    assert_eq!(again.notes, document.notes);
    assert_eq!(again.blocks, document.blocks);
}

#[test]
fn front_matter_is_metadata() {
    let document = read("---\ntitle: \"A: b\"\nauthor: Me\ntags:\n  - x\n---\n\ntext\n");
    assert_eq!(document.metadata.title.as_deref(), Some("A: b"));
    assert_eq!(document.metadata.author.as_deref(), Some("Me"));
    assert_eq!(document.plain_text(), "text\n");
    assert_eq!(read(&write(&document)).metadata, document.metadata);
    assert_eq!(read("---\nFoo\n---\nBar").plain_text(), "Foo\nBar\n");
}

#[test]
fn raw_html_is_kept_and_harmless() {
    let document =
        read("a <u>b</u><script>x()</script>\n\n<div align=center>\n\n**c**\n\n</div>\n");
    let [Block::Paragraph(first), Block::Paragraph(second)] = document.blocks.as_slice() else {
        panic!("{:?}", document.blocks)
    };
    assert_eq!(first.plain_text(), "a b");
    assert_eq!(first.inlines[1].format.underline, Some(true));
    assert_eq!(second.format.align, Some(Align::Center));
    assert_eq!(second.inlines[0].format.bold, Some(true));
}

#[test]
fn bare_addresses_are_links_where_they_are_not_escaped() {
    let document =
        read("see www.a.b and `http://x.y` and http\\://c.d, <b>e@f.g</b>\n\n    http://code\n");
    let Block::Paragraph(first) = &document.blocks[0] else {
        panic!()
    };
    let links: Vec<&str> = first
        .inlines
        .iter()
        .filter_map(|inline| inline.format.link.as_ref().map(|link| link.href.as_str()))
        .collect();
    assert_eq!(links, ["http://www.a.b", "mailto:e@f.g"]);
    assert_eq!(
        first.plain_text(),
        "see www.a.b and http://x.y and http://c.d, e@f.g"
    );
}

#[test]
fn a_table_without_a_head_has_an_empty_one() {
    let document = read("| | |\n|-|-|\n| a | b |\n\n| c | |\n|-|-|\n| a | b |\n");
    let [Block::Table(first), Block::Table(second)] = document.blocks.as_slice() else {
        panic!("{:?}", document.blocks)
    };
    assert_eq!(first.rows.len(), 1);
    assert!(!first.rows[0].header);
    assert_eq!(second.rows.len(), 2);
    assert!(second.rows[0].header);
}
