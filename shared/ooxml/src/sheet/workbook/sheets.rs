//! The list of sheets.

use crate::NodeId;

use super::save::ORDER;
use super::{Entry, SheetError, SheetId, Workbook};
use crate::sheet::formula;
use crate::sheet::worksheet::Worksheet;

const WORKSHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";
/// UTF-16 units of a sheet's name.
const MAX_NAME: usize = 31;

/// Whether a sheet is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetState {
    /// It is.
    Visible,
    /// It is hidden and can be shown.
    Hidden,
    /// Only programs can show it.
    VeryHidden,
}

impl Workbook {
    /// All sheets in the order of their tabs; chart sheets have no cells.
    #[must_use]
    pub fn sheets(&self) -> Vec<SheetId> {
        self.entries.iter().map(|entry| entry.id).collect()
    }

    fn index(&self, id: SheetId) -> Option<usize> {
        self.entries.iter().position(|entry| entry.id == id)
    }

    fn entry(&self, id: SheetId) -> Result<&Entry, SheetError> {
        self.entries
            .iter()
            .find(|entry| entry.id == id)
            .ok_or(SheetError::NoSheet)
    }

    /// The place of a sheet among the tabs, from 0.
    ///
    /// # Errors
    /// [`SheetError::NoSheet`].
    pub fn sheet_index(&self, id: SheetId) -> Result<usize, SheetError> {
        self.index(id).ok_or(SheetError::NoSheet)
    }

    /// A sheet's name.
    ///
    /// # Errors
    /// [`SheetError::NoSheet`].
    pub fn sheet_name(&self, id: SheetId) -> Result<&str, SheetError> {
        Ok(self
            .package
            .dom
            .attr(self.entry(id)?.node, "name")
            .unwrap_or_default())
    }

    /// The name of a worksheet's part.
    ///
    /// # Errors
    /// [`SheetError::NoSheet`], also for sheets without cells.
    pub fn sheet_part(&self, id: SheetId) -> Result<&str, SheetError> {
        self.entry(id)?.part.as_deref().ok_or(SheetError::NoSheet)
    }

    /// The sheet of this name, in whatever case.
    #[must_use]
    pub fn find_sheet(&self, name: &str) -> Option<SheetId> {
        let name = name.to_lowercase();
        let mut named = self.entries.iter();
        let found = named.find(|entry| {
            self.package
                .dom
                .attr(entry.node, "name")
                .is_some_and(|known| known.to_lowercase() == name)
        })?;
        Some(found.id)
    }

    /// A worksheet, read on first use.
    ///
    /// # Errors
    /// There is none, or it cannot be read.
    pub fn sheet(&mut self, id: SheetId) -> Result<&Worksheet, SheetError> {
        self.load(id).map(|sheet| &*sheet)
    }

    /// A worksheet to be changed: its part will be written anew.
    ///
    /// # Errors
    /// There is none, or it cannot be read.
    pub fn sheet_mut(&mut self, id: SheetId) -> Result<&mut Worksheet, SheetError> {
        self.revision += 1;
        let sheet = self.load(id)?;
        sheet.dirty = true;
        Ok(sheet)
    }

    fn load(&mut self, id: SheetId) -> Result<&mut Worksheet, SheetError> {
        let index = self.index(id).ok_or(SheetError::NoSheet)?;
        let entry = self.entries.get_mut(index).ok_or(SheetError::NoSheet)?;
        let part = entry.part.as_deref().ok_or(SheetError::NoSheet)?;
        if entry.sheet.is_none() {
            let text = super::save::text_of(&self.package, part)?;
            let limits = crate::XmlLimits::default();
            let read = Worksheet::read(
                &mut self.package.dom,
                &text,
                &mut self.strings,
                self.limits.cells,
                &limits,
            );
            entry.sheet = Some(read.map_err(|reason| {
                SheetError::Worksheet {
                    sheet: self
                        .package
                        .dom
                        .attr(entry.node, "name")
                        .unwrap_or_default()
                        .to_owned(),
                    reason,
                }
            })?);
        }
        entry.sheet.as_mut().ok_or(SheetError::NoSheet)
    }

    /// A worksheet that was read, as it is.
    pub(super) fn loaded_mut(&mut self, id: SheetId) -> Result<&mut Worksheet, SheetError> {
        let index = self.index(id).ok_or(SheetError::NoSheet)?;
        self.entries
            .get_mut(index)
            .and_then(|entry| entry.sheet.as_mut())
            .ok_or(SheetError::NoSheet)
    }

    /// Checks a name for a sheet other than `except`.
    fn check_name(&self, name: &str, except: Option<SheetId>) -> Result<(), SheetError> {
        let taken = self
            .find_sheet(name)
            .is_some_and(|found| Some(found) != except);
        let reason = fault_of_name(name).or_else(|| taken.then_some("there is one of that name"));
        match reason {
            Some(reason) => Err(SheetError::SheetName {
                name: name.to_owned(),
                reason,
            }),
            None => Ok(()),
        }
    }

