//! Rules as elements: those of the schema, and what only the extension of 2009 can say.

use super::super::worksheet::ORDER;
use super::super::{Color, SheetError, Workbook, styles};
use super::icons::IconSet;
use super::{Bar, Conditions, Icon, Look, Point, Rule, Test};
use crate::{Dom, NodeId};

const X14: &str = "{78C0D931-6437-407d-A8EE-F0AAD7539E65}";
const X14_RULE: &str = "{B025F937-C7B1-47D3-B67F-A62EFF666E3E}";
const X14_NAMESPACE: &str = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main";

fn color(dom: &mut Dom, name: &str, color: Color) -> NodeId {
    let node = dom.element(name);
    color.write(dom, node);
    node
}

fn child(dom: &mut Dom, parent: NodeId, name: &str, attributes: &[(&str, &str)]) -> NodeId {
    let node = dom.element_with(name, attributes);
    dom.append(parent, node);
    node
}

fn text_child(dom: &mut Dom, parent: NodeId, name: &str, text: &str) {
    let node = child(dom, parent, name, &[]);
    dom.set_text(node, text);
}

impl Conditions {
    /// Writes the rules into their sheets; what was written before goes.
    ///
    /// # Errors
    /// A sheet cannot be read.
    pub fn write(&mut self, book: &mut Workbook) -> Result<(), SheetError> {
        let old = self.rules.iter_mut().filter_map(|rule| rule.node.take());
        let old: Vec<NodeId> = old
            .chain(self.gone.drain(..))
            .chain(self.extensions.drain(..))
            .collect();
        for node in old {
            book.package.dom.detach(node);
        }
        for rule in &mut self.rules {
            if book.sheet_part(rule.sheet).is_err() {
                continue;
            }
            let root = book.sheet(rule.sheet)?.root;
            let style = rule.style(book)?;
            let dom = &mut book.package.dom;
            let own: Vec<String> = rule.areas.iter().map(|area| area.name()).collect();
            let place = own.join(" ");
            if rule.is_extended_only() {
                let node = extended(dom, root, rule, &place);
                self.extensions.push(node);
                continue;
            }
            let group = dom.element_with("conditionalFormatting", &[("sqref", &place)]);
            let node = base(dom, rule, style);
            dom.append(group, node);
            dom.insert_ordered(root, group, ORDER);
            rule.node = Some(group);
            if let Test::Bar(bar) = &rule.test
                && bar.is_extended()
            {
                let id = format!("{{00000000-000E-0000-0000-{:012X}}}", rule.id);
                let list = child(dom, node, "extLst", &[]);
                let ext = child(dom, list, "ext", &[("uri", X14_RULE)]);
                text_child(dom, ext, "x14:id", &id);
                let made = extended_bar(dom, root, bar, &id, &place);
                self.extensions.push(made);
            }
        }
        Ok(())
    }
}

impl Rule {
    /// Whether the schema of the base has no word for it.
    fn is_extended_only(&self) -> bool {
        match &self.test {
            Test::Icons(set, icons, ..) => {
                IconSet::named(set).is_some_and(|set| set.is_extended)
                    || icons.iter().any(|icon| icon.custom.is_some())
            }
            _ => false,
        }
    }

    /// The number of the differential format that the look is.
    fn style(&mut self, book: &mut Workbook) -> Result<Option<u32>, SheetError> {
        let look = &self.look;
        if look.fill.is_none()
            && look.number_format.is_none()
            && look.borders.is_empty()
            && look.font.is_none()
        {
            return Ok(self.dxf.map(|(id, _)| id));
        }
        let (id, node) = match self.dxf {
            Some(known) => known,
            None => match new_look(book)? {
                Some(made) => made,
                None => return Ok(None),
            },
        };
        let dom = &mut book.package.dom;
        dom.clear(node);
        self.look.write(dom, node, id);
        self.dxf = Some((id, node));
        Ok(Some(id))
    }
}

