//! Filters of a pivot table's fields (ECMA-376 Part 1, 18.10.1.33).

use super::aggregate::Accumulator;
use super::{Item, PivotTable};

/// What a filter looks at, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FilterKind {
    /// The captions of items.
    Caption(Test),
    /// The values of a data field.
    Value(Test),
    /// The items with the greatest (or least) values: so many, so many per cent, or as many as make a sum.
    Top(Share, bool),
}

/// A comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Test {
    /// The same.
    Equal,
    /// Begins with it.
    Begins,
    /// Ends with it.
    Ends,
    /// Has it somewhere.
    Contains,
    /// Greater.
    Greater,
    /// Greater or the same.
    GreaterEqual,
    /// Less.
    Less,
    /// Less or the same.
    LessEqual,
    /// From one to the other.
    Between,
    /// Not the same.
    NotEqual,
    /// Does not begin with it.
    NotBegins,
    /// Does not end with it.
    NotEnds,
    /// Has it nowhere.
    NotContains,
    /// Outside of the two.
    NotBetween,
}

/// What a count of a top filter means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    /// Items.
    Count,
    /// Per cent of the sum.
    Percent,
    /// A sum.
    Sum,
}

/// Filters with their names in the API and in files.
const NAMES: &[(&str, &str, FilterKind)] = &[
    (
        "xlCaptionEquals",
        "captionEqual",
        FilterKind::Caption(Test::Equal),
    ),
    (
        "xlCaptionDoesNotEqual",
        "captionNotEqual",
        FilterKind::Caption(Test::NotEqual),
    ),
    (
        "xlCaptionBeginsWith",
        "captionBeginsWith",
        FilterKind::Caption(Test::Begins),
    ),
    (
        "xlCaptionDoesNotBeginWith",
        "captionNotBeginsWith",
        FilterKind::Caption(Test::NotBegins),
    ),
    (
        "xlCaptionEndsWith",
        "captionEndsWith",
        FilterKind::Caption(Test::Ends),
    ),
    (
        "xlCaptionDoesNotEndWith",
        "captionNotEndsWith",
        FilterKind::Caption(Test::NotEnds),
    ),
    (
        "xlCaptionContains",
        "captionContains",
        FilterKind::Caption(Test::Contains),
    ),
    (
        "xlCaptionDoesNotContain",
        "captionNotContains",
        FilterKind::Caption(Test::NotContains),
    ),
    (
        "xlCaptionIsGreaterThan",
        "captionGreaterThan",
        FilterKind::Caption(Test::Greater),
    ),
    (
        "xlCaptionIsGreaterThanOrEqualTo",
        "captionGreaterThanOrEqual",
        FilterKind::Caption(Test::GreaterEqual),
    ),
    (
        "xlCaptionIsLessThan",
        "captionLessThan",
        FilterKind::Caption(Test::Less),
    ),
    (
        "xlCaptionIsLessThanOrEqualTo",
        "captionLessThanOrEqual",
        FilterKind::Caption(Test::LessEqual),
    ),
    (
        "xlCaptionIsBetween",
        "captionBetween",
        FilterKind::Caption(Test::Between),
    ),
    (
        "xlCaptionIsNotBetween",
        "captionNotBetween",
        FilterKind::Caption(Test::NotBetween),
    ),
    (
        "xlValueEquals",
        "valueEqual",
        FilterKind::Value(Test::Equal),
    ),
    (
        "xlValueDoesNotEqual",
        "valueNotEqual",
        FilterKind::Value(Test::NotEqual),
    ),
    (
        "xlValueIsGreaterThan",
        "valueGreaterThan",
        FilterKind::Value(Test::Greater),
    ),
    (
        "xlValueIsGreaterThanOrEqualTo",
        "valueGreaterThanOrEqual",
        FilterKind::Value(Test::GreaterEqual),
    ),
    (
        "xlValueIsLessThan",
        "valueLessThan",
        FilterKind::Value(Test::Less),
    ),
    (
        "xlValueIsLessThanOrEqualTo",
        "valueLessThanOrEqual",
        FilterKind::Value(Test::LessEqual),
    ),
    (
        "xlValueIsBetween",
        "valueBetween",
        FilterKind::Value(Test::Between),
    ),
    (
        "xlValueIsNotBetween",
        "valueNotBetween",
        FilterKind::Value(Test::NotBetween),
    ),
    ("xlTopCount", "count", FilterKind::Top(Share::Count, true)),
    (
        "xlBottomCount",
        "count",
        FilterKind::Top(Share::Count, false),
    ),
    (
        "xlTopPercent",
        "percent",
        FilterKind::Top(Share::Percent, true),
    ),
    (
        "xlBottomPercent",
        "percent",
        FilterKind::Top(Share::Percent, false),
    ),
    ("xlTopSum", "sum", FilterKind::Top(Share::Sum, true)),
    ("xlBottomSum", "sum", FilterKind::Top(Share::Sum, false)),
];

impl FilterKind {
    /// The kind of this name in the API.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        NAMES
            .iter()
            .find(|(api, ..)| *api == name)
            .map(|(.., kind)| *kind)
    }

    /// Its name in files.
    #[must_use]
    pub fn file_name(self) -> &'static str {
        NAMES
            .iter()
            .find(|(.., kind)| *kind == self)
            .map_or("unknown", |(_, file, _)| file)
    }

    /// Whether it is by captions.
    #[must_use]
    pub fn is_label(self) -> bool {
        matches!(self, Self::Caption(_))
    }
}

/// One filter of a field.
#[derive(Debug, Clone, PartialEq)]
pub struct Filter {
    /// What it looks at.
    pub kind: FilterKind,
    /// The data field whose values it looks at.
    pub data: Option<usize>,
    /// What it compares with.
    pub values: (String, String),
}

