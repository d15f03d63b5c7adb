"""Plays the document service to the handler: python3 -m unittest discover samples/storage (from the project's root)."""

import base64
import hashlib
import hmac
import http.client
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HERE = os.path.dirname(os.path.abspath(__file__))
SECRET = "shared with the service"
NAME = "plan & März.docx"


def token(claims, secret=SECRET, valid_s=300, algorithm="HS256"):
    """A token as the service makes it; written anew here, so that a mistake in the handler's is seen."""
    now = int(time.time())
    parts = [{"alg": algorithm, "typ": "JWT"}, {**claims, "iat": now, "exp": now + valid_s}]
    parts = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in parts]
    mac = hmac.new(secret.encode(), b".".join(parts), hashlib.sha256).digest()
    return b".".join([*parts, base64.urlsafe_b64encode(mac).rstrip(b"=")]).decode()


class Results(BaseHTTPRequestHandler):
    """The results of the service: `server.results` has status, bytes and told length by path."""

    def do_GET(self):
        path = urllib.parse.urlsplit(self.path).path
        status, data, length = self.server.results.get(path, (404, b"gone", 4))
        self.server.asked.append(path)
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/good")
        if length is not None:
            self.send_header("Content-Length", str(length))
        self.end_headers()
        if path == "/slow":
            self.wfile.write(data[:3])
            self.server.go_on.wait(30)
        self.wfile.write(data)

    def log_message(self, *_):
        pass


class Case(unittest.TestCase):
    """A handler of its own for each test, with one document."""

    secret = ""

    def setUp(self):
        self.service = ThreadingHTTPServer(("127.0.0.1", 0), Results)
        self.service.results, self.service.asked, self.service.go_on = {}, [], threading.Event()
        self.addCleanup(self.service.go_on.set)
        threading.Thread(target=self.service.serve_forever, args=(0.02,), daemon=True).start()
        self.addCleanup(self.service.server_close)
        self.addCleanup(self.service.shutdown)
        self.documents = f"http://127.0.0.1:{self.service.server_port}"
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        # What nobody may get lies beside the handler's folder.
        self.outside = os.path.join(folder.name, "outside.docx")
        with open(self.outside, "wb") as file:
            file.write(b"outside")
        self.folder = os.path.join(folder.name, "files")
        os.mkdir(self.folder)
        with open(os.path.join(self.folder, NAME), "wb") as file:
            file.write(b"first version")
        self.start()
        self.addCleanup(self.kill)

    def start(self):
        command = [sys.executable, os.path.join(HERE, "storage.py"), "--documents", self.documents,
                   "--listen", "127.0.0.1:0", "--folder", self.folder]
        environment = {**os.environ, "STORAGE_SECRET": self.secret}
        self.log = tempfile.TemporaryFile()
        self.addCleanup(self.log.close)
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=self.log, env=environment, text=True)
        line = self.process.stdout.readline()
        self.assertTrue(line.startswith("Serving http://"), line)
        self.address = line.split("//")[1].strip()

    def kill(self):
        self.process.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
        self.process.wait()
        self.process.stdout.close()

    def logged(self):
        self.log.seek(0)
        return self.log.read().decode()

    def call(self, method, target, body=None, headers=None):
        """Status and body; the target is sent as it is, whatever it looks like."""
        connection = http.client.HTTPConnection(self.address, timeout=30)
        try:
            connection.request(method, target, body, headers or {})
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def edit(self, query="user=u1&name=Ada"):
        status, body = self.call("GET", f"/edit/{urllib.parse.quote(NAME)}?{query}")
        self.assertEqual(status, 200, body)
        return json.loads(body)

    def key(self):
        return self.edit()["document"]["key"]

    def download(self, version=None, headers=None):
        query = "" if version is None else f"?v={version}"
        return self.call("GET", f"/files/{urllib.parse.quote(NAME)}{query}", headers=headers)

    def result(self, path, data, status=200, length=-1):
        self.service.results[path] = (status, data, len(data) if length == -1 else length)
        return f"{self.documents}{path}?sig=x&filename=output"

    def post(self, body, headers=None, name=NAME):
        status, answer = self.call("POST", "/callback?name=" + urllib.parse.quote(name), json.dumps(body),
                                   {"Content-Type": "application/json", **(headers or {})})
        return status, json.loads(answer)

    def saved(self, status, data=b"second version", **more):
        """The body of a callback with a result."""
        return {"key": self.key(), "status": status, "url": self.result("/good", data), "users": ["u1"],
                "history": {"serverVersion": "1", "changes": []}, "lastsave": "2026-01-01T00:00:00.000Z",
                "filetype": "docx", **more}

    def accepted(self, answer):
        self.assertEqual(answer, (200, {"error": 0}))

    def refused(self, answer, status, word):
        self.assertEqual((answer[0], answer[1]["error"]), (status, 1), answer)
        self.assertIn(word, answer[1]["message"])

    def versions(self):
        path = os.path.join(self.folder, NAME + ".versions", "state.json")
        if not os.path.exists(path):
            return 1
        with open(path, encoding="utf-8") as file:
            return len(json.load(file)["versions"])

    def nothing_stored(self):
        self.assertEqual(self.versions(), 1)
        beside = os.path.join(self.folder, NAME + ".versions")
        self.assertEqual(os.listdir(beside) if os.path.exists(beside) else [], [])
        self.assertEqual(self.download(), (200, b"first version"))


