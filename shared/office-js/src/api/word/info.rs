//! What a script can ask about a document as a whole: statistics, pages, information.

use spindle_ooxml::NodeId;
use spindle_ooxml::word::{block, caret, inline, span};

use super::handle::{list, no, yes};
use super::{WordCall, WordEditor, WordRef, WordResult, range};
use crate::value::Value;

fn object(entries: Vec<(&str, Value<WordRef>)>) -> WordResult {
    Ok(Value::Object(
        entries
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect(),
    ))
}

/// `ApiDocument.GetStatistics`
pub fn statistics(call: &mut WordCall<'_>) -> WordResult {
    let text = &call.doc.text;
    let dom = text.dom();
    let (mut words, mut paragraphs, mut symbols, mut with_spaces) =
        (0_usize, 0_usize, 0_usize, 0_usize);
    let all = block::all(dom, text.body(), "w:p");
    let labels = text.labels_of(&all);
    for paragraph in all {
        let letters = caret::letters(dom, paragraph);
        let (mut in_word, mut any) = (false, false);
        for letter in letters {
            // Notes and line ends part no words.
            if letter == '\u{FFFC}' || letter == '\r' {
                continue;
            }
            with_spaces += 1;
            if letter.is_whitespace() {
                in_word = false;
                continue;
            }
            symbols += 1;
            any = true;
            if !in_word {
                words += 1;
            }
            in_word = true;
        }
        let numbers = dom
            .children(paragraph)
            .filter(|child| inline::page_field(dom, *child).is_some())
            .count();
        symbols += numbers;
        with_spaces += numbers;
        // The number or bullet in front is a word too.
        let label = labels.get(&paragraph);
        if let Some(label) = label {
            let length = label.text.encode_utf16().count();
            words += 1;
            symbols += length;
            with_spaces += length + usize::from(!label.suffix.is_empty());
        }
        paragraphs += usize::from(any || numbers > 0 || label.is_some());
    }
    let pages = if call.doc.laid_out {
        call.doc.text.page_count()
    } else {
        0
    };
    object(vec![
        ("PageCount", pages.into()),
        ("WordsCount", words.into()),
        ("ParagraphCount", paragraphs.into()),
        ("SymbolsCount", symbols.into()),
        ("SymbolsWSCount", with_spaces.into()),
    ])
}

/// The page that the cursor is on, from 0.
fn current(doc: &mut WordEditor) -> usize {
    doc.laid_out = true;
    let place = doc.caret();
    doc.text.page_of(place.paragraph)
}

/// `ApiDocument.GetPageCount`
pub fn page_count(call: &mut WordCall<'_>) -> WordResult {
    call.doc.laid_out = true;
    Ok(call.doc.text.page_count().into())
}

/// `ApiDocument.GetCurrentPage`
pub fn current_page(call: &mut WordCall<'_>) -> WordResult {
    Ok(current(call.doc).into())
}

/// `ApiDocument.GetCurrentVisiblePages`
pub fn visible_pages(call: &mut WordCall<'_>) -> WordResult {
    // Nothing is shown of a document that nobody asked about pages of before.
    if !call.doc.laid_out {
        return Ok(Value::List(Vec::new()));
    }
    let page = current(call.doc);
    Ok(Value::List(vec![page.into()]))
}

/// The first paragraph of each page.
fn page_start(doc: &WordEditor, page: usize) -> Option<NodeId> {
    let text = &doc.text;
    block::all(text.dom(), text.body(), "w:p")
        .into_iter()
        .find(|paragraph| text.page_of(*paragraph) >= page)
}

/// `ApiDocument.GoToPage`
pub fn go_to_page(call: &mut WordCall<'_>) -> WordResult {
    call.doc.laid_out = true;
    let page = call
        .args
        .opt_integer(0)
        .and_then(|page| usize::try_from(page).ok());
    let Some(page) = page.filter(|page| *page < call.doc.text.page_count()) else {
        return no();
    };
    if current(call.doc) == page {
        return yes();
    }
    if let Some(paragraph) = page_start(call.doc, page) {
        call.doc.move_caret(caret::Caret {
            paragraph,
            offset: 0,
        });
    }
    yes()
}

/// `ApiRange.GetStartPage`, `GetEndPage`
pub fn range_page(call: &mut WordCall<'_>, end: bool) -> WordResult {
    call.doc.laid_out = true;
    let (container, from, to) = range::bounds(call);
    let dom = call.doc.dom();
    let position = if end {
        to.saturating_sub(1).max(from)
    } else {
        from
    };
    let place = caret::at(dom, container, position);
    Ok(place
        .map_or(0, |place| call.doc.text.page_of(place.paragraph))
        .into())
}

/// `ApiDocument.GetAllTablesOnPage`
pub fn tables_on_page(call: &mut WordCall<'_>) -> WordResult {
    call.doc.laid_out = true;
    let page = call
        .args
        .opt_integer(0)
        .and_then(|page| usize::try_from(page).ok());
    let text = &call.doc.text;
    let dom = text.dom();
    let found = block::all(dom, text.body(), "w:tbl")
        .into_iter()
        .filter(|table| {
            let first = block::all(dom, *table, "w:p").first().copied();
            first.map(|first| text.page_of(first)) == page
        });
    Ok(list(found.map(WordRef::Table)))
}

/// A paragraph that only breaks the page.
fn page_break(doc: &mut WordEditor) -> NodeId {
    let dom = doc.dom_mut();
    let paragraph = dom.element("w:p");
    let run = dom.element("w:r");
    inline::append_break(dom, run, "page");
    dom.append(paragraph, run);
    paragraph
}

/// `ApiDocument.InsertBlankPage`: the cursor's paragraph is parted; what was before the cursor ends its page, and what was
/// behind it begins the page after the next. At the ends of the document one break is enough.
pub fn insert_blank_page(call: &mut WordCall<'_>) -> WordResult {
    let place = call.doc.clear_selection();
    let dom = call.doc.dom();
    let last = span::paragraph_len(dom, place.paragraph) - 1;
    let has = |next: Option<NodeId>| next.is_some_and(|node| block::is_element(dom, node));
    let at_start = place.offset == 0 && !has(dom.prev_sibling(place.paragraph));
    let at_end = place.offset == last && !has(dom.next_sibling(place.paragraph)) && last > 0;
    let rest = if place.offset == 0 {
        place.paragraph
    } else {
        caret::split(call.doc.dom_mut(), place)
    };
    let mut pages = Vec::new();
    if !at_start {
        pages.push(page_break(call.doc));
    }
    if !at_end {
        pages.push(call.doc.dom_mut().element("w:p"));
        pages.push(page_break(call.doc));
    }
    let dom = call.doc.dom_mut();
    for page in pages {
        dom.insert_before(page, rest);
    }
    call.doc.move_caret(caret::Caret {
        paragraph: rest,
        offset: 0,
    });
    yes()
}
