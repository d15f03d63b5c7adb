//! Writes form fields and their widgets into the file.

use std::collections::{BTreeMap, BTreeSet};

use spindle_pdf_file::{Dict, Id, Object};

use super::super::annot::turn_over;
use super::super::widget::look;
use super::super::{PdfEditor, save};
use super::KEYS;

type Lists = BTreeMap<Id, (Vec<Id>, BTreeSet<Id>)>;

/// What nodes of the tree of fields have more and less, by number and key of the list.
type Branches = BTreeMap<(Id, &'static str), (Vec<Id>, BTreeSet<Id>)>;

impl PdfEditor {
    /// Writes what was changed; `lists` gets what pages have more and less.
    pub(in super::super) fn write_fields(&mut self, lists: &mut Lists) {
        let changed = self.fields.iter().any(|field| field.changed)
            || self.widgets.iter().any(|widget| widget.changed);
        if !changed {
            return;
        }
        self.part_merged(lists);
        for place in 0..self.widgets.len() {
            self.number_widget(place, lists);
        }
        let mut branches = Branches::new();
        for place in 0..self.fields.len() {
            self.write_field(place, &mut branches);
        }
        for ((holder, key), (added, removed)) in branches {
            let mut list = self.file.array(&self.file.dict_of(holder), key);
            list.retain(|item| item.reference().is_none_or(|id| !removed.contains(&id)));
            list.extend(added.into_iter().map(Object::Ref));
            self.file.change(holder, |dict| dict.set(key, list));
        }
        for place in 0..self.widgets.len() {
            self.write_widget(place);
        }
    }

    /// A field and a widget that are one object become two when there is more than one widget.
    fn part_merged(&mut self, lists: &mut Lists) {
        for field in &mut self.fields {
            if field.widgets.len() < 2 {
                continue;
            }
            for place in &field.widgets {
                let Some(widget) = self.widgets.get_mut(*place) else {
                    continue;
                };
                if widget.object.is_some() && widget.object == field.object {
                    if let (Some(page), Some(object)) = (widget.page, widget.object.take()) {
                        lists.entry(page).or_default().1.insert(object);
                    }
                    widget.changed = true;
                    field.changed = true;
                }
            }
        }
    }

    /// Gives a new widget a number, and takes a deleted one away.
    fn number_widget(&mut self, place: usize, lists: &mut Lists) {
        let Some(widget) = self.widgets.get_mut(place) else {
            return;
        };
        let Some(page) = widget.page else { return };
        let Some(field) = self.fields.get_mut(widget.field) else {
            return;
        };
        match widget.object {
            Some(object) if widget.gone && widget.changed => {
                widget.changed = false;
                field.changed = true;
                field.widgets.retain(|one| *one != place);
                lists.entry(page).or_default().1.insert(object);
                if field.object != Some(object) {
                    self.file.delete(object);
                }
            }
            None if widget.gone => field.widgets.retain(|one| *one != place),
            None if !field.gone => {
                field.changed = true;
                let object = self.file.add(Dict::new());
                widget.object = Some(object);
                lists.entry(page).or_default().0.push(object);
            }
            _ => {}
        }
    }

    fn write_field(&mut self, place: usize, branches: &mut Branches) {
        let Some(field) = self.fields.get_mut(place) else {
            return;
        };
        if !std::mem::take(&mut field.changed)
            || (field.object.is_none() && field.widgets.is_empty())
        {
            return;
        }
        let field = field.clone();
        if field.gone {
            if let Some(object) = field.object {
                self.unhang(object, field.parent, branches);
                self.file.delete(object);
            }
            return;
        }
        let object = field.object.unwrap_or_else(|| self.file.add(Dict::new()));
        let mut parent = field.parent;
        if field.renamed {
            if field.object.is_some() {
                self.unhang(object, field.parent, branches);
            }
            parent = self.hang(object, &field.name, branches);
        }
        let mut kids = Vec::new();
        let mut merged = false;
        for place in &field.widgets {
            let Some(widget) = self.widgets.get_mut(*place) else {
                continue;
            };
            // Its look depends on the field.
            widget.changed = true;
            merged |= widget.object == Some(object);
            kids.extend(widget.object.map(Object::Ref));
        }
        let mut dict = if merged {
            self.file.dict_of(object)
        } else {
            Dict::new()
        };
        for key in KEYS {
            dict.remove(key);
        }
        for (key, value) in field.dict.iter() {
            dict.set(key, value.clone());
        }
        dict.set("T", Object::said(field.partial_name()));
        match parent {
            Some(parent) => dict.set("Parent", Object::Ref(parent)),
            None => {
                dict.remove("Parent");
            }
        }
        if !merged {
            dict.set("Kids", kids);
        }
        self.file.set(object, dict);
        if let Some(field) = self.fields.get_mut(place) {
            field.object = Some(object);
            field.parent = parent;
            field.renamed = false;
        }
    }

    fn write_widget(&mut self, place: usize) {
        let Some(widget) = self.widgets.get_mut(place) else {
            return;
        };
        if !std::mem::take(&mut widget.changed) || widget.gone {
            return;
        }
        let widget = widget.clone();
        let (Some(page), Some(object)) = (widget.page, widget.object) else {
            return;
        };
        let Some(field) = self.fields.get(widget.field).cloned() else {
            return;
        };
        let view = self.page(page);
        let mut dict = widget.dict.clone();
        turn_over(&mut dict, |x, y| view.flip(x, y));
        dict.set("P", Object::Ref(page));
        let icon = widget.inner("MK").get("I").and_then(Object::reference);
        let size = icon.and_then(|icon| self.file.dict_of(icon).numbers("BBox"));
        let size = size.and_then(|area| Some((*area.get(2)?, *area.get(3)?)));
        let looks = look::of(&field, &widget, size);
        let [left, bottom, right, top] = super::super::annot::rect_of(&dict);
        let area = [0.0, 0.0, right - left, top - bottom];
        let fonts = Dict::new()
            .with("Helv", save::font("Helvetica"))
            .with("ZaDb", save::font("ZapfDingbats"));
        let mut states = Dict::new();
        let mut only = None;
        for (state, content) in looks {
            let mut resources = Dict::new().with("Font", fonts.clone());
            if let Some(icon) = icon {
                resources.set("XObject", Dict::new().with("Icon", Object::Ref(icon)));
            }
            let stream = self
                .file
                .add_stream(save::form(area, resources), content.bytes());
            match state {
                Some(state) => states.set(&state, Object::Ref(stream)),
                None => only = Some(Object::Ref(stream)),
            }
        }
        dict.set(
            "AP",
            Dict::new().with("N", only.unwrap_or(Object::Dict(states))),
        );
        if let Some(export) = &widget.export {
            let on = field.value().as_deref() == Some(export);
            dict.set("AS", Object::named(if on { export } else { "Off" }));
        }
        if field.object == Some(object) {
            // The field's part of the object is there already.
            let kept = self.file.dict_of(object);
            for (key, value) in kept.iter() {
                if KEYS.contains(&key) || matches!(key, "T" | "Parent") {
                    dict.set(key, value.clone());
                }
            }
        } else if let Some(parent) = field.object {
            dict.set("Parent", Object::Ref(parent));
        }
        self.file.set(object, dict);
    }

    /// The number of the form's own dictionary, with the fonts that fields name.
    fn form(&mut self) -> Id {
        let catalog = self.file.catalog();
        let known = catalog.get("AcroForm").and_then(Object::reference);
        let mut form = self.file.dict(&catalog, "AcroForm");
        let mut resources = self.file.dict(&form, "DR");
        let mut fonts = self.file.dict(&resources, "Font");
        let complete =
            known.is_some() && fonts.get("Helv").is_some() && form.get("Fields").is_some();
        if let (Some(id), true) = (known, complete) {
            return id;
        }
        for (key, name) in [("Helv", "Helvetica"), ("ZaDb", "ZapfDingbats")] {
            if fonts.get(key).is_none() {
                fonts.set(key, save::font(name));
            }
        }
        resources.set("Font", fonts);
        form.set("DR", resources);
        if form.get("DA").is_none() {
            form.set("DA", Object::said("/Helv 0 Tf 0 g"));
        }
        if form.get("Fields").is_none() {
            form.set("Fields", Vec::new());
        }
        let id = known.unwrap_or_else(|| self.file.add(Dict::new()));
        self.file.set(id, form);
        if known.is_none() {
            let catalog = self.file.catalog_id();
            self.file
                .change(catalog, |dict| dict.set("AcroForm", Object::Ref(id)));
        }
        id
    }

    /// Where a field hangs: at a group, or at the root.
    fn branch(&mut self, above: Option<Id>) -> (Id, &'static str) {
        match above {
            Some(above) => (above, "Kids"),
            None => (self.form(), "Fields"),
        }
    }

    /// Takes a field out of the tree.
    fn unhang(&mut self, object: Id, parent: Option<Id>, branches: &mut Branches) {
        let branch = self.branch(parent);
        branches.entry(branch).or_default().1.insert(object);
    }

    /// Puts a field into the tree where its name says; the answer is the node that it hangs from.
    fn hang(&mut self, object: Id, name: &str, branches: &mut Branches) -> Option<Id> {
        let parts: Vec<&str> = name.split('.').collect();
        let groups = parts.split_last().map_or(&[][..], |(_, groups)| groups);
        let mut above: Option<Id> = None;
        let mut full = String::new();
        for part in groups {
            if !full.is_empty() {
                full.push('.');
            }
            full.push_str(part);
            let group = match self.groups.get(&full) {
                Some(group) => *group,
                None => {
                    let mut dict = Dict::new()
                        .with("T", Object::said(part))
                        .with("Kids", Vec::new());
                    if let Some(above) = above {
                        dict.set("Parent", Object::Ref(above));
                    }
                    let group = self.file.add(dict);
                    self.groups.insert(full.clone(), group);
                    let branch = self.branch(above);
                    branches.entry(branch).or_default().0.push(group);
                    group
                }
            };
            above = Some(group);
        }
        let branch = self.branch(above);
        branches.entry(branch).or_default().0.push(object);
        above
    }
}
