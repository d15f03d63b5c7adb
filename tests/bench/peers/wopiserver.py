"""Asks a running cs3org/wopiserver for files and tokens, and writes them as JSON for SPINDLE_WOPI_PEER.

    python3 wopiserver.py --base http://127.0.0.1:8880 --storage FOLDER --secret FILE > peer.json

wopiserver is expected with `storagetype = local`, `internalserver = waitress`, `detectexternalmodifications = False`
(with local storage PutFile is refused otherwise) and the base as its `wopiurl`. FOLDER is its `storagehomepath`, FILE
its `iopsecretfile`. The benchmark itself fills the files.
"""

import argparse
import json
import pathlib
import urllib.parse
import urllib.request


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--base", required=True, help="where wopiserver listens")
    parser.add_argument("--storage", required=True, type=pathlib.Path, help="its storagehomepath")
    parser.add_argument("--secret", required=True, type=pathlib.Path, help="its iopsecretfile")
    parser.add_argument("--files", type=int, default=64, help="how many (64)")
    asked = parser.parse_args()
    secret = asked.secret.read_text().strip("\n")
    targets = []
    for number in range(asked.files):
        name = f"bench-{number:02}.docx"
        (asked.storage / name).write_bytes(b"")
        targets.append(opened(asked.base, secret, name))
    print(json.dumps(targets, indent=1))


def opened(base, secret, name):
    """Opens a file in the name of a user, as a file-sync service does."""
    query = urllib.parse.urlencode(
        {
            "fileid": "/" + name,
            "viewmode": "VIEW_MODE_READ_WRITE",
            "username": "Bench",
            "userid": "bench",
            "appname": "Bench",
            "appurl": "http://office.example/edit",
        }
    )
    headers = {"Authorization": f"Bearer {secret}", "TokenHeader": "bench"}
    request = urllib.request.Request(f"{base}/wopi/iop/openinapp?{query}", headers=headers)
    with urllib.request.urlopen(request, timeout=10) as answer:
        answer = json.load(answer)
    parts = urllib.parse.urlsplit(answer["app-url"])
    return {
        "wopiSrc": urllib.parse.parse_qs(parts.query)["WOPISrc"][0],
        "token": answer["form-parameters"]["access_token"],
    }


if __name__ == "__main__":
    main()
