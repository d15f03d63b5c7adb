//! Findings made smaller, as long as they stay findings.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::input::Input;
use crate::supervise::HANGS;

/// Attempts for one finding.
const MOST_ATTEMPTS: usize = 200;

/// How long one finding may be worked on.
const TIME: Duration = Duration::from_secs(60);

/// Takes away from the parts of a file what the finding does not need.
///
/// # Errors
/// No process can be started or no file written.
pub fn minimise(format: &str, bytes: Vec<u8>, kind: &str) -> Result<Vec<u8>> {
    if !happens(format, &bytes, kind)? {
        return Ok(bytes);
    }
    let input = Input::of(&bytes);
    // A file that only packs to something else is left as it is.
    if !happens(format, &input.pack(), kind)? {
        return Ok(bytes);
    }
    let mut left = MOST_ATTEMPTS;
    let end = Instant::now() + TIME;
    let small = shrink(input, &mut |input| {
        left = left.saturating_sub(1);
        if left == 0 || Instant::now() > end {
            return Ok(None);
        }
        happens(format, &input.pack(), kind).map(Some)
    })?;
    Ok(small.pack())
}

/// `happens` answers none when it is time to stop.
fn shrink(
    mut input: Input,
    happens: &mut dyn FnMut(&Input) -> Result<Option<bool>>,
) -> Result<Input> {
    let mut index = input.parts.len();
    while index > 0 && input.parts.len() > 1 {
        index = index.saturating_sub(1);
        let mut without = input.clone();
        without.parts.remove(index);
        match happens(&without)? {
            Some(true) => input = without,
            Some(false) => {}
            None => return Ok(input),
        }
    }
    for index in 0..input.parts.len() {
        let mut size = input
            .parts
            .get(index)
            .map_or(0, |(_, bytes)| bytes.len().div_ceil(2));
        while size > 0 {
            let mut start = 0usize;
            while let Some((_, bytes)) = input.parts.get(index)
                && start < bytes.len()
            {
                let mut without = input.clone();
                if let Some((_, bytes)) = without.parts.get_mut(index) {
                    let stop = start.saturating_add(size).min(bytes.len());
                    bytes.drain(start..stop);
                }
                match happens(&without)? {
                    Some(true) => input = without,
                    Some(false) => start = start.saturating_add(size),
                    None => return Ok(input),
                }
            }
            size /= 2;
        }
    }
    Ok(input)
}

/// Whether a file is a finding of that kind, in a process of its own.
fn happens(format: &str, bytes: &[u8], kind: &str) -> Result<bool> {
    let path = std::env::temp_dir().join(format!("spindle-fuzz-{}", std::process::id()));
    std::fs::write(&path, bytes)?;
    let answer = answer(format, &path);
    // One that stays is overwritten by the next.
    let _ = std::fs::remove_file(&path);
    Ok(answer? == kind)
}

fn answer(format: &str, path: &Path) -> Result<String> {
    let mut child = Command::new(std::env::current_exe()?)
        .arg("--check")
        .arg(path)
        .arg(format)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let start = Instant::now();
    while child.try_wait()?.is_none() {
        if start.elapsed() > HANGS {
            child.kill()?;
            child.wait()?;
            return Ok("hang".to_owned());
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    let output = child.wait_with_output()?;
    let said = String::from_utf8_lossy(&output.stdout);
    // A process that did not come to say anything was ended.
    let word = said.split_whitespace().next().unwrap_or("abort");
    Ok(word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_matters_is_left() {
        let input = Input::of(b"a long text with an X in it");
        let small = shrink(input, &mut |input| Ok(Some(input.pack().contains(&b'X')))).unwrap();
        assert_eq!(small.pack(), b"X");
    }
}
