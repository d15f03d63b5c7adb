//! Code pages and languages by their Windows numbers; what encoding_rs does not know is read as Windows-1252.

use encoding_rs::{self as rs, Encoding};

/// The encoding of a Windows code page, where it is one that can be read.
pub(crate) fn encoding(page: u32) -> Option<&'static Encoding> {
    Some(match page {
        866 => rs::IBM866,
        874 => rs::WINDOWS_874,
        932 => rs::SHIFT_JIS,
        936 | 20936 => rs::GBK,
        949 | 1361 => rs::EUC_KR,
        950 => rs::BIG5,
        1200 => rs::UTF_16LE,
        1250 => rs::WINDOWS_1250,
        1251 => rs::WINDOWS_1251,
        1252 | 819 | 20127 | 28591 => rs::WINDOWS_1252,
        1253 => rs::WINDOWS_1253,
        1254 => rs::WINDOWS_1254,
        1255 => rs::WINDOWS_1255,
        1256 => rs::WINDOWS_1256,
        1257 => rs::WINDOWS_1257,
        1258 => rs::WINDOWS_1258,
        10000 => rs::MACINTOSH,
        10001 => rs::SHIFT_JIS,
        10002 => rs::BIG5,
        10003 => rs::EUC_KR,
        10007 => rs::X_MAC_CYRILLIC,
        10008 => rs::GBK,
        20866 => rs::KOI8_R,
        21866 => rs::KOI8_U,
        28592 => rs::ISO_8859_2,
        28595 => rs::ISO_8859_5,
        28597 => rs::ISO_8859_7,
        51949 => rs::EUC_KR,
        54936 => rs::GB18030,
        65001 => rs::UTF_8,
        _ => return None,
    })
}

/// The code page of a font's character set; `None` for those that say nothing (default, symbol).
pub(crate) fn of_charset(charset: u8) -> Option<u32> {
    Some(match charset {
        0 => 1252,
        77 => 10000,
        78 => 10001,
        79 => 10003,
        80 => 10008,
        81 => 10002,
        89 => 10007,
        128 => 932,
        129 => 949,
        130 => 1361,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        254 => 437,
        255 => 850,
        _ => return None,
    })
}

/// The code page that Windows used for a language.
pub(crate) fn of_language(lid: u16) -> u32 {
    match (lid & 0x3FF, lid) {
        (_, 0x0404 | 0x0C04 | 0x1404) => 950,
        (0x04, _) => 936,
        (0x11, _) => 932,
        (0x12, _) => 949,
        (0x1E, _) => 874,
        (0x08, _) => 1253,
        (0x1F, _) => 1254,
        (0x2A, _) => 1258,
        (0x0D, _) => 1255,
        (0x01 | 0x20 | 0x29, _) => 1256,
        (0x25..=0x27, _) => 1257,
        (0x02 | 0x19 | 0x22 | 0x23 | 0x2F, _) | (_, 0x0C1A) => 1251,
        (0x05 | 0x0E | 0x15 | 0x18 | 0x1A | 0x1B | 0x1C | 0x24, _) => 1250,
        _ => 1252,
    }
}

/// A language as BCP 47, by its Windows number ([MS-LCID]); the ones that documents are commonly written in.
pub(crate) fn language(lid: u16) -> Option<&'static str> {
    Some(match lid {
        0x0401 => "ar-SA",
        0x0402 => "bg-BG",
        0x0403 => "ca-ES",
        0x0404 => "zh-TW",
        0x0405 => "cs-CZ",
        0x0406 => "da-DK",
        0x0407 => "de-DE",
        0x0408 => "el-GR",
        0x0409 => "en-US",
        0x040A | 0x0C0A => "es-ES",
        0x040B => "fi-FI",
        0x040C => "fr-FR",
        0x040D => "he-IL",
        0x040E => "hu-HU",
        0x040F => "is-IS",
        0x0410 => "it-IT",
        0x0411 => "ja-JP",
        0x0412 => "ko-KR",
        0x0413 => "nl-NL",
        0x0414 => "nb-NO",
        0x0415 => "pl-PL",
        0x0416 => "pt-BR",
        0x0418 => "ro-RO",
        0x0419 => "ru-RU",
        0x041A => "hr-HR",
        0x041B => "sk-SK",
        0x041D => "sv-SE",
        0x041E => "th-TH",
        0x041F => "tr-TR",
        0x0421 => "id-ID",
        0x0422 => "uk-UA",
        0x0424 => "sl-SI",
        0x0425 => "et-EE",
        0x0426 => "lv-LV",
        0x0427 => "lt-LT",
        0x0429 => "fa-IR",
        0x042A => "vi-VN",
        0x0439 => "hi-IN",
        0x043E => "ms-MY",
        0x0804 => "zh-CN",
        0x0807 => "de-CH",
        0x0809 => "en-GB",
        0x080A => "es-MX",
        0x080C => "fr-BE",
        0x0813 => "nl-BE",
        0x0814 => "nn-NO",
        0x0816 => "pt-PT",
        0x0C04 => "zh-HK",
        0x0C07 => "de-AT",
        0x0C09 => "en-AU",
        0x0C0C => "fr-CA",
        0x1004 => "zh-SG",
        0x1009 => "en-CA",
        0x100C => "fr-CH",
        0x1409 => "en-NZ",
        0x1809 => "en-IE",
        _ => return None,
    })
}

/// Text of a code page; one that is not known is read as Windows-1252.
pub(crate) fn decode(bytes: &[u8], page: u32) -> String {
    let encoding = encoding(page).unwrap_or(rs::WINDOWS_1252);
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}
