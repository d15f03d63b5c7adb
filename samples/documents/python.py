"""A walk through the online-document API with the standard library of Python 3.8 or later. `cargo up` serves what it needs:

    BASE_URL=http://127.0.0.1:3000 APP_ID=dev APP_SECRET=dev python3 samples/documents/python.py
"""

import base64
import gzip
import hashlib
import hmac
import json
import os
import secrets
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

BASE = os.environ.get("BASE_URL", "http://127.0.0.1:3000")
APP_ID = os.environ.get("APP_ID", "dev")
SECRET = os.environ.get("APP_SECRET", "dev")
USER = "sample-python"

# What JavaScript's encodeURIComponent leaves as it is, beside letters and digits.
PLAIN = "-_.!~*'()"


def sign(method, path):
    """The three headers of a call. Query and body are not signed."""
    values = {
        "appId": APP_ID,
        "method": method,
        "nonce": str(secrets.randbelow(900_000) + 100_000),
        "path": path,
        "timestamp": str(int(time.time())),
    }
    text = "&".join(f"{key}={urllib.parse.quote(values[key], safe=PLAIN)}" for key in sorted(values))
    digest = hmac.new(SECRET.encode(), text.encode(), hashlib.sha1).digest()
    authorization = f"{APP_ID}:{base64.b64encode(digest).decode()}"
    return {"Authorization": authorization, "nonce": values["nonce"], "timestamp": values["timestamp"]}


def call(method, path, parameters):
    """Calls the API; `parameters` are the query of a GET, else the body. The answer is `data`."""
    headers, body, url = sign(method, path), None, BASE + path
    if method == "GET":
        url += "?" + urllib.parse.urlencode(parameters)
    else:
        headers["Content-Type"] = "application/json"
        body = json.dumps(parameters).encode()
    request = urllib.request.Request(url, data=body, headers=headers, method=method)
    try:
        with urllib.request.urlopen(request) as response:
            answer = json.load(response)
    except urllib.error.HTTPError as error:
        # Refused signatures and the like have a status of their own, with the same envelope.
        answer = json.load(error)
    if answer["code"] != 0:
        sys.exit(f"{method} {path}: {answer['code']} {answer['message']}")
    return answer["data"]


def check(got, wanted):
    """Ends the walk where something is not as it should be."""
    if got != wanted:
        sys.exit(f"not as it should be, wanted {wanted!r}\ngot {got!r}")


def pack(value):
    """How workbooks and commands travel: base64(gzip(encodeURIComponent(JSON)))."""
    text = urllib.parse.quote(json.dumps(value, ensure_ascii=False), safe=PLAIN)
    return base64.b64encode(gzip.compress(text.encode())).decode()


def unpack(text):
    return json.loads(urllib.parse.unquote(gzip.decompress(base64.b64decode(text)).decode()))


def create(kind, name):
    body = {"parentFid": "0", "docType": kind, "spaceType": 1, "name": name, "appUserId": USER}
    return call("POST", "/fs/bs/doc/create", body)["fid"]


def main():
    print(f"1. register the user {USER}")
    users = call("POST", "/user/v1/api/bs/users", [{"appUserId": USER, "nickname": "Python"}])
    check(users[0]["appUserId"], USER)

    print("2. create a note")
    note = create("note", "会议纪要")
    print(f"   it is {note}, at version 1")

    print("3. upload an edit; its acknowledgement is lost, so it is sent again, with what was written meanwhile")
    # The mark src and seq says that it is the same edit.
    edit = {"fid": note, "appUserId": USER, "v": 1, "src": "python", "seq": 1}
    edit["inflightOp"] = {"ops": [{"insert": "会议纪要\n"}]}
    call("POST", "/fs/bs/doc/offlineUpload", edit)
    edit["pendingOps"] = [{"ops": [{"retain": 5}, {"insert": "第一项"}]}]
    uploaded = call("POST", "/fs/bs/doc/offlineUpload", edit)
    check((uploaded["type"], uploaded["document"]["_v"]), (1, 3))

    print("4. read it, as text and as operations: the edit is there once")
    query = {"fid": note, "appUserId": USER}
    check(call("GET", "/fs/bs/content", {**query, "plain": "true"})["text"], "会议纪要\n第一项\n")
    check(call("GET", "/fs/bs/content", query)["ops"], [{"insert": "会议纪要\n第一项\n"}])

    print("5. list its history")
    history = call("GET", "/quill/bs/his/list", {**query, "pageSize": 20})
    for record in history["hislist"]:
        print(f"   versions {record['startV']} to {record['endV']}:{record['msg']}")
    check([record["type"] for record in history["hislist"]], ["editcontent", "filecreate"])

    print("6. create a spreadsheet, edit a cell, read it back")
    sheet = create("sheet", "预算")
    commands = [{"cmd": "editCell", "sheetName": "工作表1", "row": 0, "col": 0, "newValue": 42}]
    body = {"fid": sheet, "appUserId": USER, "v": 1, "commands": pack(commands), "version": "v1"}
    call("POST", "/fs/bs/doc/offlineUpload", body)
    workbook = unpack(call("GET", "/sheet/bs/v1/api/getJson", {"sheetid": sheet, "appUserId": USER}))
    check(workbook["sheets"]["sheet0"]["data"]["dataTable"]["0"]["0"]["value"], 42)

    print("7. restore version 2 of the note: it becomes version 4")
    restored = call("PUT", "/fs/bs/doc/restore", {"fid": note, "appUserId": USER, "v": 2, "expectV": 3})
    check(restored["v"], 4)
    check(call("GET", "/fs/bs/content", {**query, "plain": "true"})["text"], "会议纪要\n\n")

    print("done")


if __name__ == "__main__":
    main()
