//! From a document to HTML.

pub(crate) mod blocks;
mod escape;
pub(crate) mod inline;
mod page;
mod style;
mod table;
mod workbook;

use std::collections::HashMap;

use spindle_model::convert::Job;
use spindle_model::document::{Document, Media};

pub(crate) use escape::{attribute, text};
pub(crate) use page::{STYLE, fragment, page};
pub(crate) use workbook::{shown, workbook};

/// What is written to.
pub(crate) struct Html<'d, 'j, 'p> {
    pub(crate) out: String,
    pub(crate) document: &'d Document,
    pub(crate) job: &'d mut Job<'j>,
    form: Form<'p>,
    /// The notes in the order of their marks, and how often each was referred to.
    pub(crate) notes: Vec<usize>,
    marks: HashMap<usize, usize>,
    /// How many lists, quotations and tables one stands in.
    depth: usize,
    /// How it looks that styles are named by, by their ids.
    classes: HashMap<std::sync::Arc<str>, String>,
}

/// What pictures are called.
pub(crate) type PictureNames<'p> = dyn Fn(usize, &Media) -> String + 'p;
/// What links lead to; `None` where that is what they say.
pub(crate) type Links<'p> = dyn Fn(&str) -> Option<String> + 'p;

/// Which form of HTML is written.
#[derive(Clone, Copy)]
pub(crate) struct Form<'p> {
    /// Whether it is XML, too.
    pub(crate) xml: bool,
    /// Whether there may be no line ends in it, and notes are said elsewhere: HTML within Markdown.
    pub(crate) one_line: bool,
    /// What pictures are called; where not said, their bytes are in the text.
    pub(crate) pictures: Option<&'p PictureNames<'p>>,
    /// What links lead to, where that is not what they say.
    pub(crate) links: Option<&'p Links<'p>>,
}

impl Form<'_> {
    /// HTML as web pages have it.
    pub(crate) const PAGE: Self = Self {
        xml: false,
        one_line: false,
        pictures: None,
        links: None,
    };
}

impl<'d, 'j, 'p> Html<'d, 'j, 'p> {
    pub(crate) fn new(document: &'d Document, job: &'d mut Job<'j>, form: Form<'p>) -> Self {
        Self {
            out: String::new(),
            document,
            job,
            form,
            notes: Vec::new(),
            marks: HashMap::new(),
            depth: 0,
            classes: HashMap::new(),
        }
    }

    /// Ends a line of the source.
    fn end_line(&mut self) {
        if !self.form.one_line {
            self.out.push('\n');
        }
    }

    /// Ends the tag of an element that has nothing in it.
    fn end_void(&mut self) {
        self.out.push_str(if self.form.xml { " />" } else { ">" });
    }
}
