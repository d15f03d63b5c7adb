"""A storage whose documents are edited in the document service: a callback handler to start from.

    python3 storage.py --documents http://127.0.0.1:3000 --listen 127.0.0.1:4000 --folder DIR

Standard library only, Python 3.9 or later. README.md says how to try it and what to adapt.
"""

import argparse
import html
import json
import os
import re
import shutil
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from service import Trouble, fetch, payload, sign, verify
from versions import Folder

CALLBACK_BYTES, FILE_BYTES, FORM_BYTES = 8 << 20, 256 << 20, 8 << 20
KEY = re.compile(r"[0-9A-Za-z._=-]{1,128}")
EXTENSION = re.compile(r"[0-9a-z]{1,10}")
# Everything else is a text.
KINDS = {"cell": {"xlsx", "xlsm", "xltx", "xltm", "xls", "xlt", "ods", "ots", "fods", "csv", "tsv"},
         "slide": {"pptx", "pptm", "ppsx", "potx", "ppt", "odp"}, "pdf": {"pdf"}}


def log(*texts):
    print(time.strftime("%H:%M:%S"), *texts, file=sys.stderr, flush=True)


class Storage:
    """What the storage decides. HTTP is below."""

    def __init__(self, folder, documents, secret, public):
        self.folder, self.documents, self.secret, self.public = Folder(folder), documents, secret, public

    def link(self, name, number):
        return f"{self.public}/files/{quote(name, safe='')}?v={number}"

    def configuration(self, name, query):
        """What an editor is opened with. Your storage asks its own login first who may do so, and who it is."""
        document = self.folder.find(name)
        state = document.state()
        extension = os.path.splitext(state["versions"][-1]["file"])[1][1:].lower()
        view = query.get("mode") == "view"
        made = {
            "document": {
                "key": document.key(state), "url": self.link(name, len(state["versions"])), "fileType": extension,
                "title": f"{os.path.splitext(name)[0]}.{extension}", "permissions": {"edit": not view}},
            "documentType": next((kind for kind, names in KINDS.items() if extension in names), "word"),
            "editorConfig": {
                "mode": "view" if view else "edit",
                "callbackUrl": f"{self.public}/callback?name={quote(name, safe='')}"},
        }
        if query.get("user"):
            # The id must be the same every time: it tells who has changed what.
            made["editorConfig"]["user"] = {"id": query["user"], "name": query.get("name", query["user"])}
        return {**made, "token": sign(made, self.secret)} if self.secret else made

    def history(self, name):
        """What the page gives to `refreshHistory`, and for each version to `setHistoryData`."""
        document = self.folder.find(name)
        state, versions, data = document.state(), [], []
        for number, version in enumerate(state["versions"], 1):
            told = version.get("history") if isinstance(version.get("history"), dict) else {}
            changes, users = told.get("changes") or [], version.get("users") or []
            who = changes[-1].get("user") if changes else {"id": users[0], "name": users[0]} if users else None
            # The key of an old version is nobody's but this one's.
            key = document.key(state) if number == len(state["versions"]) else f"{document.key(state)[:100]}.{number}"
            extension = os.path.splitext(version["file"])[1][1:].lower()
            versions.append({"version": number, "key": key, "created": version.get("saved", ""), "user": who,
                             "changes": changes, "serverVersion": told.get("serverVersion")})
            made = {"version": number, "key": key, "url": self.link(name, number), "fileType": extension}
            if data:
                made["previous"] = {member: data[-1][member] for member in ("key", "url", "fileType")}
            data.append({**made, "token": sign(made, self.secret)} if self.secret else made)
        return {"list": {"currentVersion": len(versions), "history": versions}, "data": data}

    def download(self, name, query, authorization):
        """Where a version's file lies, for whoever may have it."""
        document = self.folder.find(name)
        state = document.state()
        number = query.get("v", str(len(state["versions"])))
        number = int(number) if re.fullmatch("[0-9]{1,9}", number) else 0
        # The service shows a token for this very URL; the links of the page have one in the query.
        authorization = f"Bearer {query['token']}" if "token" in query else authorization
        if self.secret and payload(authorization, self.secret).get("url") != self.link(name, number):
            raise Trouble("the token is for another download", 403)
        return document.path(state, number)

    def believed(self, body, authorization):
        """What the service has signed, and not what the body says: anybody can post a body."""
        if not self.secret:
            return body
        # The body's token goes first: of a history that is too long for a header only this one has all.
        return verify(body["token"], self.secret) if body.get("token") else payload(authorization, self.secret)

    def callback(self, name, body, authorization, idempotency):
        """Does what the service tells, and answers in a few words what that was; `Trouble` refuses it."""
        told = self.believed(body, authorization)
        key, status = told.get("key"), told.get("status")
        if not isinstance(key, str):
            raise Trouble("there is no `key`")
        document = self.folder.find(name)
        if status == 1:  # somebody came or went, or the command `info` asked
            document.editors = told["users"] if isinstance(told.get("users"), list) else []
            return "being edited"
        if status in (2, 3, 4):
            document.editors = []
        if status == 4:
            return "closed without changes"
        if status in (3, 7) and not told.get("url"):
            # The service could not make the file and has the edits still. The key stays, so that whoever opens the
            # document again finds them; an operator should look into the service's log.
            return "THE SERVICE COULD NOT MAKE THE FILE"
        if status not in (2, 6):
            # With 3 or 7 a link leads to a file that the service calls broken: refused, it is kept there.
            raise Trouble(f"the status {status!r} is not known, or its file is broken")
        with document.lock:
            # All attempts to deliver one result say the same. Servers that do not are known by the link's path.
            return self.save(document, told, idempotency or f"{key} {status} {told.get('lastsave')} "
                                                            f"{urlsplit(str(told.get('url'))).path}")

    def save(self, document, told, attempt):
        """Stores a result as the next version. When this returns, it is on the disk."""
        state, final = document.state(), told["status"] == 2
        if attempt in state["handled"]:
            # The answer was lost on its way, or the service ended before it had written it down.
            return "stored before"
        if told["key"] != document.key(state):
            # The document went on without this result. The service keeps it, and somebody decides.
            raise Trouble("the document is not open under this key: it was saved or replaced meanwhile")
        if not EXTENSION.fullmatch(str(told.get("filetype"))):
            raise Trouble("there is no `filetype`")
        number = len(state["versions"]) + 1
        version = {"file": f"{number}.{told['filetype']}", "status": told["status"], "users": told.get("users"),
                   "saved": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "history": told.get("history")}
        with document.incoming() as folder:
            self.fetch(told.get("url"), os.path.join(folder, version["file"]), FILE_BYTES)
            if not final and told.get("forcesavetype") == 3:
                # A form is sent for its data: without them it was not received.
                version["form"] = f"{number}.form.json"
                self.fetch(told.get("formsdataurl"), os.path.join(folder, version["form"]), FORM_BYTES)
            if told.get("changesurl"):
                changes = os.path.join(folder, f"{number}.changes.zip")
                try:
                    self.fetch(told["changesurl"], changes, FILE_BYTES)
                    version["changes"] = os.path.basename(changes)
                except Trouble as trouble:
                    # A document without its changes is better than no document.
                    log(f"version {number} of {document.name!r} is without its changes: {str(trouble)!r}")
                    if os.path.exists(changes):
                        os.remove(changes)
            # After a final save the key is over: the service names the next one, else one is made of the version.
            # After a forced one they go on editing under the same.
            following = told.get("nextKey")
            following = following if KEY.fullmatch(str(following)) and isinstance(following, str) else None
            state["key"] = following if final else told["key"]
            state["versions"].append(version)
            state["handled"].append(attempt)
            document.commit(state, folder)
        return f"stored as version {number}"

    def fetch(self, url, path, limit):
        # Without a secret anybody can post a callback, and must not send us wherever he likes.
        if not self.secret and urlsplit(str(url))[:2] != urlsplit(self.documents)[:2]:
            raise Trouble(f"the link {url!r} does not lead to --documents {self.documents}")
        fetch(url, path, limit)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 60

    def do_GET(self):
        self.answer(self.get)

    def do_POST(self):
        self.answer(self.post)

    def answer(self, handle):
        """Anything but 200 with `"error": 0` refuses a callback, and the service keeps the result. It tries again
        after 429 and 5xx only, so 503 is for what may go better in a moment."""
        try:
            return handle()
        except (ConnectionError, TimeoutError):  # nobody listens any more
            self.close_connection = True
            return None
        except Exception as error:  # a full disk, say: whatever it is, the caller gets a reason
            trouble = error if isinstance(error, Trouble) else Trouble(f"{type(error).__name__}: {error}", passing=True)
        reason = str(trouble)
        path = self.path.partition("?")[0]
        log(f"{self.command} {path!r} refused: {reason!r}")
        self.close_connection = True  # what was not read of the body would be taken for the next request
        status = 503 if trouble.passing else 200 if path == "/callback" else trouble.status
        return self.send(status, {"error": 1, "message": reason})

    def log_message(self, *_):
        """Nothing: queries may have tokens. Callbacks and refusals are logged where they are handled."""

    def send(self, status, body):
        kind = "text/html" if isinstance(body, str) else "application/json"
        data = (body if isinstance(body, str) else json.dumps(body)).encode()
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(data)

    def get(self):
        url, storage = urlsplit(self.path), self.server.storage
        query = dict(parse_qsl(url.query))
        call, _, name = url.path[1:].partition("/")
        name = unquote(name)
        if call == "" and name == "":
            self.send(200, page_of_documents(storage))
        elif call == "edit":
            made = storage.configuration(name, query)
            self.send(200, page_of_editor(storage, name, made)
                      if "text/html" in self.headers.get("Accept", "") else made)
        elif call == "history":
            self.send(200, storage.history(name))
        elif call == "files":
            with open(storage.download(name, query, self.headers.get("Authorization")), "rb") as file:
                self.send_response(200)
                self.send_header("Content-Type", "application/octet-stream")
                self.send_header("Content-Length", str(os.fstat(file.fileno()).st_size))
                title = os.path.splitext(name)[0] + os.path.splitext(file.name)[1]
                self.send_header("Content-Disposition", f"attachment; filename*=UTF-8''{quote(title, safe='')}")
                self.end_headers()
                try:
                    shutil.copyfileobj(file, self.wfile)
                except OSError:
                    self.close_connection = True  # too late for an answer: it would be taken for the file's content
        else:
            raise Trouble("there is no such page", 404)

    def post(self):
        url, length = urlsplit(self.path), self.headers.get("Content-Length", "")
        if url.path != "/callback":
            raise Trouble("there is no such page", 404)
        if not re.fullmatch("[0-9]{1,9}", length) or int(length) > CALLBACK_BYTES:
            raise Trouble(f"a callback has a Content-Length of at most {CALLBACK_BYTES}")
        data = self.rfile.read(int(length))
        try:
            body = json.loads(data)
        except (ValueError, RecursionError):
            raise Trouble("the body is not JSON") from None
        if not isinstance(body, dict):
            raise Trouble("the body is not a JSON object")
        name = dict(parse_qsl(url.query)).get("name", "")
        # With repr, for a text from outside must not make lines of its own in the log.
        line = f"callback {name!r} key {str(body.get('key'))[:128]!r} status {str(body.get('status'))[:9]!r}"
        headers = self.headers
        try:
            done = self.server.storage.callback(
                name, body, headers.get("Authorization"), headers.get("Idempotency-Key", "")[:200])
        except Exception:
            log(line, "is refused")
            raise
        log(line, done)
        self.send(200, {"error": 0})


