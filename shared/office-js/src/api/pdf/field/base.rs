//! `ApiBaseField`: what all form fields have.

use std::collections::HashSet;

use spindle_pdf_file::{Id, Object};

use super::super::handle::{list, no, refused, yes};
use super::super::widget::{Widget, WidgetKind};
use super::super::{PdfCall, PdfEditor, PdfRef, PdfResult, shape};
use super::{Field, FieldKind, flag};
use crate::class::{ApiError, Class, Member};
use crate::value::Value;

pub static CLASS: Class<PdfEditor> = Class {
    name: "ApiBaseField",
    parent: None,
    members: &[
        Member::new("AddWidget", |call| {
            let (page, rect) = place_argument(call)?;
            let field = place(call)?;
            let widget = call.doc.add_widget(field, page, rect)?;
            Ok(call.doc.widget_ref(widget))
        }),
        Member::new("Delete", delete),
        Member::new("GetAllWidgets", |call| {
            let places = this(call)?.widgets.clone();
            let widgets = &call.doc.widgets;
            list(places.into_iter().filter_map(|place| {
                let widget = widgets.get(place).filter(|widget| !widget.gone)?;
                Some(PdfRef::Widget(widget.kind, place))
            }))
        }),
        Member::new("GetFullName", |call| Ok(this(call)?.name.as_str().into())),
        Member::new("GetInternalId", |call| {
            Ok(format!("field_{}", place(call)?).into())
        }),
        Member::new("GetPartialName", |call| {
            Ok(this(call)?.partial_name().into())
        }),
        Member::new("GetTooltip", |call| {
            let tooltip = this(call)?.dict.text("TU");
            Ok(tooltip.map_or(Value::Undefined, Value::Text))
        }),
        Member::new("GetValue", get_value),
        Member::new("IsReadOnly", |call| get_flag(call, flag::READ_ONLY)),
        Member::new("IsRequired", |call| get_flag(call, flag::REQUIRED)),
        Member::new("SetFullName", |call| match call.args.get(0) {
            Value::Text(name) if !name.is_empty() => rename(call, name.clone()),
            _ => no(),
        }),
        Member::new("SetPartialName", set_partial_name),
        Member::new("SetReadOnly", |call| set_flag(call, flag::READ_ONLY)),
        // A button asks for nothing.
        Member::new("SetRequired", |call| match this(call)?.kind {
            FieldKind::Button => no(),
            _ => set_flag(call, flag::REQUIRED),
        }),
        Member::new("SetTooltip", |call| {
            let tooltip = call.args.opt_text(0).unwrap_or_default().into_owned();
            change(call)?.dict.set("TU", Object::said(&tooltip));
            yes()
        }),
        Member::new("SetValue", set_value),
    ],
    properties: &[],
};

/// The place of the field that the member was called on.
pub fn place(call: &PdfCall<'_>) -> Result<usize, ApiError> {
    match call.this {
        PdfRef::Field(_, place) => Ok(place),
        _ => Err(ApiError::Type(
            "it was called on something that is no form field".to_owned(),
        )),
    }
}

/// The field that the member was called on.
pub fn this<'c>(call: &'c PdfCall<'_>) -> Result<&'c Field, ApiError> {
    let place = place(call)?;
    call.doc
        .fields
        .get(place)
        .ok_or_else(|| refused("the field is not there"))
}

/// The field that the member was called on, to change.
pub fn change<'c>(call: &'c mut PdfCall<'_>) -> Result<&'c mut Field, ApiError> {
    let place = place(call)?;
    let field = call.doc.fields.get_mut(place);
    let field = field.ok_or_else(|| refused("the field is not there"))?;
    field.changed = true;
    Ok(field)
}

pub fn get_flag(call: &mut PdfCall<'_>, flag: i64) -> PdfResult {
    Ok(this(call)?.has(flag).into())
}

pub fn set_flag(call: &mut PdfCall<'_>, flag: i64) -> PdfResult {
    let on = call.args.boolean(0, false);
    change(call)?.set_flag(flag, on);
    yes()
}

/// The page and the rectangle that are given first and second.
pub fn place_argument(call: &PdfCall<'_>) -> Result<(Id, [f64; 4]), ApiError> {
    let index = call
        .args
        .opt_number(0)
        .filter(|index| *index >= 0.0 && index.fract() == 0.0);
    let page = index
        .and_then(|index| call.doc.pages.get(index as usize))
        .copied();
    let page = page.ok_or_else(|| refused("`pageIndex` has to be the place of a page"))?;
    let rect = shape::rect(call, 1)?;
    if !this(call)?.is_there() {
        return Err(refused(
            "the field is in no document yet: add it to a page first",
        ));
    }
    Ok((page, rect))
}

