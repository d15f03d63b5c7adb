//! The ports of spindle-core over the Spin SDK.
