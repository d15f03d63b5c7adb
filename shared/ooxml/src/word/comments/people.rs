//! Who wrote comments (`word/people.xml`, [MS-DOCX] 2.5.4).

use super::super::TextDocument;
use super::super::side_part::SidePart;
use crate::OoxmlError;

const PEOPLE: SidePart = SidePart {
    file: "people",
    relationship: "http://schemas.microsoft.com/office/2011/relationships/people",
    content_type: "application/vnd.openxmlformats-officedocument.wordprocessingml.people+xml",
    xml: "<w15:people/>",
};

impl TextDocument {
    /// The user id that the document knows for an author.
    ///
    /// # Errors
    /// The part is broken.
    pub fn person(&mut self, author: &str) -> Result<Option<String>, OoxmlError> {
        let Some(root) = self.side_part(&PEOPLE)? else {
            return Ok(None);
        };
        let dom = self.dom();
        let person = dom
            .elements(root, "w15:person")
            .find(|person| dom.attr(*person, "w15:author") == Some(author));
        Ok(person
            .and_then(|person| dom.child(person, "w15:presenceInfo"))
            .and_then(|info| dom.attr(info, "w15:userId"))
            .map(str::to_owned))
    }

    /// Says which user id an author has.
    ///
    /// # Errors
    /// The part is broken.
    pub fn set_person(&mut self, author: &str, user: &str) -> Result<(), OoxmlError> {
        let root = self.ensure_side_part(&PEOPLE)?;
        let dom = self.dom_mut();
        let known = dom
            .elements(root, "w15:person")
            .find(|person| dom.attr(*person, "w15:author") == Some(author));
        let person = known.unwrap_or_else(|| {
            let person = dom.element_with("w15:person", &[("w15:author", author)]);
            dom.append(root, person);
            person
        });
        let info = dom.ensure_child(person, "w15:presenceInfo", &[]);
        dom.set_attr(info, "w15:providerId", "None");
        dom.set_attr(info, "w15:userId", user);
        Ok(())
    }
}
