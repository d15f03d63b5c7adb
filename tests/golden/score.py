"""Scores a folder of Document Builder scripts: runs each, reads what it saved, compares text and cells with what is expected.

    python3 score.py FOLDER --url http://127.0.0.1:3000       each script through POST /docbuilder
    python3 score.py FOLDER --runner PROGRAM                  each script as `PROGRAM SCRIPT` in an empty directory
    python3 score.py FOLDER --runner PROGRAM --record         remakes NAME.json from what PROGRAM saves

FOLDER is searched for `*.docbuilder` and `*.js`. A script without `builder.CreateFile` is wrapped: the family of its
files is the nearest folder above it that is called word, cell, slide, forms or pdf (this one opens `sample.pdf` of its
folder, as its editor makes no files), and `prelude.js` of that folder, where there is one, stands before it. What a script
is expected to leave stands beside it in NAME.json: `{"files": {NAME: what is seen}}`, or `{"fails": true}`. Options: `--workers N` (1), `--show N`
(the first N differences, 20), `--list` (a line for every script), `--filter TEXT`, `--token JWT`.

python-docx, openpyxl and python-pptx are what is compared with, and a file that is not valid (`validity.py`) is not what
was expected; pages of a PDF are compared by the words that pdftotext
finds. The exit status is 1 when a script differs.
"""

import argparse
import base64
import concurrent.futures
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request

import validity

FAMILIES = {"word": "docx", "cell": "xlsx", "slide": "pptx", "forms": "pdf", "pdf": "pdf"}
# What all scripts of a family begin with, where its folder has it.
PRELUDE = "prelude.js"
# What an unlicensed original prints on everything that it saves.
STAMP = "Unregistered Version"


# What is seen


def squeezed(text):
    """Characters that look the same are the same: no-break spaces, line ends."""
    return text.replace("\r", "\n").replace("\u00a0", " ")


def docx_blocks(container):
    out = []
    for item in container.iter_inner_content():
        if hasattr(item, "rows"):
            out.append([[docx_blocks(cell) for cell in row.cells] for row in item.rows])
        else:
            out.append(squeezed(item.text))
    return out


def docx_running(section):
    kinds = ("header", "first_page_header", "even_page_header", "footer", "first_page_footer", "even_page_footer")
    seen = {}
    for kind in kinds:
        part = getattr(section, kind)
        if part.is_linked_to_previous:
            continue
        blocks = docx_blocks(part)
        # An empty header is what carries the stamp of an unlicensed original.
        if any(block for block in blocks):
            seen[kind] = blocks
    return seen


def docx_notes(document, name):
    """The texts of comments, footnotes or endnotes."""
    from docx.oxml.ns import qn
    from lxml import etree

    for part in document.part.package.iter_parts():
        if part.partname.endswith(f"/{name}.xml"):
            root = etree.fromstring(part.blob)
            notes = [note for note in root if note.get(qn("w:type")) in (None, "normal")]
            return [squeezed("".join(text.text or "" for text in note.iter(qn("w:t")))) for note in notes]
    return []


