//! Fields: `AddField` of ranges, and updating them.

use spindle_model::calendar;
use spindle_ooxml::NodeId;
use spindle_ooxml::word::caret::{self, Caret};
use spindle_ooxml::word::{fields, props, span};

use super::handle::{no, yes};
use super::{WordCall, WordEditor, WordResult, clock, range};
use crate::value::Value;

/// What a field shows whose instruction leads nowhere.
pub const NOT_FOUND: &str = "Error! Reference source not found.";

/// The number of a page as fields show it: 0 as long as no member has asked for pages.
pub fn page(doc: &WordEditor, paragraph: NodeId) -> String {
    if doc.laid_out {
        (doc.text.page_of(paragraph) + 1).to_string()
    } else {
        "0".to_owned()
    }
}

const MONTHS: &[&str] = &[
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The time now in a picture such as `dd.MM.yyyy HH:mm` (17.16.4.1).
fn date(picture: &str) -> String {
    let now = clock::now();
    let (year, month, day) = calendar::date((now / 86_400_000.0).floor() as i64);
    let seconds = (now / 1000.0) as i64 % 86_400;
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let name = usize::try_from(month - 1)
        .ok()
        .and_then(|index| MONTHS.get(index))
        .copied()
        .unwrap_or_default();
    let short: String = name.chars().take(3).collect();
    let half = if hour % 12 == 0 { 12 } else { hour % 12 };
    let mut out = String::new();
    let mut rest = picture.chars().peekable();
    while let Some(letter) = rest.next() {
        let mut count = 1;
        while rest.next_if_eq(&letter).is_some() {
            count += 1;
        }
        let padded = |value: i64| {
            if count > 1 {
                format!("{value:02}")
            } else {
                value.to_string()
            }
        };
        match letter {
            'y' | 'Y' if count > 2 => out.push_str(&year.to_string()),
            'y' | 'Y' => out.push_str(&format!("{:02}", year % 100)),
            'M' if count > 3 => out.push_str(name),
            'M' if count == 3 => out.push_str(&short),
            'M' => out.push_str(&padded(month)),
            'd' | 'D' => out.push_str(&padded(day)),
            'H' => out.push_str(&padded(hour)),
            'h' => out.push_str(&padded(half)),
            'm' => out.push_str(&padded(minute)),
            's' => out.push_str(&padded(second)),
            other => out.extend(std::iter::repeat_n(other, count)),
        }
    }
    out
}

/// The sum of a formula of numbers with `+` and `-`, as ` = 2+3` asks for; `None` for others.
fn formula(code: &str) -> Option<String> {
    let mut total = 0.0;
    let text = code.replace(' ', "").replace('-', "+-");
    for term in text.split('+').filter(|term| !term.is_empty()) {
        let mut product = 1.0;
        for factor in term.split('*') {
            product *= factor.parse::<f64>().ok()?;
        }
        total += product;
    }
    Some(crate::args::number_text(total))
}

/// What a new field shows; `None` when its instruction names nothing that is known.
fn result(doc: &mut WordEditor, code: &str, paragraph: NodeId) -> Option<String> {
    let code = code.trim();
    if let Some(rest) = code.strip_prefix('=') {
        return formula(rest);
    }
    let mut words = code.split_whitespace();
    match words.next()?.to_ascii_uppercase().as_str() {
        "PAGE" => Some(page(doc, paragraph)),
        "NUMPAGES" if doc.laid_out => Some(doc.text.page_count().to_string()),
        "NUMPAGES" => Some("0".to_owned()),
        "SEQ" => Some("1".to_owned()),
        "DATE" | "TIME" => {
            let picture = code.split('"').nth(1).unwrap_or("M/d/yyyy");
            Some(date(picture))
        }
        "REF" => {
            let bookmark = doc.text.bookmark(words.next()?)?;
            let (from, to) = doc.text.bookmark_span(bookmark)?;
            let body = doc.text.body();
            Some(doc.text.span_text(body, from, to, &Default::default()))
        }
        "PAGEREF" => {
            let bookmark = doc.text.bookmark(words.next()?)?;
            let paragraph = doc.dom().ancestor(bookmark, "w:p")?;
            Some(page(doc, paragraph))
        }
        _ => None,
    }
}

/// Puts elements of a paragraph at a place, one after the other, and answers the place behind them.
pub fn insert_all(doc: &mut WordEditor, place: Caret, nodes: &[NodeId]) -> Caret {
    let dom = doc.dom_mut();
    let before = span::paragraph_len(dom, place.paragraph);
    let mut last: Option<NodeId> = None;
    for node in nodes {
        match last {
            Some(last) => {
                dom.insert_after(*node, last);
            }
            None => caret::insert_inline(dom, place, *node),
        }
        last = Some(*node);
    }
    let grown = span::paragraph_len(dom, place.paragraph).saturating_sub(before);
    Caret {
        offset: place.offset + grown,
        ..place
    }
}

/// `ApiRange.AddField`: the field takes the place of what the range has.
pub fn add(call: &mut WordCall<'_>) -> WordResult {
    let Value::Text(code) = call.args.get(0) else {
        return no();
    };
    if code.trim().is_empty() {
        return no();
    }
    let code = code.clone();
    let (container, start, end) = range::bounds(call);
    let dom = call.doc.dom();
    let (Some(from), Some(to)) = (
        caret::at(dom, container, start),
        caret::at(dom, container, end),
    ) else {
        return no();
    };
    let place = caret::delete(call.doc.dom_mut(), from, to);
    let model = call.doc.model_run(place.paragraph);
    let shown = result(call.doc, &code, place.paragraph);
    let dom = call.doc.dom_mut();
    let run = fields::text_run(dom, shown.as_deref().unwrap_or(NOT_FOUND), model);
    if shown.is_none() {
        let rpr = props::container(dom, run, "w:rPr");
        props::set_toggle(dom, rpr, "w:b", true);
    }
    let runs = fields::create(dom, &code, vec![run], model);
    insert_all(call.doc, place, &runs);
    yes()
}

/// `UpdateAllFields`: sequences are numbered anew, references read again.
pub fn update_all(call: &mut WordCall<'_>) -> WordResult {
    call.doc.text.update_sequences();
    super::contents::rebuild_all(call.doc, |_| true);
    let body = call.doc.text.body();
    for paragraph in spindle_ooxml::word::block::all(call.doc.dom(), body, "w:p") {
        for field in fields::all(call.doc.dom(), paragraph) {
            let code = field.code.trim();
            let plain = code.strip_prefix("REF").is_some_and(|rest| {
                !["\\r", "\\n", "\\w", "\\p"]
                    .iter()
                    .any(|flag| rest.contains(flag))
            });
            if !plain && !code.starts_with("PAGE") && !code.starts_with("NUMPAGES") {
                continue;
            }
            if let Some(shown) = result(call.doc, &field.code, paragraph) {
                fields::show(call.doc.dom_mut(), &field, &shown);
            }
        }
    }
    yes()
}