    /// Whether a sheet may have this name, were there no other of it.
    #[must_use]
    pub fn is_sheet_name(name: &str) -> bool {
        fault_of_name(name).is_none()
    }

    /// Adds an empty worksheet behind the others.
    ///
    /// # Errors
    /// The name cannot be one, or there are too many sheets.
    pub fn add_sheet(&mut self, name: &str) -> Result<SheetId, SheetError> {
        self.check_name(name, None)?;
        if self.entries.len() >= self.limits.sheets {
            return Err(SheetError::TooManySheets(self.limits.sheets));
        }
        let part = self.package.free_name("/xl/worksheets/sheet", ".xml");
        self.package.set_part(
            &part,
            WORKSHEET,
            include_bytes!("../template/worksheet.xml"),
        );
        let main = self.package.main_part().to_owned();
        let relation = self
            .package
            .add_relationship(&main, "worksheet", &part, false);
        let dom = &mut self.package.dom;
        let list = dom.ensure_child(self.root, "sheets", ORDER);
        let number = dom
            .elements(list, "sheet")
            .filter_map(|node| dom.attr(node, "sheetId")?.parse::<u32>().ok())
            .max()
            .unwrap_or(0)
            .saturating_add(1);
        let node = dom.element_with(
            "sheet",
            &[
                ("name", name),
                ("sheetId", &number.to_string()),
                ("r:id", &relation),
            ],
        );
        dom.append(list, node);
        let id = self.new_id();
        self.entries.push(Entry {
            id,
            part: Some(part),
            node,
            sheet: None,
        });
        Ok(id)
    }

    /// A name that no sheet has: `Sheet1`, `Sheet2`, ...
    #[must_use]
    pub fn free_sheet_name(&self) -> String {
        let mut names = (1..).map(|number| format!("Sheet{number}"));
        names
            .find(|name| self.find_sheet(name).is_none())
            .unwrap_or_default()
    }

    /// Renames a sheet, also in formulas and defined names.
    ///
    /// # Errors
    /// The name cannot be one, or a worksheet with formulas cannot be read.
    pub fn rename_sheet(&mut self, id: SheetId, name: &str) -> Result<(), SheetError> {
        self.check_name(name, Some(id))?;
        let old = self.sheet_name(id)?.to_owned();
        if old == name {
            return Ok(());
        }
        self.rewrite_formulas(|_, text| formula::rename_sheet(text, &old, name))?;
        let node = self.entry(id)?.node;
        self.package.dom.set_attr(node, "name", name);
        Ok(())
    }

    /// Whether a sheet is seen.
    ///
    /// # Errors
    /// [`SheetError::NoSheet`].
    pub fn sheet_state(&self, id: SheetId) -> Result<SheetState, SheetError> {
        Ok(match self.package.dom.attr(self.entry(id)?.node, "state") {
            Some("hidden") => SheetState::Hidden,
            Some("veryHidden") => SheetState::VeryHidden,
            _ => SheetState::Visible,
        })
    }

    /// Shows or hides a sheet. When the active one is hidden, the nearest that is seen becomes active.
    ///
    /// # Errors
    /// [`SheetError::LastSheet`] when none would be seen.
    pub fn set_sheet_state(&mut self, id: SheetId, state: SheetState) -> Result<(), SheetError> {
        let node = self.entry(id)?.node;
        if state == SheetState::Visible {
            self.package.dom.remove_attr(node, "state");
            return Ok(());
        }
        let others = self.visible().filter(|other| *other != id).count();
        if others == 0 {
            return Err(SheetError::LastSheet);
        }
        let value = if state == SheetState::Hidden {
            "hidden"
        } else {
            "veryHidden"
        };
        self.package.dom.set_attr(node, "state", value);
        let active = self.active_sheet();
        if active == Some(id) {
            self.activate_near(self.index(id).unwrap_or(0));
        }
        Ok(())
    }

    fn visible(&self) -> impl Iterator<Item = SheetId> {
        self.sheets()
            .into_iter()
            .filter(|id| self.sheet_state(*id) == Ok(SheetState::Visible))
    }

    fn activate_near(&mut self, index: usize) {
        let visible: Vec<(usize, SheetId)> = self
            .visible()
            .filter_map(|id| Some((self.index(id)?, id)))
            .collect();
        let next = visible
            .iter()
            .find(|(place, _)| *place >= index)
            .or_else(|| visible.last());
        if let Some((_, id)) = next {
            let _ = self.set_active_sheet(*id);
        }
    }

