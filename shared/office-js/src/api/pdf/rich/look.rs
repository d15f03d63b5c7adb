//! What text with formats says in a file, and what it looks like.

use spindle_pdf_file::{ContentWriter, standard_width};

use super::super::{PdfEditor, paint};
use super::TextLook;

/// A paragraph as it is painted.
pub struct Painted {
    /// Texts, each with its look.
    pub runs: Vec<(String, TextLook)>,
    /// `left`, `center`, `right` or `both`.
    pub alignment: String,
    /// Whether it is read from right to left.
    pub from_right: bool,
}

impl PdfEditor {
    /// The paragraphs of an annotation that has text with formats.
    pub fn painted(&self, annot: usize) -> Option<Vec<Painted>> {
        let paragraphs = self.annots.get(annot)?.rich.as_ref()?;
        let painted = paragraphs.iter().filter_map(|place| {
            let paragraph = self.rich.paragraphs.get(*place)?;
            let runs = paragraph.runs.iter().filter_map(|run| {
                let text = self.rich.runs.get(*run)?.text.clone();
                Some((text, self.rich.look_of(*run)))
            });
            Some(Painted {
                runs: runs.collect(),
                alignment: self.rich.alignments.get(paragraph.props)?.clone(),
                from_right: paragraph.from_right,
            })
        });
        Some(painted.collect())
    }
}

/// All of it without formats.
pub fn plain(paragraphs: &[Painted]) -> String {
    let lines: Vec<String> = paragraphs
        .iter()
        .map(|paragraph| {
            paragraph
                .runs
                .iter()
                .map(|(text, _)| text.as_str())
                .collect()
        })
        .collect();
    lines.join("\n")
}

fn escaped(text: &str) -> String {
    let text = text
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;");
    text.chars()
        .filter(|one| !one.is_control() || *one == '\n')
        .collect()
}

/// All of it as the XHTML that files have (`RC`, 12.7.3.4).
pub fn xhtml(paragraphs: &[Painted], size: f64) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\"?><body xmlns=\"http://www.w3.org/1999/xhtml\" \
         xmlns:xfa=\"http://www.xfa.org/schema/xfa-data/1.0/\" xfa:spec=\"2.0.2\">",
    );
    for paragraph in paragraphs {
        let direction = if paragraph.from_right { "rtl" } else { "ltr" };
        let alignment = match paragraph.alignment.as_str() {
            "both" => "justify",
            other => other,
        };
        out.push_str(&format!(
            "<p dir=\"{direction}\" style=\"text-align:{alignment}\">"
        ));
        for (text, look) in &paragraph.runs {
            let [r, g, b] = look.color;
            let points = look.size.map_or(size, |size| size / 2.0);
            let weight = if look.bold == Some(true) {
                "bold"
            } else {
                "normal"
            };
            let style = if look.italic == Some(true) {
                "italic"
            } else {
                "normal"
            };
            let line = match (look.underline == Some(true), look.strikeout == Some(true)) {
                (true, true) => "underline line-through",
                (true, false) => "underline",
                (false, true) => "line-through",
                (false, false) => "none",
            };
            out.push_str(&format!(
                "<span style=\"font-size:{points:.2}pt;color:#{r:02X}{g:02X}{b:02X};font-weight:{weight};\
                 font-style:{style};text-decoration:{line};font-family:{}\">{}</span>",
                escaped(&look.family),
                escaped(text)
            ));
        }
        out.push_str("</p>");
    }
    out.push_str("</body>");
    out
}

/// The name of a font in the resources of appearances.
fn font(look: &TextLook) -> &'static str {
    match (look.bold == Some(true), look.italic == Some(true)) {
        (false, false) => "Helv",
        (true, false) => "HeBo",
        (false, true) => "HeOb",
        (true, true) => "HeBI",
    }
}

/// A word with the space before it, and where it stands in its line.
struct Word<'w> {
    text: String,
    look: &'w TextLook,
    size: f64,
    width: f64,
}

/// Paints paragraphs from the upper left corner of an area: left, bottom, right, top.
pub fn paint(content: &mut ContentWriter, paragraphs: &[Painted], size: f64, area: [f64; 4]) {
    let [left, _, right, top] = area;
    let mut y = top;
    for paragraph in paragraphs {
        let mut line: Vec<Word<'_>> = Vec::new();
        let mut used = 0.0;
        let mut end = |line: &mut Vec<Word<'_>>, y: f64| {
            let words = std::mem::take(line);
            end_line(content, &words, (left, right, y), paragraph, size)
        };
        for (text, look) in &paragraph.runs {
            let points = look.size.map_or(size, |size| size / 2.0);
            for piece in text.split_inclusive([' ', '\n', '\r']) {
                let text = piece.trim_end_matches(['\n', '\r']).to_owned();
                let width = text
                    .chars()
                    .map(|one| standard_width(one, look.bold == Some(true)))
                    .sum::<f64>()
                    * points;
                let visible = width
                    - if text.ends_with(' ') {
                        0.278 * points
                    } else {
                        0.0
                    };
                if !line.is_empty() && used + visible > right - left {
                    y = end(&mut line, y);
                    used = 0.0;
                }
                used += width;
                line.push(Word {
                    text,
                    look,
                    size: points,
                    width,
                });
                if piece.ends_with(['\n', '\r']) {
                    y = end(&mut line, y);
                    used = 0.0;
                }
            }
        }
        y = end(&mut line, y);
    }
}

/// Paints a line; the answer is where the next one begins.
fn end_line(
    content: &mut ContentWriter,
    words: &[Word<'_>],
    (left, right, top): (f64, f64, f64),
    paragraph: &Painted,
    size: f64,
) -> f64 {
    let tallest = words.iter().map(|word| word.size).fold(0.0, f64::max);
    let tallest = if tallest > 0.0 { tallest } else { size };
    let y = top - tallest;
    let free = (right - left - words.iter().map(|word| word.width).sum::<f64>()).max(0.0);
    let mut x = left
        + match paragraph.alignment.as_str() {
            "center" => free / 2.0,
            "right" => free,
            _ => 0.0,
        };
    for word in words {
        let color = paint::parts(word.look.color);
        content
            .op("BT", &[])
            .op("rg", &color)
            .font(font(word.look), word.size)
            .op("Td", &[x, y])
            .show(&word.text)
            .op("ET", &[]);
        for (on, at) in [
            (word.look.underline == Some(true), -0.12),
            (word.look.strikeout == Some(true), 0.28),
        ] {
            if on {
                content
                    .op("RG", &color)
                    .op("w", &[word.size * 0.06])
                    .op("m", &[x, y + word.size * at])
                    .op("l", &[x + word.width, y + word.size * at])
                    .op("S", &[]);
            }
        }
        x += word.width;
    }
    y - tallest * 0.2
}