fn passes<T: PartialOrd>(test: Test, value: &T, first: &T, second: &T) -> Option<bool> {
    Some(match test {
        Test::Equal => value == first,
        Test::NotEqual => value != first,
        Test::Greater => value > first,
        Test::GreaterEqual => value >= first,
        Test::Less => value < first,
        Test::LessEqual => value <= first,
        Test::Between => value >= first && value <= second,
        Test::NotBetween => value < first || value > second,
        _ => return None,
    })
}

fn text_passes(test: Test, text: &str, first: &str, second: &str) -> bool {
    let (text, first, second) = (
        text.to_lowercase(),
        first.to_lowercase(),
        second.to_lowercase(),
    );
    match test {
        Test::Begins => text.starts_with(&first),
        Test::Ends => text.ends_with(&first),
        Test::Contains => text.contains(&first),
        Test::NotBegins => !text.starts_with(&first),
        Test::NotEnds => !text.ends_with(&first),
        Test::NotContains => !text.contains(&first),
        other => passes(other, &text, &first, &second).unwrap_or(true),
    }
}

impl Filter {
    fn numbers(&self) -> (f64, f64) {
        let number = |text: &str| text.trim().parse().unwrap_or(0.0);
        (number(&self.values.0), number(&self.values.1))
    }

    /// Which of the items stay, given their values in the data field.
    fn keeps(&self, items: &[Item], totals: &[f64]) -> Vec<bool> {
        match self.kind {
            FilterKind::Caption(test) => items
                .iter()
                .map(|item| {
                    if let (Item::Number(number), Ok(first)) = (item, self.values.0.parse::<f64>())
                        && let Some(passed) = passes(test, number, &first, &self.numbers().1)
                    {
                        return passed;
                    }
                    text_passes(test, &item.caption(), &self.values.0, &self.values.1)
                })
                .collect(),
            FilterKind::Value(test) => {
                let (first, second) = self.numbers();
                let passed = |total| passes(test, total, &first, &second).unwrap_or(true);
                totals.iter().map(passed).collect()
            }
            FilterKind::Top(share, top) => self.top(share, top, totals),
        }
    }

    fn top(&self, share: Share, top: bool, totals: &[f64]) -> Vec<bool> {
        let wanted = self.numbers().0;
        let mut ranked: Vec<(usize, f64)> = totals.iter().copied().enumerate().collect();
        ranked.sort_by(|a, b| {
            let order = a.1.total_cmp(&b.1);
            if top { order.reverse() } else { order }
        });
        let mut kept = vec![false; totals.len()];
        let all: f64 = totals.iter().sum();
        let mut sum = 0.0;
        let mut last = None;
        for (count, (at, total)) in ranked.into_iter().enumerate() {
            let enough = match share {
                // What ties with the last one counts as well.
                Share::Count => count as f64 >= wanted && last != Some(total),
                Share::Percent => sum >= all * wanted / 100.0,
                Share::Sum => sum >= wanted,
            };
            if enough {
                break;
            }
            sum += total;
            last = Some(total);
            if let Some(keep) = kept.get_mut(at) {
                *keep = true;
            }
        }
        kept
    }
}

impl PivotTable {
    /// The value of a data field for each item of a field, over some records.
    pub(super) fn totals(&self, field: usize, data: usize, records: &[usize]) -> Vec<f64> {
        let count = self.fields.get(field).map_or(0, |field| field.items.len());
        let mut sums = vec![Accumulator::default(); count];
        let Some(data) = self.data.get(data) else {
            return vec![0.0; count];
        };
        for record in records {
            let item = self
                .records
                .get(*record)
                .and_then(|record| record.get(field));
            if let Some(sum) = item.and_then(|item| sums.get_mut(*item)) {
                sum.take(self.value(*record, data.field));
            }
        }
        sums.iter()
            .map(|sum| sum.value(data.function).flatten().unwrap_or(0.0))
            .collect()
    }

    /// For every field whether each of its items is shown, and the records of the items that are.
    pub(super) fn visible(&self) -> (Vec<Vec<bool>>, Vec<usize>) {
        let mut shown: Vec<Vec<bool>> = self
            .fields
            .iter()
            .map(|field| {
                (0..field.items.len())
                    .map(|item| !field.hidden.contains(&item))
                    .collect()
            })
            .collect();
        let mut records: Vec<usize> = (0..self.records.len()).collect();
        self.keep_shown(&mut records, &shown);
        for (number, field) in self.fields.iter().enumerate() {
            for filter in &field.filters {
                let totals = match filter.data {
                    Some(data) => self.totals(number, data, &records),
                    None => vec![0.0; field.items.len()],
                };
                let kept = filter.keeps(&field.items, &totals);
                if let Some(shown) = shown.get_mut(number) {
                    for (shown, kept) in shown.iter_mut().zip(kept) {
                        *shown &= kept;
                    }
                }
                self.keep_shown(&mut records, &shown);
            }
        }
        (shown, records)
    }

    fn keep_shown(&self, records: &mut Vec<usize>, shown: &[Vec<bool>]) {
        records.retain(|record| {
            let items = self.records.get(*record).into_iter().flatten();
            items
                .zip(shown)
                .all(|(item, shown)| shown.get(*item).copied().unwrap_or(true))
        });
    }
}

impl Accumulator {
    /// Takes a value in.
    pub fn take(&mut self, item: &Item) {
        match item {
            Item::Number(number) => self.add(*number),
            Item::Blank => {}
            _ => self.add_other(),
        }
    }
}
