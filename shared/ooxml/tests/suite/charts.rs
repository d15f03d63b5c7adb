//! Charts: whatever is made and changed, the order of children is that of the schema, and axes are found.

use spindle_ooxml::chart::kind::{COMBINATIONS, KINDS};
use spindle_ooxml::chart::label::{Shown, show_all, show_point};
use spindle_ooxml::chart::{
    Design, Labels, SeriesData, Values, axis, build, change, kind, order, plots, series, style,
    text, workbook,
};
use spindle_ooxml::sheet::{CellPos, ContentView, SheetLimits, Workbook};
use spindle_ooxml::{Dom, NodeId, Package, PackageLimits};

fn data(count: u32) -> Vec<SeriesData> {
    let labels = |reference: &str, points: &[&str]| Labels {
        reference: Some(reference.to_owned()),
        points: points
            .iter()
            .map(|point| Some((*point).to_owned()))
            .collect(),
        format: None,
    };
    (0..count)
        .map(|number| SeriesData {
            name: Some(labels(&format!("Sheet1!$A${}", number + 2), &["Name <&>"])),
            categories: Some(labels("Sheet1!$B$1:$D$1", &["x", "y", "z"])),
            values: Values {
                reference: Some(format!("Sheet1!$B${0}:$D${0}", number + 2)),
                points: vec![Some(f64::from(number) + 0.5), None, Some(-3.0)],
                format: "0.00".to_owned(),
            },
        })
        .collect()
}

fn chart(dom: &mut Dom, kind: &str, count: u32) -> NodeId {
    let design = Design {
        kind,
        style: 2,
        workbook: Some("rId1"),
    };
    build(dom, design, &data(count))
        .unwrap()
        .unwrap_or_else(|| panic!("no {kind}"))
}

/// Children come in the order of the schema, axes that plots and axes name are there, each once.
fn check(dom: &Dom, space: NodeId, what: &str) {
    for node in std::iter::once(space).chain(dom.descendants(space)) {
        let name = dom.name_of(node).unwrap_or_default();
        let order = order::children_of(name);
        let mut last = 0;
        for child in dom.child_elements(node).filter(|_| !order.is_empty()) {
            let child = dom.name_of(child).unwrap_or_default();
            let place = order.iter().position(|known| *known == child);
            let place = place.unwrap_or_else(|| panic!("{what}: {child} in {name}"));
            assert!(place >= last, "{what}: {child} comes too late in {name}");
            last = place;
        }
    }
    let numbers: Vec<&str> = axis::all(dom, space)
        .into_iter()
        .map(|axis| dom.attr(dom.child(axis, "c:axId").unwrap(), "val").unwrap())
        .collect();
    let mut once = numbers.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), numbers.len(), "{what}: {numbers:?}");
    for holder in plots(dom, space).into_iter().chain(axis::all(dom, space)) {
        let named = dom
            .elements(holder, "c:axId")
            .chain(dom.elements(holder, "c:crossAx"));
        for axis in named {
            let axis = dom.attr(axis, "val").unwrap();
            assert!(
                numbers.contains(&axis),
                "{what}: no axis {axis} in {numbers:?}"
            );
        }
    }
    let plot_area = spindle_ooxml::chart::plot_area(dom, space).unwrap();
    let ranks: Vec<u8> = dom
        .child_elements(plot_area)
        .map(|child| match dom.name_of(child).unwrap() {
            "c:layout" => 0,
            name if name.ends_with("Chart") => 1,
            name if order::AXES.contains(&name) => 2,
            "c:spPr" => 3,
            other => panic!("{what}: {other} in the plot area"),
        })
        .collect();
    assert!(ranks.is_sorted(), "{what}: {ranks:?}");
}

fn names() -> impl Iterator<Item = &'static str> {
    KINDS
        .iter()
        .map(|kind| kind.name)
        .chain(COMBINATIONS.iter().copied())
}

#[test]
fn every_kind_is_read_as_what_it_was_made() {
    for name in names() {
        let mut dom = Dom::new();
        let space = chart(&mut dom, name, 3);
        check(&dom, space, name);
        let expected = if name == "comboCustom" {
            "comboBarLine"
        } else {
            name
        };
        assert_eq!(kind::of_chart(&dom, space), expected);
        assert_eq!(series::all(&dom, space).len(), 3);
        // The same after it was saved.
        let bytes = dom.serialize(space);
        let mut again = Dom::new();
        let read = again.parse_part(bytes, &Default::default()).unwrap();
        assert_eq!(kind::of_chart(&again, read), expected);
    }
}

