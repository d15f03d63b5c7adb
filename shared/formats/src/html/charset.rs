//! Which encoding the bytes of a text are in.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use spindle_model::convert::Job;

/// How far into a file a `<meta charset>` may stand (the HTML standard, 13.2.3.2).
const META_WITHIN: usize = 4096;
/// Bytes that the encoding is guessed from.
const GUESS_FROM: usize = 1 << 16;

/// Decodes a text: by its byte order mark, by what the job says, by what it says itself where `markup`, or by
/// guessing. Says so where it had to guess or characters could not be read.
pub(crate) fn decode(bytes: &[u8], markup: bool, job: &mut Job<'_>) -> String {
    let encoding = encoding_of(bytes, markup, job);
    let (text, _, damaged) = encoding.decode(bytes);
    if damaged {
        job.warn(
            "undecodable-characters",
            format!("some bytes are no characters in {}", encoding.name()),
        );
    }
    text.into_owned()
}

fn encoding_of(bytes: &[u8], markup: bool, job: &mut Job<'_>) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    if let Some(label) = &job.options.encoding {
        if let Some(encoding) = Encoding::for_label(label.as_bytes()) {
            return encoding;
        }
        let message = format!("there is no encoding named {label}; it was found out instead");
        job.warn("unknown-encoding", message);
    }
    if let Some(encoding) = wide(bytes) {
        return encoding;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    if markup && let Some(encoding) = declared(bytes) {
        return encoding;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    let start = bytes.get(..GUESS_FROM).unwrap_or(bytes);
    detector.feed(start, start.len() == bytes.len());
    let encoding = detector.guess(None, Utf8Detection::Allow);
    job.warn(
        "guessed-encoding",
        format!("the text was read as {}", encoding.name()),
    );
    encoding
}

/// UTF-16 without a byte order mark: every other byte of Latin text is zero.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = bytes.get(..bytes.len().min(512))?;
    let zeros = |at: usize| {
        start
            .iter()
            .skip(at)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    let pairs = start.len() / 2;
    if pairs < 2 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let (even, odd) = (zeros(0), zeros(1));
    if odd * 10 > pairs * 7 && even * 10 < pairs {
        Some(UTF_16LE)
    } else if even * 10 > pairs * 7 && odd * 10 < pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// What `<meta charset=…>`, `<meta … content="…; charset=…">` or `<?xml … encoding=…?>` says.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = bytes.get(..bytes.len().min(META_WITHIN))?;
    let text: String = start
        .iter()
        .map(|byte| char::from(*byte).to_ascii_lowercase())
        .collect();
    let after = text
        .split_once("charset")
        .or_else(|| text.split_once("encoding"))?
        .1;
    let after = after.trim_start().strip_prefix('=')?.trim_start();
    let after = after.trim_start_matches(['"', '\'']);
    let label = after.split(['"', '\'', ' ', ';', '>', '/', '?']).next()?;
    let encoding = Encoding::for_label(label.as_bytes())?;
    // The text was readable up to here, so it is in no encoding of two bytes each.
    Some(if encoding == UTF_16LE || encoding == UTF_16BE {
        UTF_8
    } else {
        encoding
    })
}
