//! Comments (ECMA-376 Part 1, 18.7) and the shapes that programs show them in (Part 4, 14.1).

use std::fmt::Write;

use spindle_model::convert::Job;
use spindle_model::workbook::{CellComment, MAX_COLUMNS, MAX_ROWS};
use spindle_ooxml::sheet::reference::CellPos;

use super::{HEAD, MAIN};
use crate::xlsx::chars::{fitting, push_cell_text};
use crate::xlsx::write::strings::push_t;

/// A sheet's comments in their order, one for a cell: further ones of a cell go into the first.
pub(super) fn joined(comments: &[CellComment]) -> Vec<CellComment> {
    let mut sorted: Vec<&CellComment> = comments
        .iter()
        .filter(|comment| comment.row < MAX_ROWS && comment.column < MAX_COLUMNS)
        .collect();
    sorted.sort_by_key(|comment| (comment.row, comment.column));
    let mut out: Vec<CellComment> = Vec::with_capacity(sorted.len());
    for comment in sorted {
        match out.last_mut() {
            Some(last) if (last.row, last.column) == (comment.row, comment.column) => {
                last.text.push('\n');
                if !comment.author.is_empty() {
                    last.text.push_str(&comment.author);
                    last.text.push_str(": ");
                }
                last.text.push_str(&comment.text);
            }
            _ => out.push(comment.clone()),
        }
    }
    out
}

/// The part of comments.
pub(super) fn part(comments: &[CellComment], job: &mut Job<'_>) -> String {
    let mut authors: Vec<&str> = comments
        .iter()
        .map(|comment| comment.author.as_str())
        .collect();
    authors.sort_unstable();
    authors.dedup();
    let mut out = format!("{HEAD}<comments xmlns=\"{MAIN}\"><authors>");
    for author in &authors {
        out.push_str("<author>");
        push_cell_text(&mut out, author);
        out.push_str("</author>");
    }
    out.push_str("</authors><commentList>");
    for comment in comments {
        let author = authors
            .binary_search(&comment.author.as_str())
            .unwrap_or_default();
        let cell = CellPos::new(comment.row, comment.column).name();
        let _ = write!(out, "<comment ref=\"{cell}\" authorId=\"{author}\"><text>");
        let text = fitting(&comment.text);
        if text.len() < comment.text.len() {
            job.warn("text-cut", "a comment that is too long was cut");
        }
        push_t(&mut out, text);
        out.push_str("</text></comment>");
    }
    out.push_str("</commentList></comments>");
    out
}

/// The drawing of comments. Excel wants a shape for each, or calls the file damaged.
pub(super) fn shapes(comments: &[CellComment], number: usize) -> String {
    let mut out = format!(
        "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" \
         xmlns:x=\"urn:schemas-microsoft-com:office:excel\">\
         <o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"{number}\"/></o:shapelayout>\
         <v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\">\
         <v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>"
    );
    for (index, comment) in comments.iter().enumerate() {
        // Right of the cell: first and last column and row, each with a distance in pixels.
        let left = (comment.column + 1).min(MAX_COLUMNS - 3);
        let top = comment.row.saturating_sub(1).min(MAX_ROWS - 5);
        let id = number * 1024 + index + 1;
        let _ = write!(
            out,
            "<v:shape id=\"_x0000_s{id}\" type=\"#_x0000_t202\" \
             style=\"position:absolute;margin-left:60pt;margin-top:1.5pt;width:108pt;height:60pt;visibility:hidden\" \
             fillcolor=\"#ffffe1\" o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/>\
             <v:shadow color=\"black\" obscured=\"t\"/><v:path o:connecttype=\"none\"/>\
             <v:textbox style=\"mso-direction-alt:auto\"><div style=\"text-align:left\"></div></v:textbox>\
             <x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/>\
             <x:Anchor>{left}, 15, {top}, 10, {}, 31, {}, 9</x:Anchor><x:AutoFill>False</x:AutoFill>\
             <x:Row>{}</x:Row><x:Column>{}</x:Column></x:ClientData></v:shape>",
            left + 2,
            top + 4,
            comment.row,
            comment.column
        );
    }
    out.push_str("</xml>");
    out
}
