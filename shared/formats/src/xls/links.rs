//! Where cells lead (MS-XLS 2.4.140, MS-OSHARED 2.3.7).

use spindle_model::workbook::{CellLink, Range};

use super::data::Bytes;

/// A link to a page (MS-OSHARED 2.3.7.6).
const URL: [u8; 4] = [0xe0, 0xc9, 0xea, 0x79];
/// A link to a file (MS-OSHARED 2.3.7.8).
const FILE: [u8; 4] = [0x03, 0x03, 0x00, 0x00];
/// Characters of an address.
const MAX_LENGTH: usize = 8192;

/// Reads a link.
pub(super) fn link(body: &[u8]) -> Option<CellLink> {
    let mut bytes = Bytes(body);
    let range = Range {
        first_row: u32::from(bytes.u16()?),
        last_row: u32::from(bytes.u16()?),
        first_column: u32::from(bytes.u16()?),
        last_column: u32::from(bytes.u16()?),
    };
    if range.first_row > range.last_row || range.first_column > range.last_column {
        return None;
    }
    bytes.skip(16 + 4)?;
    let flags = bytes.u32()?;
    // What is shown, and the frame that it opens in.
    for flag in [0x10, 0x80] {
        if flags & flag != 0 {
            counted(&mut bytes)?;
        }
    }
    let mut href = String::new();
    if flags & 0x01 != 0 {
        href = if flags & 0x100 != 0 {
            counted(&mut bytes)?
        } else {
            moniker(&mut bytes)?
        };
    }
    if flags & 0x08 != 0 {
        href.push('#');
        href.push_str(&counted(&mut bytes)?);
    }
    (!href.is_empty()).then_some(CellLink { range, href })
}

/// A text with its number of characters before it, and a zero at its end.
fn counted(bytes: &mut Bytes<'_>) -> Option<String> {
    let length = usize::try_from(bytes.u32()?).ok()?;
    utf16(bytes.take(length.checked_mul(2)?)?)
}

fn utf16(raw: &[u8]) -> Option<String> {
    let pairs = raw.as_chunks::<2>().0;
    let units: Vec<u16> = pairs
        .iter()
        .map(|pair| u16::from_le_bytes(*pair))
        .take_while(|unit| *unit != 0)
        .collect();
    (units.len() <= MAX_LENGTH).then(|| String::from_utf16_lossy(&units))
}

fn moniker(bytes: &mut Bytes<'_>) -> Option<String> {
    let class = bytes.take(16)?.first_chunk::<4>()?;
    if *class == URL {
        let length = usize::try_from(bytes.u32()?).ok()?;
        return utf16(bytes.take(length)?);
    }
    if *class != FILE {
        return None;
    }
    let up = bytes.u16()?;
    let length = usize::try_from(bytes.u32()?).ok()?;
    let short = bytes.take(length)?;
    bytes.skip(24)?;
    let size = bytes.u32()?;
    let path = if size > 0 {
        let length = usize::try_from(bytes.u32()?).ok()?;
        bytes.skip(2)?;
        utf16(bytes.take(length)?)?
    } else {
        let end = short.split(|byte| *byte == 0).next().unwrap_or_default();
        String::from_utf8_lossy(end).into_owned()
    };
    let mut href = "../".repeat(usize::from(up.min(64)));
    href.push_str(&path.replace('\\', "/"));
    Some(href)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(flags: u32) -> Vec<u8> {
        let mut body = vec![1, 0, 2, 0, 3, 0, 4, 0];
        body.extend([0; 16]);
        body.extend(2_u32.to_le_bytes());
        body.extend(flags.to_le_bytes());
        body
    }

    fn wide(text: &str) -> Vec<u8> {
        text.encode_utf16()
            .chain([0])
            .flat_map(u16::to_le_bytes)
            .collect()
    }

    #[test]
    fn pages_files_and_places_are_read() {
        let mut page = head(3);
        page.extend(URL);
        page.extend([0; 12]);
        let address = wide("https://example.com/");
        page.extend((address.len() as u32).to_le_bytes());
        page.extend(address);
        let link = super::link(&page).unwrap();
        assert_eq!(link.href, "https://example.com/");
        assert_eq!((link.range.first_row, link.range.last_column), (1, 4));

        let mut place = head(8);
        let text = wide("One!A1");
        place.extend((text.len() as u32 / 2).to_le_bytes());
        place.extend(text);
        assert_eq!(super::link(&place).unwrap().href, "#One!A1");

        let mut file = head(1);
        file.extend(FILE);
        file.extend([0; 12]);
        file.extend([1, 0, 6, 0, 0, 0]);
        file.extend(b"a\\b.x\0");
        file.extend([0; 24]);
        file.extend([0; 4]);
        assert_eq!(super::link(&file).unwrap().href, "../a/b.x");
    }

    #[test]
    fn broken_links_are_none() {
        assert!(link(&head(0x18)).is_none());
        let mut lying = head(8);
        lying.extend(u32::MAX.to_le_bytes());
        assert!(link(&lying).is_none());
        assert!(link(&[]).is_none());
    }
}
