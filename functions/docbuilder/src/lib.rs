//! The Document Builder service as a Spin component.