#[test]
fn changes_keep_the_order() {
    for name in names() {
        let mut dom = Dom::new();
        let space = chart(&mut dom, name, 2);
        let chart = dom.child(space, "c:chart").unwrap();
        let letters = text::Letters {
            size: Some(650),
            bold: Some(true),
        };
        text::set_title(&mut dom, chart, "One\ntwo & three", letters);
        assert_eq!(
            text::title(&dom, chart).as_deref(),
            Some("One\rtwo & three\r\n")
        );
        for axis in axis::all(&dom, space) {
            let line = dom.fragment("<a:ln w=\"12700\"><a:noFill/></a:ln>");
            text::set_title(&mut dom, axis, "Axis", letters);
            axis::set_grid(&mut dom, axis, "c:majorGridlines", Some(line));
            axis::set_grid(&mut dom, axis, "c:minorGridlines", Some(line));
            axis::set_ascending(&mut dom, axis, false);
            axis::set_format(&mut dom, axis, "0%");
            text::set_size(&mut dom, axis, 900);
        }
        for place in ["none", "left"] {
            assert!(text::set_legend(&mut dom, chart, place));
        }
        let shown = Shown {
            value: true,
            ..Shown::default()
        };
        show_all(&mut dom, space, shown);
        for one in series::all(&dom, space) {
            for point in [2, 0, 1] {
                show_point(&mut dom, one, point, shown);
                let node = series::point(&mut dom, one, point);
                series::marker(&mut dom, node);
            }
            let written: Vec<_> = dom.elements(one, "c:dPt").collect();
            assert_eq!(written.len(), 3, "{name}");
        }
        check(&dom, space, name);
        let mut designs = 0;
        while style::apply(&mut dom, space, designs) {
            check(&dom, space, &format!("{name} in design {designs}"));
            designs += 1;
        }
        assert!(designs > 3, "{name}");
    }
}

#[test]
fn series_change_their_kind_into_any_other() {
    for from in names() {
        for to in KINDS {
            for count in [1, 3] {
                let mut dom = Dom::new();
                let space = chart(&mut dom, from, count);
                let what = format!("{from} of {count} to {}", to.name);
                for one in series::all(&dom, space) {
                    change::change(&mut dom, space, one, to);
                    check(&dom, space, &what);
                    assert_eq!(series::all(&dom, space).len(), count as usize, "{what}");
                }
                assert!(
                    plots(&dom, space)
                        .iter()
                        .all(|plot| dom.child(*plot, "c:ser").is_some()),
                    "{what}"
                );
            }
        }
    }
}

#[test]
fn the_workbook_behind_a_chart_follows_it() {
    let mut dom = Dom::new();
    let space = chart(&mut dom, "bar", 2);
    let bytes = workbook::create(&dom, space).unwrap();
    let first = series::all(&dom, space)[0];
    assert!(series::set_values(
        &mut dom,
        first,
        &[None, Some(7.0), None, Some(9.0)]
    ));
    series::set_name(&mut dom, first, "Renamed");
    let bytes = workbook::update(&bytes, &dom, space).unwrap();
    let package = Package::open(bytes, &PackageLimits::default()).unwrap();
    let mut book = Workbook::open(package, SheetLimits::default()).unwrap();
    let id = book.find_sheet("Sheet1").unwrap();
    book.sheet(id).unwrap();
    let cell = |name: &str| {
        let view = book
            .loaded(id)
            .unwrap()
            .grid
            .get(CellPos::parse(name).unwrap());
        match view.map(|view| view.content) {
            Some(ContentView::Number(number)) => number.to_string(),
            Some(ContentView::Text(text)) => book.strings.text(text).to_owned(),
            other => format!("{other:?}"),
        }
    };
    let found = ["A2", "B2", "C2", "D2", "A3", "B1", "E2"].map(cell);
    assert_eq!(
        found,
        ["Renamed", "0.5", "7", "-3", "Name <&>", "x", "None"]
    );
}
