//! Opening a workbook and making an empty one.

use crate::{Package, PackageKind};

use super::{Entry, SheetError, SheetId, SheetLimits, Workbook};
use crate::sheet::strings::Strings;
use crate::sheet::styles::Styles;

const MAIN: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
const STYLES: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml";
const THEME: &str = "application/vnd.openxmlformats-officedocument.theme+xml";
const CORE: &str = "application/vnd.openxmlformats-package.core-properties+xml";
const CORE_RELATION: &str =
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
const APP: &str = "application/vnd.openxmlformats-officedocument.extended-properties+xml";

/// An empty workbook with one worksheet, `Sheet1`.
///
/// # Errors
/// None that a caller can cause; its parts are read as those of any workbook.
pub fn new_workbook(limits: SheetLimits) -> Result<Workbook, SheetError> {
    let mut package = Package::new(PackageKind::Sheet);
    let book = package.main_part().to_owned();
    package.set_part(&book, MAIN, include_bytes!("../template/workbook.xml"));
    package.set_part(
        "/xl/theme/theme1.xml",
        THEME,
        include_bytes!("../template/theme.xml"),
    );
    package.set_part(
        "/xl/styles.xml",
        STYLES,
        include_bytes!("../template/styles.xml"),
    );
    package.set_part(
        "/docProps/core.xml",
        CORE,
        include_bytes!("../template/core.xml"),
    );
    package.set_part(
        "/docProps/app.xml",
        APP,
        include_bytes!("../template/app.xml"),
    );
    package.add_relationship("/", CORE_RELATION, "/docProps/core.xml", false);
    package.add_relationship("/", "extended-properties", "/docProps/app.xml", false);
    package.add_relationship(&book, "theme", "/xl/theme/theme1.xml", false);
    package.add_relationship(&book, "styles", "/xl/styles.xml", false);
    let mut workbook = Workbook::open(package, limits)?;
    workbook.add_sheet("Sheet1")?;
    Ok(workbook)
}

impl Workbook {
    /// Reads a workbook's package: the list of sheets, formats and shared strings. Worksheets are read when they
    /// are asked for.
    ///
    /// # Errors
    /// The package is no workbook, or a part of it cannot be read.
    pub fn open(mut package: Package, limits: SheetLimits) -> Result<Self, SheetError> {
        if package.kind() != PackageKind::Sheet {
            return Err(SheetError::NotWorkbook);
        }
        let main = package.main_part().to_owned();
        let root = package.root(&main)?;
        if !package.dom.is(root, "workbook") {
            return Err(SheetError::NotWorkbook);
        }
        let styles_part = match package.related(&main, "styles") {
            Some(part) => part,
            None => {
                let part = package.free_name("/xl/styles", ".xml");
                package.set_part(&part, STYLES, include_bytes!("../template/styles.xml"));
                package.add_relationship(&main, "styles", &part, false);
                part
            }
        };
        let styles_root = package.root(&styles_part)?;
        let styles = Styles::read(&mut package.dom, styles_root);
        let strings_part = package.related(&main, "sharedStrings");
        let strings = match &strings_part {
            Some(part) => {
                let text = super::save::text_of(&package, part)?;
                Strings::read(&text).map_err(|broken| SheetError::Strings(broken.to_string()))?
            }
            None => Strings::default(),
        };
        let mut workbook = Self {
            package,
            strings,
            limits,
            entries: Vec::new(),
            styles,
            root,
            strings_part,
            next_id: 0,
            recalculate: false,
            revision: 0,
            rounded_numbers: false,
        };
        workbook.read_entries(&main);
        if workbook.entries.len() > limits.sheets {
            return Err(SheetError::TooManySheets(limits.sheets));
        }
        Ok(workbook)
    }

    fn read_entries(&mut self, main: &str) {
        let dom = &self.package.dom;
        let Some(list) = dom.child(self.root, "sheets") else {
            return;
        };
        let nodes: Vec<crate::NodeId> = dom.elements(list, "sheet").collect();
        for node in nodes {
            let id = self.package.dom.attr(node, "r:id").unwrap_or_default();
            let worksheet = self
                .package
                .relationship(main, id)
                .is_some_and(|relationship| relationship.is("worksheet"));
            let part = worksheet
                .then(|| self.package.related_by_id(main, id))
                .flatten();
            let id = self.new_id();
            self.entries.push(Entry {
                id,
                part,
                node,
                sheet: None,
            });
        }
    }

    pub(super) fn new_id(&mut self) -> SheetId {
        self.next_id += 1;
        SheetId(self.next_id)
    }
}