impl PdfEditor {
    /// Gives a field a place to be filled in at; the answer is the widget's place.
    pub fn add_widget(
        &mut self,
        field: usize,
        page: Id,
        rect: [f64; 4],
    ) -> Result<usize, ApiError> {
        const MAX_WIDGETS: usize = 50_000;
        if self.widgets.len() >= MAX_WIDGETS {
            return Err(refused("there are too many widgets"));
        }
        let place = self.widgets.len();
        let owner = self
            .fields
            .get_mut(field)
            .ok_or_else(|| refused("the field is not there"))?;
        owner.widgets.push(place);
        owner.changed = true;
        let count = owner.widgets.len();
        let export = match owner.kind {
            FieldKind::Checkbox => Some("Yes".to_owned()),
            FieldKind::Radio => Some(format!("Choice{count}")),
            _ => None,
        };
        let icon = owner.icon;
        let mut widget = Widget::new(owner.kind, field, page, rect, export);
        if let Some(icon) = icon {
            let look = widget.inner("MK").with("I", Object::Ref(icon));
            widget.dict.set("MK", look);
        }
        self.widgets.push(widget);
        Ok(place)
    }

    /// A widget as an answer.
    pub fn widget_ref(&self, place: usize) -> Value<PdfRef> {
        let kind = self
            .widgets
            .get(place)
            .map_or(WidgetKind::Base, |widget| widget.kind);
        Value::Handle(PdfRef::Widget(kind, place))
    }

    /// A name that no field has: the first number that is free.
    pub fn free_name(&self, word: &str) -> String {
        let there = self.fields.iter().filter(|field| !field.gone);
        let taken: HashSet<&str> = there.map(|field| field.name.as_str()).collect();
        (1..=self.fields.len() + 1)
            .map(|number| format!("{word}{number}"))
            .find(|name| !taken.contains(name.as_str()))
            .unwrap_or_else(|| word.to_owned())
    }
}

fn rename(call: &mut PdfCall<'_>, name: String) -> PdfResult {
    // Parts without a name cannot be written.
    if name.split('.').any(str::is_empty) || name.split('.').count() > 32 {
        return no();
    }
    let field = change(call)?;
    field.name = name;
    field.renamed = true;
    yes()
}

fn set_partial_name(call: &mut PdfCall<'_>) -> PdfResult {
    let own = call.args.opt_text(0).unwrap_or_default().into_owned();
    let name = match this(call)?.name.rsplit_once('.') {
        Some((groups, _)) => format!("{groups}.{own}"),
        None => own,
    };
    rename(call, name)
}

fn get_value(call: &mut PdfCall<'_>) -> PdfResult {
    let field = this(call)?;
    if let Some(Object::Array(values)) = field.dict.get("V") {
        let values: Vec<String> = values.iter().filter_map(Object::text).collect();
        return Ok(match values.as_slice() {
            [one] => one.as_str().into(),
            _ => Value::List(values.into_iter().map(Value::Text).collect()),
        });
    }
    let nothing = if field.kind.is_checked() { "Off" } else { "" };
    Ok(field.value().unwrap_or_else(|| nothing.to_owned()).into())
}

/// What a kind of field does not take changes nothing.
fn set_value(call: &mut PdfCall<'_>) -> PdfResult {
    let text = call.args.opt_text(0).unwrap_or_default().into_owned();
    let kind = this(call)?.kind;
    match kind {
        FieldKind::Text => {
            if !super::format::takes(this(call)?, &text) {
                return no();
            }
            let field = change(call)?;
            let limit = field
                .dict
                .int("MaxLen")
                .and_then(|limit| usize::try_from(limit).ok());
            let text: String = text
                .chars()
                .take(limit.filter(|limit| *limit > 0).unwrap_or(usize::MAX))
                .collect();
            field.dict.set("V", Object::said(&text));
            yes()
        }
        FieldKind::Checkbox | FieldKind::Radio => {
            let widgets = this(call)?.widgets.clone();
            let known = widgets.iter().any(|place| {
                let widget = call.doc.widgets.get(*place);
                widget.and_then(|widget| widget.export.as_deref()) == Some(text.as_str())
            });
            let value = if known { text.as_str() } else { "Off" };
            change(call)?.dict.set("V", Object::named(value));
            yes()
        }
        FieldKind::Combo | FieldKind::List => super::list::set_value(call, &text),
        FieldKind::Button => no(),
    }
}

fn delete(call: &mut PdfCall<'_>) -> PdfResult {
    let field = change(call)?;
    field.gone = true;
    let widgets = std::mem::take(&mut field.widgets);
    for place in widgets {
        if let Some(widget) = call.doc.widgets.get_mut(place) {
            widget.gone = true;
            widget.changed = true;
        }
    }
    yes()
}
