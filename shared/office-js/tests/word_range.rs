//! `ApiRange`, `ApiBookmark` and searching.

mod support;

use support::word::{body_has, expect};

const TEXT: &str = "doc.RemoveAllElements(); var p = doc.GetElement(0); p.AddText('hello world'); var q = Api.CreateParagraph(); q.AddText('second line'); doc.Push(q);";

#[test]
fn positions_count_as_in_the_original() {
    expect(
        TEXT,
        &[
            (
                "[[0, 0], [0, 4], [0, 5], [0, 10], [0, 11], [0, 12], [0, 13], [0, 16], [5, 16]].map(function (k) { return doc.GetRange(k[0], k[1]).GetText(); })",
                "[\"\",\"hell\",\"hello\",\"hello worl\",\"hello world\",\"hello world\",\"hello world\\r\\n\",\"hello world\\r\\nse\",\" world\\r\\nse\"]",
            ),
            (
                "[p.GetRange(2, 4).GetText(), p.GetRange(3).GetText(), p.GetRange().GetText(), q.GetRange(0, 6).GetText()]",
                "[\"ll\",\"lo world\\r\\n\",\"hello world\\r\\n\",\"second\"]",
            ),
            (
                "[p.GetRange(2, 4).GetStartPos(), p.GetRange(2, 4).GetEndPos(), q.GetRange(0, 6).GetStartPos()]",
                "[2,4,14]",
            ),
            (
                "[doc.GetRange(0, 4).GetParagraph(0).GetText(), doc.GetRange(0, 4).GetParagraph(1), doc.GetRange().GetAllParagraphs().length]",
                "[\"hello world\\r\\n\",null,2]",
            ),
            (
                "[Api.CreateRange(p, 0, 2).GetText(), Api.CreateRange(doc, 0, 3).GetText(), Api.CreateRange(1, 0, 1)]",
                "[\"he\",\"hel\",null]",
            ),
            (
                "[doc.GetRange(0, 4).ExpandTo(doc.GetRange(6, 8)).GetText(), doc.GetRange(0, 4).IntersectWith(doc.GetRange(2, 8)).GetText(), doc.GetRange(0, 2).IntersectWith(doc.GetRange(5, 8)), doc.GetRange(0, 2).ExpandTo(p.GetRange())]",
                "[\"hello wo\",\"ll\",null,<range>]",
            ),
            (
                "[doc.GetRange(0, 5).GetRange(1, 3).GetText(), doc.GetRange().GetClassType()]",
                "[\"el\",\"range\"]",
            ),
        ],
    );
}

#[test]
fn formats_cut_runs_at_the_edges() {
    body_has(
        &format!("{TEXT} p.GetRange(2, 5).SetBold(true).SetItalic(true).SetColor(255, 0, 0);"),
        &[
            "<w:p><w:r><w:t xml:space=\"preserve\">he</w:t></w:r><w:r><w:rPr><w:b/><w:bCs/><w:i/><w:iCs/><w:color w:val=\"FF0000\"/></w:rPr><w:t xml:space=\"preserve\">llo</w:t></w:r><w:r><w:t xml:space=\"preserve\"> world</w:t></w:r></w:p>",
        ],
    );
    let setters = "SetUnderline(true).SetStrikeout(true).SetDoubleStrikeout(true).SetCaps(true).SetSmallCaps(true).SetFontFamily('Arial').SetFontSize(20).SetHighlight('red').SetShd('clear', 1, 2, 3).SetSpacing(3).SetPosition(4).SetVertAlign('subscript').SetStyle(doc.GetStyle('Strong'))";
    body_has(
        &format!("{TEXT} doc.GetRange(0, 5).{setters};"),
        &[
            "<w:rStyle w:val=\"Strong\"/>",
            "<w:caps w:val=\"0\"/><w:smallCaps/><w:strike/><w:dstrike/><w:spacing w:val=\"3\"/><w:position w:val=\"4\"/><w:sz w:val=\"20\"/>",
            "<w:vertAlign w:val=\"subscript\"/></w:rPr><w:t xml:space=\"preserve\">hello</w:t>",
        ],
    );
    expect(
        &format!(
            "{TEXT} var r = p.GetRange(0, 4); var t = Api.CreateTextPr(); t.SetBold(true); r.SetTextPr(t);"
        ),
        &[(
            "[r.GetTextPr().GetBold(), p.GetElement(0).GetBold(), p.GetElement(1).GetBold(), r.SetVertAlign('zz')]",
            "[true,true,undefined,null]",
        )],
    );
}