/// An empty differential format and its number.
fn new_look(book: &mut Workbook) -> Result<Option<(u32, NodeId)>, SheetError> {
    let main = book.package.main_part().to_owned();
    let Some(part) = book.package.related(&main, "styles") else {
        return Ok(None);
    };
    let root = book.package.root(&part)?;
    let dom = &mut book.package.dom;
    let list = dom.ensure_child(root, "dxfs", styles::ORDER);
    let id = dom.elements(list, "dxf").count();
    let node = child(dom, list, "dxf", &[]);
    dom.set_attr(list, "count", &(id + 1).to_string());
    Ok(Some((u32::try_from(id).unwrap_or(u32::MAX), node)))
}

/// Adds a look to the differential formats of the workbook and answers its number; `None` without styles.
///
/// # Errors
/// The styles cannot be read.
pub fn add_look(book: &mut Workbook, look: &Look) -> Result<Option<u32>, SheetError> {
    let Some((id, node)) = new_look(book)? else {
        return Ok(None);
    };
    look.write(&mut book.package.dom, node, id);
    Ok(Some(id))
}

impl Look {
    /// Children of a differential format in the schema's order (18.8.14).
    fn write(&self, dom: &mut Dom, node: NodeId, id: u32) {
        if let Some(look) = &self.font {
            let font = child(dom, node, "font", &[]);
            for (name, value) in [
                ("b", look.bold),
                ("i", look.italic),
                ("strike", look.strike),
            ] {
                if let Some(on) = value {
                    child(dom, font, name, &[("val", if on { "1" } else { "0" })]);
                }
            }
            if let Some(line) = look.underline {
                child(dom, font, "u", &[("val", line)]);
            }
            if let Some(script) = look.script {
                child(dom, font, "vertAlign", &[("val", script)]);
            }
            if let Some(size) = look.size {
                child(dom, font, "sz", &[("val", &size.to_string())]);
            }
            if let Some(chosen) = look.color {
                let made = color(dom, "color", chosen);
                dom.append(font, made);
            }
            if let Some(name) = &look.name {
                child(dom, font, "name", &[("val", name)]);
            }
        }
        if let Some(code) = &self.number_format {
            // Numbers of formats that only a rule has are beyond those that cells take.
            let number = (1_000_u32.saturating_add(id)).to_string();
            child(
                dom,
                node,
                "numFmt",
                &[("numFmtId", &number), ("formatCode", code)],
            );
        }
        if let Some(chosen) = self.fill {
            let fill = child(dom, node, "fill", &[]);
            let pattern = child(dom, fill, "patternFill", &[("patternType", "solid")]);
            for name in ["fgColor", "bgColor"] {
                let made = color(dom, name, chosen);
                dom.append(pattern, made);
            }
        }
        if !self.borders.is_empty() {
            let border = child(dom, node, "border", &[]);
            for side in ["left", "right", "top", "bottom"] {
                if let Some((_, style, chosen)) =
                    self.borders.iter().find(|(name, ..)| *name == side)
                {
                    let line = child(dom, border, side, &[("style", style)]);
                    let made = color(dom, "color", *chosen);
                    dom.append(line, made);
                }
            }
        }
    }
}

fn point(dom: &mut Dom, parent: NodeId, point: &Point, or_equal: bool) {
    // The base has no automatic ends: they are the least and the greatest value there.
    let kind = match point.kind {
        "autoMin" => "min",
        "autoMax" => "max",
        kind => kind,
    };
    let node = child(dom, parent, "cfvo", &[("type", kind)]);
    if let Some(value) = &point.value {
        dom.set_attr(node, "val", value);
    } else if !matches!(kind, "min" | "max") {
        dom.set_attr(node, "val", "0");
    }
    if !or_equal {
        dom.set_attr(node, "gte", "0");
    }
}

