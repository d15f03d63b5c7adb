//! Title, author and the like: the property set of a compound file ([MS-OLEPS] 2.21).

use spindle_model::calendar;
use spindle_model::document::Metadata;

use super::bytes::{part, part_or_less, u16_at, u32_at, utf16};
use super::codepage;

/// What the stream `\x05SummaryInformation` says.
pub(super) fn read(stream: &[u8]) -> Metadata {
    let mut metadata = Metadata::default();
    let section = u32_at(stream, 44)
        .and_then(|at| stream.get(at as usize..))
        .unwrap_or_default();
    let count = u32_at(section, 4).unwrap_or(0).min(256);
    let places: Vec<(u32, usize)> = (0..count as usize)
        .map_while(|index| {
            let at = index.checked_mul(8)?.checked_add(8)?;
            Some((
                u32_at(section, at)?,
                u32_at(section, at.checked_add(4)?)? as usize,
            ))
        })
        .collect();
    let page = places
        .iter()
        .find(|(id, _)| *id == 1)
        .and_then(|(_, at)| u16_at(section, at.checked_add(4)?))
        .map_or(1252, u32::from);
    for (id, at) in places {
        let Some(value) = section.get(at..) else {
            continue;
        };
        let text = || text(value, page);
        match id {
            2 => metadata.title = text(),
            3 => metadata.subject = text(),
            4 => metadata.author = text(),
            5 => metadata.keywords = text(),
            12 => metadata.created = time(value),
            13 => metadata.modified = time(value),
            _ => {}
        }
    }
    metadata
}

fn text(value: &[u8], page: u32) -> Option<String> {
    let count = u32_at(value, 4)? as usize;
    let text = match u32_at(value, 0)? {
        0x1E if page == 1200 => utf16(value, 8, count / 2),
        0x1E => codepage::decode(part_or_less(value, 8, count), page),
        0x1F => utf16(value, 8, count),
        _ => return None,
    };
    let text = text.split('\0').next().unwrap_or_default().trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// A time: units of 100 ns since 1601, as RFC 3339.
fn time(value: &[u8]) -> Option<String> {
    if u32_at(value, 0)? != 0x40 {
        return None;
    }
    let units = u64::from_le_bytes(part(value, 4, 8)?.try_into().ok()?);
    let seconds = (units / 10_000_000).checked_sub(11_644_473_600)?;
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    let (year, month, day) = calendar::date(i64::try_from(days).ok()?);
    let (hour, minute, second) = (rest / 3600, rest % 3600 / 60, rest % 60);
    Some(format!(
        "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"
    ))
}
