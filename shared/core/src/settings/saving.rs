//! Settings of editing sessions, saving and callbacks.

use std::time::Duration;

use super::load::{Reader, SettingsError, invalid};

/// Settings of editing sessions, saving and callbacks.
#[derive(Debug, Clone)]
pub struct SavingSettings {
    /// How long after the last editor left a document is saved, in milliseconds.
    pub delay_ms: i64,
    /// How long after the first unsaved change a document is saved by itself, in milliseconds; `None`: never.
    pub auto_interval_ms: Option<i64>,
    /// How often that is looked at, in milliseconds.
    pub auto_step_ms: i64,
    /// Whether documents are saved in the format that they came in.
    pub as_origin: bool,
    /// Whether the Save button saves a document without changes.
    pub button_without_changes: bool,
    /// How long a storage may take to answer a callback.
    pub timeout: Duration,
    /// How the delivery of a final save is tried again.
    pub retry: Retry,
    /// How long an editor is there without a call, in milliseconds.
    pub presence_ms: i64,
    /// How long an editor whose connection broke is there without a call, in milliseconds.
    pub connection_ms: i64,
    /// How long a key whose document was saved stays over, in milliseconds.
    pub outdated_ms: i64,
    /// How long a document that nobody has open and that has nothing to be saved is kept, in milliseconds.
    pub idle_ms: i64,
    /// Bytes of all changes of one document.
    pub change_bytes: i64,
}

/// How the delivery of a final save is tried again.
#[derive(Debug, Clone, PartialEq)]
pub struct Retry {
    /// How often after the first time.
    pub times: i64,
    /// How many times longer each pause is than the one before.
    pub factor: u32,
    /// The first pause, in milliseconds.
    pub first_ms: i64,
    /// The longest, in milliseconds.
    pub longest_ms: i64,
    /// Which statuses are tried again, both ends included. No answer at all always is.
    pub statuses: Vec<(u16, u16)>,
}

impl Retry {
    /// The pause after the attempt of that number, the first being 1, in milliseconds.
    pub(crate) fn pause_ms(&self, attempt: i64) -> i64 {
        let doublings = u32::try_from(attempt.saturating_sub(1).clamp(0, 62)).unwrap_or(0);
        let times = i64::from(self.factor).saturating_pow(doublings);
        self.first_ms.saturating_mul(times).min(self.longest_ms)
    }

    /// Whether an answer of that status is tried again.
    pub(crate) fn covers(&self, status: u16) -> bool {
        self.statuses
            .iter()
            .any(|(from, to)| (*from..=*to).contains(&status))
    }
}

impl SavingSettings {
    pub(super) fn load(read: &Reader<'_>) -> Result<Self, SettingsError> {
        let auto = read.switch("autoassembly_enable")?;
        let interval = duration_ms(read, "autoassembly_interval")?;
        let seconds = |name| Ok::<i64, SettingsError>(read.signed(name)?.saturating_mul(1000));
        Ok(Self {
            delay_ms: read.signed("savetimeoutdelay")?,
            auto_interval_ms: auto.then_some(interval),
            auto_step_ms: duration_ms(read, "autoassembly_step")?,
            as_origin: read.switch("assembly_format_as_origin")?,
            button_without_changes: read.switch("forcesave_button_without_changes")?,
            timeout: Duration::from_millis(
                u64::try_from(duration_ms(read, "callback_timeout")?).unwrap_or(0),
            ),
            retry: Retry {
                times: read.signed("callback_retries")?,
                factor: u32::try_from(read.number("callback_retry_factor")?).unwrap_or(u32::MAX),
                first_ms: read.signed("callback_retry_min_ms")?,
                longest_ms: read.signed("callback_retry_max_ms")?,
                statuses: statuses(&read.text("callback_retry_status")?)?,
            },
            presence_ms: seconds("expire_presence_s")?,
            connection_ms: seconds("expire_connection_s")?,
            outdated_ms: seconds("expire_updateversion_s")?,
            idle_ms: seconds("expire_files_s")?,
            change_bytes: read.signed("limit_changes_bytes")?,
        })
    }
}

/// A duration as the original's configuration has them: `500ms`, `30s`, `5m`, `1h`, or a number of milliseconds.
fn duration_ms(read: &Reader<'_>, name: &'static str) -> Result<i64, SettingsError> {
    let text = read.text(name)?;
    parse_ms(&text).ok_or_else(|| {
        invalid(
            name,
            &text,
            "a duration such as `500ms`, `30s`, `5m` or `1h`",
        )
    })
}

fn parse_ms(text: &str) -> Option<i64> {
    let text = text.trim();
    let digits = text
        .find(|character: char| !character.is_ascii_digit())
        .unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(digits)?;
    let unit = match unit.trim() {
        "" | "ms" => 1,
        "s" => 1000,
        "m" => 60_000,
        "h" => 3_600_000,
        "d" => 86_400_000,
        _ => return None,
    };
    let number: i64 = number.parse().ok()?;
    number
        .checked_mul(unit)
        .filter(|ms| (1..1 << 40).contains(ms))
}

/// `429,500-599`.
fn statuses(text: &str) -> Result<Vec<(u16, u16)>, SettingsError> {
    let wanted = "HTTP statuses with commas between, such as `429,500-599`";
    text.split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| {
            let (from, to) = part.split_once('-').unwrap_or((part, part));
            let number = |text: &str| text.trim().parse::<u16>().ok();
            match (number(from), number(to)) {
                (Some(from), Some(to)) if from <= to => Ok((from, to)),
                _ => Err(invalid("callback_retry_status", text, wanted)),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_numbers_with_units() {
        assert_eq!(parse_ms("5m"), Some(300_000));
        assert_eq!(parse_ms("500ms"), Some(500));
        assert_eq!(parse_ms(" 1500 "), Some(1500));
        assert_eq!(parse_ms("1h"), Some(3_600_000));
        assert_eq!(parse_ms("0s"), None);
        assert_eq!(parse_ms("m"), None);
        assert_eq!(parse_ms("5 weeks"), None);
        assert_eq!(parse_ms("99999999999999d"), None);
    }

    #[test]
    fn pauses_grow_up_to_the_longest() {
        let retry = Retry {
            times: 3,
            factor: 2,
            first_ms: 1000,
            longest_ms: 3000,
            statuses: statuses("429, 500-599").unwrap(),
        };
        let pauses: Vec<i64> = (1..5).map(|attempt| retry.pause_ms(attempt)).collect();
        assert_eq!(pauses, [1000, 2000, 3000, 3000]);
        assert!(retry.covers(429) && retry.covers(500) && retry.covers(599));
        assert!(!retry.covers(404) && !retry.covers(200));
        assert!(statuses("5xx").is_err());
        assert!(statuses("599-500").is_err());
    }
}
