//! The editor's tables against the inventory of the Office API.

use std::collections::HashSet;

use spindle_office_js::api::cell::CellEditor;
use spindle_office_js::{Editor, inventory};

#[test]
fn every_member_exists_in_the_office_api() {
    let mut methods = 0;
    let mut properties = 0;
    let mut names = HashSet::new();
    for class in CellEditor::classes() {
        assert!(names.insert(class.name), "{} is there twice", class.name);
        // Classes that editors share are held against all classes of all editors.
        let known: Vec<&str> = if class.name.contains(':') {
            ["cell", "word"]
                .into_iter()
                .flat_map(|editor| inventory::classes(editor).flat_map(|(_, members)| members))
                .collect()
        } else {
            let own = inventory::members("cell", class.name);
            own.into_iter()
                .chain(inventory::members("word", class.name))
                .collect()
        };
        let mut own = HashSet::new();
        for member in class.members {
            assert!(
                known.contains(&member.name),
                "{}.{} is not in the Office API",
                class.name,
                member.name
            );
            assert!(
                own.insert(member.name),
                "{}.{} is there twice",
                class.name,
                member.name
            );
        }
        for property in class.properties {
            assert!(
                own.insert(property.name),
                "{}.{} is there twice",
                class.name,
                property.name
            );
        }
        methods += class.members.len();
        properties += class.properties.len();
    }
    println!("{methods} methods, {properties} properties");
    assert!(methods >= 120, "{methods} methods");
}
