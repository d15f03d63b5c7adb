//! Comments of slides (13.3.2) and their authors (13.3.1); replies as PowerPoint 2013 writes them.

use super::names::{PartKind, put_part};
use super::{Presentation, tree};
use crate::dom::{Dom, NodeId};

/// EMU in a unit of a comment's place: 576 of those are an inch.
const EMU: f64 = 1587.5;
const THREAD: &str = "{C676402C-5697-4E1C-873F-D02D1690AC5C}";
const PRESENCE: &str = "{19B8F6BF-5375-455C-9EA6-DF929625EA0E}";
const SOLVED: &str = "{7E4C0F6B-52B1-4D4E-9C7A-3B1D9E0A51C8}";
const P15: &str = "http://schemas.microsoft.com/office/powerpoint/2012/main";

/// The content of an extension of a comment.
fn extension(dom: &Dom, comment: NodeId, uri: &str) -> Option<NodeId> {
    let list = dom.child(comment, "p:extLst")?;
    let ext = dom
        .elements(list, "p:ext")
        .find(|ext| dom.attr(*ext, "uri") == Some(uri))?;
    dom.child_elements(ext).next()
}

fn ensure_extension(dom: &mut Dom, comment: NodeId, uri: &str, name: &str) -> NodeId {
    if let Some(found) = extension(dom, comment, uri) {
        return found;
    }
    let list = dom.ensure_child(comment, "p:extLst", &["p:pos", "p:text", "p:extLst"]);
    let ext = dom.element_with("p:ext", &[("uri", uri)]);
    let content = dom.element_with(name, &[("xmlns:p15", P15)]);
    dom.append(ext, content);
    dom.append(list, ext);
    content
}

/// What a comment is a reply to: author and number.
fn parent_of(dom: &Dom, comment: NodeId) -> Option<(String, String)> {
    let parent = dom.child(extension(dom, comment, THREAD)?, "p15:parentCm")?;
    Some((
        dom.attr(parent, "authorId")?.to_owned(),
        dom.attr(parent, "idx")?.to_owned(),
    ))
}

fn key(dom: &Dom, comment: NodeId) -> Option<(String, String)> {
    Some((
        dom.attr(comment, "authorId")?.to_owned(),
        dom.attr(comment, "idx")?.to_owned(),
    ))
}

/// The text of a comment.
#[must_use]
pub fn text(dom: &Dom, comment: NodeId) -> String {
    dom.child(comment, "p:text")
        .map(|node| dom.text(node))
        .unwrap_or_default()
}

/// Sets the text of a comment.
pub fn set_text(dom: &mut Dom, comment: NodeId, text: &str) {
    let node = dom.ensure_child(comment, "p:text", &["p:pos", "p:text", "p:extLst"]);
    dom.set_text(node, text);
}

/// The user that a comment is by, in whatever directory.
#[must_use]
pub fn user(dom: &Dom, comment: NodeId) -> Option<String> {
    let presence = extension(dom, comment, PRESENCE)?;
    dom.attr(presence, "userId")
        .filter(|user| !user.is_empty())
        .map(str::to_owned)
}

/// Sets the user that a comment is by.
pub fn set_user(dom: &mut Dom, comment: NodeId, user: &str) {
    let node = ensure_extension(dom, comment, PRESENCE, "p15:presenceInfo");
    dom.set_attr(node, "userId", user);
    dom.set_attr(node, "providerId", "AD");
}

/// Where a comment is on its slide, in EMU.
#[must_use]
pub fn position(dom: &Dom, comment: NodeId) -> (f64, f64) {
    let place = dom.child(comment, "p:pos");
    let side = |name: &str| {
        place
            .and_then(|place| dom.attr(place, name)?.parse::<f64>().ok())
            .unwrap_or(0.0)
            * EMU
    };
    (side("x"), side("y"))
}

