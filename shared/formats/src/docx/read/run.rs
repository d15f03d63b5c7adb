//! Runs (ISO/IEC 29500-1, 17.3.2 and 17.3.3).

use spindle_model::document::{Field, InlineKind, TextFormat};
use spindle_ooxml::NodeId;

use super::Reading;
use super::inlines::Around;
use super::line::Line;
use super::symbols::symbol;

impl<'p> Reading<'p> {
    /// Reads a run.
    pub(super) fn run(&mut self, node: NodeId, line: &mut Line, around: &Around) {
        let format = self.format(self.dom.child(node, "w:rPr"), around);
        self.run_content(node, line, around, &format);
    }

    fn run_content(&mut self, node: NodeId, line: &mut Line, around: &Around, format: &TextFormat) {
        let dom = self.dom;
        for child in dom.child_elements(node) {
            let name = dom.name_of(child).unwrap_or_default();
            match name {
                "w:fldChar" => {
                    self.field_char(child, line, format);
                    continue;
                }
                "w:instrText" | "w:delInstrText" => {
                    self.instruction(&dom.text_cow(child));
                    continue;
                }
                "w:rPr" => continue,
                _ => {}
            }
            if self.in_instruction() {
                continue;
            }
            // The field may have begun to be a link inside of this very run.
            let linked;
            let format = match self.field_link() {
                Some(link) if format.link.as_ref() != Some(&link) => {
                    linked = TextFormat {
                        link: Some(link),
                        ..format.clone()
                    };
                    &linked
                }
                _ => format,
            };
            match name {
                "w:t" | "w:delText" => self.text(child, line, format),
                "w:tab" | "w:ptab" => line.text("\t", format),
                "w:br" => match dom.attr(child, "w:type") {
                    Some("page") if self.inner == 0 => {
                        line.bar();
                        line.skip_space = false;
                        line.breaks.push(line.inlines.len());
                    }
                    Some("page") => {}
                    _ => line.push(InlineKind::LineBreak, format),
                },
                "w:cr" => line.push(InlineKind::LineBreak, format),
                "w:noBreakHyphen" => line.text("\u{2011}", format),
                "w:softHyphen" => line.text("\u{ad}", format),
                "w:sym" => {
                    let code = dom
                        .attr(child, "w:char")
                        .and_then(|code| u32::from_str_radix(code, 16).ok());
                    let font = dom.attr(child, "w:font").unwrap_or_default();
                    if let Some(c) = code.and_then(|code| symbol(font, code)) {
                        line.text(c.encode_utf8(&mut [0; 4]), format);
                    }
                }
                "w16se:symEx" => {
                    let c = dom
                        .attr(child, "w16se:char")
                        .and_then(|code| u32::from_str_radix(code, 16).ok())
                        .and_then(char::from_u32);
                    if let Some(c) = c {
                        line.text(c.encode_utf8(&mut [0; 4]), format);
                    }
                }
                "w:footnoteReference" | "w:endnoteReference" => {
                    let id = dom.attr(child, "w:id").filter(|_| !self.in_note);
                    let note = id.and_then(|id| self.note(name == "w:endnoteReference", id));
                    if let Some(index) = note {
                        // The raised mark is how notes look, and not a format of it.
                        let format = TextFormat {
                            script: None,
                            ..format.clone()
                        };
                        line.push(InlineKind::Note(index), &format);
                    }
                }
                "w:footnoteRef" | "w:endnoteRef" | "w:annotationRef" => line.skip_space = true,
                "w:commentReference" => self.comment_mark(child, line),
                "w:pgNum" => line.push(InlineKind::Field(Field::PageNumber), format),
                "w:drawing" => self.drawing(child, line, format),
                "w:pict" | "w:object" => self.vml(child, line, format),
                "w:ruby" => {
                    // What the small letters above say is left out; the text is below them.
                    if let Some(base) = dom.child(child, "w:rubyBase") {
                        self.children(base, line, around);
                    }
                }
                "m:oMath" | "m:oMathPara" => {
                    let latex = crate::docx::math::latex(dom, child);
                    line.push(InlineKind::Formula(latex), format);
                }
                "mc:AlternateContent" => {
                    if let Some(branch) = self.branch(child) {
                        self.run_content(branch, line, around, format);
                    }
                }
                _ => {}
            }
        }
    }

    /// Text; what is not in the font's Unicode range comes from a symbol font (private use area).
    fn text(&mut self, node: NodeId, line: &mut Line, format: &TextFormat) {
        let dom = self.dom;
        let text = dom.text_cow(node);
        let text: &str = if dom.attr(node, "xml:space") == Some("preserve") {
            &text
        } else {
            text.trim_matches([' ', '\t', '\r', '\n'])
        };
        let plain = text
            .bytes()
            .all(|byte| !matches!(byte, b'\n' | b'\r' | 0xEF));
        if plain {
            line.text(text, format);
            return;
        }
        let font = format.font.as_deref().unwrap_or_default();
        let known = matches!(
            font.to_ascii_lowercase().as_str(),
            "symbol" | "wingdings" | "wingdings 2"
        );
        let mapped: String = text
            .chars()
            .map(|c| match c {
                '\n' | '\r' => ' ',
                '\u{f020}'..='\u{f0ff}' if known => symbol(font, c as u32).unwrap_or(c),
                c => c,
            })
            .collect();
        line.text(&mapped, format);
    }
}
