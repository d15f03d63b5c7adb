//! Control words that begin destinations, and what is done when their groups end.

use spindle_model::convert::ConvertError;
use spindle_model::document::{Block, Comment, Inline, InlineKind, Note, TextFormat};

use super::fields::FieldState;
use super::parser::Parser;
use super::pictures::PictureState;
use super::state::{AtEnd, Collect, Destination, HeaderKind, Pages};

impl Parser<'_, '_> {
    /// Begins a destination; answers whether the word was one.
    pub(super) fn begin_destination(&mut self, word: &str, number: Option<i32>) -> bool {
        let header = |footer, pages| AtEnd::Header(HeaderKind { footer, pages });
        match word {
            "fonttbl" => self.state.destination = Destination::Fonts,
            "colortbl" => self.state.destination = Destination::Colors,
            "stylesheet" => {
                self.set_defaults();
                self.state.destination = Destination::Styles;
            }
            "listtable" => self.state.destination = Destination::Lists,
            "listoverridetable" => self.state.destination = Destination::ListOverrides,
            "revtbl" => self.state.destination = Destination::Authors,
            "list" if self.state.destination == Destination::Lists => self.at_end = AtEnd::List,
            "listlevel" if self.state.destination == Destination::Lists => {
                self.at_end = AtEnd::ListLevel
            }
            "listoverride" if self.state.destination == Destination::ListOverrides => {
                self.at_end = AtEnd::ListOverride;
            }
            "title" => self.collect(Collect::Title),
            "subject" => self.collect(Collect::Subject),
            "author" => self.collect(Collect::Author),
            "keywords" => self.collect(Collect::Keywords),
            "creatim" => self.begin_date(AtEnd::Created),
            "revtim" => self.begin_date(AtEnd::Modified),
            "bkmkstart" => self.collect(Collect::BookmarkStart),
            "fldinst" => self.collect(Collect::Instruction),
            "field" => {
                self.fields.push(FieldState::default());
                self.at_end = AtEnd::Field;
            }
            "fldrslt" => self.begin_result(),
            "footnote" => self.begin_target(AtEnd::Note),
            "annotation" => self.begin_target(AtEnd::Comment),
            "shptxt" | "dptxbxtext" => self.begin_target(AtEnd::TextBox),
            "header" | "headerr" => self.begin_target(header(false, Pages::All)),
            "headerl" => self.begin_target(header(false, Pages::Even)),
            "headerf" => self.begin_target(header(false, Pages::First)),
            "footer" | "footerr" => self.begin_target(header(true, Pages::All)),
            "footerl" => self.begin_target(header(true, Pages::Even)),
            "footerf" => self.begin_target(header(true, Pages::First)),
            "atnid" => self.collect(Collect::CommentInitials),
            "atnauthor" => self.collect(Collect::CommentAuthor),
            "atndate" => self.collect(Collect::CommentDate),
            "atnref" => self.collect(Collect::CommentRef),
            "atrfstart" => self.collect(Collect::CommentStart),
            "atrfend" => self.collect(Collect::CommentEnd),
            "sn" => self.collect(Collect::PropertyName),
            "sv" => self.collect(Collect::PropertyValue),
            "pict" => {
                self.picture = PictureState::default();
                self.state.destination = Destination::Picture;
                self.at_end = AtEnd::Picture;
            }
            "shpinst" | "object" | "picprop" | "do" => self.state.destination = Destination::Shape,
            "sp" => {}
            "result" | "shppict" => self.state.destination = Destination::Body,
            "nesttableprops" => self.state.destination = Destination::NestedRow,
            // Only a destination where it has no number.
            "pn" if number.is_none() => {
                self.state.paragraph.old_list = None;
                self.state.destination = Destination::OldList;
                self.at_end = AtEnd::OldList;
            }
            "ud" => self.state.destination = self.destination_around(),
            "nonshppict" | "nonesttables" | "shprslt" | "objdata" | "objclass" | "objname"
            | "objalias" | "upr" | "listtext" | "pntext" | "listname" | "leveltext"
            | "levelnumbers" | "listpicture" | "xe" | "tc" | "rxe" | "ftnsep" | "ftnsepc"
            | "ftncn" | "aftnsep" | "aftnsepc" | "aftncn" | "background" | "template"
            | "private" | "filetbl" | "themedata" | "colorschememapping" | "datastore"
            | "latentstyles" | "rsidtbl" | "xmlnstbl" | "generator" | "falt" | "panose"
            | "fname" | "fontemb" | "operator" | "manager" | "company" | "category" | "comment"
            | "doccomm" | "hlinkbase" | "printim" | "buptim" | "userprops" | "pnseclvl"
            | "bkmkend" | "blipuid" | "blipuidn" | "oldcprops" | "oldpprops" | "oldtprops"
            | "oldsprops" | "mmathPr" | "fldtype" | "datafield" | "formfield" | "atnparent"
            | "atntime" | "atnicn" => self.state.destination = Destination::Skip,
            _ => return false,
        }
        true
    }

    fn begin_date(&mut self, at_end: AtEnd) {
        self.date = [0; 6];
        self.at_end = at_end;
        self.state.destination = Destination::Shape;
    }

