//! The service in process: TestApp against the whole router.
