//! From bytes to text: what encoding a file is in.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use spindle_model::convert::{ConvertError, Job};

/// Bytes that are looked at to find the encoding, from the first one on that is not ASCII.
const SAMPLE_BYTES: usize = 256 << 10;

/// Files that are called csv and are something else, by their first bytes.
const SIGNATURES: [(&[u8], &str); 5] = [
    (b"PK\x03\x04", "a ZIP archive, as xlsx and ods files are"),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an older Office file, as xls files are",
    ),
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
];

/// The text of a file: by its byte order mark, by the encoding that was asked for, or by what its bytes look like.
pub(super) fn decode<'b>(bytes: &'b [u8], job: &mut Job<'_>) -> Result<Cow<'b, str>, ConvertError> {
    for (signature, what) in SIGNATURES {
        if bytes.starts_with(signature) {
            return Err(ConvertError::unsupported(format!(
                "the file is no text but {what}"
            )));
        }
    }
    let asked = match &job.options.encoding {
        Some(label) => Some(Encoding::for_label(label.as_bytes()).ok_or_else(|| {
            let label: String = label.chars().take(40).collect();
            ConvertError::unsupported(format!("there is no encoding called {label}"))
        })?),
        None => None,
    };
    let (encoding, mark) = match (Encoding::for_bom(bytes), asked) {
        (Some((encoding, mark)), _) => (encoding, mark),
        (None, Some(encoding)) => (encoding, 0),
        (None, None) => (detect(bytes, job), 0),
    };
    let body = bytes.get(mark..).unwrap_or_default();
    if encoding != UTF_16LE && encoding != UTF_16BE && body.iter().take(8192).any(|byte| *byte == 0)
    {
        return Err(ConvertError::damaged(
            "the file is no text: it holds bytes of value zero",
        ));
    }
    let (text, replaced) = encoding.decode_without_bom_handling(body);
    if replaced {
        job.warn(
            "encoding-replaced",
            format!(
                "some bytes are no characters of {} and were replaced",
                encoding.name()
            ),
        );
    }
    Ok(text)
}

fn detect(bytes: &[u8], job: &mut Job<'_>) -> &'static Encoding {
    if let Some(encoding) = utf16(bytes) {
        return encoding;
    }
    let Err(first) = std::str::from_utf8(bytes) else {
        return UTF_8;
    };
    let from = bytes.get(ascii_prefix(bytes)..).unwrap_or_default();
    let sample = from.get(..SAMPLE_BYTES.min(from.len())).unwrap_or(from);
    // A file cut in the middle of a character, or with one bad byte in much good text, is still UTF-8.
    if mostly_utf8(bytes, &first) {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, sample.len() == from.len());
    let encoding = detector.guess(None, Utf8Detection::Deny);
    job.warn(
        "encoding-guessed",
        format!(
            "the file does not say its encoding; it was read as {}",
            encoding.name()
        ),
    );
    encoding
}

fn ascii_prefix(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .position(|byte| !byte.is_ascii())
        .unwrap_or(bytes.len())
}

/// Whether the bytes before the first bad one hold many characters beyond ASCII, all of them good.
fn mostly_utf8(bytes: &[u8], error: &std::str::Utf8Error) -> bool {
    let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
    let wide = good.iter().filter(|byte| !byte.is_ascii()).count();
    wide >= 30 || (wide >= 3 && error.error_len().is_none())
}

/// UTF-16 without a byte order mark: in nearly every text, many characters are below U+0100.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    if sample.len() < 4 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let pairs = sample.len() / 2;
    let zeros = |parity: usize| {
        sample
            .iter()
            .skip(parity)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    let (high, low) = (zeros(0), zeros(1));
    // Separators and line ends alone make some of them even in Chinese text, where few characters end in a zero.
    if low * 20 > pairs && low > high * 4 {
        Some(UTF_16LE)
    } else if high * 20 > pairs && high > low * 4 {
        Some(UTF_16BE)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8], encoding: Option<&str>) -> Result<String, ConvertError> {
        let mut progress = |_| {};
        let mut job = Job::new(&mut progress);
        job.options.encoding = encoding.map(str::to_owned);
        decode(bytes, &mut job).map(Cow::into_owned)
    }

    const CHINESE: &str = "姓名,部门,城市,备注\r\n张三,市场部,北京,负责华北地区的销售工作\r\n李四,研发部,上海,新产品的设计与开发\r\n";
    const TAIWAN: &str = "姓名,部門,城市,備註\r\n王小明,業務部,臺北,負責北部地區的銷售工作\r\n陳大文,研發部,高雄,新產品的設計與開發\r\n";
    const JAPANESE: &str =
        "名前,部署,都市,備考\r\n山田太郎,営業部,東京,関東地方の販売を担当しています\r\n";
    const RUSSIAN: &str =
        "имя;отдел;город;примечание\r\nИван;продажи;Москва;отвечает за работу с клиентами\r\n";
    const FRENCH: &str =
        "prénom;ville;remarque\r\nZoé;Besançon;élève à l’école française près du château\r\n";

    #[test]
    fn encodings_are_found_by_their_bytes() {
        for (text, encoding) in [
            (CHINESE, encoding_rs::GB18030),
            (TAIWAN, encoding_rs::BIG5),
            (JAPANESE, encoding_rs::SHIFT_JIS),
            (RUSSIAN, encoding_rs::WINDOWS_1251),
            (FRENCH, encoding_rs::WINDOWS_1252),
        ] {
            let (bytes, _, lossy) = encoding.encode(text);
            assert!(!lossy);
            assert_eq!(
                decoded(&bytes, None).as_deref(),
                Ok(text),
                "{}",
                encoding.name()
            );
            assert_eq!(
                decoded(&bytes, Some(encoding.name())).as_deref(),
                Ok(text),
                "{}",
                encoding.name()
            );
        }
    }

    #[test]
    fn utf_16_is_read_with_and_without_its_mark() {
        for mark in [false, true] {
            let units = mark
                .then_some(0xfeff)
                .into_iter()
                .chain(CHINESE.encode_utf16());
            let little: Vec<u8> = units.clone().flat_map(u16::to_le_bytes).collect();
            let big: Vec<u8> = units.flat_map(u16::to_be_bytes).collect();
            assert_eq!(decoded(&little, None).as_deref(), Ok(CHINESE));
            assert_eq!(decoded(&big, None).as_deref(), Ok(CHINESE));
        }
    }

    #[test]
    fn what_is_no_text_is_named() {
        let archive = decoded(b"PK\x03\x04rest", None).unwrap_err();
        assert!(archive.message.contains("xlsx"), "{}", archive.message);
        assert!(decoded(b"a,b\n\0\0\x01", None).is_err());
        assert!(decoded(b"a,b", Some("klingon")).is_err());
    }

    #[test]
    fn one_bad_byte_does_not_make_utf_8_something_else() {
        let mut bytes = CHINESE.as_bytes().to_vec();
        bytes.extend_from_slice(b"\xff,end");
        assert!(decoded(&bytes, None).unwrap().starts_with("姓名"));
    }
}
