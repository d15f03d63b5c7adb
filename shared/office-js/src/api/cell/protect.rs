//! `ApiProtectedRange` and `ApiProtectedRangeUserInfo` (ECMA-376 Part 1, 18.3.1.71).

use spindle_ooxml::NodeId;
use spindle_ooxml::sheet::worksheet::ORDER;
use spindle_ooxml::sheet::{Area, SheetId, Workbook};

use super::editor::fault;
use super::feature::{self, FeatureRef};
use super::handle::sheet;
use super::{CellCall, CellEditor, CellRef, CellResult};
use crate::class::{ApiError, Class, Member};
use crate::value::Value;

pub static CLASS: Class<CellEditor> = Class {
    name: "ApiProtectedRange",
    parent: None,
    members: &[
        Member::new("AddUser", add_user),
        Member::new("DeleteUser", delete_user),
        Member::new("GetAllUsers", get_users),
        Member::new("GetUser", get_user),
        Member::new("SetAnyoneType", set_anyone),
        Member::new("SetRange", set_range),
        Member::new("SetTitle", set_title),
    ],
    properties: &[],
};

pub static USER_CLASS: Class<CellEditor> = Class {
    name: "ApiProtectedRangeUserInfo",
    parent: None,
    members: &[
        Member::new("GetId", |call| told(call, |user| user.id.clone())),
        Member::new("GetName", |call| told(call, |user| user.name.clone())),
        Member::new("GetType", |call| told(call, |user| user.kind.to_owned())),
    ],
    properties: &[],
};

/// Protected ranges of a workbook, and users of one.
const MAX: usize = 10_000;
const EXTENSION: &str = "{231B7EB2-2AFC-4442-B178-5FFDF5851E7C}";

/// What a user may do with cells.
#[derive(Debug, Clone)]
pub struct User {
    number: u32,
    id: String,
    name: String,
    kind: &'static str,
}

/// Cells that only some may change.
#[derive(Debug, Clone)]
pub struct ProtectedRange {
    id: u32,
    sheet: SheetId,
    title: String,
    areas: Vec<Area>,
    anyone: &'static str,
    users: Vec<User>,
}

/// The protected ranges of a workbook that were made.
#[derive(Debug, Default)]
pub struct ProtectedRanges {
    all: Vec<ProtectedRange>,
    last: u32,
    nodes: Vec<NodeId>,
}

fn kind(call: &CellCall<'_>, index: usize) -> &'static str {
    match call.args.opt_text(index).as_deref() {
        Some("CanView") => "CanView",
        Some("NotView") => "NotView",
        _ => "CanEdit",
    }
}

/// The type in files.
fn file_kind(kind: &str) -> &'static str {
    match kind {
        "CanView" => "view",
        "NotView" => "notView",
        _ => "edit",
    }
}

fn areas(text: &str) -> Vec<Area> {
    text.split([',', ' '])
        .filter_map(|one| Area::parse(one.rsplit('!').next().unwrap_or(one)))
        .collect()
}

fn answer(id: u32) -> Value<CellRef> {
    feature::answer(FeatureRef::Protected(id))
}

/// `ApiWorksheet.AddProtectedRange`.
pub fn add(call: &mut CellCall<'_>) -> CellResult {
    let id = sheet(call)?;
    let title = call.args.opt_text(0).unwrap_or_default().into_owned();
    let cells = areas(&call.args.opt_text(1).unwrap_or_default());
    if title.is_empty() {
        return Ok(Value::Null);
    }
    let ranges = &mut call.doc.features.protected;
    if ranges.all.len() >= MAX {
        return Err(ApiError::Range(format!(
            "{MAX} protected ranges are the limit"
        )));
    }
    ranges.last = ranges.last.saturating_add(1);
    ranges.all.push(ProtectedRange {
        id: ranges.last,
        sheet: id,
        title,
        areas: cells,
        anyone: "CanView",
        users: Vec::new(),
    });
    Ok(answer(ranges.last))
}

/// `ApiWorksheet.GetProtectedRange`: by its title.
pub fn find(call: &mut CellCall<'_>) -> CellResult {
    let id = sheet(call)?;
    let title = call.args.opt_text(0).unwrap_or_default();
    let mut all = call.doc.features.protected.all.iter();
    all.find(|range| range.sheet == id && range.title == title)
        .map(|range| answer(range.id))
        .ok_or_else(|| ApiError::State("The range not found".to_owned()))
}

/// `ApiWorksheet.GetAllProtectedRanges`.
pub fn all(call: &mut CellCall<'_>) -> CellResult {
    let id = sheet(call)?;
    let own = call
        .doc
        .features
        .protected
        .all
        .iter()
        .filter(|range| range.sheet == id);
    Ok(Value::List(own.map(|range| answer(range.id)).collect()))
}

fn this<'a>(call: &'a mut CellCall<'_>) -> Result<&'a mut ProtectedRange, ApiError> {
    let CellRef::Feature(FeatureRef::Protected(id) | FeatureRef::ProtectedUser(id, _)) = call.this
    else {
        return Err(ApiError::Type(
            "it was called on something that is no protected range".to_owned(),
        ));
    };
    let mut all = call.doc.features.protected.all.iter_mut();
    all.find(|range| range.id == id)
        .ok_or_else(|| ApiError::State("the protected range is not there any more".to_owned()))
}

