//! What separates the values of a file.

use super::fields::Fields;

/// What is tried, the likeliest first.
const CANDIDATES: [char; 4] = [',', ';', '\t', '|'];
/// Records that are looked at.
const SAMPLE_RECORDS: usize = 100;
/// Bytes that are looked at.
const SAMPLE_BYTES: usize = 64 << 10;

/// Takes Excel's line `sep=;` off the beginning, which says what separates the values.
pub(super) fn declared(text: &str) -> Option<(char, &str)> {
    let rest = text
        .strip_prefix("sep=")
        .or_else(|| text.strip_prefix("SEP="))?;
    let mut chars = rest.chars();
    let delimiter = chars.next()?;
    if delimiter == '"' || matches!(delimiter, '\r' | '\n') {
        return None;
    }
    let rest = chars.as_str();
    let rest = rest.strip_prefix('\r').unwrap_or(rest);
    if rest.is_empty() {
        return Some((delimiter, rest));
    }
    rest.strip_prefix('\n').map(|rest| (delimiter, rest))
}

/// Finds what separates the values: the candidate that gives most records the same number of values.
pub(super) fn detect(text: &str) -> char {
    let mut end = text.len().min(SAMPLE_BYTES);
    while !text.is_char_boundary(end) {
        end = end.saturating_sub(1);
    }
    let sample = text.get(..end).unwrap_or_default();
    let mut best = (0_usize, ',');
    for candidate in CANDIDATES {
        let score = score(sample, candidate, end < text.len());
        if score > best.0 {
            best = (score, candidate);
        }
    }
    best.1
}

/// How well the candidate fits: agreement among the records first, then the number of values.
fn score(sample: &str, delimiter: char, cut: bool) -> usize {
    let mut counts: Vec<usize> = Vec::new();
    let mut fields = Fields::new(sample, delimiter);
    let mut count = 0_usize;
    let mut blank = true;
    while let Some(field) = fields.next_field() {
        count += 1;
        blank &= field.text.is_empty();
        if field.ends_record {
            // Blank lines say nothing.
            if !(count == 1 && blank) {
                counts.push(count);
            }
            (count, blank) = (0, true);
            if counts.len() >= SAMPLE_RECORDS {
                break;
            }
        }
    }
    // The last record of a cut sample is not whole.
    if cut && counts.len() > 1 {
        counts.pop();
    }
    let usual = most_common(&counts);
    if usual < 2 {
        // A few records with it are better than none.
        return counts.iter().filter(|count| **count > 1).count().min(1);
    }
    let agreeing = counts.iter().filter(|count| **count == usual).count();
    let percent = agreeing * 100 / counts.len().max(1);
    percent * 1000 + usual.min(999)
}

fn most_common(counts: &[usize]) -> usize {
    let mut sorted = counts.to_vec();
    sorted.sort_unstable();
    sorted
        .chunk_by(|a, b| a == b)
        .max_by_key(|run| run.len())
        .and_then(|run| run.first().copied())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_found() {
        for (text, delimiter) in [
            ("a,b,c\n1,2,3\n", ','),
            ("a;b;c\n1,5;2,5;3,5\n", ';'),
            ("a\tb\tc\n1\t2, or so\t3\n", '\t'),
            ("a|b\n1|2\n", '|'),
            ("\"x;y;z\",1\n\"p;q\",2\n", ','),
            ("one column\nof words\n", ','),
            ("name;note\n\"a\nb;c\";2\n", ';'),
            ("", ','),
            ("title\n\na;b\n1;2\n", ';'),
        ] {
            assert_eq!(detect(text), delimiter, "{text:?}");
        }
    }

    #[test]
    fn a_declared_delimiter_is_taken_off() {
        assert_eq!(declared("sep=;\r\na;b"), Some((';', "a;b")));
        assert_eq!(declared("sep=|\na"), Some(('|', "a")));
        assert_eq!(declared("sep=;"), Some((';', "")));
        assert_eq!(declared("sep=ab\n"), None);
        assert_eq!(declared("sep,x\n"), None);
    }
}
