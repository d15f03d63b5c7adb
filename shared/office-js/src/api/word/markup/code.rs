//! Paragraphs of code, which markup has blocks for.

use spindle_ooxml::NodeId;
use spindle_ooxml::word::inline;

use super::Writer;

impl Writer<'_> {
    /// Whether all text of a paragraph is code.
    pub(super) fn is_code(&self, paragraph: NodeId) -> bool {
        let dom = self.dom();
        let mut runs = inline::runs(dom, paragraph);
        runs.retain(|run| !inline::text(dom, *run, &inline::Separators::default()).is_empty());
        !runs.is_empty() && runs.into_iter().all(|run| self.look(run).code)
    }

    /// A paragraph of code; the last one of several ends their block.
    pub(super) fn code_block(&mut self, paragraph: NodeId, part: (usize, usize)) {
        let (open, close) = if self.style.html {
            ("<pre class=\"prettyprint\">", "</pre>")
        } else {
            ("```", "```")
        };
        let text = Writer {
            plain: true,
            ..Writer::new(self.doc, self.style)
        }
        .line(paragraph, part);
        self.out.push_str(&format!("\n{open}\n{text}"));
        let next = self.dom().next_sibling(paragraph);
        let goes_on = next.is_some_and(|next| {
            self.dom().is(next, "w:p")
                && self.doc.text.label_of(next).is_none()
                && self.is_code(next)
        });
        if !goes_on {
            self.out.push_str(&format!("\n{close}\n"));
        }
        self.out.push_str("\n\n");
    }
}