fn base(dom: &mut Dom, rule: &Rule, style: Option<u32>) -> NodeId {
    let node = dom.element_with("cfRule", &[("type", rule.kind)]);
    if let Some(style) = style {
        dom.set_attr(node, "dxfId", &style.to_string());
    }
    dom.set_attr(node, "priority", &rule.priority.max(1).to_string());
    if rule.stop {
        dom.set_attr(node, "stopIfTrue", "1");
    }
    if let Some(operator) = rule.operator {
        dom.set_attr(node, "operator", operator);
    }
    if let Some(text) = &rule.text {
        dom.set_attr(node, "text", text);
    }
    if let Some(period) = rule.period.filter(|period| !period.is_empty()) {
        dom.set_attr(node, "timePeriod", period);
    }
    match &rule.test {
        Test::Plain => {
            let first = rule
                .areas
                .first()
                .map_or_else(String::new, |area| area.first.name());
            let blank = format!("LEN(TRIM({first}))");
            let written = match rule.kind {
                "containsBlanks" => vec![format!("{blank}=0")],
                "notContainsBlanks" => vec![format!("{blank}>0")],
                "containsErrors" => vec![format!("ISERROR({first})")],
                "notContainsErrors" => vec![format!("NOT(ISERROR({first}))")],
                _ => rule
                    .formulas
                    .iter()
                    .filter(|formula| !formula.is_empty())
                    .cloned()
                    .collect(),
            };
            for formula in written {
                text_child(dom, node, "formula", formula.trim_start_matches('='));
            }
        }
        Test::Top(rank, percent, bottom) => {
            if *bottom {
                dom.set_attr(node, "bottom", "1");
            }
            if *percent {
                dom.set_attr(node, "percent", "1");
            }
            dom.set_attr(node, "rank", &rank.trunc().clamp(1.0, 1000.0).to_string());
        }
        Test::Average(above, deviation) => {
            if !above {
                dom.set_attr(node, "aboveAverage", "0");
            }
            if *deviation > 0.0 {
                dom.set_attr(node, "stdDev", &deviation.trunc().to_string());
            }
        }
        Test::Unique(_) => {}
        Test::Bar(bar) => {
            let made = child(dom, node, "dataBar", &[]);
            for (name, length, default) in [
                ("minLength", bar.length.first(), 10.0),
                ("maxLength", bar.length.get(1), 90.0),
            ] {
                let length = length.copied().unwrap_or(default).clamp(0.0, 100.0).trunc();
                dom.set_attr(made, name, &length.to_string());
            }
            if !bar.show_value {
                dom.set_attr(made, "showValue", "0");
            }
            for end in &bar.points {
                point(dom, made, end, true);
            }
            let chosen = color(dom, "color", bar.color);
            dom.append(made, chosen);
        }
        Test::Scale(stops) => {
            let made = child(dom, node, "colorScale", &[]);
            for stop in stops {
                point(dom, made, &stop.point, true);
            }
            for stop in stops {
                let chosen = color(dom, "color", stop.color);
                dom.append(made, chosen);
            }
        }
        Test::Icons(set, icons, reverse, only) => {
            let made = child(dom, node, "iconSet", &[("iconSet", set)]);
            if *only {
                dom.set_attr(made, "showValue", "0");
            }
            if *reverse {
                dom.set_attr(made, "reverse", "1");
            }
            for icon in icons {
                point(dom, made, &icon.point, icon.or_equal);
            }
        }
    }
    node
}

impl Bar {
    /// Whether the base cannot say all of it.
    fn is_extended(&self) -> bool {
        self.colors.iter().any(Option::is_some)
            || self.axis != "automatic"
            || self.direction != "context"
            || !self.gradient
            || self
                .points
                .iter()
                .any(|point| point.kind.starts_with("auto"))
    }
}

/// The list of extended rules of a sheet, made when there is none.
fn list(dom: &mut Dom, root: NodeId) -> NodeId {
    let extensions = dom.ensure_child(root, "extLst", ORDER);
    let known = dom
        .elements(extensions, "ext")
        .find(|ext| dom.attr(*ext, "uri") == Some(X14));
    let ext = match known {
        Some(ext) => ext,
        None => {
            let ext = dom.element_with("ext", &[("xmlns:x14", X14_NAMESPACE), ("uri", X14)]);
            dom.append(extensions, ext);
            ext
        }
    };
    dom.ensure_child(ext, "x14:conditionalFormattings", &[])
}

