//! What is implemented is what the Office API has.

mod support;

use support::word::printed;

/// Every method that scripts can reach on a class, by walking the prototype chain.
#[test]
fn every_member_exists_in_the_inventory() {
    let lines = printed(
        "var p = doc.GetElement(0), t = Api.CreateTable(1, 1), s = doc.GetStyle('Table Grid'), n = doc.CreateNumbering();
         var im = Api.CreateImage('data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=', 1, 1);
         p.AddText('x'); p.GetRange().AddBookmark('b');
         var objects = {Api: Api, ApiDocument: doc, ApiDocumentContent: t.GetCell(0, 0).GetContent(), ApiParagraph: p, ApiParaPr: p.GetParaPr(), ApiRun: Api.CreateRun(), ApiTextPr: Api.CreateTextPr(),
             ApiHyperlink: Api.CreateHyperlink('a', 'b'), ApiStyle: s, ApiTable: t, ApiTablePr: Api.CreateTablePr(), ApiTableRow: t.GetRow(0), ApiTableRowPr: Api.CreateTableRowPr(), ApiTableCell: t.GetCell(0, 0),
             ApiTableCellPr: Api.CreateTableCellPr(), ApiTableStylePr: s.GetConditionalTableStyle('topRow'), ApiSection: doc.GetFinalSection(), ApiNumbering: n, ApiNumberingLevel: n.GetLevel(0), ApiImage: im,
             ApiColor: Api.RGB(1, 2, 3), ApiRGBColor: Api.CreateRGBColor(1, 2, 3), ApiRange: p.GetRange(), ApiBookmark: doc.GetBookmark('b'), ApiCore: doc.GetCore()};
         for (var name in objects) { var seen = {}; for (var o = objects[name]; o && o !== Object.prototype; o = Object.getPrototypeOf(o)) Object.getOwnPropertyNames(o).forEach(function (k) { if (k !== 'constructor') seen[k] = 1; });
             console.log(name + ': ' + Object.keys(seen).sort().join(' ')); }",
    );
    let mut total = 0;
    for line in &lines {
        let (class, members) = line.split_once(": ").expect("a class and its members");
        let known = spindle_office_js::inventory::members("word", class);
        for member in members.split(' ') {
            assert!(
                known.contains(&member),
                "{class}.{member} is not in the Office API"
            );
        }
        total += members.split(' ').count();
    }
    assert_eq!(lines.len(), 25);
    assert!(total >= 500, "{total} members, inherited ones included");
}
