"""What goes between the storage and the document service: tokens and downloads."""

import base64
import hashlib
import hmac
import http.client
import json
import os
import time
import urllib.request

CLOCK_S = 60  # clocks differ; the service allows a minute too
DOWNLOAD_S = 300  # one download may take so long,
SILENCE_S = 30  # and be silent for so long


class Trouble(Exception):
    """Why something is refused, in words. `passing`: the same call may go well a little later."""

    def __init__(self, reason, status=400, passing=False):
        super().__init__(reason)
        self.status, self.passing = status, passing


def _pack(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _mac(text, secret):
    return _pack(hmac.new(secret.encode(), text.encode(), hashlib.sha256).digest())


def sign(claims, secret, valid_s=300):
    """A token with these claims (JWT, HS256)."""
    now = int(time.time())
    parts = [{"alg": "HS256", "typ": "JWT"}, {**claims, "iat": now, "exp": now + valid_s}]
    text = ".".join(_pack(json.dumps(part).encode()) for part in parts)
    return f"{text}.{_mac(text, secret)}"


def verify(token, secret):
    """The claims of a token that was made with the secret and is not over."""
    try:
        signed, _, mac = token.rpartition(".")
        # The signature goes first: nothing of a stranger's token is read. The algorithm is not the token's to choose.
        if not hmac.compare_digest(mac.encode(), _mac(signed, secret).encode()):
            raise Trouble("the token's signature is wrong: is the secret the same here and in the service?", 403)
        header, claims = [json.loads(base64.urlsafe_b64decode(part + "===")) for part in signed.split(".")]
        if header["alg"] != "HS256" or claims["exp"] + CLOCK_S < time.time():
            raise Trouble("the token is over, or not HS256: do the clocks agree?", 403)
        return claims
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError):
        raise Trouble("the token is malformed", 403) from None


def payload(header, secret):
    """The claim `payload` of the token in a header `Authorization: Bearer ...`."""
    if not header or not header.startswith("Bearer "):
        raise Trouble("there is no token", 403)
    claim = verify(header[len("Bearer "):], secret).get("payload")
    if not isinstance(claim, dict):
        raise Trouble("the token has no payload", 403)
    return claim


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Results are where the link says; whoever redirects wants us to ask somebody else in our name."""

    def redirect_request(self, *_):
        return None


# The service is a neighbour: a proxy named in the environment is not for it.
_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect)


def fetch(url, path, limit):
    """Downloads to a new file; afterwards it is whole and on the disk, or this raises `Trouble`."""
    # urllib would also read file: and ftp:.
    if not isinstance(url, str) or not url.startswith(("http://", "https://")):
        raise Trouble("there is no link to download from")
    deadline, length = time.monotonic() + DOWNLOAD_S, 0
    try:
        with _OPENER.open(url, timeout=SILENCE_S) as answer, open(path, "xb") as file:
            told = answer.headers.get("Content-Length")
            while part := (answer.read1(1 << 16) if told is None or length < int(told) else b""):
                length += len(part)
                if length > limit:
                    raise Trouble(f"the download is larger than {limit} bytes")
                if time.monotonic() > deadline:
                    raise Trouble(f"the download took longer than {DOWNLOAD_S} s", passing=True)
                file.write(part)
            # A connection that breaks off looks like an end: without this, half a document would be a version.
            if answer.status != 200 or length == 0 or (told is not None and length != int(told)):
                raise Trouble(f"the download has {length} bytes of {told}, status {answer.status}", passing=True)
            file.flush()
            os.fsync(file.fileno())
    except (OSError, ValueError, http.client.HTTPException) as error:
        # The next attempt has links that are signed anew, so even an expired one is no reason to give up.
        raise Trouble(f"the download failed: {error}", passing=True) from error