def docx_boxes(document):
    """The texts of shapes and the titles and values of nothing else: what python-docx leaves out of paragraphs."""
    from docx.oxml.ns import qn

    boxes = []
    for box in document.element.body.iter(qn("w:txbxContent")):
        if any("Fallback" in str(parent.tag) for parent in box.iterancestors()):
            continue
        boxes.append(["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in box.iter(qn("w:p"))])
    return [box for box in boxes if STAMP not in "".join(box)]


def see_docx(path):
    import docx

    document = docx.Document(path)
    seen = {
        "blocks": docx_blocks(document),
        "running": [docx_running(section) for section in document.sections],
        "comments": docx_notes(document, "comments"),
        "footnotes": docx_notes(document, "footnotes"),
        "endnotes": docx_notes(document, "endnotes"),
        "boxes": docx_boxes(document),
    }
    return seen


def cell_value(value):
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return squeezed(value) if isinstance(value, str) else value
    if isinstance(value, (int, float)):
        return float(f"{value:.12g}")
    if hasattr(value, "text") and hasattr(value, "ref"):
        return f"{{{value.text}}}"
    return str(value)


def see_xlsx(path):
    import openpyxl

    formulas = openpyxl.load_workbook(path)
    values = openpyxl.load_workbook(path, data_only=True)
    sheets = []
    for sheet in formulas._sheets:
        if not hasattr(sheet, "iter_rows"):
            sheets.append({"title": sheet.title})
            continue
        cells = {}
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is None and cell.comment is None:
                    continue
                value = cell_value(cell.value)
                cached = cell_value(values[sheet.title][cell.coordinate].value)
                seen = [value] if value == cached else [value, cached]
                if cell.comment is not None:
                    seen.append({"comment": squeezed(cell.comment.text)})
                cells[cell.coordinate] = seen[0] if len(seen) == 1 else seen
        sheets.append({"title": sheet.title, "cells": cells, "merged": sorted(map(str, sheet.merged_cells.ranges))})
    return {"sheets": sheets, "names": {name: item.attr_text for name, item in formulas.defined_names.items()}}


def pptx_shape(shape):
    if shape.has_text_frame:
        return [squeezed(paragraph.text) for paragraph in shape.text_frame.paragraphs]
    if getattr(shape, "has_table", False) and shape.has_table:
        return [[squeezed(cell.text_frame.text) for cell in row.cells] for row in shape.table.rows]
    if getattr(shape, "has_chart", False) and shape.has_chart:
        plots = shape.chart.plots
        return {"chart": [[series.name, list(series.values)] for plot in plots for series in plot.series]}
    if hasattr(shape, "shapes"):
        return {"group": [pptx_shape(child) for child in shape.shapes]}
    return type(shape).__name__


def see_pptx(path):
    import pptx

    presentation = pptx.Presentation(path)
    slides = []
    for slide in presentation.slides:
        shapes = [pptx_shape(shape) for shape in slide.shapes]
        shapes = [shape for shape in shapes if STAMP not in json.dumps(shape)]
        notes = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
        slides.append({"shapes": shapes, "notes": "" if notes is None else squeezed(notes.text)})
    return {"slides": slides}


def see_pdf(path):
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True).stdout.decode()
    return {"pages": [page.split() for page in text.split("\f")[:-1]]}


def see_text(path):
    with open(path, "rb") as file:
        return {"text": squeezed(file.read().decode("utf-8-sig", "replace").replace("\r\n", "\n"))}


READERS = {
    "docx": see_docx, "docxf": see_docx, "oform": see_docx, "dotx": see_docx,
    "xlsx": see_xlsx, "xltx": see_xlsx, "pptx": see_pptx, "potx": see_pptx, "ppsx": see_pptx,
    "pdf": see_pdf, "txt": see_text, "csv": see_text, "md": see_text,
}


def see(path):
    """What the reader of a file's format sees; formats without one are there or not."""
    reader = READERS.get(path.rsplit(".", 1)[-1].lower())
    try:
        seen = {"there": os.path.getsize(path) > 0} if reader is None else reader(path)
        wrong = validity.errors(path)
        return {**seen, "invalid": wrong} if wrong else seen
    except Exception as error:  # the reader's refusal is the answer, whatever it is
        return {"refused": f"{type(error).__name__}: {error}"}


# Running


def family(path):
    """The folder that says what a script works on."""
    parts = os.path.dirname(path).split(os.sep)
    places = [place for place, folder in enumerate(parts) if folder in FAMILIES]
    return os.sep.join(parts[: places[-1] + 1]) if places else "word"


def script_text(path, by_address=False):
    with open(path, encoding="utf-8-sig") as file:
        text = file.read()
    if re.search(r"^\s*builder\.(CreateFile|OpenFile)", text, re.MULTILINE):
        return text
    folder = family(path)
    name = os.path.basename(folder)
    kind = FAMILIES[name]
    begin = f'builder.CreateFile("{kind}");'
    prelude = os.path.join(folder, PRELUDE)
    if os.path.exists(prelude):
        with open(prelude, encoding="utf-8") as file:
            text = file.read() + text
    if name == "pdf":
        sample = os.path.join(folder, "sample.pdf")
        if by_address:
            with open(sample, "rb") as file:
                sample = "data:application/pdf;base64," + base64.b64encode(file.read()).decode()
        begin = f'builder.OpenFile("{sample}");'
    return f'{begin}\n{text}\nbuilder.SaveFile("{kind}", "out.{kind}");\nbuilder.CloseFile();\n'


def run_program(program, text, folder):
    script = os.path.join(folder, "script.docbuilder")
    with open(script, "w", encoding="utf-8") as file:
        file.write(text)
    out = os.path.join(folder, "out")
    os.mkdir(out)
    try:
        done = subprocess.run([*shlex.split(program), script], cwd=out, capture_output=True, timeout=120)
    except subprocess.TimeoutExpired:
        return None, "it ran for two minutes"
    if done.returncode != 0:
        return None, (done.stderr.decode("utf-8", "replace").strip() or f"exit status {done.returncode}")[-600:]
    return {name: os.path.join(out, name) for name in sorted(os.listdir(out))}, ""


def run_service(url, token, text, folder):
    headers = {"Content-Type": "application/octet-stream"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    request = urllib.request.Request(f"{url}/docbuilder?async=false", text.encode(), headers)
    try:
        with urllib.request.urlopen(request, timeout=120) as answer:
            said = json.load(answer)
    except urllib.error.HTTPError as error:
        return None, f"status {error.code}: {error.read().decode('utf-8', 'replace')[:600]}"
    if said.get("error") or not said.get("end"):
        return None, json.dumps(said, ensure_ascii=False)[:600]
    files = {}
    for name, link in said.get("urls", {}).items():
        path = os.path.join(folder, os.path.basename(name))
        with urllib.request.urlopen(link, timeout=120) as answer, open(path, "wb") as file:
            file.write(answer.read())
        files[os.path.basename(name)] = path
    return files, ""


def outcome(options, path):
    """What a script leaves, as its expectation says it, and why it failed."""
    with tempfile.TemporaryDirectory() as folder:
        text = script_text(path, by_address=bool(options.url))
        # What the original saves is not held to the standard.
        if options.record:
            os.environ.pop("SPINDLE_OOXML_VALIDATOR", None)
        if options.url:
            files, reason = run_service(options.url, options.token, text, folder)
        else:
            files, reason = run_program(options.runner, text, folder)
        if files is None:
            return {"fails": True}, reason
        return {"files": {name: see(file) for name, file in files.items()}}, ""


# Comparing


def difference(expected, found, place=""):
    """The first difference in words, or nothing."""
    if isinstance(expected, dict) and isinstance(found, dict):
        for key in [*expected, *(key for key in found if key not in expected)]:
            if key not in found or key not in expected:
                there, value = ("missing", expected[key]) if key in expected else ("unexpected", found[key])
                return f"{place}/{key}: {there}: {json.dumps(value, ensure_ascii=False)[:300]}"
            deeper = difference(expected[key], found[key], f"{place}/{key}")
            if deeper:
                return deeper
        return ""
    if isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        for index, (one, other) in enumerate(zip(expected, found)):
            deeper = difference(one, other, f"{place}[{index}]")
            if deeper:
                return deeper
        return ""
    if expected == found and isinstance(expected, bool) == isinstance(found, bool):
        return ""
    shown = (json.dumps(side, ensure_ascii=False)[:300] for side in (expected, found))
    return "{}: expected {}, found {}".format(place, *shown)


def scripts(folder, part):
    for root, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = os.path.join(root, name)
            if name.endswith((".docbuilder", ".js")) and name != PRELUDE and part in path:
                yield path


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder")
    way = parser.add_mutually_exclusive_group(required=True)
    way.add_argument("--url")
    way.add_argument("--runner")
    parser.add_argument("--token")
    parser.add_argument("--record", action="store_true")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--show", type=int, default=20)
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--filter", default="")
    options = parser.parse_args()
    folder = os.path.abspath(options.folder)
    paths = list(scripts(folder, options.filter))
    equal, groups, shown = 0, {}, 0
    with concurrent.futures.ThreadPoolExecutor(options.workers) as pool:
        for path, (found, reason) in zip(paths, pool.map(lambda path: outcome(options, path), paths)):
            name = os.path.relpath(path, folder)
            beside = os.path.splitext(path)[0] + ".json"
            if options.record:
                with open(beside, "w", encoding="utf-8") as file:
                    json.dump(found, file, ensure_ascii=False, indent=1)
                    file.write("\n")
                if reason:
                    print(f"{name}: fails: {reason}")
                continue
            if os.path.exists(beside):
                with open(beside, encoding="utf-8") as file:
                    differs = difference(json.load(file), found)
            else:
                differs = f"no expectation {os.path.basename(beside)}"
            group = groups.setdefault(name.split(os.sep)[0] if os.sep in name else ".", [0, 0])
            group[1] += 1
            equal += not differs
            group[0] += not differs
            if options.list:
                print(("equal   " if not differs else "differs ") + name)
            if differs and shown < options.show:
                shown += 1
                print(f"{name}: {differs}" + (f"\n    {reason}" if reason else ""))
    if options.record:
        print(f"{len(paths)} recorded")
        return 0
    for group, (good, all_) in sorted(groups.items()):
        print(f"{group}: {good} of {all_} equal ({100 * good / all_:.1f} %)")
    print(f"all: {equal} of {len(paths)} equal ({100 * equal / max(1, len(paths)):.1f} %)")
    return 0 if equal == len(paths) else 1


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    sys.exit(main())