/// Puts a comment somewhere on its slide, in EMU.
pub fn set_position(dom: &mut Dom, comment: NodeId, x: f64, y: f64) {
    let place = dom.ensure_child(comment, "p:pos", &["p:pos", "p:text", "p:extLst"]);
    for (name, value) in [("x", x), ("y", y)] {
        let units = (value / EMU).clamp(-2_147_483_648.0, 2_147_483_647.0);
        dom.set_attr(place, name, &format!("{units:.0}"));
    }
}

/// Whether a comment is marked as solved.
#[must_use]
pub fn is_solved(dom: &Dom, comment: NodeId) -> bool {
    extension(dom, comment, SOLVED).is_some_and(|mark| tree::flag(dom, mark, "solved", false))
}

/// Marks a comment as solved or not. The format has no place for it: it is an extension that others keep.
pub fn set_solved(dom: &mut Dom, comment: NodeId, solved: bool) {
    let mark = match extension(dom, comment, SOLVED) {
        Some(mark) => mark,
        None => {
            let list = dom.ensure_child(comment, "p:extLst", &["p:pos", "p:text", "p:extLst"]);
            let ext = dom.fragment(&format!(
                "<p:ext uri=\"{SOLVED}\"><sc:comment xmlns:sc=\"urn:spindle:comment\"/></p:ext>"
            ));
            dom.append(list, ext);
            dom.child_elements(ext).next().unwrap_or(ext)
        }
    };
    dom.set_attr(mark, "solved", if solved { "1" } else { "0" });
}

impl Presentation {
    /// The comments of a slide that are no replies.
    #[must_use]
    pub fn comments(&self, slide: NodeId) -> Vec<NodeId> {
        let dom = self.dom();
        self.sheet(slide)
            .and_then(|sheet| sheet.comments)
            .into_iter()
            .flat_map(|list| dom.elements(list, "p:cm"))
            .filter(|comment| parent_of(dom, *comment).is_none())
            .collect()
    }

    /// The replies to a comment.
    #[must_use]
    pub fn replies(&self, comment: NodeId) -> Vec<NodeId> {
        let dom = self.dom();
        let (Some(list), Some(key)) = (dom.parent(comment), key(dom, comment)) else {
            return Vec::new();
        };
        dom.elements(list, "p:cm")
            .filter(|reply| parent_of(dom, *reply).as_ref() == Some(&key))
            .collect()
    }

    /// Adds a comment of an author at a time (`dt`) to a slide.
    pub fn add_comment(&mut self, slide: NodeId, author: &str, text: &str, time: &str) -> NodeId {
        let list = self.comment_list(slide);
        let comment = self.new_comment(author, text, time);
        if let Some(list) = list {
            self.dom_mut().append(list, comment);
        }
        comment
    }

    /// Adds a reply to a comment before the one at `index`, or after the last.
    pub fn add_reply(
        &mut self,
        comment: NodeId,
        author: &str,
        text: &str,
        time: &str,
        index: usize,
    ) -> NodeId {
        let replies = self.replies(comment);
        let reply = self.new_comment(author, text, time);
        let dom = self.dom_mut();
        let (x, y) = position(dom, comment);
        set_position(dom, reply, x, y);
        if let Some((author, number)) = key(dom, comment) {
            let thread = ensure_extension(dom, reply, THREAD, "p15:threadingInfo");
            dom.set_attr(thread, "timeZoneBias", "0");
            let parent =
                dom.element_with("p15:parentCm", &[("authorId", &author), ("idx", &number)]);
            dom.append(thread, parent);
        }
        match replies.get(index) {
            Some(next) => dom.insert_before(reply, *next),
            None => dom.insert_after(reply, replies.last().copied().unwrap_or(comment)),
        };
        reply
    }

    fn new_comment(&mut self, author: &str, text: &str, time: &str) -> NodeId {
        let comment = self.dom_mut().element("p:cm");
        self.sign(comment, author);
        let dom = self.dom_mut();
        dom.set_attr(comment, "dt", time);
        set_position(dom, comment, 0.0, 0.0);
        set_text(dom, comment, text);
        comment
    }

