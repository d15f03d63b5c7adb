//! The text of a cell, a comment or a picture's description (ODF 1.3 part 3, chapter 6).

use std::io::BufRead;

use spindle_model::convert::ConvertError;

use super::xml::{Pull, Token};

/// Bytes of text of one cell; a spreadsheet cell holds 32,767 characters.
const MAX_TEXT: usize = 256 << 10;

/// Paragraphs, read one after the other.
#[derive(Debug, Default)]
pub(super) struct Text {
    /// Pieces with the name of their style, the empty one for none.
    pub(super) runs: Vec<(String, String)>,
    pub(super) paragraphs: usize,
    /// Where the first link leads.
    pub(super) link: Option<String>,
    /// Whether some of it was too long to keep.
    pub(super) cut: bool,
    bytes: usize,
    /// White space with a line end in it was seen: a space comes if more text follows.
    pending_space: bool,
    at_start: bool,
}

impl Text {
    /// Makes it empty again, keeping its memory.
    pub(super) fn clear(&mut self) {
        self.runs.clear();
        self.paragraphs = 0;
        self.link = None;
        self.cut = false;
        self.bytes = 0;
        self.pending_space = false;
    }

    /// All of it without styles.
    pub(super) fn plain(&self) -> String {
        self.runs.iter().map(|(_, text)| text.as_str()).collect()
    }

    /// Whether a piece has a style of its own.
    pub(super) fn has_styles(&self) -> bool {
        self.runs.iter().any(|(style, _)| !style.is_empty())
    }

    /// Reads the paragraph that was just begun, up to its end; a line feed stands between two.
    pub(super) fn read<R: BufRead>(&mut self, pull: &mut Pull<R>) -> Result<(), ConvertError> {
        if self.paragraphs > 0 {
            self.push("\n", "");
        }
        self.paragraphs = self.paragraphs.saturating_add(1);
        self.pending_space = false;
        self.at_start = true;
        let inside = pull.depth();
        // The styles of the elements around the text, with the depth at which each ends.
        let mut styles: Vec<(usize, String)> = Vec::new();
        loop {
            match pull.next()? {
                Token::Text(text) => {
                    let style = styles.last().map_or("", |(_, style)| style.as_str());
                    self.characters(&text, style);
                }
                Token::Start(element) => {
                    let style = styles.last().map_or("", |(_, style)| style.as_str());
                    match element.name() {
                        "text:s" => {
                            let count = element.count("text:c", 1).min(MAX_TEXT as u32);
                            self.flush_space(style);
                            self.push(&" ".repeat(count as usize), style);
                        }
                        "text:tab" => self.push("\t", style),
                        "text:line-break" => self.push("\n", style),
                        "text:span" => {
                            let name = element.attribute("text:style-name").unwrap_or_default();
                            styles.push((pull.depth(), name));
                        }
                        "text:a" => {
                            let href = element.attribute("xlink:href");
                            self.link = self.link.take().or(href);
                        }
                        "office:annotation" | "text:ruby-text" | "text:note" | "text:script" => {
                            pull.skip()?;
                        }
                        // Fields hold what they show.
                        _ => {}
                    }
                }
                Token::End => {
                    let depth = pull.depth();
                    if styles.last().is_some_and(|(until, _)| depth < *until) {
                        styles.pop();
                    }
                }
                Token::Other => {}
                Token::Eof => return Ok(()),
            }
            if pull.depth() < inside {
                return Ok(());
            }
        }
    }

    /// Line ends and tabs are layout of the XML, not text; runs of spaces are kept, as LibreOffice writes them.
    fn characters(&mut self, text: &str, style: &str) {
        if !text.contains(['\n', '\r', '\t']) {
            self.flush_space(style);
            self.push(text, style);
            return;
        }
        let mut rest = text;
        while !rest.is_empty() {
            let white = rest
                .find(|c| !matches!(c, ' ' | '\n' | '\r' | '\t'))
                .unwrap_or(rest.len());
            let (space, after) = rest.split_at_checked(white).unwrap_or((rest, ""));
            if space.contains(['\n', '\r', '\t']) {
                self.pending_space = true;
            } else {
                self.push(space, style);
            }
            let word = after.find([' ', '\n', '\r', '\t']).unwrap_or(after.len());
            let (word, after) = after.split_at_checked(word).unwrap_or((after, ""));
            if !word.is_empty() {
                self.flush_space(style);
                self.push(word, style);
            }
            rest = after;
        }
    }

    fn flush_space(&mut self, style: &str) {
        if std::mem::take(&mut self.pending_space) && !self.at_start {
            self.push(" ", style);
        }
    }

    fn push(&mut self, text: &str, style: &str) {
        if text.is_empty() {
            return;
        }
        if self.bytes.saturating_add(text.len()) > MAX_TEXT {
            self.cut = true;
            return;
        }
        self.bytes = self.bytes.saturating_add(text.len());
        self.at_start = false;
        match self.runs.last_mut() {
            Some((known, run)) if known == style => run.push_str(text),
            _ => self.runs.push((style.to_owned(), text.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(xml: &str) -> Text {
        let mut pull = Pull::new(xml.as_bytes(), 20);
        let mut text = Text::default();
        pull.next().unwrap();
        text.read(&mut pull).unwrap();
        text
    }

    #[test]
    fn spaces_tabs_and_breaks_are_text() {
        for (xml, plain) in [
            ("<p>a<text:s text:c=\"3\"/>b</p>", "a   b"),
            ("<p>a<text:tab/>b<text:line-break/>c</p>", "a\tb\nc"),
            ("<p>\n  a\n  b\n</p>", "a b"),
            ("<p>a  b</p>", "a  b"),
            ("<p><text:s/>a<text:s/></p>", " a "),
            ("<p>a<text:span>b</text:span> c</p>", "ab c"),
            ("<p>1 &lt; 2 &amp; 3</p>", "1 < 2 & 3"),
            ("<p/>", ""),
        ] {
            assert_eq!(read(xml).plain(), plain, "{xml}");
        }
    }

    #[test]
    fn spans_and_links_are_told() {
        let text = read(
            "<p>a<text:span text:style-name=\"T1\">b</text:span><text:a xlink:href=\"u\">c</text:a></p>",
        );
        assert_eq!(
            text.runs,
            [
                (String::new(), "a".to_owned()),
                ("T1".to_owned(), "b".to_owned()),
                (String::new(), "c".to_owned())
            ]
        );
        assert_eq!(text.link.as_deref(), Some("u"));
    }

    #[test]
    fn a_billion_spaces_are_not_made() {
        let text = read("<p>a<text:s text:c=\"4000000000\"/><text:s text:c=\"4000000000\"/></p>");
        assert!(text.cut);
        assert!(text.plain().len() <= MAX_TEXT);
    }
}