def page_of_documents(storage):
    rows = []
    for name in storage.folder.names():
        document, links = storage.folder.find(name), []
        for number in range(1, len(document.state()["versions"]) + 1):
            link = storage.link(name, number)
            token = "&token=" + sign({"payload": {"url": link}}, storage.secret) if storage.secret else ""
            links.append(f'<a href="{html.escape(link + token)}">{number}</a>')
        rows.append(f'<tr><td><a href="/edit/{quote(name, safe="")}?user=u1&amp;name=User">{html.escape(name)}</a>'
                    f"<td>{' '.join(links)}<td>{html.escape(', '.join(map(str, document.editors)))}")
    return ("<!doctype html><title>Documents</title>"
            f"<table><tr><th>open<th>versions<th>being edited by{''.join(rows)}</table>")


EDITOR = """<!doctype html>
<html lang="en">
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>TITLE</title>
<style>html, body { height: 100%; margin: 0 }</style>
<div id="editor">The document service cannot be reached.</div>
<script src="API"></script>
<script>
const config = CONFIG, versions = HISTORY;
let history;
config.events = {
  onRequestClose: () => { editor.destroyEditor(); location.href = "/"; },
  onRequestHistory: async () => { history = await (await fetch(versions)).json(); editor.refreshHistory(history.list); },
  onRequestHistoryData: ({ data }) => editor.setHistoryData(history.data[data - 1]),
};
const editor = new DocsAPI.DocEditor("editor", config);
</script>
"""


