//! What is said to be supported is what scripts find.

mod support;

use spindle_model::script::ScriptEngine as _;
use spindle_office_js::QuickJs;
use support::run;

#[test]
fn the_list_says_what_scripts_find() {
    for (editor, format) in [("word", "docx"), ("cell", "xlsx")] {
        let all = QuickJs.supported();
        let told = all.iter().find(|one| one.editor == editor).unwrap();
        let api = told.classes.iter().find(|one| one.class == "Api").unwrap();
        let names = |names: &[&str]| format!("{names:?}");
        let script = format!(
            "builder.CreateFile(\"{format}\");\n\
             var there = {}, missing = {};\n\
             console.log(there.filter(n => typeof Api[n] != 'function').join());\n\
             console.log(missing.filter(n => typeof Api[n] != 'undefined').join());\n",
            names(&api.methods),
            names(&api.missing)
        );
        assert_eq!(run(&script).printed(), ["", ""], "{editor}");
        assert!(!api.methods.is_empty());
        let there: usize = told
            .classes
            .iter()
            .map(|one| one.methods.len() + one.properties.len())
            .sum();
        let missing: usize = told.classes.iter().map(|one| one.missing.len()).sum();
        assert_eq!(
            (told.supported, told.known),
            (there, there + missing),
            "{editor}"
        );
    }
}
