//! What stands on which page, and in which order. These tests need the fonts: without them they say so and pass.

use spindle_model::convert::{ErrorKind, Job};
use spindle_model::document::{
    Block, Document, Inline, InlineKind, Note, PageSetup, Paragraph, SectionStart, Table,
    TextFormat,
};

use super::{Page, set};
use crate::fonts::{FontBook, FontFolder};
use crate::layout::{Item, ItemKind, NodeId};
use crate::picture::Pictures;
use crate::sample;

/// Sets a document and hands its pages on; nothing without fonts.
fn with_pages(document: &Document, check: impl FnOnce(&[Page])) {
    let fonts = FontFolder::new(
        std::env::var("SPINDLE_FONTS")
            .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../../fonts").to_owned()),
    );
    let book = FontBook::new(&fonts);
    if !book.is_usable() {
        println!("skipped: there are no fonts (SPINDLE_FONTS)");
        return;
    }
    let mut progress = |_| {};
    let mut job = Job::new(&mut progress);
    let pictures = Pictures::new(&document.media, false);
    check(&set(document, &book, pictures, &mut job).unwrap().pages);
}

fn text_of(item: &Item) -> Option<String> {
    let ItemKind::Text(run) = &item.kind else {
        return None;
    };
    let mut ranges: Vec<(usize, usize)> = run
        .glyphs
        .iter()
        .map(|glyph| (glyph.start as usize, glyph.end as usize))
        .collect();
    ranges.sort_unstable();
    ranges.dedup();
    Some(
        ranges
            .iter()
            .map(|(start, end)| &run.text[*start..*end])
            .collect(),
    )
}

/// The text of a page, content only, each line of it by its baseline.
fn lines(page: &Page) -> Vec<String> {
    let mut lines: Vec<(f32, String)> = Vec::new();
    for item in page
        .items
        .iter()
        .filter(|item| item.node != NodeId::ARTIFACT)
    {
        let Some(text) = text_of(item) else { continue };
        match lines.last_mut() {
            Some((y, line)) if (*y - item.y).abs() < 0.01 => line.push_str(&text),
            _ => lines.push((item.y, text)),
        }
    }
    lines.into_iter().map(|(_, line)| line).collect()
}

fn squeezed(text: &str) -> String {
    text.chars()
        .filter(|character| !character.is_whitespace())
        .collect()
}

fn document(blocks: Vec<Block>) -> Document {
    Document {
        blocks,
        ..Document::default()
    }
}

/// So many lines of a letter.
fn tower(letter: &str, lines: usize) -> Block {
    let mut inlines = vec![Inline::text(letter)];
    for _ in 1..lines {
        inlines.push(Inline::new(InlineKind::LineBreak, TextFormat::default()));
        inlines.push(Inline::text(letter));
    }
    sample::paragraph(inlines)
}

#[test]
fn every_text_is_there_once_and_in_order() {
    let document = sample::ten_pages();
    with_pages(&document, |pages| {
        assert!((8..=14).contains(&pages.len()), "{}", pages.len());
        let set: String = pages
            .iter()
            .flat_map(lines)
            .map(|line| squeezed(&line))
            .collect();
        let set = set.replace('•', "");
        assert_eq!(set, squeezed(&document.plain_text()));
    });
}

#[test]
fn nothing_stands_outside_its_paper() {
    with_pages(&sample::everything(), |pages| {
        for page in pages {
            for item in &page.items {
                assert!(item.x > 0.0 && item.x < page.width, "{item:?}");
                assert!(item.y > 0.0 && item.y < page.height, "{item:?}");
            }
        }
    });
}

#[test]
fn no_line_stands_alone_at_the_end_or_beginning_of_a_page() {
    for lines_before in 30..60 {
        let blocks = vec![tower("a", lines_before), tower("b", 4), tower("c", 30)];
        with_pages(&document(blocks), |pages| {
            for page in pages {
                let lines = lines(page);
                for letter in ["a", "b", "c"] {
                    let count = lines.iter().filter(|line| line.trim() == letter).count();
                    assert_ne!(count, 1, "{letter} on a page of {lines:?}");
                }
            }
        });
    }
}

#[test]
fn headings_stand_with_their_text() {
    for lines_before in 30..60 {
        let blocks = vec![
            tower("a", lines_before),
            sample::heading(2, "heading"),
            tower("b", 5),
        ];
        with_pages(&document(blocks), |pages| {
            for page in pages {
                let lines = lines(page);
                assert_ne!(lines.last().map(|line| line.trim()), Some("heading"));
            }
        });
    }
}

#[test]
fn header_rows_come_again_on_every_page() {
    let mut table = Table::default();
    for number in 0..120 {
        let mut row = sample::row(vec![sample::cell(if number == 0 {
            "head"
        } else {
            "cell"
        })]);
        row.header = number == 0;
        table.rows.push(row);
    }
    with_pages(&document(vec![Block::Table(table)]), |pages| {
        assert!(pages.len() > 2);
        for page in pages {
            let texts: Vec<String> = page.items.iter().filter_map(text_of).collect();
            assert_eq!(texts.first().map(String::as_str), Some("head"));
            assert_eq!(texts.iter().filter(|text| *text == "head").count(), 1);
        }
        let cells: usize = pages.iter().map(|page| lines(page).len()).sum();
        assert_eq!(cells, 120);
    });
}

