//! Conditional formats (ECMA-376 Part 1, 18.3.1.10 and 18.3.1.18): the rules that were made, and how they are written.

mod icons;
mod write;

use super::Color;
use super::reference::Area;
use super::workbook::SheetId;
use crate::NodeId;

pub use icons::{ICON_SETS, IconSet, find_icon};
pub use write::add_look;

/// What cells look like that a rule is true for.
#[derive(Debug, Clone, Default)]
pub struct Look {
    /// The fill.
    pub fill: Option<Color>,
    /// The number format.
    pub number_format: Option<String>,
    /// Lines: side, `ST_BorderStyle`, colour.
    pub borders: Vec<(&'static str, &'static str, Color)>,
    /// The font, once something of it was set.
    pub font: Option<FontLook>,
}

/// The font of a look: what is `None` stays as the cell has it.
#[derive(Debug, Clone, Default)]
pub struct FontLook {
    /// Bold.
    pub bold: Option<bool>,
    /// Italic.
    pub italic: Option<bool>,
    /// Struck out.
    pub strike: Option<bool>,
    /// `ST_UnderlineValues`.
    pub underline: Option<&'static str>,
    /// In points.
    pub size: Option<f64>,
    /// Its name.
    pub name: Option<String>,
    /// Its colour.
    pub color: Option<Color>,
    /// `superscript` or `subscript`.
    pub script: Option<&'static str>,
}

/// A point that values are measured by: `ST_CfvoType` and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// Its kind as in files.
    pub kind: &'static str,
    /// Its value.
    pub value: Option<String>,
}

/// A data bar.
#[derive(Debug, Clone)]
pub struct Bar {
    /// Where it begins and where it ends.
    pub points: [Point; 2],
    /// Its colour.
    pub color: Color,
    /// Colours of border, negative bars, their border, and the axis.
    pub colors: [Option<Color>; 4],
    /// `automatic`, `middle` or `none`.
    pub axis: &'static str,
    /// `context`, `leftToRight` or `rightToLeft`.
    pub direction: &'static str,
    /// With a gradient.
    pub gradient: bool,
    /// The least and the greatest length in per cent.
    pub length: [f64; 2],
    /// Whether the value is shown beside it.
    pub show_value: bool,
}

/// One colour of a scale.
#[derive(Debug, Clone)]
pub struct Stop {
    /// Where it stands.
    pub point: Point,
    /// The colour.
    pub color: Color,
}

/// One icon of a set.
#[derive(Debug, Clone, PartialEq)]
pub struct Icon {
    /// From where on it is shown.
    pub point: Point,
    /// Whether the point itself counts.
    pub or_equal: bool,
    /// An icon of another set: its set and its place there.
    pub custom: Option<(&'static str, usize)>,
}

/// What a rule tests.
#[derive(Debug, Clone)]
pub enum Test {
    /// Formulas and the like: the type says what.
    Plain,
    /// The first or last values: how many, per cent, the last.
    Top(f64, bool, bool),
    /// Above (or below) the mean, by so many standard deviations.
    Average(bool, f64),
    /// Values that occur once, or more often.
    Unique(bool),
    /// A bar.
    Bar(Box<Bar>),
    /// Colours.
    Scale(Vec<Stop>),
    /// Icons: the set, the icons, reversed, only icons.
    Icons(&'static str, Vec<Icon>, bool, bool),
}

/// One rule.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Names it, whatever its place; never given out twice.
    pub id: u32,
    /// Its sheet.
    pub sheet: SheetId,
    /// Its cells.
    pub areas: Vec<Area>,
    /// `ST_CfType`.
    pub kind: &'static str,
    /// The name of the type in the API.
    pub api_type: &'static str,
    /// The API's class.
    pub class: &'static str,
    /// 1 is the first.
    pub priority: i64,
    /// No rule behind it counts where it is true.
    pub stop: bool,
    /// `ST_ConditionalFormattingOperator`.
    pub operator: Option<&'static str>,
    /// Its formulas.
    pub formulas: [String; 2],
    /// What a text rule looks for.
    pub text: Option<String>,
    /// `ST_TimePeriod`; empty for one that is not known.
    pub period: Option<&'static str>,
    /// The scope in the API's words.
    pub scope: &'static str,
    /// Whether it has a font.
    pub has_font: bool,
    /// What cells look like.
    pub look: Look,
    /// What it tests.
    pub test: Test,
    node: Option<NodeId>,
    dxf: Option<(u32, NodeId)>,
}

/// The rules of a workbook that were made.
#[derive(Debug, Clone, Default)]
pub struct Conditions {
    /// All of them.
    pub rules: Vec<Rule>,
    last: u32,
    gone: Vec<NodeId>,
    extensions: Vec<NodeId>,
}

impl Rule {
    /// A rule of a type without more.
    #[must_use]
    pub fn new(
        sheet: SheetId,
        area: Area,
        kind: &'static str,
        api_type: &'static str,
        test: Test,
    ) -> Self {
        Self {
            id: 0,
            sheet,
            areas: vec![area],
            kind,
            api_type,
            class: "ApiFormatCondition",
            priority: 0,
            stop: false,
            operator: None,
            formulas: Default::default(),
            text: None,
            period: None,
            scope: "xlSelectionScope",
            has_font: true,
            look: Look::default(),
            test,
            node: None,
            dxf: None,
        }
    }
}

impl Conditions {
    /// Adds a rule behind the others of its sheet and answers its number.
    pub fn add(&mut self, mut rule: Rule) -> u32 {
        self.last = self.last.saturating_add(1);
        rule.id = self.last;
        rule.priority = self.last_priority(rule.sheet).saturating_add(1);
        self.rules.push(rule);
        self.last
    }

