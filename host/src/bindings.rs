//! The interfaces of `wit/host.wit`, as traits to implement.
#![allow(missing_docs, clippy::all, clippy::indexing_slicing)]

wasmtime::component::bindgen!({
    path: "../wit",
    world: "spindle:host/platform",
    imports: { default: async | trappable },
    with: {
        "fermyon:spin/key-value.store": crate::key_value::Store,
        "spin:sqlite/sqlite.connection": crate::sqlite::Connection,
    },
});
