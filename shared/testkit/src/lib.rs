//! Value-made ports, conformance suites and TestApp.
