//! `ApplyChartStyle`

use crate::api::drawing::{DrawResult, DrawingHost};
use crate::class::Call;

pub(super) fn apply_style<E: DrawingHost>(_call: &mut Call<'_, E>) -> DrawResult<E> {
    Ok(false.into())
}
