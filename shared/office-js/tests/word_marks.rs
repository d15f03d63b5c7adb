//! Comments, notes, tracked changes, tables of contents and JSON: the parts and elements that readers need.

mod support;

use support::run;
use support::word::{body, body_has, document, expect, part, sound};

const MUCH: &str = "
    var p = doc.GetElement(0); p.AddText('Commented text'); var c = p.AddComment('one', 'A', 'ua');
    c.AddReply('two', 'B', 'ub'); c.SetSolved(true); p.GetRange(2, 6).AddComment('three'); Api.AddComment(doc, 'whole', 'D');
    for (var i = 0; i < p.GetElementsCount(); i++) { var r = p.GetElement(i); if (r.GetClassType() == 'run' && r.GetText().length > 3) { r.MoveCursorToPos(3); break; } } doc.AddFootnote().GetElement(0).AddText('note');
    var h = Api.CreateParagraph(); h.AddText('Heading'); h.SetStyle(doc.GetStyle('Heading 1')); doc.Push(h);
    h.AddCaption('figure', 'Figure'); doc.AddTableOfFigures({}); doc.MoveCursorToStart(); doc.AddTableOfContents({});
    p.AddHeadingCrossRef('text', h);
    doc.SetTrackRevisions(true); p.AddText('added'); p.SetBold(true); h.GetRange(0, 3).Delete();
    var t = Api.CreateTable(1, 1); doc.Push(t); doc.MoveCursorToEnd(); doc.AddMathEquation('x^2/2');
    var r = p.AddText('filled'); r.SetTextFill(Api.CreateSolidFill(Api.CreateRGBColor(1, 2, 3)));
    Api.LoadMailMergeData([['A'], ['1']]); r.WrapInMailMergeField();";

#[test]
fn the_file_is_sound() {
    let source = format!(
        "builder.CreateFile(\"docx\");\nvar doc = Api.GetDocument();\n{MUCH}\nbuilder.SaveFile(\"docx\", \"out.docx\");\n"
    );
    sound(&run(&source).file("out.docx"));
}

#[test]
fn a_reply_names_its_comment_and_both_have_a_place() {
    let document = document(MUCH);
    let comments = part(&document, "/word/comments.xml");
    assert_eq!(comments.matches("<w:comment ").count(), 3);
    assert!(!comments.contains("whole"));
    assert!(part(&document, "/word/commentsDocument.xml").contains("whole"));
    let extended = part(&document, "/word/commentsExtended.xml");
    assert_eq!(extended.matches("w15:paraIdParent=").count(), 1);
    assert!(extended.contains("w15:done=\"1\""));
    assert!(part(&document, "/word/people.xml").contains("w15:userId=\"ub\""));
    let body = body(&document);
    for name in ["commentRangeStart", "commentRangeEnd", "commentReference"] {
        assert_eq!(body.matches(&format!("<w:{name} ")).count(), 3, "{name}");
    }
}

#[test]
fn a_comment_that_is_deleted_leaves_nothing() {
    let document = document(
        "var p = doc.GetElement(0); p.AddText('x'); var c = p.AddComment('one'); c.AddReply('two'); c.Delete();",
    );
    assert!(!body(&document).contains("comment"));
    assert!(!part(&document, "/word/comments.xml").contains("<w:comment "));
    assert!(!part(&document, "/word/commentsExtended.xml").contains("<w15:commentEx "));
}

#[test]
fn changes_are_marked_where_they_are() {
    body_has(
        "var p = doc.GetElement(0); p.AddText('abcdef'); doc.SetTrackRevisions(true); p.GetRange(2, 5).Delete(); p.AddText('new');",
        &["<w:del ", "<w:delText", "<w:ins "],
    );
    expect(
        "var p = doc.GetElement(0); p.AddText('abc'); doc.SetTrackRevisions(true); p.AddText('new'); p.SetBold(true); p.GetRange(1, 3).Delete();",
        &[
            (
                "[doc.RejectAllRevisionChanges(), p.GetText()]",
                "[true,\"abc\\r\\n\"]",
            ),
            ("p.GetElement(1).GetBold()", "undefined"),
        ],
    );
}

#[test]
fn json_brings_back_what_it_took() {
    let written = document(
        "var p = doc.GetElement(0); p.AddText('a'); p.SetTabs([100, 200], ['left', 'center']); p.SetReadingOrder('rtl'); p.AddPageNumber();
         var t = Api.CreateTable(2, 2); t.MergeCells([t.GetCell(0, 0), t.GetCell(0, 1)]); doc.Push(t);
         var made = [Api.FromJSON(p.ToJSON(true, true)), Api.FromJSON(t.ToJSON(true, true))]; made.forEach(function (m) { doc.Push(m); });",
    );
    let xml = body(&written);
    for fragment in [
        "<w:gridSpan w:val=\"2\"/>",
        "<w:bidi/>",
        "w:instr=\"PAGE",
        "w:pos=\"200\"",
    ] {
        assert_eq!(xml.matches(fragment).count(), 2, "{fragment} in {xml}");
    }
}

#[test]
fn broken_json_is_refused_and_odd_json_answers_null() {
    expect(
        "function caught(text) { try { return Api.FromJSON(text); } catch (e) { return 'caught'; } }",
        &[
            ("caught('{')", "\"caught\""),
            ("caught('[]')", "null"),
            (
                "caught('{\"type\":\"paraDrawing\",\"xml\":\"<w:p/>\"}')",
                "null",
            ),
            (
                "caught('{\"type\":\"table\",\"content\":[{\"content\":[7]}]}')",
                "<table>",
            ),
        ],
    );
}
