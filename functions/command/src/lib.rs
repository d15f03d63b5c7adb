//! The command service as a Spin component.
