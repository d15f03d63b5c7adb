//! What one instance carries while it answers one request, and what all instances of a component share.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use wasmtime::component::{HasSelf, Linker, ResourceTable};
use wasmtime_wasi::{FsPerms, WasiCtx, WasiCtxView, WasiView};
use wasmtime_wasi_http::p2::bindings::ProxyPre;
use wasmtime_wasi_http::{WasiHttpCtx, WasiHttpCtxView, WasiHttpView};

use crate::allowed_hosts::AllowedHosts;
use crate::app::App;
use crate::bindings;
use crate::key_value::Stores;
use crate::logs::ComponentLogs;
use crate::outbound::Outbound;
use crate::sqlite::Databases;
use crate::stats::{MemoryGauge, Stats};

/// A loaded component with everything that its instances share.
pub struct Component {
    /// Its id in the manifest.
    pub id: String,
    /// Ready to be instantiated.
    pub pre: ProxyPre<State>,
    /// Its variables, resolved.
    pub variables: BTreeMap<String, String>,
    /// Its WASI environment; nothing of the host's own is added.
    pub environment: Vec<(String, String)>,
    /// What it sees as `/`, read-only.
    pub files: Option<PathBuf>,
    /// What it may call.
    pub allowed_hosts: AllowedHosts,
    /// What it may open.
    pub stores: Stores,
    /// What it may open.
    pub databases: Databases,
    /// Its output.
    pub logs: ComponentLogs,
    /// Its counters.
    pub stats: Stats,
}

/// The state of one instance.
pub struct State {
    /// Resources of the guest.
    pub table: ResourceTable,
    /// The component which this is an instance of.
    pub component: Arc<Component>,
    /// Linear memory in use.
    pub gauge: MemoryGauge,
    /// Key-value stores now open.
    pub open_stores: usize,
    /// Database connections now open.
    pub open_connections: usize,
    /// Outgoing requests.
    pub outbound: Outbound,
    wasi: WasiCtx,
    http: WasiHttpCtx,
}

impl State {
    /// The state of a fresh instance.
    ///
    /// # Errors
    /// The directory of the component's files cannot be opened.
    pub fn new(app: &Arc<App>, component: &Arc<Component>) -> wasmtime::Result<Self> {
        let mut wasi = WasiCtx::builder();
        wasi.envs(&component.environment)
            .stdout(component.logs.stdout.clone())
            .stderr(component.logs.stderr.clone());
        if let Some(dir) = &component.files {
            wasi.preopened_dir(dir, "/", FsPerms::ReadOnly)?;
        }
        Ok(Self {
            table: ResourceTable::new(),
            component: component.clone(),
            gauge: MemoryGauge::default(),
            open_stores: 0,
            open_connections: 0,
            outbound: Outbound::new(app.clone(), component.clone()),
            wasi: wasi.build(),
            http: WasiHttpCtx::new(),
        })
    }
}

impl WasiView for State {
    fn ctx(&mut self) -> WasiCtxView<'_> {
        WasiCtxView {
            ctx: &mut self.wasi,
            table: &mut self.table,
        }
    }
}

impl WasiHttpView for State {
    fn http(&mut self) -> WasiHttpCtxView<'_> {
        WasiHttpCtxView {
            ctx: &mut self.http,
            table: &mut self.table,
            hooks: &mut self.outbound,
        }
    }
}

/// A linker with everything that this host provides: WASI 0.2, `wasi:http` and `wit/host.wit`.
///
/// # Errors
/// Two of them define the same name.
pub fn linker(engine: &wasmtime::Engine) -> wasmtime::Result<Linker<State>> {
    let mut linker = Linker::new(engine);
    wasmtime_wasi::p2::add_to_linker_async(&mut linker)?;
    wasmtime_wasi_http::p2::add_only_http_to_linker_async(&mut linker)?;
    bindings::Platform::add_to_linker::<_, HasSelf<State>>(&mut linker, |state| state)?;
    Ok(linker)
}
