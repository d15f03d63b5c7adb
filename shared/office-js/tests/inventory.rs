//! The tables of classes against the inventory of the Office API.

use std::collections::HashSet;

use spindle_office_js::api::{
    cell::CellEditor, pdf::PdfEditor, slide::SlideEditor, word::WordEditor,
};
use spindle_office_js::{Class, Editor, inventory};

fn check<E: Editor>(unknown: &mut Vec<String>) {
    let mut names = HashSet::new();
    for class in E::classes() {
        assert!(names.insert(class.name), "{} is there twice", class.name);
        let mut own = HashSet::new();
        let methods = class.members.iter().map(|member| member.name);
        let properties = class.properties.iter().map(|property| property.name);
        for name in methods.chain(properties) {
            assert!(own.insert(name), "{}.{name} is there twice", class.name);
        }
        // Members of classes with inner names are checked with the classes that inherit them.
        if class.name.contains(':') {
            continue;
        }
        for table in std::iter::successors(Some(*class), |class: &&Class<E>| class.parent) {
            for member in table.members {
                if !inventory::exists(class.name, member.name) {
                    unknown.push(format!("{} {}.{}", E::NAME, class.name, member.name));
                }
            }
        }
    }
}

#[test]
fn every_member_that_scripts_see_exists_in_the_office_api() {
    let mut unknown = Vec::new();
    check::<WordEditor>(&mut unknown);
    check::<CellEditor>(&mut unknown);
    check::<SlideEditor>(&mut unknown);
    check::<PdfEditor>(&mut unknown);
    assert!(unknown.is_empty(), "not in the Office API: {unknown:?}");
}
