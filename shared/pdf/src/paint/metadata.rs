//! What a document says about itself, in the words of PDF.

use std::time::{SystemTime, UNIX_EPOCH};

use krilla::metadata::{DateTime, Metadata, TextDirection};
use spindle_model::convert::Job;
use spindle_model::document;

/// The metadata of the file.
pub(super) fn metadata(own: &document::Metadata, job: &Job<'_>) -> Metadata {
    let mut metadata = Metadata::new().producer("Spindle".to_owned());
    let title = own.title.clone().or_else(|| job.options.title.clone());
    if let Some(title) = title {
        metadata = metadata.title(clean(&title));
    }
    if let Some(author) = &own.author {
        metadata = metadata.authors(vec![clean(author)]);
    }
    if let Some(subject) = &own.subject {
        metadata = metadata.description(clean(subject));
    }
    if let Some(keywords) = &own.keywords {
        let keywords = keywords
            .split([',', ';'])
            .map(|keyword| clean(keyword.trim()))
            .filter(|keyword| !keyword.is_empty());
        metadata = metadata.keywords(keywords.take(100).collect());
    }
    if let Some(language) = own
        .language
        .as_deref()
        .filter(|language| is_language(language))
    {
        metadata = metadata.language(language.to_owned());
        if matches!(language.get(..2), Some("ar" | "he" | "fa" | "ur")) {
            metadata = metadata.text_direction(TextDirection::RightToLeft);
        }
    }
    if let Some(date) = own
        .created
        .as_deref()
        .or(own.modified.as_deref())
        .and_then(date)
        .or_else(|| job.options.pdf_a.then(now).flatten())
    {
        metadata = metadata.creation_date(date);
    }
    metadata
}

/// The time of writing: PDF/A asks for a date, and the document says none.
fn now() -> Option<DateTime> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_secs();
    let (days, rest) = (since / 86_400, since % 86_400);
    let (year, month, day) = civil(i64::try_from(days).ok()?)?;
    let small = |value: u64| u8::try_from(value).ok();
    Some(
        DateTime::new(year)
            .month(month)
            .day(day)
            .hour(small(rest / 3600)?)
            .minute(small(rest / 60 % 60)?)
            .second(small(rest % 60)?)
            .utc_offset_hour(0)
            .utc_offset_minute(0),
    )
}

/// The date of a day by its number from 1970-01-01. Years begin in March here, so that the day of the leap year is the
/// last of one.
fn civil(days: i64) -> Option<(u16, u8, u8)> {
    let days = days.checked_add(719_468)?;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    Some((
        u16::try_from(year).ok()?,
        u8::try_from(month).ok()?,
        u8::try_from(day).ok()?,
    ))
}

/// Text without characters that XML has no place for.
fn clean(text: &str) -> String {
    text.chars()
        .filter(|character| {
            !character.is_control() && !matches!(character, '\u{FFFE}' | '\u{FFFF}')
        })
        .take(2000)
        .collect()
}

/// Whether it looks like a language tag (BCP 47).
fn is_language(text: &str) -> bool {
    text.len() <= 35
        && text.len() >= 2
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// A date and time of RFC 3339, with what of the time is there.
fn date(text: &str) -> Option<DateTime> {
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<u8>().ok();
    let mut date = DateTime::new(text.get(..4)?.parse().ok()?)
        .month(number(5, 7)?)
        .day(number(8, 10)?);
    if let (Some(hour), Some(minute), Some(second)) =
        (number(11, 13), number(14, 16), number(17, 19))
    {
        date = date.hour(hour).minute(minute).second(second);
        date = match zone(text) {
            Some((hours, minutes)) => date.utc_offset_hour(hours).utc_offset_minute(minutes),
            None => date.utc_offset_hour(0).utc_offset_minute(0),
        };
    }
    Some(date)
}

/// Hours and minutes of the offset at the end.
fn zone(text: &str) -> Option<(i8, u8)> {
    let at = text.get(19..)?.find(['+', '-'])?.saturating_add(19);
    let hours: i8 = text
        .get(at.saturating_add(1)..at.saturating_add(3))?
        .parse()
        .ok()?;
    let minutes = text
        .get(at.saturating_add(4)..at.saturating_add(6))?
        .parse()
        .ok()?;
    let west = text.get(at..)?.starts_with('-');
    Some((if west { -hours } else { hours }, minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_are_read() {
        assert_eq!(zone("2026-05-01T10:20:30.5+08:30"), Some((8, 30)));
        assert_eq!(zone("2026-05-01T10:20:30-03:00"), Some((-3, 0)));
        assert_eq!(zone("2026-05-01T10:20:30Z"), None);
    }

    #[test]
    fn days_have_their_dates() {
        assert_eq!(civil(0), Some((1970, 1, 1)));
        assert_eq!(civil(19_782), Some((2024, 2, 29)));
        assert_eq!(civil(20_454), Some((2026, 1, 1)));
    }

    #[test]
    fn half_dates_are_none() {
        assert!(date("2026").is_none());
        assert!(date("2026-05-01").is_some());
        assert!(date("二〇二六年五月").is_none());
    }
}
