"""Finds where Spindle's Office API and the original builder part: calls every member of an inventory with arguments of
the types that it declares, in both, and compares what the calls answer and what they leave.

    python3 sweep.py --inventory FILE --editor cell --ours PROGRAM --original PROGRAM [--part ApiRange.Set]

The inventory is JSON: `{"editors": {EDITOR: {"classes": {CLASS: {"methods": {NAME: {"params": [{"name", "type",
"optional"}], "returns"}}}}, "enumerations": {NAME: {"kind", "values", "properties"}}}}}`. Both programs run a script and
print what it prints. Each member is called in a new file: with all arguments, then without those that are optional,
then with other values of the same types. Options: `--batch N` (files a process, 40), `--workers N` (1), `--keep FILE`
(writes all lines as JSON), `--known FILE` (takes the original's lines from there and does not run it again), `--limit N`
(shows the first N differences), `--throws` (names the members that always throw there: often the fault of `sweep_world.py`).

A difference is no verdict: the one who reads it decides whether scripts depend on it. What they do depend on becomes a
script in `office-api/` with what the original leaves.
"""

import argparse
import concurrent.futures
import json
import os
import re
import shlex
import subprocess
import tempfile

from sweep_world import ARGUMENTS, FILES, RECEIVERS, SETUPS, STATES, TYPES

# Members that answer what is another number in every program.
UNLIKE = {"GetInternalId", "GetByInternalId"}

# What every script has: how a value is shown.
SHOW = r"""
function show(v, depth) {
  depth = depth || 0;
  if (v === undefined) return "undefined";
  if (v === null) return "null";
  if (typeof v === "number") return isFinite(v) ? String(Math.round(v * 1e6) / 1e6) : String(v);
  if (typeof v === "string") return JSON.stringify(v.length > 400 ? v.slice(0, 400) + "..." + v.length : v);
  if (typeof v === "boolean") return String(v);
  if (typeof v === "function") return "function";
  if (v instanceof Date) return "Date " + v.getTime();
  if (depth > 3) return "...";
  if (Array.isArray(v)) {
    var shown = v.slice(0, 12).map(function (x) { return show(x, depth + 1); });
    return "[" + shown.join(", ") + (v.length > 12 ? ", ..." + v.length : "") + "]";
  }
  if (typeof v.GetClassType === "function") {
    var words = "";
    ["GetText", "GetAddress", "GetName", "GetValue"].forEach(function (name) {
      if (words === "" && typeof v[name] === "function") {
        try {
          var said = name === "GetAddress" ? v.GetAddress(false, false, "xlA1", false) : v[name]();
          if (typeof said === "string" && said !== "") words = " " + JSON.stringify(said.slice(0, 80));
        } catch (e) { words = " throws"; }
      }
    });
    var type = "";
    try { type = v.GetClassType(); } catch (e) { type = "?"; }
    return "<" + type + words + ">";
  }
  if (Object.getPrototypeOf(v) === Object.prototype || Object.getPrototypeOf(v) === null) {
    return "{" + Object.keys(v).sort().map(function (k) { return k + ": " + show(v[k], depth + 1); }).join(", ") + "}";
  }
  return "object";
}
"""


class Inventory:
    """The classes of an editor, with an expression for an object of each."""

    def __init__(self, path, editor):
        with open(path, encoding="utf-8") as file:
            found = json.load(file)["editors"]
        self.editor = editor
        base = "word" if editor == "forms" else editor
        self.classes = found[editor]["classes"]
        self.enumerations = {**found[base]["enumerations"], **found[editor]["enumerations"]}
        self.receivers = dict(RECEIVERS[editor])
        self.derive()

    def derive(self):
        """Objects of classes that nobody wrote an expression for are what a member of another class answers."""
        while True:
            found = {}
            for name, members in self.classes.items():
                if name not in self.receivers:
                    continue
                for member, signature in members["methods"].items():
                    answered = re.findall(r"(Api\w+)(\[\])?", signature.get("returns") or "")
                    if not answered or not re.match(r"(Get|Create|Add|Copy|Insert)", member):
                        continue
                    wanted, is_list = answered[0]
                    if wanted in self.classes and wanted not in self.receivers and wanted not in found:
                        call = self.call(self.receivers[name][0], name, member, signature, "all")
                        found[wanted] = [call + ("[0]" if is_list else "")]
            if not found:
                return
            self.receivers.update(found)

    def value(self, where, name, type_, other):
        """A JavaScript expression of a type."""
        plain = type_.strip()
        for key in (f"{self.editor} {where}.{name}", f"{where}.{name}", f"{self.editor} {name}", name):
            if key in ARGUMENTS:
                return pick(ARGUMENTS[key], other)
        parts = [part.strip() for part in plain.split("|")]
        if all(re.fullmatch(r"""["'][^"']*["']""", part) for part in parts):
            return json.dumps(pick(parts, other).strip("\"'"))
        part = parts[1 if other and len(parts) > 1 else 0]
        if part in ("undefined", "null"):
            part = parts[-1]
        if part.endswith("[]"):
            items = [self.value("", name + " item", part[:-2], chosen) for chosen in (False, True)]
            return f"[{', '.join(items)}]"
        key = f"{self.editor} {part}" if f"{self.editor} {part}" in TYPES else part
        if key in TYPES:
            return pick(TYPES[key], other)
        if part in self.receivers:
            return pick(self.receivers[part], other)
        declared = self.enumerations.get(part)
        if declared is None:
            return "undefined"
        values = declared.get("values")
        if values and values[0] in self.classes:
            return self.value(where, name, values[0], other)
        if values:
            return json.dumps(pick(values, other).strip("'"))
        if declared.get("properties"):
            fields = (f"{json.dumps(p['name'])}: {self.value(part, p['name'], p['type'], other)}" for p in declared["properties"])
            return f"{{{', '.join(fields)}}}"
        if declared["kind"] != part:
            return self.value(where, name, declared["kind"], other)
        return "undefined"

    def call(self, receiver, name, member, signature, way):
        arguments = []
        for parameter in signature["params"]:
            if way == "required" and parameter["optional"]:
                break
            arguments.append(self.value(f"{name}.{member}", parameter["name"], parameter["type"], way == "other"))
        return f"({receiver}).{member}({', '.join(arguments)})"

    def calls(self, part):
        """Class.member with its calls, in the inventory's order."""
        for name, members in self.classes.items():
            for member, signature in members["methods"].items():
                title = f"{name}.{member}"
                if part not in title or name not in self.receivers or member in UNLIKE:
                    continue
                ways = ["all"]
                if any(parameter["optional"] for parameter in signature["params"]):
                    ways.append("required")
                if signature["params"]:
                    ways.append("other")
                calls = [
                    self.call(receiver, name, member, signature, way) for receiver in self.receivers[name] for way in ways
                ]
                yield title, list(dict.fromkeys(calls))


