//! Writes what scripts changed into the file.

use std::collections::{BTreeMap, BTreeSet};

use spindle_pdf_file::{Dict, Id, Object};

use super::annot::{look, turn_over};
use super::rich::look as rich;
use super::{PdfEditor, date};
use crate::class::ApiError;

impl PdfEditor {
    /// Writes everything that was changed since the last time.
    pub(super) fn write(&mut self) -> Result<(), ApiError> {
        let mut lists: BTreeMap<Id, (Vec<Id>, BTreeSet<Id>)> = BTreeMap::new();
        self.write_annots(&mut lists);
        self.write_fields(&mut lists);
        for (page, (added, removed)) in lists {
            if !self.gone.contains(&page) {
                self.write_list(page, &added, &removed);
            }
        }
        Ok(())
    }

    /// Changes the list of annotations that a page has.
    fn write_list(&mut self, page: Id, added: &[Id], removed: &BTreeSet<Id>) {
        let mut list = self.file.array(&self.file.dict_of(page), "Annots");
        list.retain(|item| item.reference().is_none_or(|id| !removed.contains(&id)));
        list.extend(added.iter().map(|id| Object::Ref(*id)));
        self.file.change(page, |dict| dict.set("Annots", list));
    }

    fn write_annots(&mut self, lists: &mut BTreeMap<Id, (Vec<Id>, BTreeSet<Id>)>) {
        // Numbers first: annotations name those that they answer.
        for place in 0..self.annots.len() {
            let Some(annot) = self.annots.get(place) else {
                continue;
            };
            let Some(page) = annot.page else { continue };
            match annot.object {
                Some(object) if annot.gone && annot.changed => {
                    let (_, removed) = lists.entry(page).or_default();
                    removed.insert(object);
                    let popup = annot.dict.get("Popup").and_then(Object::reference);
                    removed.extend(popup);
                    self.file.delete(object);
                }
                None if !annot.gone => {
                    let object = self.file.add(Dict::new());
                    lists.entry(page).or_default().0.push(object);
                    if let Some(annot) = self.annots.get_mut(place) {
                        annot.object = Some(object);
                    }
                }
                _ => {}
            }
        }
        for place in 0..self.annots.len() {
            self.write_annot(place);
        }
    }

    fn write_annot(&mut self, place: usize) {
        let Some(annot) = self.annots.get_mut(place) else {
            return;
        };
        let (Some(page), Some(object)) = (annot.page, annot.object) else {
            return;
        };
        if !std::mem::take(&mut annot.changed) || annot.gone {
            return;
        }
        let annot = annot.clone();
        let view = self.page(page);
        let mut dict = annot.dict.clone();
        turn_over(&mut dict, |x, y| view.flip(x, y));
        dict.set("P", Object::Ref(page));
        for (key, time) in [("CreationDate", annot.created), ("M", annot.modified)] {
            if let Some(time) = time {
                dict.set(key, Object::said(&date::written(time)));
            }
        }
        let above = annot
            .answers
            .and_then(|above| self.annots.get(above)?.object);
        if let Some(above) = above {
            dict.set("IRT", Object::Ref(above));
        }
        if dict.get("Contents") == Some(&Object::Null) {
            dict.remove("Contents");
        }
        let text = self.painted(place);
        if let Some(text) = &text {
            let size = super::paint::size_of_appearance(&dict.text("DA").unwrap_or_default());
            dict.set("RC", Object::said(&rich::xhtml(text, size)));
            if dict.get("Contents").is_none() {
                dict.set("Contents", Object::said(&rich::plain(text)));
            }
        }
        if let Some(look) = look::of(&annot, &dict, text.as_deref()) {
            let resources = self.resources_of_look(dict.number("CA"), look.multiplied);
            dict.set("Rect", Object::list(look.area));
            let form = form(look.area, resources);
            let stream = self.file.add_stream(form, look.content.bytes());
            dict.set("AP", Dict::new().with("N", Object::Ref(stream)));
        }
        self.file.set(object, dict);
    }

    /// What appearances need: a font, and how much is seen through them.
    fn resources_of_look(&mut self, opacity: Option<f64>, multiplied: bool) -> Dict {
        let mut state = Dict::new().with("Type", Object::named("ExtGState"));
        if let Some(opacity) = opacity {
            state.set("CA", opacity);
            state.set("ca", opacity);
        }
        if multiplied {
            state.set("BM", Object::named("Multiply"));
        }
        Dict::new()
            .with("Font", fonts())
            .with("ExtGState", Dict::new().with("G0", state))
    }
}

/// The fonts that appearances have.
fn fonts() -> Dict {
    Dict::new()
        .with("Helv", font("Helvetica"))
        .with("HeBo", font("Helvetica-Bold"))
        .with("HeOb", font("Helvetica-Oblique"))
        .with("HeBI", font("Helvetica-BoldOblique"))
}

/// The head of a form object with this area.
pub fn form(area: [f64; 4], resources: Dict) -> Dict {
    Dict::new()
        .with("Type", Object::named("XObject"))
        .with("Subtype", Object::named("Form"))
        .with("BBox", Object::list(area))
        .with("Resources", resources)
}

/// A font that every reader has.
pub fn font(name: &str) -> Dict {
    let font = Dict::new()
        .with("Type", Object::named("Font"))
        .with("Subtype", Object::named("Type1"))
        .with("BaseFont", Object::named(name));
    if name == "ZapfDingbats" {
        return font;
    }
    font.with("Encoding", Object::named("WinAnsiEncoding"))
}
