//! The first frame of a GIF, on its whole canvas.

use gif::{ColorOutput, DecodeOptions, MemoryLimit};
use std::num::NonZeroU64;

/// The pixels (red, green, blue, opacity), width and height of the first frame.
pub(super) fn first_frame(bytes: &[u8], most: u64) -> Result<(Vec<u8>, u32, u32), String> {
    let broken = |why: gif::DecodingError| format!("it cannot be read ({why})");
    let mut options = DecodeOptions::new();
    options.set_color_output(ColorOutput::RGBA);
    if let Some(limit) = NonZeroU64::new(most.saturating_mul(4)) {
        options.set_memory_limit(MemoryLimit::Bytes(limit));
    }
    let mut decoder = options.read_info(bytes).map_err(broken)?;
    let (width, height) = (usize::from(decoder.width()), usize::from(decoder.height()));
    super::check(u32::from(decoder.width()), u32::from(decoder.height()))?;
    let frame = decoder
        .read_next_frame()
        .map_err(broken)?
        .ok_or("it holds no picture")?;
    let mut canvas = vec![0; width.saturating_mul(height).saturating_mul(4)];
    let (left, top) = (usize::from(frame.left), usize::from(frame.top));
    let line = usize::from(frame.width).saturating_mul(4);
    if line == 0 {
        return Err("it holds no picture".to_owned());
    }
    // A frame may be smaller than the canvas, and in files that lie reach beyond it.
    let seen = line.min(width.saturating_sub(left).saturating_mul(4));
    let lines = canvas.chunks_exact_mut(width.saturating_mul(4)).skip(top);
    for (to, from) in lines.zip(frame.buffer.chunks_exact(line)) {
        let start = left.saturating_mul(4);
        if let (Some(to), Some(from)) = (
            to.get_mut(start..start.saturating_add(seen)),
            from.get(..seen),
        ) {
            to.copy_from_slice(from);
        }
    }
    Ok((
        canvas,
        u32::try_from(width).unwrap_or(0),
        u32::try_from(height).unwrap_or(0),
    ))
}