    /// Does what is due when a group ends.
    pub(super) fn at_group_end(&mut self, at_end: AtEnd) -> Result<(), ConvertError> {
        match at_end {
            AtEnd::Nothing | AtEnd::OldList => {}
            AtEnd::Collected(what) => {
                let text = self.collected.pop().unwrap_or_default();
                self.collected_text(what, text);
            }
            AtEnd::Note => {
                let target = self.end_target()?;
                let endnote = target.endnote;
                let index = self.document.notes.len();
                self.document.notes.push(Note {
                    endnote,
                    blocks: trimmed(target.finish()),
                });
                let kind = InlineKind::Note(index);
                self.push_plain(Inline::new(kind, TextFormat::default()));
            }
            AtEnd::Header(kind) => {
                let blocks = without_blank(self.end_target()?.finish());
                let place = if kind.footer {
                    &mut self.setup.footer
                } else {
                    &mut self.setup.header
                };
                match kind.pages {
                    Pages::All => place.default = blocks,
                    Pages::First => place.first = Some(blocks),
                    Pages::Even => place.even = Some(blocks),
                }
            }
            AtEnd::Comment => self.end_comment()?,
            AtEnd::TextBox => {
                let blocks = trimmed(self.end_target()?.finish());
                if let Some(target) = self.target() {
                    target.boxes.extend(blocks);
                }
            }
            AtEnd::Field => self.end_field(),
            AtEnd::Picture => self.end_picture(),
            AtEnd::Style => self.end_style(),
            AtEnd::ListLevel => self.lists.end_level(),
            AtEnd::List => self.lists.end_list(),
            AtEnd::ListOverride => self.lists.end_override(),
            AtEnd::Created => self.document.metadata.created = self.date(),
            AtEnd::Modified => self.document.metadata.modified = self.date(),
        }
        Ok(())
    }

    fn date(&self) -> Option<String> {
        let [year, month, day, hour, minute, second] = self.date;
        let fits =
            (1601..10_000).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
        let fits = fits
            && (0..24).contains(&hour)
            && (0..60).contains(&minute)
            && (0..60).contains(&second);
        fits.then(|| format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"))
    }

    fn collected_text(&mut self, what: Collect, text: String) {
        let trimmed = text.trim();
        let kept = || (!trimmed.is_empty()).then(|| trimmed.to_owned());
        let number = || trimmed.parse::<i32>().ok();
        match what {
            Collect::Instruction => {
                if let Some(field) = self.fields.last_mut() {
                    field.instruction = text;
                }
            }
            Collect::BookmarkStart => {
                if !trimmed.is_empty() && trimmed != "_GoBack" {
                    let kind = InlineKind::Bookmark(trimmed.to_owned());
                    self.push_plain(Inline::new(kind, TextFormat::default()));
                }
            }
            Collect::Title => self.document.metadata.title = kept(),
            Collect::Subject => self.document.metadata.subject = kept(),
            Collect::Author => self.document.metadata.author = kept(),
            Collect::Keywords => self.document.metadata.keywords = kept(),
            Collect::CommentAuthor => self.comment_author = trimmed.to_owned(),
            Collect::CommentInitials => {
                if self.comment_author.is_empty() {
                    self.comment_author = trimmed.to_owned();
                }
            }
            Collect::CommentDate => {
                let date = number().map(i32::cast_unsigned);
                if let Some(target) = self.target() {
                    target.date = date;
                }
            }
            Collect::CommentRef => {
                let index = number().and_then(|number| self.comment_refs.get(&number).copied());
                if let Some(target) = self.target() {
                    target.comment = index;
                }
            }
            Collect::CommentStart => {
                if let Some(number) = number() {
                    let index = self.document.comments.len();
                    self.document.comments.push(Comment::default());
                    self.comment_refs.insert(number, index);
                    self.comments.push(index);
                }
            }
            Collect::CommentEnd => {
                let index = number().and_then(|number| self.comment_refs.get(&number).copied());
                self.comments.retain(|open| Some(*open) != index);
            }
            Collect::PropertyName => self.property = text,
            Collect::PropertyValue => {
                if self.property == "wzDescription" {
                    self.alt = trimmed.to_owned();
                }
            }
        }
    }

    /// Adds an inline that has no format.
    pub(super) fn push_plain(&mut self, inline: Inline) {
        if let Some(target) = self.target() {
            target.push(inline);
        }
    }

    fn end_comment(&mut self) -> Result<(), ConvertError> {
        let target = self.end_target()?;
        let (index, date) = (target.comment, target.date);
        let comment = Comment {
            author: std::mem::take(&mut self.comment_author),
            date: date.and_then(crate::doc::packed_date),
            blocks: trimmed(target.finish()),
        };
        if let Some(place) = index.and_then(|index| self.document.comments.get_mut(index)) {
            *place = comment;
            return Ok(());
        }
        // Without a range it is about what stands before it.
        let index = self.document.comments.len();
        self.document.comments.push(comment);
        if let Some(last) = self.target().and_then(|target| target.last()) {
            last.format.comments.push(index);
        }
        Ok(())
    }
}

/// Nothing, where there is one paragraph that says nothing: how headers are taken back.
fn without_blank(blocks: Vec<Block>) -> Vec<Block> {
    match blocks.as_slice() {
        [Block::Paragraph(paragraph)] if paragraph.inlines.is_empty() => Vec::new(),
        _ => blocks,
    }
}

/// Without empty paragraphs at the end, and without the blank after a note's mark.
fn trimmed(mut blocks: Vec<Block>) -> Vec<Block> {
    while matches!(blocks.last(), Some(Block::Paragraph(paragraph)) if paragraph.inlines.is_empty())
    {
        blocks.pop();
    }
    if let Some(Block::Paragraph(paragraph)) = blocks.first_mut()
        && let Some(first) = paragraph.inlines.first_mut()
        && let InlineKind::Text(text) = &mut first.kind
    {
        *text = text.trim_start_matches([' ', '\t']).to_owned();
        if text.is_empty() {
            paragraph.inlines.remove(0);
        }
    }
    blocks
}
