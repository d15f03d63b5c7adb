"""What outside readers see in a document: one JSON object for each file, printed in the order of the arguments.

    python3 judge.py FILE.docx FILE.xlsx ...
    python3 judge.py --probe            says whether the readers are installed

python-docx reads text documents, openpyxl reads workbooks. A file that its reader refuses, or that is not valid
(`validity.py`), gives {"error": ...} and
exit status 1. Values that are at their default are left out, so that expectations stay short.
"""

import json
import os
import sys
import zipfile

import validity


def filled(**values):
    """The values that say something."""
    return {key: value for key, value in values.items() if value not in (None, False, "", [], {})}


def points(length):
    return None if length is None else round(length.pt, 2)


# Text documents


def run(item):
    font = item.font
    colour = font.color.rgb if font.color is not None and font.color.type is not None else None
    return filled(
        text=item.text,
        style=item.style.name if item.style is not None and item.style.name != "Default Paragraph Font" else None,
        bold=font.bold,
        italic=font.italic,
        underline=bool(font.underline),
        strike=font.strike,
        subscript=font.subscript,
        superscript=font.superscript,
        caps=font.all_caps,
        size=points(font.size),
        font=font.name,
        colour=None if colour is None else str(colour),
        highlight=None if font.highlight_color is None else font.highlight_color.name,
    )


def paragraph(item):
    from docx.oxml.ns import qn

    style = item.style.name if item.style is not None else None
    form = item.paragraph_format
    properties = item._p.pPr
    numbering = properties.numPr if properties is not None else None
    drawings = list(item._p.iter(qn("w:drawing"))) + list(item._p.iter(qn("w:pict")))
    return filled(
        text=item.text,
        style=None if style == "Normal" else style,
        alignment=None if item.alignment is None else item.alignment.name,
        left=points(form.left_indent),
        right=points(form.right_indent),
        first_line=points(form.first_line_indent),
        before=points(form.space_before),
        after=points(form.space_after),
        page_break_before=form.page_break_before,
        keep_with_next=form.keep_with_next,
        numbering=None
        if numbering is None or numbering.numId is None
        else [numbering.numId.val, numbering.ilvl.val if numbering.ilvl is not None else 0],
        runs=[run(piece) for piece in item.runs],
        links=[filled(text=link.text, url=link.url) for link in item.hyperlinks],
        drawings=len(drawings) or None,
    )


def table(item):
    style = item.style.name if item.style is not None else None
    return {
        "style": style,
        "rows": [[blocks(cell) for cell in row.cells] for row in item.rows],
    }


def blocks(container):
    """Paragraphs and tables in the order of the file; plain paragraphs are their text."""
    out = []
    for item in container.iter_inner_content():
        if hasattr(item, "rows"):
            out.append({"table": table(item)})
            continue
        seen = paragraph(item)
        pieces = seen.get("runs", [])
        if set(seen) <= {"text", "runs"} and all(set(piece) <= {"text"} for piece in pieces):
            out.append(seen.get("text", ""))
        else:
            out.append(seen)
    return out


def section(item):
    return filled(
        width=points(item.page_width),
        height=points(item.page_height),
        orientation=None if item.orientation is None else item.orientation.name,
        margins=[points(side) for side in (item.top_margin, item.right_margin, item.bottom_margin, item.left_margin)],
        header=None if item.header.is_linked_to_previous else blocks(item.header),
        footer=None if item.footer.is_linked_to_previous else blocks(item.footer),
    )


def read_docx(path):
    import docx

    document = docx.Document(path)
    core = document.core_properties
    media = [part.partname for part in document.part.package.iter_parts() if part.content_type.startswith("image/")]
    return filled(
        kind="docx",
        blocks=blocks(document),
        sections=[section(item) for item in document.sections],
        styles=sorted(style.name for style in document.styles if style.name),
        images=len(media),
        properties=filled(title=core.title, author=core.author, subject=core.subject, keywords=core.keywords),
    )


