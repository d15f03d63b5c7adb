//! Parts of a file: the header `Range` (RFC 9110, section 14).

/// What a client asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    Whole,
    /// `length` bytes from `start`; `length` is at least 1.
    Some {
        /// The first byte.
        start: u64,
        /// How many bytes.
        length: u64,
    },
    /// Bytes that are not there.
    Unsatisfiable,
}

/// Reads the header's value for a file of `total` bytes. What is not understood, and several parts at once, mean the
/// whole file: RFC 9110 lets a server ignore the header.
pub fn part(value: Option<&str>, total: u64) -> Part {
    let Some(range) = value.and_then(|value| value.trim().strip_prefix("bytes=")) else {
        return Part::Whole;
    };
    let Some((first, last)) = range.trim().split_once('-') else {
        return Part::Whole;
    };
    let number = |text: &str| {
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        // More digits than fit name a byte beyond every file.
        digits.then(|| text.parse::<u64>().unwrap_or(u64::MAX))
    };
    match (first.trim(), last.trim()) {
        ("", last) => match number(last) {
            None => Part::Whole,
            Some(0) => Part::Unsatisfiable,
            Some(_) if total == 0 => Part::Unsatisfiable,
            Some(count) => {
                let length = count.min(total);
                Part::Some {
                    start: total - length,
                    length,
                }
            }
        },
        (first, last) => {
            let end = if last.is_empty() {
                Some(u64::MAX)
            } else {
                number(last)
            };
            match (number(first), end) {
                (Some(start), Some(end)) if start <= end => {
                    if start >= total {
                        return Part::Unsatisfiable;
                    }
                    Part::Some {
                        start,
                        length: end.min(total - 1) - start + 1,
                    }
                }
                _ => Part::Whole,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges() {
        let some = |start, length| Part::Some { start, length };
        for (value, total, expected) in [
            ("bytes=0-1", 10, some(0, 2)),
            ("bytes=5-", 10, some(5, 5)),
            ("bytes=5-100", 10, some(5, 5)),
            ("bytes=-3", 10, some(7, 3)),
            ("bytes=-30", 10, some(0, 10)),
            ("bytes=9-9", 10, some(9, 1)),
            ("bytes=10-", 10, Part::Unsatisfiable),
            ("bytes=99999999999999999999999-", 10, Part::Unsatisfiable),
            ("bytes=-0", 10, Part::Unsatisfiable),
            ("bytes=-1", 0, Part::Unsatisfiable),
            ("bytes=0-", 0, Part::Unsatisfiable),
            ("bytes=3-2", 10, Part::Whole),
            ("bytes=0-1,4-5", 10, Part::Whole),
            ("bytes=x-1", 10, Part::Whole),
            ("bytes=-", 10, Part::Whole),
            ("items=0-1", 10, Part::Whole),
        ] {
            assert_eq!(part(Some(value), total), expected, "{value} of {total}");
        }
        assert_eq!(part(None, 10), Part::Whole);
    }
}