    fn view(&mut self) -> NodeId {
        let dom = &mut self.package.dom;
        let views = dom.ensure_child(self.root, "bookViews", ORDER);
        match dom.child(views, "workbookView") {
            Some(view) => view,
            None => {
                let view = dom.element("workbookView");
                dom.append(views, view);
                view
            }
        }
    }

    /// The sheet whose tab is chosen.
    #[must_use]
    pub fn active_sheet(&self) -> Option<SheetId> {
        let dom = &self.package.dom;
        let view = dom.path(self.root, &["bookViews", "workbookView"]);
        let index = view
            .and_then(|view| dom.attr(view, "activeTab")?.parse().ok())
            .unwrap_or(0_usize);
        self.entries
            .get(index)
            .or_else(|| self.entries.first())
            .map(|entry| entry.id)
    }

    /// Chooses a sheet's tab.
    ///
    /// # Errors
    /// [`SheetError::NoSheet`].
    pub fn set_active_sheet(&mut self, id: SheetId) -> Result<(), SheetError> {
        let index = self.sheet_index(id)?;
        // The sheet that was active is the one whose part says that it is selected. One that cannot be read stays as
        // it is: that is no reason not to choose another.
        if let Some(old) = self.active_sheet().filter(|old| *old != id) {
            let _ = self.load(old);
        }
        let view = self.view();
        let dom = &mut self.package.dom;
        dom.set_attr(view, "activeTab", &index.to_string());
        // A tab that stays selected beside the active one would make both a group.
        for sheet in self.entries.iter().filter_map(|entry| entry.sheet.as_ref()) {
            if let Some(view) = self
                .package
                .dom
                .path(sheet.root, &["sheetViews", "sheetView"])
            {
                self.package.dom.remove_attr(view, "tabSelected");
            }
        }
        Ok(())
    }

    /// Moves a sheet to another place among the tabs.
    ///
    /// # Errors
    /// [`SheetError::NoSheet`].
    pub fn move_sheet(&mut self, id: SheetId, to: usize) -> Result<(), SheetError> {
        let active = self.active_sheet();
        let from = self.sheet_index(id)?;
        let scopes = self.scopes();
        let entry = self.entries.remove(from);
        let to = to.min(self.entries.len());
        let dom = &mut self.package.dom;
        match self.entries.get(to) {
            Some(next) => dom.insert_before(entry.node, next.node),
            None => dom
                .parent(entry.node)
                .is_some_and(|list| dom.append(list, entry.node)),
        };
        self.entries.insert(to, entry);
        self.rescope(&scopes);
        match active {
            Some(active) => self.set_active_sheet(active),
            None => Ok(()),
        }
    }

    /// Deletes a sheet with its part; formulas that used it have errors when they are calculated.
    ///
    /// # Errors
    /// [`SheetError::LastSheet`] when none would be seen.
    pub fn delete_sheet(&mut self, id: SheetId) -> Result<(), SheetError> {
        let index = self.sheet_index(id)?;
        if self.visible().filter(|other| *other != id).count() == 0 {
            return Err(SheetError::LastSheet);
        }
        let active = self.active_sheet();
        let scopes = self.scopes();
        let name = self.sheet_name(id)?.to_owned();
        let near = |index: Option<usize>| {
            let other = index.and_then(|index| self.entries.get(index));
            let name = other.and_then(|other| self.package.dom.attr(other.node, "name"));
            name.map(str::to_owned)
        };
        let (before, after) = (near(index.checked_sub(1)), near(index.checked_add(1)));
        let entry = self.entries.remove(index);
        self.package.dom.detach(entry.node);
        match &entry.part {
            Some(part) => {
                self.package.remove_part(part);
            }
            None => {
                let main = self.package.main_part().to_owned();
                let relation = self
                    .package
                    .dom
                    .attr(entry.node, "r:id")
                    .unwrap_or_default()
                    .to_owned();
                self.package.remove_relationship(&main, &relation);
            }
        }
        self.rescope(&scopes);
        self.rewrite_formulas(|_, text| {
            formula::drop_sheet(text, &name, before.as_deref(), after.as_deref())
        })?;
        self.touch_formulas();
        match active.filter(|active| *active != id) {
            Some(active) => self.set_active_sheet(active),
            None => {
                self.activate_near(index);
                Ok(())
            }
        }
    }
}

/// Why a sheet cannot have a name.
fn fault_of_name(name: &str) -> Option<&'static str> {
    if name.is_empty() {
        return Some("it is empty");
    }
    if name.encode_utf16().count() > MAX_NAME {
        return Some("it is longer than 31 characters");
    }
    let wrong = |c: char| matches!(c, '\\' | '/' | '?' | '*' | '[' | ']' | ':') || c.is_control();
    if name.contains(wrong) {
        return Some("it has one of the characters \\ / ? * [ ] :");
    }
    (name.starts_with('\'') || name.ends_with('\''))
        .then_some("it begins or ends with an apostrophe")
}