fn user_answer(range: u32, user: &User) -> Value<CellRef> {
    feature::answer(FeatureRef::ProtectedUser(range, user.number))
}

/// Adds a user; one that is there gets the new name and type.
fn add_user(call: &mut CellCall<'_>) -> CellResult {
    let text = |index| call.args.opt_text(index).unwrap_or_default().into_owned();
    let (id, name, kind) = (text(0), text(1), kind(call, 2));
    if id.is_empty() {
        return Ok(Value::Null);
    }
    let range = this(call)?;
    if range.users.len() >= MAX {
        return Err(ApiError::Range(format!("{MAX} users are the limit")));
    }
    let number = range
        .users
        .iter()
        .map(|user| user.number)
        .max()
        .unwrap_or(0)
        .saturating_add(1);
    let user = User {
        number,
        id,
        name,
        kind,
    };
    let made = match range.users.iter_mut().find(|known| known.id == user.id) {
        Some(known) => {
            known.name = user.name;
            known.kind = user.kind;
            known.clone()
        }
        None => {
            range.users.push(user.clone());
            user
        }
    };
    Ok(user_answer(range.id, &made))
}

fn delete_user(call: &mut CellCall<'_>) -> CellResult {
    let id = call.args.opt_text(0).unwrap_or_default();
    let users = &mut this(call)?.users;
    let before = users.len();
    users.retain(|user| user.id != id);
    Ok((users.len() < before).into())
}

fn get_users(call: &mut CellCall<'_>) -> CellResult {
    let range = this(call)?;
    if range.users.is_empty() {
        return Ok(Value::Null);
    }
    Ok(Value::List(
        range
            .users
            .iter()
            .map(|user| user_answer(range.id, user))
            .collect(),
    ))
}

fn get_user(call: &mut CellCall<'_>) -> CellResult {
    let id = call.args.opt_text(0).unwrap_or_default();
    let range = this(call)?;
    let found = range.users.iter().find(|user| user.id == id);
    Ok(found.map_or(Value::Null, |user| user_answer(range.id, user)))
}

/// Answers whether the type is another one now.
fn set_anyone(call: &mut CellCall<'_>) -> CellResult {
    let wanted = kind(call, 0);
    let range = this(call)?;
    let changed = range.anyone != wanted;
    range.anyone = wanted;
    Ok(changed.into())
}

fn set_range(call: &mut CellCall<'_>) -> CellResult {
    let cells = areas(&call.args.opt_text(0).unwrap_or_default());
    this(call)?.areas = cells;
    Ok(true.into())
}

fn set_title(call: &mut CellCall<'_>) -> CellResult {
    let title = call.args.text(0, "sTitle")?.into_owned();
    this(call)?.title = title;
    Ok(true.into())
}

fn told(call: &mut CellCall<'_>, tell: fn(&User) -> String) -> CellResult {
    let CellRef::Feature(FeatureRef::ProtectedUser(_, number)) = call.this else {
        return Ok(Value::Null);
    };
    let user = this(call)?.users.iter().find(|user| user.number == number);
    Ok(user.map(tell).into())
}

impl ProtectedRanges {
    /// Writes the ranges: their cells as the schema has them, their users as the original's extension.
    pub fn write(&mut self, book: &mut Workbook) -> Result<(), ApiError> {
        for node in self.nodes.drain(..) {
            let dom = &mut book.package.dom;
            let list = dom.parent(node);
            dom.detach(node);
            if let Some(list) = list.filter(|list| dom.child_elements(*list).next().is_none()) {
                dom.detach(list);
            }
        }
        for range in &self.all {
            if range.areas.is_empty() || book.sheet_part(range.sheet).is_err() {
                continue;
            }
            let root = book.sheet(range.sheet).map_err(fault)?.root;
            let dom = &mut book.package.dom;
            let names: Vec<String> = range.areas.iter().map(|area| area.name()).collect();
            let cells = names.join(" ");
            let list = dom.ensure_child(root, "protectedRanges", ORDER);
            let node = dom.element_with(
                "protectedRange",
                &[("sqref", &cells), ("name", &range.title)],
            );
            dom.append(list, node);
            self.nodes.push(node);
            if range.users.is_empty() && range.anyone == "CanView" {
                continue;
            }
            let extensions = dom.ensure_child(root, "extLst", ORDER);
            let known = dom
                .elements(extensions, "ext")
                .find(|ext| dom.attr(*ext, "uri") == Some(EXTENSION));
            let ext = known.unwrap_or_else(|| {
                let ext = dom.element_with("ext", &[("uri", EXTENSION)]);
                dom.append(extensions, ext);
                ext
            });
            let list = dom.ensure_child(ext, "userProtectedRanges", &[]);
            let own = dom.element_with(
                "userProtectedRange",
                &[("name", &range.title), ("sqref", &cells)],
            );
            if range.anyone != "CanView" {
                dom.set_attr(own, "type", file_kind(range.anyone));
            }
            let users = dom.element("users");
            for user in &range.users {
                let one = dom.element_with(
                    "user",
                    &[
                        ("id", &user.id),
                        ("name", &user.name),
                        ("type", file_kind(user.kind)),
                    ],
                );
                dom.append(users, one);
            }
            dom.append(own, users);
            dom.append(list, own);
            self.nodes.push(own);
        }
        Ok(())
    }
}
