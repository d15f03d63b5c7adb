//! Saved presentations as packages: what readers that follow the specification strictly would refuse.

// Clippy takes helpers of tests for production code.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod support;

use std::collections::HashSet;

use spindle_ooxml::{Dom, NodeId, Package, PackageLimits};
use support::{run, run_with};

/// Runs the lines of a script on a new presentation and answers the saved package.
fn saved(script: &str) -> Package {
    let source = format!(
        "builder.CreateFile(\"pptx\");\nvar deck = Api.GetPresentation(), slide = deck.GetSlideByIndex(0), master = deck.GetMaster(0);\n\
         function shape() {{ return Api.CreateShape('rect', 360000, 360000, Api.CreateNoFill(), Api.CreateStroke(0, Api.CreateNoFill())); }}\n\
         {script}\nbuilder.SaveFile(\"pptx\", \"out.pptx\");\n"
    );
    Package::open(run(&source).file("out.pptx"), &PackageLimits::default()).expect("it opens")
}

/// The names of an element's children.
fn children(dom: &Dom, node: NodeId) -> Vec<String> {
    dom.child_elements(node)
        .filter_map(|child| dom.name_of(child).map(str::to_owned))
        .collect()
}

/// Checks what holds for every package: targets exist, identifiers are known, parts are reached, numbers are unique.
fn check(package: &mut Package) {
    let parts: Vec<String> = package.part_names().map(str::to_owned).collect();
    let mut reached: HashSet<String> = HashSet::new();
    for source in std::iter::once("/".to_owned()).chain(parts.clone()) {
        for relationship in package.relationships(&source).to_vec() {
            if relationship.external {
                continue;
            }
            let target = relationship.part.expect("an internal target is a part");
            assert!(
                package.has_part(&target),
                "{source} leads to {target}, which is not there"
            );
            reached.insert(target);
        }
    }
    for part in &parts {
        assert!(reached.contains(part), "nothing leads to {part}");
        assert!(
            package.content_type(part).is_some(),
            "{part} has no content type"
        );
        if !part.ends_with(".xml") {
            continue;
        }
        let root = package.root(part).expect("it is XML");
        let ids: Vec<String> = package
            .dom
            .descendants(root)
            .flat_map(|node| package.dom.attributes(node))
            .filter(|(name, _)| matches!(*name, "r:id" | "r:embed"))
            .map(|(_, value)| value.to_owned())
            .collect();
        for id in ids {
            assert!(
                id.is_empty() || package.relationship(part, &id).is_some(),
                "{part} names {id}, which it has not"
            );
        }
        let mut numbers = HashSet::new();
        for node in package.dom.descendants(root) {
            if package.dom.is(node, "p:cNvPr") {
                let number = package.dom.attr(node, "id").unwrap_or_default().to_owned();
                assert!(
                    numbers.insert(number.clone()),
                    "{part} has two drawings {number}"
                );
            }
        }
    }
}

fn main_root(package: &mut Package) -> NodeId {
    let main = package.main_part().to_owned();
    package.root(&main).expect("the presentation")
}

#[test]
fn a_new_presentation_is_sound() {
    let mut package = saved("");
    check(&mut package);
    let root = main_root(&mut package);
    assert_eq!(
        children(&package.dom, root),
        [
            "p:sldMasterIdLst",
            "p:sldIdLst",
            "p:sldSz",
            "p:notesSz",
            "p:defaultTextStyle"
        ]
    );
    let layouts = package
        .part_names()
        .filter(|name| name.starts_with("/ppt/slideLayouts/"))
        .count();
    assert_eq!(layouts, 11);
}

#[test]
fn slides_that_come_and_go_leave_a_sound_package() {
    let mut package = saved(
        "for (var i = 0; i < 3; i++) { var made = Api.CreateSlide(); made.AddNotesText('n' + i); deck.AddSlide(made, 0); }\n\
         slide.AddComment(1, 2, 'c', 'A', 'u'); deck.GetAllComments()[0].AddReply('r', 'B', 'v');\n\
         deck.GetSlideByIndex(1).Delete(); slide.Duplicate(); slide.MoveTo(0);\n\
         master.GetLayout(3).Delete(); master.Duplicate().Delete(); master.Duplicate(0);\n\
         slide.GetLayout().Delete(); deck.AddMaster(0, Api.CreateMaster());",
    );
    check(&mut package);
    let root = main_root(&mut package);
    let dom = &package.dom;
    for list in ["p:sldIdLst", "p:sldMasterIdLst"] {
        let list = dom.child(root, list).expect(list);
        let numbers: HashSet<&str> = dom
            .child_elements(list)
            .filter_map(|entry| dom.attr(entry, "id"))
            .collect();
        assert_eq!(numbers.len(), dom.child_elements(list).count());
    }
    assert!(
        children(dom, root)
            .windows(2)
            .any(|pair| pair == ["p:sldMasterIdLst", "p:notesMasterIdLst"])
    );
}