#[test]
fn runs_have_ranges() {
    expect(
        "var p = doc.GetElement(0); p.AddText('one '); var r = p.AddText('second');",
        &[
            (
                "[r.GetRange().GetText(), r.GetRange(1, 3).GetText(), r.GetRange(2).GetText(), r.GetRange(9, 12).GetText(), Api.CreateRun().GetRange()]",
                "[\"second\",\"ec\",\"cond\",\"\",null]",
            ),
            (
                "[r.GetRange(0, 3).SetBold(true), r.GetText(), r.GetBold(), p.GetText()]",
                "[<range>,\"sec\",true,\"one second\\r\\n\"]",
            ),
        ],
    );
}

#[test]
fn text_is_added_and_deleted() {
    expect(
        TEXT,
        &[
            (
                "[p.GetRange(0, 4).AddText('ZZ'), p.GetText()]",
                "[true,\"hellZZo world\\r\\n\"]",
            ),
            (
                "[p.GetRange(0, 4).AddText('YY', 'before'), p.GetText(), p.GetRange(0, 1).AddText('')]",
                "[true,\"YYhellZZo world\\r\\n\",false]",
            ),
            (
                "[p.GetRange(0, 1).Delete(), p.GetText()]",
                "[true,\"YhellZZo world\\r\\n\"]",
            ),
            (
                "[doc.GetRange(0).Delete(), doc.GetElementsCount(), doc.GetText()]",
                "[true,1,\"\\r\\n\"]",
            ),
            (
                "[doc.GetRange().AddText('new'), doc.GetText()]",
                "[true,\"new\\r\\n\"]",
            ),
        ],
    );
}

#[test]
fn text_is_found_and_replaced() {
    expect(
        &format!(
            "{TEXT} p.AddText('LO').SetBold(true); var t = Api.CreateTable(1, 1); t.GetCell(0, 0).SetText('lo'); doc.Push(t);"
        ),
        &[
            (
                "[doc.Search('lo').length, doc.Search('lo', true).length, p.Search('LO', true).length, t.Search('lo').length, t.GetRow(0).Search('LO').length, t.GetCell(0, 0).Search('zz').length, doc.Search('').length]",
                "[3,2,1,1,1,0,0]",
            ),
            (
                "doc.Search('second')[0].SetBold(true).GetText()",
                "\"second\"",
            ),
            ("q.GetElement(0).GetBold()", "true"),
            (
                "doc.SearchAndReplace({searchString: 'worldLO', replaceString: 'W'})",
                "true",
            ),
            ("p.GetText()", "\"hello W\\r\\n\""),
            (
                "[doc.SearchAndReplace({searchString: 'HELLO', replaceString: 'no'}), p.GetText()]",
                "[true,\"hello W\\r\\n\"]",
            ),
            (
                "[doc.SearchAndReplace({searchString: 'HELLO', replaceString: '', matchCase: false}), p.GetText()]",
                "[true,\" W\\r\\n\"]",
            ),
        ],
    );
}

#[test]
fn every_match_of_a_paragraph_is_replaced() {
    body_has(
        "doc.RemoveAllElements(); var p = doc.GetElement(0); p.AddText('aaxa'); p.AddText('axaa').SetBold(true); p.AddTabStop(); p.AddText('aé'); \
         doc.SearchAndReplace({searchString: 'aa', replaceString: '1\\t2'});",
        &[
            "<w:p><w:r><w:t xml:space=\"preserve\">1</w:t><w:tab/><w:t xml:space=\"preserve\">2</w:t><w:t xml:space=\"preserve\">x</w:t>\
             <w:t xml:space=\"preserve\">1</w:t><w:tab/><w:t xml:space=\"preserve\">2</w:t></w:r>\
             <w:r><w:rPr><w:b/><w:bCs/></w:rPr><w:t xml:space=\"preserve\">x</w:t></w:r>\
             <w:r><w:rPr><w:b/><w:bCs/></w:rPr><w:t xml:space=\"preserve\">1</w:t><w:tab/><w:t xml:space=\"preserve\">2</w:t></w:r>",
        ],
    );
    expect(
        "var p = doc.GetElement(0); p.AddText('éabéabab'); p.AddText('c');",
        &[
            (
                "[doc.SearchAndReplace({searchString: 'AB', replaceString: 'ß', matchCase: false}), p.GetText()]",
                "[true,\"éßéßßc\\r\\n\"]",
            ),
            (
                "[doc.SearchAndReplace({searchString: 'ßßc', replaceString: ''}), p.GetText()]",
                "[true,\"éßé\\r\\n\"]",
            ),
        ],
    );
}