#[test]
fn rows_that_are_higher_than_a_page_are_divided() {
    let mut cell = sample::cell("first");
    for number in 0..150 {
        cell.blocks.push(sample::text(&number.to_string()));
    }
    let mut high = sample::cell("beside");
    high.row_span = 2;
    let table = Table {
        rows: vec![
            sample::row(vec![cell, high]),
            sample::row(vec![sample::cell("last")]),
        ],
        ..Table::default()
    };
    with_pages(&document(vec![Block::Table(table)]), |pages| {
        assert!(pages.len() >= 3);
        let mut texts: Vec<String> = pages.iter().flat_map(lines).collect();
        texts.retain(|text| text.trim() != "beside");
        let numbers: Vec<String> = (0..150).map(|number| number.to_string()).collect();
        assert_eq!(texts[1..151], numbers);
        assert_eq!(texts.last().map(String::as_str), Some("last"));
    });
}

#[test]
fn notes_stand_on_the_page_of_their_mark() {
    let mut noted = Document::default();
    for number in 0..12 {
        noted.notes.push(Note {
            endnote: false,
            blocks: vec![sample::text(&format!("note{number}"))],
        });
        noted.blocks.push(tower("a", 15));
        noted.blocks.push(sample::paragraph(vec![
            Inline::text(format!("mark{number}")),
            Inline::new(InlineKind::Note(number), TextFormat::default()),
        ]));
    }
    with_pages(&noted, |pages| {
        let mut found = 0;
        for page in pages {
            let text = lines(page).join("\n");
            for number in 0..12 {
                let has = |what: &str| text.contains(&format!("{what}{number}"));
                assert_eq!(has("mark"), has("note"), "{number} on {text}");
                found += usize::from(has("note"));
            }
        }
        assert!(found >= 12);
    });
}

#[test]
fn columns_are_filled_one_after_the_other() {
    let mut columned = document(vec![tower("a", 40), tower("b", 40)]);
    columned.page.columns = 2;
    columned.blocks.push(Block::Section(Box::new(PageSetup {
        start: SectionStart::Continuous,
        ..PageSetup::default()
    })));
    columned.blocks.push(sample::text("below"));
    with_pages(&columned, |pages| {
        assert_eq!(pages.len(), 1);
        let at = |letter: &str| {
            let items = pages[0].items.iter();
            items
                .filter(|item| text_of(item).is_some_and(|text| text.trim() == letter))
                .map(|item| (item.x, item.y))
                .collect::<Vec<_>>()
        };
        assert_eq!((at("a").len(), at("b").len()), (40, 40));
        assert!(at("b").iter().all(|(x, _)| *x > 290.0));
        let lowest = at("a")
            .iter()
            .chain(&at("b"))
            .map(|(_, y)| *y)
            .fold(0.0, f32::max);
        assert!(at("below")[0].1 > lowest);
    });
}

#[test]
fn sections_have_their_own_paper_and_numbers() {
    let mut sections = document(vec![sample::text("one")]);
    sections.blocks.push(Block::Section(Box::new(PageSetup {
        width: 841.9,
        height: 595.3,
        first_number: Some(10),
        ..PageSetup::default()
    })));
    sections.blocks.push(sample::text("two"));
    sections.blocks.push(Block::PageBreak);
    sections.blocks.push(sample::text("three"));
    with_pages(&sections, |pages| {
        let papers: Vec<(u32, f32)> = pages.iter().map(|page| (page.number, page.width)).collect();
        assert_eq!(papers, [(1, 595.3), (10, 841.9), (11, 841.9)]);
    });
}

#[test]
fn what_is_deleted_or_hidden_is_not_seen() {
    let shown = document(vec![sample::paragraph(vec![
        Inline::text("seen"),
        sample::styled("hidden", |format| format.hidden = Some(true)),
    ])]);
    with_pages(&shown, |pages| assert_eq!(lines(&pages[0]), ["seen"]));
}

#[test]
fn text_from_right_to_left_begins_at_the_right() {
    let mut hebrew = Paragraph::text("שלום world");
    hebrew.format.rtl = Some(true);
    with_pages(&document(vec![Block::Paragraph(hebrew)]), |pages| {
        let x = |wanted: &str| {
            pages[0]
                .items
                .iter()
                .find(|item| text_of(item).is_some_and(|text| text.contains(wanted)))
                .map(|item| item.x)
                .unwrap()
        };
        assert!(x("שלום") > x("world"));
    });
}

#[test]
fn too_many_pages_are_an_error() {
    let fonts = FontFolder::new(
        std::env::var("SPINDLE_FONTS")
            .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../../fonts").to_owned()),
    );
    let book = FontBook::new(&fonts);
    let long = document(vec![tower("a", 500)]);
    let mut progress = |_| {};
    let mut job = Job::new(&mut progress);
    job.limits.pages = 3;
    let pictures = Pictures::new(&[], false);
    let error = set(&long, &book, pictures, &mut job)
        .err()
        .map(|error| error.kind);
    if book.is_usable() {
        assert_eq!(error, Some(ErrorKind::Limit));
    } else {
        println!("skipped: there are no fonts (SPINDLE_FONTS)");
    }
}

#[test]
fn text_keeps_away_from_the_lines_of_narrow_cells() {
    let table = Table {
        rows: vec![sample::row(vec![sample::cell("i"), sample::cell("j")])],
        ..Table::default()
    };
    with_pages(&document(vec![Block::Table(table)]), |pages| {
        let texts = pages[0].items.iter().filter(|item| text_of(item).is_some());
        let lines = |x: f32| {
            pages[0].items.iter().any(|item| {
                matches!(item.kind, ItemKind::Stroke { dx, .. } if dx == 0.0)
                    && (item.x - x).abs() < 4.0
            })
        };
        assert!(texts.clone().count() == 2 && texts.into_iter().all(|item| !lines(item.x)));
    });
}