# Workbooks


def colour(value):
    if value is None or value.type != "rgb" or value.rgb in ("00000000", None):
        return None
    return value.rgb


def edges(border):
    sides = {side: getattr(border, side) for side in ("left", "right", "top", "bottom")}
    return {side: edge.style for side, edge in sides.items() if edge is not None and edge.style}


def cell(item):
    value = item.value
    if hasattr(value, "text") and hasattr(value, "ref"):
        value = {"array": value.ref, "formula": value.text}
    elif not isinstance(value, (str, int, float, bool, type(None))):
        value = {"type": type(value).__name__, "value": str(value)}
    font, alignment = item.font, item.alignment
    seen = filled(
        format=None if item.number_format == "General" else item.number_format,
        bold=font.b,
        italic=font.i,
        underline=font.u,
        strike=font.strike,
        size=None if font.sz == 11 else font.sz,
        font=None if font.name == "Calibri" else font.name,
        colour=colour(font.color),
        fill=colour(item.fill.fgColor) if item.fill is not None and item.fill.fill_type == "solid" else None,
        border=edges(item.border),
        horizontal=alignment.horizontal,
        vertical=None if alignment.vertical == "bottom" else alignment.vertical,
        wrap=alignment.wrap_text,
        link=item.hyperlink.target if item.hyperlink is not None else None,
        comment=item.comment.text if item.comment is not None else None,
    )
    if not seen:
        return value
    return {"value": value, **seen}


def sheet(item):
    if not hasattr(item, "iter_rows"):
        return {"title": item.title, "chartsheet": True}
    cells = {}
    for row in item.iter_rows():
        for one in row:
            seen = cell(one) if one.value is not None or one.has_style else None
            if seen is not None:
                cells[one.coordinate] = seen
    widths = item.column_dimensions.items()
    heights = item.row_dimensions.items()
    return filled(
        title=item.title,
        state=None if item.sheet_state == "visible" else item.sheet_state,
        cells=cells,
        merged=sorted(str(merged) for merged in item.merged_cells.ranges),
        widths={letter: round(column.width, 2) for letter, column in widths if column.customWidth},
        heights={str(number): row.height for number, row in heights if row.height is not None},
        freeze=item.freeze_panes,
        filter=item.auto_filter.ref,
        tables=sorted(item.tables),
        charts=len(item._charts) or None,
        images=len(item._images) or None,
    )


def read_xlsx(path):
    import openpyxl

    book = openpyxl.load_workbook(path)
    return filled(
        kind="xlsx",
        active=book.active.title if book.active is not None else None,
        sheets=[sheet(item) for item in book._sheets],
        names={name: defined.attr_text for name, defined in book.defined_names.items()},
        properties=filled(title=book.properties.title, author=book.properties.creator),
    )


READERS = {".docx": read_docx, ".docm": read_docx, ".xlsx": read_xlsx, ".xlsm": read_xlsx}


def main(arguments):
    if arguments == ["--probe"]:
        import docx
        import openpyxl

        print(json.dumps({"openpyxl": openpyxl.__version__, "python-docx": docx.__version__}))
        return 0
    status = 0
    for path in arguments:
        reader = READERS.get(os.path.splitext(path)[1].lower())
        try:
            if reader is None:
                raise ValueError("no reader for this extension")
            broken = zipfile.ZipFile(path).testzip()
            if broken is not None:
                raise ValueError(f"the entry {broken} is broken")
            wrong = validity.errors(path)
            if wrong:
                raise ValueError("; ".join(wrong[:5]))
            seen = reader(path)
        except Exception as error:  # the reader's refusal is the answer, whatever it is
            seen, status = {"error": f"{type(error).__name__}: {error}"}, 1
        print(json.dumps(seen, ensure_ascii=False))
    return status


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    sys.exit(main(sys.argv[1:]))
