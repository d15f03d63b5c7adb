//! The service in process: `TestApp` against the whole router, over HTTP's own terms. Everything is in `tests/`.
