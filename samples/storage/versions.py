"""Documents in a folder, with their versions.

`plan.docx`, as somebody put it there, is version 1 and is never written to. What is saved later lies beside it:

    plan.docx.versions/2.docx           version 2
    plan.docx.versions/2.changes.zip    what was changed while it was edited
    plan.docx.versions/2.form.json      what was filled in, where a form was sent
    plan.docx.versions/state.json       which versions there are, and the key of the next opening

A version exists once state.json names it. That file is replaced last and at once, so a crash leaves the state from
before or the one from after; files that nothing names are written again by the next attempt.
"""

import contextlib
import hashlib
import json
import os
import shutil
import threading

from service import Trouble

HANDLED = 1000  # so many saves are remembered, to know one that is delivered again


class Folder:
    """All documents."""

    def __init__(self, path):
        self.path, self._documents, self._lock = path, {}, threading.Lock()

    def names(self):
        # Links and folders are none, nor is what is hidden or cannot be written in a URL.
        with os.scandir(self.path) as found:
            return sorted(entry.name for entry in found if entry.is_file(follow_symlinks=False)
                          and not entry.name.startswith(".") and entry.name.isprintable())

    def find(self, name):
        # A name is looked for in the list of what is there and not put into a path before it was found: there is no
        # spelling of `..` that leads out.
        if name not in self.names():
            raise Trouble(f"there is no document {name!r} here", 404)
        with self._lock:
            return self._documents.setdefault(name, Document(self.path, name))


class Document:
    """One document. `lock` is held while it is changed; `editors` is what the service told last."""

    def __init__(self, folder, name):
        self.name, self.editors, self.lock = name, [], threading.Lock()
        self._original = os.path.join(folder, name)
        self._beside = self._original + ".versions"

    def state(self):
        try:
            with open(os.path.join(self._beside, "state.json"), encoding="utf-8") as file:
                return json.load(file)
        except FileNotFoundError:
            return {"key": None, "handled": [], "versions": [{"file": self.name}]}

    def path(self, state, number):
        """Where a version lies."""
        if not 1 <= number <= len(state["versions"]):
            raise Trouble(f"there is no version {number}", 404)
        return self._original if number == 1 else os.path.join(self._beside, state["versions"][number - 1]["file"])

    def key(self, state):
        """The key to open the document with: it stays while people edit, and changes with the content.

        It does so too where somebody replaces version 1 by hand: who had that open must not save over the new one.
        """
        if state["key"]:
            return state["key"]
        number = len(state["versions"])
        about = os.stat(self.path(state, number))
        text = f"{self.name}\n{number}\n{about.st_size}\n{about.st_mtime_ns}"
        return f"{hashlib.sha256(text.encode()).hexdigest()[:24]}-{number}"

    @contextlib.contextmanager
    def incoming(self):
        """A folder for what is being downloaded, on the same disk, for who holds the lock; it is gone afterwards."""
        folder = os.path.join(self._beside, "incoming")
        shutil.rmtree(folder, ignore_errors=True)  # of a process that was killed
        os.makedirs(folder)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def commit(self, state, folder):
        """Moves the files of `folder`, which are on the disk, to their place, and then makes `state` count."""
        for name in os.listdir(folder):
            os.replace(os.path.join(folder, name), os.path.join(self._beside, name))
        state["handled"] = state["handled"][-HANDLED:]
        path = os.path.join(folder, "state.json")
        with open(path, "x", encoding="utf-8") as file:
            json.dump(state, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        _sync(self._beside)
        os.replace(path, os.path.join(self._beside, "state.json"))
        _sync(self._beside)
        _sync(os.path.dirname(self._beside))


def _sync(folder):
    """Brings the names in a folder to the disk; Windows does so by itself and opens no folders."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