#[test]
fn what_hangs_on_a_slide_stands_in_the_order_of_the_schema() {
    let mut package = saved(
        "var a = shape(); slide.AddObject(a);\n\
         slide.GetTimeLine().GetMainSequence().AddEffect(a, 'entranceFade');\n\
         slide.GetTimeLine().GetMainSequence().AddEffect(shape(), 'exitFadeOut');\n\
         slide.GetSlideShowTransition().SetEntryEffect('effectVortexUp');\n\
         slide.SetBackground(Api.CreateSolidFill(Api.CreateRGBColor(1, 2, 3)));",
    );
    check(&mut package);
    let root = package.root("/ppt/slides/slide1.xml").expect("the slide");
    let dom = &package.dom;
    assert_eq!(
        children(dom, root),
        ["p:cSld", "p:clrMapOvr", "mc:AlternateContent", "p:timing"]
    );
    let data = dom.child(root, "p:cSld").expect("p:cSld");
    assert_eq!(children(dom, data), ["p:bg", "p:spTree"]);
    // The effect of a shape that is nowhere is not written.
    let effects = dom
        .descendants(root)
        .filter(|node| dom.attr(*node, "presetID").is_some())
        .count();
    assert_eq!(effects, 1);
    let shape = dom
        .descendants(root)
        .find(|node| dom.attr(*node, "name") == Some("Shape 3"))
        .expect("the shape");
    let target = dom
        .descendants(root)
        .find(|node| dom.is(*node, "p:spTgt"))
        .expect("a target");
    assert_eq!(dom.attr(target, "spid"), dom.attr(shape, "id"));
    let fallback = dom
        .descendants(root)
        .find(|node| dom.is(*node, "mc:Fallback"))
        .expect("a fallback");
    assert!(dom.descendants(fallback).any(|node| dom.is(node, "p:fade")));
    assert!(
        !dom.descendants(fallback)
            .any(|node| dom.is(node, "p14:vortex"))
    );
}

const PICTURE: &str = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

#[test]
fn slides_of_an_opened_file_keep_their_pictures_wherever_they_go() {
    let first = format!(
        "builder.CreateFile(\"pptx\");\nvar s = Api.GetPresentation().GetSlideByIndex(0);\n\
         s.AddObject(Api.CreateImage('{PICTURE}', 36000, 36000));\n\
         s.AddObject(Api.CreateChart('bar', [[1, 2]], ['a'], ['x', 'y'], 360000, 360000, 1));\n\
         builder.SaveFile(\"pptx\", \"out.pptx\");\n"
    );
    let bytes = run(&first).file("out.pptx");
    let second = "builder.OpenFile(\"in.pptx\");\nvar deck = Api.GetPresentation(), s = deck.GetSlideByIndex(0);\n\
         s.Duplicate();\nvar other = Api.CreateSlide(); deck.AddSlide(other);\nother.AddObject(s.GetAllImages()[0].Copy());\n\
         s.Delete(); deck.AddSlide(s, 0);\nconsole.log(deck.GetAllImages().length + ' ' + deck.GetSlidesCount());\n\
         builder.SaveFile(\"pptx\", \"out.pptx\");\n";
    let outcome = run_with(second, None, &[("in.pptx", &bytes)]);
    assert_eq!(outcome.printed(), ["3 3"]);
    let mut package =
        Package::open(outcome.file("out.pptx"), &PackageLimits::default()).expect("it opens");
    check(&mut package);
    let slides: Vec<String> = package
        .part_names()
        .filter(|name| name.starts_with("/ppt/slides/slide"))
        .map(str::to_owned)
        .collect();
    assert_eq!(slides.len(), 3);
    for slide in slides {
        assert!(
            package.related(&slide, "image").is_some(),
            "{slide} has lost its picture"
        );
    }
}

#[test]
fn layouts_come_to_masters_with_their_drawings() {
    let mut package = saved(
        "var layout = Api.CreateLayout(); layout.AddObject(shape()); master.AddLayout(2, layout);\n\
         slide.ApplyLayout(layout); master.AddObject(shape()); deck.SetSizes(9144000, 6858000);",
    );
    check(&mut package);
    let layout = package
        .related("/ppt/slides/slide1.xml", "slideLayout")
        .expect("a layout");
    let root = package.root(&layout).expect("the layout");
    assert!(
        package
            .dom
            .descendants(root)
            .any(|node| package.dom.is(node, "p:sp"))
    );
    let master = package
        .root("/ppt/slideMasters/slideMaster1.xml")
        .expect("the master");
    let list = package
        .dom
        .child(master, "p:sldLayoutIdLst")
        .expect("layouts");
    assert_eq!(package.dom.child_elements(list).count(), 12);
}