    /// The greatest priority on a sheet.
    #[must_use]
    pub fn last_priority(&self, sheet: SheetId) -> i64 {
        let own = self.rules.iter().filter(|rule| rule.sheet == sheet);
        own.map(|rule| rule.priority).max().unwrap_or(0)
    }

    /// The rule of this number.
    #[must_use]
    pub fn get(&self, id: u32) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == id)
    }

    /// The rule of this number.
    #[must_use]
    pub fn get_mut(&mut self, id: u32) -> Option<&mut Rule> {
        self.rules.iter_mut().find(|rule| rule.id == id)
    }

    /// Numbers of the rules that touch an area, by priority.
    #[must_use]
    pub fn at(&self, sheet: SheetId, area: Area) -> Vec<u32> {
        let mut found: Vec<&Rule> = self
            .rules
            .iter()
            .filter(|rule| {
                rule.sheet == sheet && rule.areas.iter().any(|own| own.intersect(area).is_some())
            })
            .collect();
        found.sort_by_key(|rule| rule.priority);
        found.into_iter().map(|rule| rule.id).collect()
    }

    /// Takes a rule away.
    pub fn remove(&mut self, id: u32) {
        if let Some(place) = self.rules.iter().position(|rule| rule.id == id) {
            let rule = self.rules.remove(place);
            self.gone.extend(rule.node);
        }
    }

    /// Takes the rules off an area; what of their cells is outside keeps them.
    pub fn clear(&mut self, sheet: SheetId, area: Area) {
        for rule in self.rules.iter_mut().filter(|rule| rule.sheet == sheet) {
            rule.areas = rule
                .areas
                .iter()
                .flat_map(|own| without(*own, area))
                .collect();
        }
        let empty: Vec<u32> = self
            .rules
            .iter()
            .filter(|rule| rule.areas.is_empty())
            .map(|rule| rule.id)
            .collect();
        for id in empty {
            self.remove(id);
        }
    }
}

/// What is left of an area without another: above, left, right, below.
#[must_use]
pub fn without(area: Area, gone: Area) -> Vec<Area> {
    use super::reference::CellPos;
    let Some(gone) = area.intersect(gone) else {
        return vec![area];
    };
    let mut rest = Vec::new();
    let mut add = |rows: (u32, u32), cols: (u32, u32)| {
        rest.push(Area::new(
            CellPos::new(rows.0, cols.0),
            CellPos::new(rows.1, cols.1),
        ));
    };
    if gone.first.row > area.first.row {
        add(
            (area.first.row, gone.first.row - 1),
            (area.first.col, area.last.col),
        );
    }
    if gone.first.col > area.first.col {
        add(
            (gone.first.row, gone.last.row),
            (area.first.col, gone.first.col - 1),
        );
    }
    if gone.last.col < area.last.col {
        add(
            (gone.first.row, gone.last.row),
            (gone.last.col + 1, area.last.col),
        );
    }
    if gone.last.row < area.last.row {
        add(
            (gone.last.row + 1, area.last.row),
            (area.first.col, area.last.col),
        );
    }
    rest
}