class WithoutTokens(Case):
    def test_a_final_save_is_the_next_version_and_the_next_key_is_used(self):
        body = self.saved(2, changesurl=self.result("/changes", b"PK changes"), nextKey="the-next.key_1=")
        before = self.edit()
        self.assertEqual(before["document"]["url"].rsplit("?", 1)[1], "v=1")
        self.accepted(self.post(body, {"Idempotency-Key": "a"}))
        after = self.edit()
        self.assertEqual(after["document"]["key"], "the-next.key_1=")
        self.assertEqual(self.download(2), (200, b"second version"))
        self.assertEqual(self.download(1), (200, b"first version"))
        # The link in the configuration leads to the new version.
        url = urllib.parse.urlsplit(after["document"]["url"])
        self.assertEqual(self.call("GET", f"{url.path}?{url.query}"), (200, b"second version"))
        beside = os.path.join(self.folder, NAME + ".versions")
        self.assertEqual(sorted(os.listdir(beside)), ["2.changes.zip", "2.docx", "state.json"])
        with open(os.path.join(beside, "state.json"), encoding="utf-8") as file:
            version = json.load(file)["versions"][1]
        self.assertEqual((version["history"], version["users"]), ({"serverVersion": "1", "changes": []}, ["u1"]))
        self.assertIn("stored as version 2", self.logged())

    def test_without_a_next_key_the_key_changes_all_the_same(self):
        before = self.key()
        self.assertEqual(self.key(), before)
        self.accepted(self.post(self.saved(2)))
        self.assertNotEqual(self.key(), before)
        # One that nobody could open is not taken.
        self.accepted(self.post(self.saved(2, nextKey="no key/..")))
        self.assertRegex(self.key(), "^[0-9a-f]{24}-3$")

    def test_a_save_that_is_delivered_again_is_acknowledged_and_not_stored_twice(self):
        body = self.saved(2, nextKey="k2")
        self.accepted(self.post(body, {"Idempotency-Key": "one"}))
        self.service.results.clear()
        body["url"] = body["url"].replace("sig=x", "sig=y")
        self.accepted(self.post(body, {"Idempotency-Key": "one"}))
        self.assertEqual(self.versions(), 2)
        self.assertIn("stored before", self.logged())
        # Also by a handler that was killed in between: what was acknowledged is on the disk.
        self.kill()
        self.start()
        self.accepted(self.post(body, {"Idempotency-Key": "one"}))
        self.assertEqual((self.versions(), self.key()), (2, "k2"))

    def test_a_repeated_save_without_the_header_is_known_by_what_it_says(self):
        body = self.saved(2, nextKey="k2")
        self.accepted(self.post(body))
        body["url"] = body["url"].replace("sig=x", "sig=y")
        self.accepted(self.post(body))
        self.assertEqual(self.versions(), 2)

    def test_many_deliveries_at_once_are_stored_once(self):
        body, answers = self.saved(2, nextKey="k2"), []
        threads = [threading.Thread(target=lambda: answers.append(self.post(body, {"Idempotency-Key": "one"})))
                   for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(answers, [(200, {"error": 0})] * 8)
        self.assertEqual((self.versions(), self.service.asked), (2, ["/good"]))

    def test_a_save_under_a_key_that_is_over_is_refused(self):
        late = self.saved(2, nextKey="k2")
        self.accepted(self.post(late, {"Idempotency-Key": "one"}))
        self.refused(self.post(late, {"Idempotency-Key": "two"}), 200, "under this key")
        self.assertEqual(self.versions(), 2)

    def test_a_file_that_was_replaced_by_hand_is_not_saved_over(self):
        body = self.saved(2)
        with open(os.path.join(self.folder, NAME), "wb") as file:
            file.write(b"replaced by hand")
        self.refused(self.post(body), 200, "replaced")
        self.assertEqual(self.versions(), 1)

    def test_a_download_that_fails_is_refused_for_now_and_nothing_is_stored(self):
        good = self.saved(2)
        key = good["key"]
        for url in [self.result("/none", b"no", 404), self.result("/busy", b"no", 503),
                    self.result("/short", b"half", length=4000), self.result("/empty", b""),
                    self.result("/elsewhere", b"", 302), self.result("/nothing", b"", 204),
                    self.result("/part", b"part", 206)]:
            self.refused(self.post({**good, "url": url}, {"Idempotency-Key": "one"}), 503, "download")
            self.nothing_stored()
            self.assertEqual(self.key(), key)
        # The next attempt of the same result goes through.
        self.accepted(self.post(good, {"Idempotency-Key": "one"}))
        self.assertEqual(self.download(), (200, b"second version"))

    def test_a_handler_that_is_killed_while_it_saves_has_stored_nothing(self):
        good = self.saved(2)
        slow = {**good, "url": self.result("/slow", b"second version", length=None)}
        failed = []

        def deliver():
            try:
                failed.append(self.post(slow, {"Idempotency-Key": "one"}))
            except (OSError, http.client.HTTPException) as error:
                failed.append(error)

        delivery = threading.Thread(target=deliver)
        delivery.start()
        beside = os.path.join(self.folder, NAME + ".versions")
        while not os.path.exists(os.path.join(beside, "incoming", "2.docx")):
            time.sleep(0.01)
        self.kill()
        delivery.join()
        self.assertIsInstance(failed[0], Exception)
        self.start()
        self.assertEqual((self.versions(), self.key(), self.download()), (1, good["key"], (200, b"first version")))
        self.accepted(self.post(good, {"Idempotency-Key": "one"}))
        self.assertEqual(self.download(), (200, b"second version"))
        self.assertEqual(sorted(os.listdir(beside)), ["2.docx", "state.json"])

    def test_a_service_that_is_not_there_is_a_failed_download(self):
        body = self.saved(2)
        self.service.shutdown()
        self.service.server_close()
        self.refused(self.post(body), 503, "download failed")
        self.nothing_stored()

    def test_links_to_elsewhere_are_not_followed(self):
        for url in [f"file://{self.outside}", "http://127.0.0.1:9/x", "http://other.example/x", "", None, 7,
                    self.documents.replace("http", "ftp") + "/good", self.documents + "@other.example/good"]:
            self.refused(self.post(self.saved(2, url=url)), 200, "link")
        self.nothing_stored()
        self.assertEqual(self.service.asked, [])

    def test_missing_changes_do_not_keep_a_document_out(self):
        body = self.saved(2, changesurl=self.result("/changes", b"half of it", length=4000))
        self.accepted(self.post(body))
        beside = os.path.join(self.folder, NAME + ".versions")
        self.assertEqual(sorted(os.listdir(beside)), ["2.docx", "state.json"])

    def test_a_forced_save_is_a_version_and_the_key_stays(self):
        key = self.key()
        self.accepted(self.post(self.saved(6, b"forced", forcesavetype=1, nextKey=key), {"Idempotency-Key": "a"}))
        self.assertEqual((self.download(), self.key()), ((200, b"forced"), key))
        self.accepted(self.post(self.saved(6, b"forced again", forcesavetype=0), {"Idempotency-Key": "b"}))
        self.assertEqual((self.download(), self.key()), ((200, b"forced again"), key))
        self.accepted(self.post(self.saved(2, b"final"), {"Idempotency-Key": "c"}))
        self.assertEqual((self.download(), self.versions()), ((200, b"final"), 4))
        self.assertNotEqual(self.key(), key)

    def test_a_form_is_stored_with_its_data_or_not_at_all(self):
        data = b'[{"key":"name","value":"Ada","type":"text"}]'
        body = self.saved(6, forcesavetype=3, actions=[{"type": 2, "userid": "u1"}])
        self.refused(self.post(body), 200, "link")
        self.refused(self.post({**body, "formsdataurl": self.result("/form", b"no", 500)}), 503, "download")
        self.nothing_stored()
        self.accepted(self.post({**body, "formsdataurl": self.result("/form", data)}))
        with open(os.path.join(self.folder, NAME + ".versions", "2.form.json"), "rb") as file:
            self.assertEqual(file.read(), data)

    def test_who_edits_is_shown_and_nothing_is_stored_until_they_save(self):
        key = self.key()
        joined = {"key": key, "status": 1, "users": ["<b>u1"], "actions": [{"type": 1, "userid": "<b>u1"}]}
        self.accepted(self.post(joined))
        self.assertIn(b"&lt;b&gt;u1", self.call("GET", "/")[1])
        # `info` tells no actions, and maybe userdata.
        self.accepted(self.post({"key": key, "status": 1, "users": [], "userdata": "x"}))
        self.accepted(self.post({"key": key, "status": 4, "actions": [{"type": 0, "userid": "u1"}]}))
        self.assertNotIn(b"&lt;b&gt;u1", self.call("GET", "/")[1])
        self.nothing_stored()
        self.assertEqual(self.key(), key)

    def test_a_file_that_could_not_be_made_changes_nothing(self):
        key = self.key()
        self.accepted(self.post({"key": key, "status": 3, "users": ["u1"], "notmodified": False}))
        self.accepted(self.post({"key": key, "status": 7, "users": ["u1"], "forcesavetype": 0}))
        self.assertIn("COULD NOT MAKE", self.logged())
        self.refused(self.post(self.saved(3)), 200, "broken")
        self.nothing_stored()
        self.assertEqual(self.key(), key)

    def test_bodies_that_say_nothing_are_refused(self):
        target = "/callback?name=" + urllib.parse.quote(NAME)
        for body in [b"", b"{", b"[]", b"null", b"7", b"{}", b'{"key":7,"status":2}', b'{"key":"k"}', b"\xff",
                     b'{"key":"k","status":5}', b'{"key":"k","status":"2"}', b"[" * 100_000]:
            status, answer = self.call("POST", target, body)
            self.assertEqual((status, json.loads(answer)["error"]), (200, 1), body[:40])
        for filetype in [None, "", "..", "../x", "do/cx", "x" * 11, ["docx"]]:
            self.refused(self.post(self.saved(2, filetype=filetype)), 200, "filetype")
        status, answer = self.call("POST", target, headers={"Content-Length": str(9 << 20)})
        self.assertEqual((status, json.loads(answer)["error"]), (200, 1))
        self.nothing_stored()

    def test_no_spelling_of_a_path_leads_out(self):
        with open(os.path.join(self.folder, ".hidden"), "wb") as file:
            file.write(b"hidden")
        os.symlink(self.outside, os.path.join(self.folder, "link.docx"))
        self.accepted(self.post(self.saved(2)))
        names = ["../outside.docx", "..%2Foutside.docx", "..%2foutside.docx", "%2e%2e%2foutside.docx",
                 "..%5Coutside.docx", "..%252Foutside.docx", self.outside, urllib.parse.quote(self.outside, safe=""),
                 "link.docx", ".hidden", "", ".", "..", "%00",
                 urllib.parse.quote(f"{NAME}.versions/state.json", safe=""),
                 urllib.parse.quote(f"{NAME}.versions", safe=""), urllib.parse.quote(f"x/../{NAME}", safe="")]
        for name in names:
            for page in ["files", "edit"]:
                status, body = self.call("GET", f"/{page}/{name}")
                self.assertEqual(status, 404, (page, name, body))
            status, body = self.call("POST", f"/callback?name={name}", json.dumps(self.saved(2)))
            self.assertEqual((status, json.loads(body)["error"]), (200, 1), name)
        for version in ["0", "3", "-1", "1/../../outside.docx", "x", "9" * 5000, ""]:
            self.assertEqual(self.download(version)[0], 200 if version == "" else 404, version)
        self.assertEqual(sorted(os.listdir(self.folder)), sorted([NAME, NAME + ".versions", ".hidden", "link.docx"]))
        page = self.call("GET", "/")[1]
        self.assertNotIn(b"hidden", page)
        self.assertNotIn(b"link.docx", page)

    def test_the_configuration_is_what_editors_want(self):
        made = self.edit("user=u7&name=Zo%C3%AB")
        self.assertEqual(made["document"]["title"], NAME)
        self.assertEqual((made["document"]["fileType"], made["documentType"]), ("docx", "word"))
        self.assertEqual(made["document"]["permissions"], {"edit": True})
        self.assertEqual(made["editorConfig"]["user"], {"id": "u7", "name": "Zoë"})
        self.assertRegex(made["document"]["key"], "^[0-9A-Za-z._=-]{1,128}$")
        callback = urllib.parse.urlsplit(made["editorConfig"]["callbackUrl"])
        self.assertEqual((callback.netloc, callback.path), (self.address, "/callback"))
        self.assertEqual(urllib.parse.parse_qs(callback.query), {"name": [NAME]})
        self.assertNotIn("token", made)
        self.assertEqual(self.edit("mode=view")["document"]["permissions"], {"edit": False})
        target = f"/edit/{urllib.parse.quote(NAME)}?user=%3C/script%3E"
        page = self.call("GET", target, headers={"Accept": "text/html"})[1].decode()
        self.assertIn(f'<script src="{self.documents}/web-apps/apps/api/documents/api.js">', page)
        self.assertNotIn('"</script>', page)
        self.assertIn('new DocsAPI.DocEditor("editor", config)', page)
        self.assertNotRegex(page, r"\b(TITLE|CONFIG|HISTORY|API)\b")

    def test_the_history_is_what_editors_want(self):
        self.accepted(self.post(self.saved(2, nextKey="k2")))
        history = json.loads(self.call("GET", f"/history/{urllib.parse.quote(NAME)}")[1])
        first, second = history["list"]["history"]
        self.assertEqual((history["list"]["currentVersion"], first["version"], second["version"]), (2, 1, 2))
        self.assertEqual((second["key"], second["user"]), ("k2", {"id": "u1", "name": "u1"}))
        self.assertRegex(first["key"], "^[0-9A-Za-z._=-]{1,128}$")
        self.assertNotEqual(first["key"], second["key"])
        before, now = history["data"]
        self.assertNotIn("previous", before)
        self.assertEqual(now["previous"], {member: before[member] for member in ("key", "url", "fileType")})
        self.assertEqual(self.call("GET", before["url"].split(self.address)[1]), (200, b"first version"))
        self.assertEqual(self.call("GET", "/history/another.docx")[0], 404)


class WithTokens(Case):
    secret = SECRET

    def download(self, version=None, headers=None):
        version = version or self.versions()
        url = f"http://{self.address}/files/{urllib.parse.quote(NAME)}?v={version}"
        headers = headers or {"Authorization": "Bearer " + token({"payload": {"url": url}})}
        return super().download(version, headers)

    def test_the_token_in_the_body_decides(self):
        told = self.saved(2, nextKey="k2")
        # What stands in the clear is not believed: the size rule cuts it, and anybody can write it.
        body = {**told, "url": "http://127.0.0.1:9/x", "history": {}, "token": token(told)}
        self.accepted(self.post(body, {"Authorization": "Bearer " + token({"payload": {}}, "another")}))
        self.assertEqual(self.download(), (200, b"second version"))
        with open(os.path.join(self.folder, NAME + ".versions", "state.json"), encoding="utf-8") as file:
            self.assertIn("serverVersion", json.load(file)["versions"][1]["history"])

    def test_a_token_in_the_header_will_do(self):
        told = self.saved(2, nextKey="k2")
        self.accepted(self.post({}, {"Authorization": "Bearer " + token({"payload": told})}))
        self.assertEqual((self.download(), self.key()), ((200, b"second version"), "k2"))

    def test_without_a_good_token_nothing_is_stored(self):
        told = self.saved(2)
        good = {"Authorization": "Bearer " + token({"payload": told})}
        for bad, word in [(token(told, "another secret"), "signature"), (token(told, valid_s=-61), "over"),
                          (token(told, algorithm="none"), "HS256"), (token(told)[:-3] + "AAA", "signature"),
                          ("x", "signature"), ("", "no token"), (7, "malformed"), ("é.è.ê", "signature")]:
            self.refused(self.post({**told, "token": bad}), 200, word)
            if bad:
                # A good one in the header does not help it.
                self.refused(self.post({**told, "token": bad}, good), 200, word)
        self.refused(self.post(told), 200, "no token")
        self.refused(self.post(told, {"Authorization": token({"payload": told})}), 200, "no token")
        self.refused(self.post(told, {"Authorization": "Bearer " + token(told)}), 200, "no payload")
        # The configuration's token is signed with the same secret, and is no callback.
        self.refused(self.post({**told, "token": self.edit()["token"]}), 200, "key")
        self.nothing_stored()
        self.assertEqual(self.service.asked, [])
        self.accepted(self.post({**told, "token": token(told, valid_s=-30)}))

    def test_the_configuration_is_signed(self):
        made = self.edit()
        signed, _, mac = made["token"].rpartition(".")
        wanted = hmac.new(SECRET.encode(), signed.encode(), hashlib.sha256).digest()
        self.assertEqual(base64.urlsafe_b64decode(mac + "==="), wanted)
        claims = json.loads(base64.urlsafe_b64decode(signed.split(".")[1] + "==="))
        self.assertEqual(claims.pop("exp") - claims.pop("iat"), 300)
        self.assertEqual({**claims, "token": made["token"]}, made)

    def test_the_history_is_signed(self):
        history = json.loads(self.call("GET", f"/history/{urllib.parse.quote(NAME)}")[1])
        made = history["data"][0]
        claims = json.loads(base64.urlsafe_b64decode(made["token"].split(".")[1] + "==="))
        self.assertEqual({**{name: claims[name] for name in made if name != "token"}, "token": made["token"]}, made)

    def test_downloads_want_a_token_for_this_very_url(self):
        url = self.edit()["document"]["url"]
        self.assertEqual(self.download(1), (200, b"first version"))
        for bad in [{}, {"Authorization": "Bearer x"},
                    {"Authorization": "Bearer " + token({"payload": {"url": url}}, "x")},
                    {"Authorization": "Bearer " + token({"payload": {"url": url + "0"}})},
                    {"Authorization": "Bearer " + token({"url": url})},
                    {"Authorization": "Bearer " + token({"payload": {"url": url}}, valid_s=-100)}]:
            status, body = super().download(1, bad or {"X": "y"})
            self.assertEqual((status, json.loads(body)["error"]), (403, 1), bad)
        # The page has links that browsers can follow.
        link = self.call("GET", "/")[1].decode().split('<td><a href="')[2].split('"')[0].replace("&amp;", "&")
        self.assertEqual(self.call("GET", link.split(self.address)[1]), (200, b"first version"))


if __name__ == "__main__":
    unittest.main()
