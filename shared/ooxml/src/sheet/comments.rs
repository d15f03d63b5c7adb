//! Comments of cells and of the workbook: threads as today's programs have them, notes for those before (ECMA-376
//! Part 1, 18.7; [MS-XLSX] 2.6.205).

mod read;
mod write;

use super::formula::Shift;
use super::reference::{Area, CellPos};
use super::workbook::{SheetError, SheetId, Workbook};

/// What somebody wrote.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Note {
    /// Who.
    pub author: String,
    /// The number that a service knows that person by.
    pub user: String,
    /// What.
    pub text: String,
    /// When, in milliseconds since 1970 by the clock on the wall; 0 for never.
    pub time: f64,
    /// When, in milliseconds since 1970 by universal time.
    pub time_utc: f64,
}

/// One comment with its replies.
#[derive(Debug, Clone)]
pub struct Comment {
    /// Names it; never given out twice.
    pub id: u32,
    /// The sheet and the cell that it is about; none for the workbook as a whole.
    pub place: Option<(SheetId, CellPos)>,
    /// What was written.
    pub note: Note,
    /// Whether the matter is settled.
    pub solved: bool,
    /// The replies with their numbers.
    pub replies: Vec<(u32, Note)>,
}

impl Comment {
    /// The name of a comment or reply in files.
    #[must_use]
    pub fn guid(id: u32) -> String {
        format!("{{5B1D1E00-0000-4000-8000-{id:012X}}}")
    }
}

/// The comments of a workbook.
#[derive(Debug, Default)]
pub struct Comments {
    /// All that were read or made.
    pub all: Vec<Comment>,
    last: u32,
    read: Vec<SheetId>,
    changed: Vec<SheetId>,
}

impl Comments {
    /// A number that nothing has.
    pub fn next_id(&mut self) -> u32 {
        self.last = self.last.saturating_add(1);
        self.last
    }

    /// Adds a comment.
    pub fn add(&mut self, place: Option<(SheetId, CellPos)>, note: Note) -> u32 {
        let id = self.next_id();
        self.touch(place);
        self.all.push(Comment {
            id,
            place,
            note,
            solved: false,
            replies: Vec::new(),
        });
        id
    }

    fn touch(&mut self, place: Option<(SheetId, CellPos)>) {
        if let Some((sheet, _)) = place
            && !self.changed.contains(&sheet)
        {
            self.changed.push(sheet);
        }
    }

    /// The comment of this number.
    #[must_use]
    pub fn get(&self, id: u32) -> Option<&Comment> {
        self.all.iter().find(|comment| comment.id == id)
    }

    /// The comment of this number, to be changed.
    pub fn get_mut(&mut self, id: u32) -> Option<&mut Comment> {
        let place = self.get(id)?.place;
        self.touch(place);
        self.all.iter_mut().find(|comment| comment.id == id)
    }

    /// Takes a comment away.
    pub fn remove(&mut self, id: u32) {
        if let Some(place) = self.get(id).map(|comment| comment.place) {
            self.touch(place);
        }
        self.all.retain(|comment| comment.id != id);
    }

    /// The comment of a cell.
    #[must_use]
    pub fn at(&self, sheet: SheetId, cell: CellPos) -> Option<&Comment> {
        self.all
            .iter()
            .find(|comment| comment.place == Some((sheet, cell)))
    }

    /// Moves comments with their cells.
    ///
    /// # Errors
    /// The sheet's comments cannot be read.
    pub fn shift(
        &mut self,
        book: &mut Workbook,
        sheet: SheetId,
        shift: &Shift,
    ) -> Result<(), SheetError> {
        self.load(book, sheet)?;
        let before = self.all.len();
        let mut moved = false;
        self.all.retain_mut(|comment| match comment.place {
            Some((on, cell)) if on == sheet => match shift.area(Area::new(cell, cell)) {
                Some(area) => {
                    moved |= area.first != cell;
                    comment.place = Some((sheet, area.first));
                    true
                }
                None => false,
            },
            _ => true,
        });
        if moved || self.all.len() != before {
            self.touch(Some((sheet, CellPos::new(0, 0))));
        }
        Ok(())
    }

    /// About how many bytes they take.
    #[must_use]
    pub fn weight(&self) -> usize {
        let note = |note: &Note| note.text.len() + note.author.len() + note.user.len() + 96;
        self.all
            .iter()
            .map(|comment| {
                note(&comment.note)
                    + comment
                        .replies
                        .iter()
                        .map(|(_, reply)| note(reply))
                        .sum::<usize>()
            })
            .sum()
    }
}