fn extended_point(dom: &mut Dom, parent: NodeId, point: &Point, or_equal: bool) {
    let node = child(dom, parent, "x14:cfvo", &[("type", point.kind)]);
    if !or_equal {
        dom.set_attr(node, "gte", "0");
    }
    if !matches!(point.kind, "min" | "max" | "autoMin" | "autoMax") {
        text_child(dom, node, "xm:f", point.value.as_deref().unwrap_or("0"));
    }
}

fn extended_bar(dom: &mut Dom, root: NodeId, bar: &Bar, id: &str, place: &str) -> NodeId {
    let list = list(dom, root);
    let group = child(dom, list, "x14:conditionalFormatting", &[]);
    let rule = child(dom, group, "x14:cfRule", &[("type", "dataBar"), ("id", id)]);
    let made = child(dom, rule, "x14:dataBar", &[]);
    let flag = |on: bool| if on { "1" } else { "0" };
    let has = |at: usize| bar.colors.get(at).copied().flatten();
    let length = |at: usize, default: f64| {
        let length = bar.length.get(at).copied().unwrap_or(default);
        length.clamp(0.0, 100.0).trunc().to_string()
    };
    for (name, value) in [
        ("minLength", length(0, 0.0)),
        ("maxLength", length(1, 100.0)),
        ("border", flag(has(0).is_some()).to_owned()),
        ("gradient", flag(bar.gradient).to_owned()),
        ("direction", bar.direction.to_owned()),
        (
            "negativeBarColorSameAsPositive",
            flag(has(1).is_none()).to_owned(),
        ),
        (
            "negativeBarBorderColorSameAsPositive",
            flag(has(2).is_none()).to_owned(),
        ),
        ("axisPosition", bar.axis.to_owned()),
    ] {
        dom.set_attr(made, name, &value);
    }
    for end in &bar.points {
        extended_point(dom, made, end, true);
    }
    for (at, name) in [
        (0, "x14:borderColor"),
        (1, "x14:negativeFillColor"),
        (2, "x14:negativeBorderColor"),
        (3, "x14:axisColor"),
    ] {
        if let Some(chosen) = has(at) {
            let node = color(dom, name, chosen);
            dom.append(made, node);
        }
    }
    text_child(dom, group, "xm:sqref", place);
    group
}

fn extended(dom: &mut Dom, root: NodeId, rule: &Rule, place: &str) -> NodeId {
    let list = list(dom, root);
    let group = child(dom, list, "x14:conditionalFormatting", &[]);
    let id = format!("{{00000000-000E-0000-0000-{:012X}}}", rule.id);
    let priority = rule.priority.max(1).to_string();
    let node = child(
        dom,
        group,
        "x14:cfRule",
        &[("type", rule.kind), ("priority", &priority), ("id", &id)],
    );
    if let Test::Icons(set, icons, reverse, only) = &rule.test {
        let made = child(dom, node, "x14:iconSet", &[("iconSet", set)]);
        if *only {
            dom.set_attr(made, "showValue", "0");
        }
        if *reverse {
            dom.set_attr(made, "reverse", "1");
        }
        let is_custom = icons.iter().any(|icon| icon.custom.is_some());
        if is_custom {
            dom.set_attr(made, "custom", "1");
        }
        for icon in icons {
            extended_point(dom, made, &icon.point, icon.or_equal);
        }
        if is_custom {
            for (place, Icon { custom, .. }) in icons.iter().enumerate() {
                let (set, at) = custom.unwrap_or((set, place));
                child(
                    dom,
                    made,
                    "x14:cfIcon",
                    &[("iconSet", set), ("iconId", &at.to_string())],
                );
            }
        }
    }
    text_child(dom, group, "xm:sqref", place);
    group
}
