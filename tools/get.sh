# Downloads for the scripts beside it, which define `fail` and read this file. Needs curl or wget, and sha256sum and
# sha512sum, or shasum.

# Fetches the URL $1 into the file $2.
download() {
    if command -v curl >/dev/null 2>&1; then
        curl -fsSL --retry 3 -o "$2" "$1"
    elif command -v wget >/dev/null 2>&1; then
        wget -q -O "$2" "$1"
    else
        fail "neither curl nor wget is installed"
    fi
}

# The SHA-$1 of the file $2, in hexadecimal digits.
digest() {
    if command -v "sha$1sum" >/dev/null 2>&1; then
        "sha$1sum" <"$2" | cut -d ' ' -f 1
    else
        shasum -a "$1" <"$2" | cut -d ' ' -f 1
    fi
}
