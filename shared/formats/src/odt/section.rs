//! Sections of text (ODF 1.3 part 3, 5.4): columns, and quotations that hold more than paragraphs.

use spindle_model::convert::ConvertError;
use spindle_model::document::{Block, PageSetup, SectionStart};

use super::lines::Flow;
use super::names;
use super::read::Reading;
use super::style::Family;
use super::xml::{Tag, Xml};

impl Reading<'_, '_> {
    /// `text:section`, behind its end.
    pub fn section(
        &mut self,
        xml: &mut Xml<'_>,
        tag: &Tag<'_>,
        flow: &mut Flow,
    ) -> Result<(), ConvertError> {
        if tag.get("text:display").as_deref() == Some("none") {
            self.job
                .warn("section-hidden", "a section that is not shown was left out");
            return xml.skip();
        }
        if tag.get("text:name").is_some_and(|name| is_quotation(&name)) {
            return self.quotation(xml, flow);
        }
        let style = tag.get("text:style-name");
        let style = style.and_then(|name| self.styles.find(self.part, Family::Section, &name));
        let columns = style.map_or(1, |style| style.columns.max(1));
        if columns < 2 || self.nesting > 0 {
            return self.blocks(xml, flow);
        }
        let around = self.page_now(flow);
        if !self.started {
            self.begin_pages(None, None, flow)?;
        }
        let page = |columns| PageSetup {
            columns,
            start: SectionStart::Continuous,
            first_number: None,
            ..around.clone()
        };
        flow.push(Block::Section(Box::new(page(columns))));
        self.blocks(xml, flow)?;
        flow.push(Block::Section(Box::new(page(around.columns))));
        Ok(())
    }

    fn quotation(&mut self, xml: &mut Xml<'_>, flow: &mut Flow) -> Result<(), ConvertError> {
        self.count_block()?;
        self.begin_pages(None, None, flow)?;
        let outer = std::mem::replace(&mut self.changes.in_quotation, true);
        let blocks = self.nested(|reading| {
            let mut inner = Flow::default();
            reading.blocks(xml, &mut inner)?;
            Ok(inner.finish())
        });
        self.changes.in_quotation = outer;
        flow.push(Block::Quote(blocks?));
        Ok(())
    }

    fn page_now(&self, flow: &mut Flow) -> PageSetup {
        match flow.last_section() {
            Some(page) => page.clone(),
            None if self.started => self.document.page.clone(),
            None => PageSetup::default(),
        }
    }
}

/// `Quotation 1`: the name that the writer gives them.
fn is_quotation(name: &str) -> bool {
    let start = names::QUOTATIONS.trim_end_matches('s');
    let number = name
        .strip_prefix(start)
        .and_then(|rest| rest.strip_prefix(' '));
    number.is_some_and(|number| {
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}
