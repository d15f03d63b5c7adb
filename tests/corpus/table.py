#!/usr/bin/env python3
"""Compares what Spindle reads of a corpus with what outside readers find, and prints the table of the README.

    python3 tests/corpus/table.py [--worst N] [FOLDER]

Needs pandoc and antiword (Debian), python-docx and openpyxl (PyPI). Text is compared word by word after white space
and the marks that plain text has for lists and tables are taken away: 1 is equal. Of workbooks every cell that either side
has is compared, value and formula.
"""
import argparse
import difflib
import json
import os
import re
import statistics
import subprocess
import sys
import warnings
from datetime import date, datetime, time, timedelta

warnings.filterwarnings("ignore")
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
# What plain text draws lists, tables and notes with.
MARKS = re.compile(r"[-+=|_*•◦▪–—■□☐☒☑·]+|\[\d+\]|^\s*\(?[0-9a-zA-Z]{1,3}[.)]\s", re.M)


def words(text):
    return re.sub(MARKS, " ", text).split()


def similarity(ours, theirs):
    ours, theirs = words(ours), words(theirs)
    if not ours and not theirs:
        return 1.0
    return difflib.SequenceMatcher(None, ours, theirs, autojunk=False).ratio()


def run(*command):
    try:
        done = subprocess.run(command, capture_output=True, timeout=60)
    except subprocess.TimeoutExpired:
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None


def pandoc(path):
    return run("pandoc", "-t", "plain", "--wrap=none", "--track-changes=accept", "-f", "docx", path)


def python_docx(path):
    import docx
    from docx.oxml.ns import qn

    try:
        body = docx.Document(path).element.body
    except Exception:
        return None
    lines = []
    for paragraph in body.iter(qn("w:p")):
        line = ""
        for node in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br")):
            line += node.text or "" if node.tag == qn("w:t") else " "
        lines.append(line)
    return "\n".join(lines)


def antiword(path):
    return run("antiword", "-w", "0", "-m", "UTF-8.txt", path)


def serial(value, epoch):
    from openpyxl.utils.datetime import to_excel

    if isinstance(value, (datetime, date, time, timedelta)):
        return to_excel(value, epoch)
    return value


def openpyxl_cells(path):
    import openpyxl

    try:
        values = openpyxl.load_workbook(path, data_only=True)
        formulas = openpyxl.load_workbook(path)
    except Exception:
        return None
    sheets = {}
    for sheet in values.worksheets:
        cells = {}
        written = formulas[sheet.title]
        for row in sheet.iter_rows():
            for cell in row:
                formula = written.cell(cell.row, cell.column).value
                formula = getattr(formula, "text", formula)
                is_formula = isinstance(formula, str) and written.cell(cell.row, cell.column).data_type == "f"
                if cell.value is None and not is_formula:
                    continue
                cells[(cell.row - 1, cell.column - 1)] = (
                    serial(cell.value, values.epoch),
                    cell.data_type,
                    formula.lstrip("=") if is_formula else None,
                )
        sheets[sheet.title] = cells
    return sheets


def same(ours, theirs, kind):
    if isinstance(ours, dict):
        return ours.get("error") == theirs
    if isinstance(ours, bool) or isinstance(theirs, bool):
        return ours == theirs
    if isinstance(ours, (int, float)) and isinstance(theirs, (int, float)):
        return abs(ours - theirs) <= 1e-9 * max(1.0, abs(ours), abs(theirs)) + 2e-8
    if theirs is None:
        return ours is None or ours == ""
    return (ours or "") == theirs


def cells_equal(ours, theirs):
    total = right = 0
    mine = {name: {(r, c): (v, f) for r, c, v, f in cells} for name, cells in ours["list"]}
    for name, cells in theirs.items():
        own = mine.get(name, {})
        for place in cells.keys() | own.keys():
            total += 1
            value, formula = own.get(place, (None, None))
            other, kind, other_formula = cells.get(place, (None, None, None))
            if not same(value, other, kind):
                continue
            # openpyxl keeps a shared formula at its first cell only.
            if other_formula not in (None, "") and (formula or "").replace(" ", "") != other_formula.replace(" ", ""):
                continue
            right += 1
    return right / total if total else 1.0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--worst", type=int, default=0)
    parser.add_argument("folder", nargs="?")
    options = parser.parse_args()
    command = ["cargo", "run", "--quiet", "--release", "-p", "spindle-corpus", "--"]
    if options.folder:
        command.append(os.path.abspath(options.folder))
    out = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if out.returncode:
        sys.exit(out.stderr)
    if not out.stdout:
        sys.exit(out.stderr or "there is no corpus")
    kinds = {}
    for line in out.stdout.splitlines():
        row = json.loads(line)
        path = row["file"]
        extension = path.rsplit(".", 1)[-1].lower()
        kind = kinds.setdefault(extension, {"files": 0, "read": 0, "refused": [], "missed": [], "more": [], "scores": [], "ms": []})
        kind["files"] += 1
        kind["ms"].append(row["ms"])
        if extension == "docx":
            references = [text for text in (pandoc(path), python_docx(path)) if text is not None]
        elif extension == "doc":
            references = [text for text in (antiword(path),) if text is not None]
        elif extension == "xlsx":
            found = openpyxl_cells(path)
            references = [] if found is None else [found]
        else:
            references = []
        if "error" in row:
            kind["refused"].append((path, row["error"]["message"]))
            if references:
                kind["missed"].append((path, row["error"]["message"]))
            continue
        kind["read"] += 1
        if not references:
            kind["more"].append(path)
            continue
        if "sheets" in row:
            score = cells_equal(row["sheets"], references[0])
        else:
            score = max(similarity(row["text"], text) for text in references)
        kind["scores"].append((score, path))
    print("| kind | files | read | refused | compared | mean equality | median time |")
    print("|---|---|---|---|---|---|---|")
    for extension, kind in sorted(kinds.items()):
        scores = [score for score, _ in kind["scores"]]
        mean = f"{statistics.mean(scores):.4f}" if scores else ""
        print(f"| {extension} | {kind['files']} | {kind['read']} | {len(kind['refused'])} | {len(scores)} | {mean} | {statistics.median(kind['ms']):.1f} ms |")
    for extension, kind in sorted(kinds.items()):
        for path, message in kind["missed"]:
            print(f"refused here, read elsewhere: {os.path.basename(path)}: {message}")
        if options.worst:
            for path, message in kind["refused"]:
                print(f"refused: {os.path.basename(path)}: {message}")
            for path in kind["more"]:
                print(f"read here, not elsewhere: {os.path.basename(path)}")
            for score, path in sorted(kind["scores"])[: options.worst]:
                print(f"{score:.3f} {os.path.basename(path)}")


if __name__ == "__main__":
    main()
