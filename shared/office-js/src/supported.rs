//! What scripts can use, told from the tables of classes beside the inventory of the Office API.

use spindle_model::script::{SupportedClass, SupportedEditor};

use crate::class::Class;
use crate::editor::Editor;
use crate::inventory;

/// What there is of the editor `name` of the Office API in the tables of `E`, which may serve more than one.
pub(crate) fn editor<E: Editor>(name: &'static str) -> SupportedEditor {
    let mut classes: Vec<SupportedClass> = inventory::classes(name)
        .map(|(class, known)| supported::<E>(class, &known))
        .collect();
    classes.sort_by_key(|class| class.class);
    let supported = classes
        .iter()
        .map(|class| class.methods.len() + class.properties.len())
        .sum();
    let missing: usize = classes.iter().map(|class| class.missing.len()).sum();
    SupportedEditor {
        editor: name,
        supported,
        known: supported + missing,
        classes,
    }
}

fn supported<E: Editor>(class: &'static str, known: &[&'static str]) -> SupportedClass {
    let table = E::classes()
        .iter()
        .copied()
        .find(|table| table.name == class);
    let lineage = || std::iter::successors(table, |table: &&Class<E>| table.parent);
    let is_method =
        |name: &str| lineage().any(|table| table.members.iter().any(|member| member.name == name));
    let is_property = |name: &str| {
        lineage().any(|table| {
            table
                .properties
                .iter()
                .any(|property| property.name == name)
        })
    };
    let known = || known.iter().copied();
    SupportedClass {
        class,
        methods: known().filter(|name| is_method(name)).collect(),
        properties: known().filter(|name| is_property(name)).collect(),
        missing: known()
            .filter(|name| !is_method(name) && !is_property(name))
            .collect(),
    }
}
