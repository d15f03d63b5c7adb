//! The log over standard output and standard error, which Spin keeps per component.

use spindle_core::ports::{Level, Log};

/// Informing lines go to standard output, the rest to standard error.
#[derive(Debug, Clone, Copy, Default)]
pub struct Stdio;

impl Log for Stdio {
    fn line(&self, level: Level, text: &str) {
        let text = one_line(text);
        match level {
            Level::Info => println!("info: {text}"),
            Level::Warn => eprintln!("warn: {text}"),
            Level::Error => eprintln!("error: {text}"),
        }
    }
}

/// One line stays one line, and a terminal shows it as it is, whatever foreign text it quotes.
fn one_line(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_control() {
            shown.extend(character.escape_default());
        } else {
            shown.push(character);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::one_line;

    #[test]
    fn control_characters_are_shown_not_obeyed() {
        assert_eq!(
            one_line("a\r\nb\t\u{1b}[2J\u{7f}\u{9b}\u{0} é \\"),
            "a\\r\\nb\\t\\u{1b}[2J\\u{7f}\\u{9b}\\u{0} é \\"
        );
    }
}
