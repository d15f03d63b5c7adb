//! What a document says about itself (ODF 1.3 part 3, 4.3).

use spindle_model::convert::ConvertError;
use spindle_model::document::Metadata;

use super::xml::Xml;

/// `office:meta`, behind its end.
pub(super) fn read(xml: &mut Xml<'_>, metadata: &mut Metadata) -> Result<(), ConvertError> {
    let mut first_author = None;
    xml.children(|xml, tag| {
        let name = tag.name().to_owned();
        let text = xml.text()?;
        let text = text.trim();
        if text.is_empty() {
            return Ok(());
        }
        let said = Some(text.to_owned());
        match name.as_str() {
            "dc:title" => metadata.title = said,
            "dc:subject" => metadata.subject = said,
            "dc:creator" => metadata.author = said,
            "meta:initial-creator" => first_author = said,
            "dc:language" => metadata.language = said,
            "meta:creation-date" => metadata.created = date(text),
            "dc:date" => metadata.modified = date(text),
            "meta:keyword" => match &mut metadata.keywords {
                Some(keywords) => {
                    keywords.push_str(", ");
                    keywords.push_str(text);
                }
                None => metadata.keywords = said,
            },
            _ => {}
        }
        Ok(())
    })?;
    // Who wrote it counts, not who saved it last.
    metadata.author = first_author.or(metadata.author.take());
    Ok(())
}

/// A date of ODF as RFC 3339: it may lack its time zone, and the day alone may be said.
pub(super) fn date(text: &str) -> Option<String> {
    let text = text.trim();
    let (day, time) = match text.split_once('T') {
        Some((day, time)) => (day, time),
        None => (text, "00:00:00"),
    };
    let digits = |part: &str, pattern: &str| {
        part.len() == pattern.len()
            && part.bytes().zip(pattern.bytes()).all(|(byte, wanted)| {
                if wanted == b'0' {
                    byte.is_ascii_digit()
                } else {
                    byte == wanted
                }
            })
    };
    let split = time.find(['Z', '+', '-']).unwrap_or(time.len());
    let (clock, zone) = time.split_at_checked(split)?;
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, ""));
    let whole = digits(day, "0000-00-00")
        && digits(clock, "00:00:00")
        && fraction.bytes().all(|byte| byte.is_ascii_digit())
        && fraction.len() <= 9
        && (zone.is_empty()
            || zone == "Z"
            || zone.get(1..).is_some_and(|zone| digits(zone, "00:00")));
    // A date of nothing is how writers fill in what they must say and do not know.
    if !whole || day == "0000-00-00" || text.starts_with(NO_DATE) {
        return None;
    }
    let point = if fraction.is_empty() { "" } else { "." };
    let zone = if zone.is_empty() { "Z" } else { zone };
    Some(format!("{day}T{clock}{point}{fraction}{zone}"))
}

/// The date of what has none, where the format wants one.
pub(super) const NO_DATE: &str = "1970-01-01T00:00:00";

#[cfg(test)]
mod tests {
    use super::date;

    #[test]
    fn dates_have_a_time_and_a_zone() {
        let read = |text: &str| date(text).unwrap_or_default();
        assert_eq!(read("2024-02-03"), "2024-02-03T00:00:00Z");
        assert_eq!(read("2024-02-03T04:05:06.789"), "2024-02-03T04:05:06.789Z");
        assert_eq!(
            read("2024-02-03T04:05:06+08:00"),
            "2024-02-03T04:05:06+08:00"
        );
        assert_eq!(date("yesterday"), None);
        assert_eq!(date("2024-02-03T04:05:06é"), None);
    }
}
