//! Unpacks the data of streams (ISO 32000-1, 7.4).

use std::io::{Read as _, Write as _};

use crate::error::PdfError;
use crate::object::{Dict, Object, Stream};

/// How many filters may be put one behind another: each of them goes through all of the data.
const MOST_FILTERS: usize = 8;

/// Packs data as `FlateDecode` wants it.
pub fn deflate(data: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    // Writing to memory does not fail.
    let _ = encoder.write_all(data);
    encoder.finish().unwrap_or_default()
}

/// The data of a stream without its filters; `None` when one of them is not known here (those of pictures).
///
/// # Errors
/// [`PdfError::Limit`] when it is longer than `limit`.
pub(crate) fn unpacked(stream: &Stream, limit: usize) -> Result<Option<Vec<u8>>, PdfError> {
    let mut data = stream.data.to_vec();
    let parameters = each(stream.dict.get("DecodeParms").or(stream.dict.get("DP")));
    let filters = each(stream.dict.get("Filter").or(stream.dict.get("F")));
    if filters.len() > MOST_FILTERS {
        return Ok(None);
    }
    for (place, filter) in filters.iter().enumerate() {
        let unpacked = match filter.name() {
            Some("FlateDecode" | "Fl") => {
                let data = inflate(&data, limit)?;
                match parameters.get(place).and_then(Object::dict) {
                    Some(parameters) => unpredicted(data, parameters),
                    None => Some(data),
                }
            }
            Some("ASCIIHexDecode" | "AHx") => Some(hexadecimal(&data)),
            Some("ASCII85Decode" | "A85") => Some(base85(&data)),
            _ => None,
        };
        let Some(unpacked) = unpacked else {
            return Ok(None);
        };
        data = unpacked;
    }
    Ok(Some(data))
}

/// One or more, as an array.
fn each(object: Option<&Object>) -> Vec<Object> {
    match object {
        None | Some(Object::Null) => Vec::new(),
        Some(Object::Array(items)) => items.clone(),
        Some(one) => vec![one.clone()],
    }
}

/// What can be read of damaged data is taken, as other readers do.
fn inflate(data: &[u8], limit: usize) -> Result<Vec<u8>, PdfError> {
    let mut unpacked = Vec::new();
    let mut decoder = flate2::read::ZlibDecoder::new(data).take(limit as u64 + 1);
    let _ = decoder.read_to_end(&mut unpacked);
    if unpacked.len() > limit {
        return Err(PdfError::Limit {
            what: "bytes in a stream",
            limit,
        });
    }
    Ok(unpacked)
}

fn unpredicted(data: Vec<u8>, parameters: &Dict) -> Option<Vec<u8>> {
    let predictor = parameters.int("Predictor").unwrap_or(1);
    if predictor < 2 {
        return Some(data);
    }
    let whole = |key: &str, default: i64| {
        usize::try_from(parameters.int(key).unwrap_or(default).clamp(1, 1 << 16)).unwrap_or(1)
    };
    let pixel_bits = whole("Colors", 1).saturating_mul(whole("BitsPerComponent", 8));
    let pixel = pixel_bits.div_ceil(8);
    let row = whole("Columns", 1).saturating_mul(pixel_bits).div_ceil(8);
    // No row is longer than all there is, whatever the file says.
    let row = row.min(data.len());
    if predictor == 2 {
        // Pictures alone have it.
        return None;
    }
    let mut plain: Vec<u8> = Vec::with_capacity(data.len());
    let mut above = vec![0_u8; row];
    for line in data.chunks(row + 1) {
        let Some((kind, packed)) = line.split_first() else {
            break;
        };
        let mut now = vec![0_u8; row];
        for (place, byte) in packed.iter().enumerate() {
            let at = |line: &[u8], back: usize| {
                place
                    .checked_sub(back)
                    .and_then(|place| line.get(place))
                    .copied()
                    .unwrap_or(0)
            };
            let (left, up, corner) = (at(&now, pixel), at(&above, 0), at(&above, pixel));
            let guess = match kind {
                1 => left,
                2 => up,
                3 => u8::try_from((u16::from(left) + u16::from(up)) / 2).unwrap_or(0),
                4 => paeth(left, up, corner),
                _ => 0,
            };
            if let Some(slot) = now.get_mut(place) {
                *slot = byte.wrapping_add(guess);
            }
        }
        plain.extend_from_slice(now.get(..packed.len()).unwrap_or(&now));
        above = now;
    }
    Some(plain)
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let guess = i16::from(left) + i16::from(up) - i16::from(corner);
    let far = |from: u8| (guess - i16::from(from)).abs();
    if far(left) <= far(up) && far(left) <= far(corner) {
        left
    } else if far(up) <= far(corner) {
        up
    } else {
        corner
    }
}

fn hexadecimal(data: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> = data
        .iter()
        .take_while(|byte| **byte != b'>')
        .filter_map(|byte| char::from(*byte).to_digit(16))
        .map(|digit| digit as u8)
        .collect();
    digits
        .chunks(2)
        .map(|pair| pair.iter().fold(0, |sum, digit| sum << 4 | digit) << (4 * (2 - pair.len())))
        .collect()
}

fn base85(data: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(data.len() / 5 * 4);
    let mut group: Vec<u8> = Vec::with_capacity(5);
    let mut flush = |group: &mut Vec<u8>| {
        let given = group.len();
        if given > 1 {
            group.resize(5, 84);
            let value = group.iter().fold(0_u32, |sum, digit| {
                sum.wrapping_mul(85).wrapping_add(u32::from(*digit))
            });
            plain.extend(value.to_be_bytes().iter().take(given - 1));
        }
        group.clear();
        given
    };
    for byte in data {
        match byte {
            b'z' if group.is_empty() => {
                group.extend([0; 5]);
                flush(&mut group);
            }
            b'!'..=b'u' => {
                group.push(byte - b'!');
                if group.len() == 5 {
                    flush(&mut group);
                }
            }
            b'~' => break,
            _ => {}
        }
    }
    flush(&mut group);
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stream(filters: usize, data: &[u8]) -> Stream {
        let mut parameters = Dict::new();
        parameters.set("Predictor", Object::Int(12));
        for key in ["Colors", "BitsPerComponent", "Columns"] {
            parameters.set(key, Object::Int(i64::MAX));
        }
        let mut dict = Dict::new();
        let filter = Object::named("FlateDecode");
        dict.set("Filter", Object::Array(vec![filter; filters]));
        dict.set("DecodeParms", Object::Dict(parameters));
        Stream {
            dict,
            data: deflate(data).into(),
        }
    }

    #[test]
    fn rows_are_no_longer_than_the_data() {
        let plain = unpacked(&stream(1, b"\x02abc"), 100);
        assert_eq!(plain, Ok(Some(b"abc".to_vec())));
    }

    #[test]
    fn a_hundred_filters_are_not_gone_through() {
        assert_eq!(unpacked(&stream(100, b"\x02abc"), 100), Ok(None));
    }
}