def pick(choices, other):
    if isinstance(choices, str):
        return choices
    return choices[1 if other and len(choices) > 1 else 0]


def snippet(editor, title, calls):
    lines = [f'builder.CreateFile("{FILES[editor]}");', "(function () {", SHOW, SETUPS[editor], STATES[editor]]
    for number, call in enumerate(calls):
        mark = json.dumps(f"@@{title}|{number}|")
        lines.append(
            f"try {{ var v = {call}; console.log({mark} + show(v)); }} catch (e) {{ console.log({mark} + 'throws'); }}\n"
            f"try {{ console.log({mark} + 'leaves ' + state()); }} catch (e) {{ console.log({mark} + 'leaves ?'); }}"
        )
    lines += ["})();", "builder.CloseFile();"]
    return "\n".join(lines) + "\n"


def run(program, scripts):
    """The lines that scripts print, by member and call."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "sweep.docbuilder")
        with open(path, "w", encoding="utf-8") as file:
            file.write("".join(scripts))
        try:
            done = subprocess.run([*shlex.split(program), path], cwd=folder, capture_output=True, timeout=600)
            text = done.stdout.decode("utf-8", "replace")
        except subprocess.TimeoutExpired as expired:
            text = (expired.stdout or b"").decode("utf-8", "replace")
    said = {}
    for piece in re.split(r"^@@", text, flags=re.MULTILINE)[1:]:
        title, number, words = piece.rstrip("\n").split("|", 2)
        said.setdefault(f"{title}|{number}", []).append(words)
    return said


def swept(program, editor, calls, options):
    scripts = [snippet(editor, title, ways) for title, ways in calls]
    batches = [scripts[at : at + options.batch] for at in range(0, len(scripts), options.batch)]
    said = {}
    with concurrent.futures.ThreadPoolExecutor(options.workers) as pool:
        for batch, found in zip(batches, pool.map(lambda batch: run(program, batch), batches)):
            said.update(found)
            # A script that ends its process takes those behind it along: they are run alone.
            for script in batch if len(batch) > 1 else []:
                title = re.search(r'"@@([^|]+)\|', script).group(1)
                if f"{title}|0" not in found:
                    said.update(run(program, [script]))
    return said


def focus(lines, others):
    """The lines of a call that the other side has not, about where they part."""
    if lines is None:
        return "nothing: the script ended"
    shown = []
    for number, line in enumerate(lines):
        other = others[number] if others and number < len(others) else ""
        if line != other:
            start = max(0, len(os.path.commonprefix([line, other])) - 60)
            shown.append(line[start : start + 240])
    return "  ".join(shown) or "the same so far"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--inventory", required=True)
    parser.add_argument("--editor", required=True, choices=sorted(SETUPS))
    parser.add_argument("--ours", required=True)
    parser.add_argument("--original", required=True)
    parser.add_argument("--part", default="")
    parser.add_argument("--batch", type=int, default=40)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--keep")
    parser.add_argument("--known")
    parser.add_argument("--limit", type=int, default=10**9)
    parser.add_argument("--throws", action="store_true")
    options = parser.parse_args()
    calls = list(Inventory(options.inventory, options.editor).calls(options.part))
    if options.known:
        with open(options.known, encoding="utf-8") as file:
            original = json.load(file)
    else:
        original = swept(options.original, options.editor, calls, options)
    if options.keep:
        with open(options.keep, "w", encoding="utf-8") as file:
            json.dump(original, file, ensure_ascii=False, indent=0)
    ours = swept(options.ours, options.editor, calls, options)
    classes, shown, differing, thrown = {}, 0, 0, []
    for title, ways in calls:
        counts = classes.setdefault(title.split(".")[0], [0, 0])
        if all(original.get(f"{title}|{number}", [""])[0] == "throws" for number in range(len(ways))):
            thrown.append(title)
        for number, call in enumerate(ways):
            key = f"{title}|{number}"
            expected, found = original.get(key), ours.get(key)
            if expected is None:
                continue
            counts[1] += 1
            if expected == found:
                continue
            counts[0] += 1
            differing += 1
            if shown < options.limit:
                shown += 1
                print(f"{call}\n   original {focus(expected, found)}\n   ours     {focus(found, expected)}")
    for name, (differ, all_) in classes.items():
        if differ:
            print(f"{name}: {differ} of {all_} differ")
    if options.throws:
        print("throw in the original whatever they are given:", *thrown)
    print(f"{differing} of {sum(all_ for _, all_ in classes.values())} calls differ")


if __name__ == "__main__":
    main()
