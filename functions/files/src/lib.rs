//! Signed downloads as a Spin component.
