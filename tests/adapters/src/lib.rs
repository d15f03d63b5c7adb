//! A component that runs the conformance suites of the ports over the Spin adapters.