    /// `p:cmLst` of a slide, made when it has none.
    fn comment_list(&mut self, slide: NodeId) -> Option<NodeId> {
        let sheet = self.sheets.get(&slide)?;
        if let Some(list) = sheet.comments {
            return Some(list);
        }
        let part = sheet.part.clone();
        let list = self.package.dom.element("p:cmLst");
        if let Some(sheet) = self.sheets.get_mut(&slide) {
            sheet.comments = Some(list);
        }
        if let Some(part) = part {
            let name = put_part(&mut self.package, PartKind::Comments, list);
            self.package
                .add_relationship(&part, "comments", &name, false);
        }
        Some(list)
    }

    /// `p:cmAuthorLst`, made when there is none.
    fn authors(&mut self) -> Option<NodeId> {
        let main = self.main.clone();
        if let Some(part) = self.package.related(&main, "commentAuthors") {
            return self.package.root(&part).ok();
        }
        let list = self.package.dom.element("p:cmAuthorLst");
        let part = put_part(&mut self.package, PartKind::Authors, list);
        self.package
            .add_relationship(&main, "commentAuthors", &part, false);
        Some(list)
    }

    /// The name of a comment's author.
    pub fn comment_author(&mut self, comment: NodeId) -> String {
        let Some(list) = self.authors() else {
            return String::new();
        };
        let dom = self.dom();
        let id = dom.attr(comment, "authorId");
        dom.elements(list, "p:cmAuthor")
            .find(|author| dom.attr(*author, "id") == id)
            .and_then(|author| dom.attr(author, "name"))
            .unwrap_or_default()
            .to_owned()
    }

    /// Makes a comment be of the author of that name, with the next of the author's numbers; replies go on to be its.
    pub fn sign(&mut self, comment: NodeId, name: &str) {
        let replies = self.replies(comment);
        let Some(list) = self.authors() else {
            return;
        };
        let dom = self.dom_mut();
        let known = dom
            .elements(list, "p:cmAuthor")
            .find(|author| dom.attr(*author, "name") == Some(name));
        let author = known.unwrap_or_else(|| {
            let number = |node: NodeId, attribute: &str| {
                dom.attr(node, attribute)
                    .and_then(|value| value.parse::<u32>().ok())
            };
            let count = dom.elements(list, "p:cmAuthor").count();
            let id = dom
                .elements(list, "p:cmAuthor")
                .filter_map(|author| number(author, "id"))
                .max()
                .map_or(1, |id| id.saturating_add(1));
            let initials: String = name
                .split_whitespace()
                .filter_map(|word| word.chars().next())
                .collect();
            let made = dom.element_with(
                "p:cmAuthor",
                &[
                    ("id", &id.to_string()),
                    ("name", name),
                    ("initials", &initials),
                    ("lastIdx", "0"),
                    ("clrIdx", &count.to_string()),
                ],
            );
            dom.append(list, made);
            made
        });
        let last = dom
            .attr(author, "lastIdx")
            .and_then(|last| last.parse::<u32>().ok())
            .unwrap_or(0)
            .saturating_add(1)
            .to_string();
        let id = dom.attr(author, "id").unwrap_or("1").to_owned();
        dom.set_attr(author, "lastIdx", &last);
        dom.set_attr(comment, "authorId", &id);
        dom.set_attr(comment, "idx", &last);
        for reply in replies {
            if let Some(parent) =
                extension(dom, reply, THREAD).and_then(|thread| dom.child(thread, "p15:parentCm"))
            {
                dom.set_attr(parent, "authorId", &id);
                dom.set_attr(parent, "idx", &last);
            }
        }
    }

    /// Takes a comment away with its replies; `false` when it is gone already.
    pub fn remove_comment(&mut self, comment: NodeId) -> bool {
        for reply in self.replies(comment) {
            self.dom_mut().detach(reply);
        }
        self.dom_mut().detach(comment)
    }
}
