//! What a JPEG says of itself, before anything is decoded.

/// The frame header (ITU-T T.81, B.2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Frame {
    pub(super) width: u32,
    pub(super) height: u32,
    /// 1 for grey, 3 for colours of a screen, 4 for printing inks.
    pub(super) components: u8,
}

/// Finds the frame header.
pub(super) fn frame(bytes: &[u8]) -> Option<Frame> {
    let mut rest = bytes.get(2..)?;
    loop {
        let (marker, behind) = rest.split_first_chunk::<2>()?;
        let [0xFF, kind] = *marker else {
            return None;
        };
        match kind {
            // Fill bytes, and markers that stand alone.
            0xFF => rest = rest.get(1..)?,
            0x01 | 0xD0..=0xD8 => rest = behind,
            // The picture's data begins without a frame.
            0xD9 | 0xDA => return None,
            0xC0..=0xCF if !matches!(kind, 0xC4 | 0xC8 | 0xCC) => {
                let (header, _) = behind.split_first_chunk::<8>()?;
                let [_, _, _, high, low, wide, narrow, components] = *header;
                return Some(Frame {
                    width: u32::from(u16::from_be_bytes([wide, narrow])),
                    height: u32::from(u16::from_be_bytes([high, low])),
                    components,
                });
            }
            _ => {
                let (length, _) = behind.split_first_chunk::<2>()?;
                let length = usize::from(u16::from_be_bytes(*length)).max(2);
                rest = behind.get(length..)?;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_frame_is_found_behind_other_segments() {
        let bytes = [
            0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xC2, 0, 11, 8, 0, 20, 1, 4, 4, 0, 0,
        ];
        assert_eq!(
            frame(&bytes),
            Some(Frame {
                width: 260,
                height: 20,
                components: 4
            })
        );
    }

    #[test]
    fn what_is_cut_off_has_none() {
        assert_eq!(frame(&[0xFF, 0xD8, 0xFF, 0xE0, 0xFF, 0xFF]), None);
        assert_eq!(frame(&[0xFF]), None);
    }
}