#[test]
fn many_replacements_take_one_pass() {
    let began = std::time::Instant::now();
    expect(
        "for (var i = 0; i < 4000; i++) { var q = Api.CreateParagraph(); q.AddText('one old'); doc.Push(q); } \
         doc.GetElement(0).AddText('old '.repeat(10000));",
        &[
            (
                "[doc.SearchAndReplace({searchString: 'old', replaceString: 'new'}), doc.Search('new').length, doc.GetElement(4000).GetText()]",
                "[true,14000,\"one new\\r\\n\"]",
            ),
            (
                "(function () { try { doc.SearchAndReplace({searchString: 'new', replaceString: 'x'.repeat(5000)}); } catch (e) { return [e instanceof RangeError, /14000 replacements/.test(e.message), doc.Search('new').length]; } })()",
                "[true,true,14000]",
            ),
        ],
    );
    // A walk from the first paragraph for each match takes many times as long.
    assert!(began.elapsed().as_secs() < 20, "{:?}", began.elapsed());
}

#[test]
fn many_paragraphs_are_deleted_in_one_pass() {
    let began = std::time::Instant::now();
    expect(
        "for (var i = 0; i < 40000; i++) doc.Push(Api.CreateParagraph());",
        &[(
            "[doc.GetRange().Delete(), doc.GetElementsCount()]",
            "[true,1]",
        )],
    );
    assert!(began.elapsed().as_secs() < 20, "{:?}", began.elapsed());
}

#[test]
fn ranges_become_links_and_bookmarks() {
    expect(
        &format!("{TEXT} var made = p.GetRange(0, 5).AddBookmark('BM');"),
        &[
            (
                "[made, doc.GetAllBookmarksNames(), doc.GetBookmark('zz'), doc.GetBookmarkRange('zz')]",
                "[true,[\"BM\"],null,null]",
            ),
            (
                "[doc.GetBookmark('BM').GetName(), doc.GetBookmark('BM').GetText(), doc.GetBookmarkRange('BM').GetText(), doc.GetBookmark('BM').GetRange().GetText()]",
                "[\"BM\",\"hello\",\"hello\",\"hello\"]",
            ),
            (
                "[doc.GetBookmark('BM').SetText('HI'), p.GetText(), doc.GetBookmark('BM').GetText()]",
                "[true,\"HI world\\r\\n\",\"HI\"]",
            ),
            (
                "[doc.GetBookmark('BM').SetName('Two'), doc.GetAllBookmarksNames(), q.GetRange(0, 3).AddBookmark('Two'), doc.GetBookmark('Two').GetText()]",
                "[true,[\"Two\"],true,\"sec\"]",
            ),
            (
                "[doc.GetBookmark('Two').Delete(), doc.GetAllBookmarksNames(), doc.DeleteBookmark('Two')]",
                "[true,[],true]",
            ),
            (
                "[q.GetRange(0, 2).AddBookmark('X'), doc.DeleteBookmark('X'), p.GetRange(0, 0).AddBookmark('Y'), p.GetRange(0, 2).AddBookmark('')]",
                "[true,true,false,false]",
            ),
            (
                "[q.GetRange().AddHyperlink('https://l.example', 'tip').GetDisplayedText(), q.GetElement(0), doc.GetRange().AddHyperlink('https://l.example')]",
                "[\"second line\",<hyperlink>,null]",
            ),
        ],
    );
    body_has(
        &format!("{TEXT} p.GetRange(0, 5).AddBookmark('BM');"),
        &[
            "<w:bookmarkStart w:id=\"0\" w:name=\"BM\"/><w:r><w:t xml:space=\"preserve\">hello</w:t></w:r><w:bookmarkEnd w:id=\"0\"/>",
        ],
    );
}