def page_of_editor(storage, name, made):
    parts = {"TITLE": html.escape(made["document"]["title"]), "CONFIG": script_json(made),
             "API": html.escape(f"{storage.documents}/web-apps/apps/api/documents/api.js"),
             "HISTORY": script_json(f"/history/{quote(name, safe='')}")}
    # All at once: a title may be called CONFIG.
    return re.sub(rf"\b({'|'.join(parts)})\b", lambda found: parts[found[0]], EDITOR)


def script_json(value):
    # In a script element JSON is data only while it has no `<`.
    return json.dumps(value).replace("<", "\\u003c")


def main():
    parser = argparse.ArgumentParser(description="A storage whose documents are edited in the document service.")
    parser.add_argument("--documents", required=True, help="the document service, as its links name it")
    parser.add_argument("--listen", default="127.0.0.1:4000", help="HOST:PORT; port 0 is a free one")
    parser.add_argument("--folder", required=True, help="where the documents lie")
    parser.add_argument("--secret", default=os.environ.get("STORAGE_SECRET", ""),
                        help="the service's jwt_secret; others on the machine do not see it in STORAGE_SECRET")
    parser.add_argument("--public", help="where the service and browsers reach this; http:// and --listen if not given")
    options = parser.parse_args()
    host, _, port = options.listen.rpartition(":")
    if not os.path.isdir(options.folder):
        parser.error(f"--folder: {options.folder} is not a folder")
    if not port.isdigit() or (host in ("", "0.0.0.0") and not options.public):
        parser.error("--listen is HOST:PORT; with a HOST that is no address for others, --public is needed")
    server = ThreadingHTTPServer((host, int(port)), Handler)
    public = (options.public or f"http://{host}:{server.server_port}").rstrip("/")
    server.storage = Storage(options.folder, options.documents.rstrip("/"), options.secret, public)
    print(f"Serving {public}", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()


if __name__ == "__main__":
    main()
