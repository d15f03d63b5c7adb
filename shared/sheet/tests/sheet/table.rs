//! The table of commands: what it supports, and that it is documented.

use std::collections::HashSet;
use std::fmt::Write as _;

use serde_json::json;
use spindle_sheet::{CommandError, check, supported};

use crate::{book, command};

/// What the documentation has between its two marks.
fn documented() -> String {
    let mut table = String::from("| command | arguments | what it does |\n|---|---|---|\n");
    for info in supported() {
        let names: Vec<String> = info.names.iter().map(|name| format!("`{name}`")).collect();
        let menu = if info.menu { " (menu)" } else { "" };
        let (names, arguments, meaning) = (names.join(", "), info.arguments, info.meaning);
        writeln!(table, "| {names}{menu} | {arguments} | {meaning} |").unwrap();
    }
    table
}

#[test]
fn the_documentation_has_the_table() {
    let readme = include_str!("../../README.md");
    let table = documented();
    assert!(readme.contains(&table), "README.md should have:\n{table}");
}

#[test]
fn no_name_stands_for_two_commands() {
    let mut names = HashSet::new();
    for name in supported().flat_map(|info| info.names) {
        assert!(names.insert(name), "{name}");
    }
}

#[test]
fn what_is_not_supported_is_named_once_and_in_order() {
    let commands = [
        json!({ "cmd": "moveFloatingObjects" }),
        json!({ "cmd": "zoom" }),
        json!({ "cmd": "undo" }),
        json!({ "cmd": "moveFloatingObjects" }),
        json!({ "cmd": "gc.spread.contextMenu.zoom" }),
        json!({ "cmd": "gc.spread.contextMenu.filter" }),
        json!({ "cmd": "designer.gc.spread.contextMenu.insertRows" }),
        json!({ "cmd": "EditCell" }),
        json!({ "cmd": 7 }),
        json!(3),
    ];
    assert_eq!(
        check(&commands),
        [
            "moveFloatingObjects",
            "undo",
            "gc.spread.contextMenu.zoom",
            "gc.spread.contextMenu.filter",
            "designer.gc.spread.contextMenu.insertRows",
            "EditCell",
            "(no name)",
        ]
    );
    for cmd in [
        "resizeFloatingObjects",
        "pasteFloatingObjects",
        "dragCopyFloatingObjects",
        "undo",
        "",
        "designer.",
    ] {
        let error = book("").apply(&command(cmd, json!({})));
        assert_eq!(error, Err(CommandError::Unsupported(cmd.to_owned())));
    }
    for nameless in [json!(3), json!({}), json!({ "cmd": null })] {
        let error = book("").apply(&nameless).unwrap_err();
        assert!(
            error
                .to_string()
                .contains("a command is an object with its name as `cmd`")
        );
    }
    for info in supported().filter(|info| !info.names.contains(&"fill")) {
        for name in info.names {
            assert_eq!(check(&[json!({ "cmd": name })]), [""; 0]);
        }
    }
}
