//! The parts of a presentation: where new ones are kept and what type they have (ECMA-376 part 1, 13.3).

use crate::dom::NodeId;
use crate::package::Package;

/// What the content types of PresentationML start with.
pub const MAIN: &str = "application/vnd.openxmlformats-officedocument.presentationml";

/// A kind of part that members make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartKind {
    /// `p:sld`
    Slide,
    /// `p:sldLayout`
    Layout,
    /// `p:sldMaster`
    Master,
    /// `a:theme`
    Theme,
    /// `p:notes`
    Notes,
    /// `p:notesMaster`
    NotesMaster,
    /// `p:cmLst`
    Comments,
    /// `p:cmAuthorLst`
    Authors,
}

impl PartKind {
    /// The last word of the type of relationships that lead to such a part.
    #[must_use]
    pub fn relationship(self) -> &'static str {
        self.names().1
    }

    /// Start of part names, relationship type, content type.
    fn names(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Slide => ("/ppt/slides/slide", "slide", ".slide+xml"),
            Self::Layout => (
                "/ppt/slideLayouts/slideLayout",
                "slideLayout",
                ".slideLayout+xml",
            ),
            Self::Master => (
                "/ppt/slideMasters/slideMaster",
                "slideMaster",
                ".slideMaster+xml",
            ),
            Self::Theme => ("/ppt/theme/theme", "theme", ""),
            Self::Notes => (
                "/ppt/notesSlides/notesSlide",
                "notesSlide",
                ".notesSlide+xml",
            ),
            Self::NotesMaster => (
                "/ppt/notesMasters/notesMaster",
                "notesMaster",
                ".notesMaster+xml",
            ),
            Self::Comments => ("/ppt/comments/comment", "comments", ".comments+xml"),
            Self::Authors => (
                "/ppt/commentAuthors",
                "commentAuthors",
                ".commentAuthors+xml",
            ),
        }
    }
}

/// Puts a tree into the package as a new part of this kind and answers the part's name.
pub fn put_part(package: &mut Package, kind: PartKind, root: NodeId) -> String {
    let (start, _, content_type) = kind.names();
    let single = format!("{start}.xml");
    let name = if kind == PartKind::Authors && !package.has_part(&single) {
        single
    } else {
        package.free_name(start, ".xml")
    };
    let content_type = if kind == PartKind::Theme {
        "application/vnd.openxmlformats-officedocument.theme+xml".to_owned()
    } else {
        format!("{MAIN}{content_type}")
    };
    package.add_part_tree(&name, &content_type, root);
    name
}
