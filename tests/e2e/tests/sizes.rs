//! The size budgets of the components: a Spin host compiles them at every start.

use spindle_e2e::{Service, root, start};

#[test]
fn components_stay_within_their_budgets() {
    // Starting builds them.
    drop(start!(Service::open()));
    let folder = root().join("target/wasm32-wasip2/component");
    for (component, megabytes) in [
        ("command", 2.0),
        ("files", 2.0),
        ("scheduler", 2.0),
        // It embeds the pages, packed: 2.7 MB, of which half is the viewer of pdf files with its fonts and character maps.
        ("editor", 5.0),
        ("wopi", 2.0),
        ("docbuilder", 12.0),
        ("documents", 3.0),
        // It sets pages and, since they can be pictures, has what draws and packs pixels: 0.8 MB. It works out the
        // formulas of the workbooks that it saves: 0.65 MB.
        ("converter", 10.0),
        ("import", 5.0),
        ("export", 7.0),
    ] {
        let path = folder.join(format!("spindle_{component}.wasm"));
        let size = std::fs::metadata(&path)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
            .len();
        let size = size as f64 / 1e6;
        println!("{component}: {size:.2} MB of {megabytes} MB");
        assert!(size <= megabytes, "{component} has {size:.2} MB");
    }
}
