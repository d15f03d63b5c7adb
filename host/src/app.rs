//! The loaded application, and how one request becomes one fresh instance.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Context;
use bytes::Bytes;
use http::{Request, Response, StatusCode};
use http_body_util::{BodyExt, Full};
use hyper::body::Body;
use tokio::sync::oneshot;
use wasmtime::{Engine, Store, UpdateDeadline};
use wasmtime_wasi_http::p2::bindings::ProxyPre;
use wasmtime_wasi_http::p2::bindings::http::types::{ErrorCode, Scheme};
use wasmtime_wasi_http::{Error, WasiBody, WasiHttpView};

use crate::allowed_hosts::AllowedHosts;
use crate::engine::Loader;
use crate::files;
use crate::instance::{self, Component, State};
use crate::key_value::{StoreFile, Stores};
use crate::logs::ComponentLogs;
use crate::manifest::{self, Manifest};
use crate::routes::Routes;
use crate::runtime_config::{BlockedNetworks, RuntimeConfig};
use crate::sqlite::{Database, Databases};
use crate::stats::Stats;
use crate::variables::Variables;

/// A loaded application.
pub struct App {
    engine: Engine,
    components: BTreeMap<String, Arc<Component>>,
    routes: Routes,
    info: serde_json::Value,
    address: SocketAddr,
    blocked: BlockedNetworks,
    tls: Arc<rustls::ClientConfig>,
    /// One more reference exists for each instance that is running.
    running: Arc<()>,
}

/// What [`App::load`] needs beside the manifest.
pub struct Setup<'a> {
    /// Where state and logs lie; made when missing.
    pub state_dir: &'a Path,
    /// Where compiled components are kept.
    pub cache_dir: &'a Path,
    /// Resolved variables.
    pub variables: &'a Variables,
    /// Labels and blocked networks.
    pub runtime: RuntimeConfig,
    /// The address of the listener, for calls to `self`.
    pub address: SocketAddr,
    /// Whether what components print appears on the console.
    pub echo: bool,
}

impl App {
    /// Loads the components of `manifest` and everything they were given.
    ///
    /// # Errors
    /// One sentence on the first thing that does not fit, with its component.
    pub fn load(manifest: &Manifest, setup: Setup<'_>) -> anyhow::Result<Arc<Self>> {
        std::fs::create_dir_all(setup.state_dir).with_context(|| {
            format!(
                "cannot make the state directory {}; name another with --state-dir",
                setup.state_dir.display()
            )
        })?;
        let (routes, warnings) = Routes::build(manifest)?;
        for warning in warnings {
            eprintln!("Warning: {warning}");
        }
        let mut opened = OpenedFiles::default();
        let mut components = BTreeMap::new();
        let loader = Loader::new(setup.cache_dir)?;
        let sources: Vec<PathBuf> = manifest
            .components
            .values()
            .map(|component| manifest.dir.join(&component.source))
            .collect();
        let linker = instance::linker(&loader.engine)?;
        let loaded = loader.load(&sources)?;
        for ((id, declared), binary) in manifest.components.iter().zip(loaded) {
            let pre = linker
                .instantiate_pre(&binary)
                .map_err(anyhow::Error::from)
                .with_context(|| {
                    format!("component.{id} needs an interface which this host does not implement")
                })?;
            let pre = ProxyPre::new(pre).map_err(anyhow::Error::from).with_context(|| {
                format!("component.{id} exports no wasi:http/incoming-handler@0.2; build it with spin-sdk 5 and #[http_component]")
            })?;
            let component = prepare(id, declared, pre, manifest, &setup, &mut opened)
                .with_context(|| format!("component.{id}"))?;
            components.insert(id.clone(), Arc::new(component));
        }
        Ok(Arc::new(Self {
            engine: loader.engine,
            components,
            routes,
            info: serde_json::json!({
                "name": manifest.application.name,
                "version": manifest.application.version,
            }),
            address: setup.address,
            blocked: setup.runtime.blocked,
            tls: Arc::new(tls_config()?),
            running: Arc::new(()),
        }))
    }

    /// The component with this id.
    pub fn component(&self, id: &str) -> Option<Arc<Component>> {
        self.components.get(id).cloned()
    }

    /// The public routes.
    pub fn routes(&self) -> &Routes {
        &self.routes
    }

    /// Name and version, for `/.well-known/spin/info`.
    pub fn info(&self) -> &serde_json::Value {
        &self.info
    }

    /// The counters of all components, by id.
    pub fn stats(&self) -> serde_json::Value {
        self.components
            .iter()
            .map(|(id, component)| (id.clone(), component.stats.to_json()))
            .collect::<serde_json::Map<_, _>>()
            .into()
    }

    /// Where the application reaches its own listener.
    pub fn own_address(&self) -> SocketAddr {
        let ip = match self.address.ip() {
            IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
            IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
            ip => ip,
        };
        SocketAddr::new(ip, self.address.port())
    }

    /// The networks that components must not reach.
    pub fn blocked(&self) -> &BlockedNetworks {
        &self.blocked
    }

    /// TLS with the public roots.
    pub fn tls(&self) -> Arc<rustls::ClientConfig> {
        self.tls.clone()
    }

    /// Makes every running guest check soon whether it was stopped.
    pub fn wake_guests(&self) {
        self.engine.increment_epoch();
    }

    /// How many instances are running, those included that work on after their response.
    pub fn running(&self) -> usize {
        Arc::strong_count(&self.running).saturating_sub(1)
    }

    /// Answers `request` with a fresh instance of `component`, which goes on after its response until its
    /// handler returns, whether or not anybody still waits for the response. A trap, an error code or no
    /// response at all are 500 with an empty body; the reason is in the component's log.
    pub async fn handle<B>(
        self: &Arc<Self>,
        component: &Arc<Component>,
        request: Request<B>,
    ) -> Response<WasiBody>
    where
        B: Body<Data = Bytes> + Send + 'static,
        B::Error: Into<Error>,
    {
        let log = &component.logs.stderr;
        match self.start(component, request) {
            Ok(answered) => match answered.await {
                Ok(Ok(response)) => return response,
                Ok(Err(code)) => log.line(&format!(
                    "Request to {:?} failed: the handler answered with the error {code:?}",
                    component.id
                )),
                // The instance has ended without an answer, and said why.
                Err(_) => {}
            },
            Err(reason) => {
                log.line(&format!("Request to {:?} failed: {reason:?}", component.id));
            }
        }
        empty(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn start<B>(
        self: &Arc<Self>,
        component: &Arc<Component>,
        request: Request<B>,
    ) -> wasmtime::Result<oneshot::Receiver<Result<Response<WasiBody>, ErrorCode>>>
    where
        B: Body<Data = Bytes> + Send + 'static,
        B::Error: Into<Error>,
    {
        let state = State::new(self, component)?;
        let poisoned = state.outbound.poisoned();
        let mut store = Store::new(&self.engine, state);
        store.limiter(|state| &mut state.gauge);
        store.set_epoch_deadline(1);
        store.epoch_deadline_callback(move |_| {
            if poisoned.load(Ordering::Relaxed) {
                wasmtime::bail!("stopped: it called a component that does not exist");
            }
            Ok(UpdateDeadline::Yield(1))
        });
        let (sender, receiver) = oneshot::channel();
        let answered = Arc::new(AtomicBool::new(false));
        let mut http = store.data_mut().http();
        let request = http.new_incoming_request(Scheme::Http, request)?;
        let set = answered.clone();
        let out = http.new_response_outparam_from_callback(move |response| {
            set.store(true, Ordering::Relaxed);
            // Nobody may be waiting any more; the guest goes on regardless.
            let _ = sender.send(response);
        })?;
        component.stats.begin();
        let (component, running) = (component.clone(), self.running.clone());
        tokio::spawn(async move {
            let result = async {
                let proxy = component.pre.instantiate_async(&mut store).await?;
                proxy
                    .wasi_http_incoming_handler()
                    .call_handle(&mut store, request, out)
                    .await
            }
            .await;
            component
                .stats
                .end(store.data().gauge.peak(), result.is_err());
            let failure = match result {
                Err(reason) => Some(format!("the instance was stopped: {reason:?}")),
                Ok(()) if !answered.load(Ordering::Relaxed) => {
                    Some("the handler returned without a response".to_owned())
                }
                Ok(()) => None,
            };
            if let Some(failure) = failure {
                let id = &component.id;
                component
                    .logs
                    .stderr
                    .line(&format!("Request to {id:?} failed: {failure}"));
            }
            drop(store);
            drop(running);
        });
        Ok(receiver)
    }
}

/// The files of state by path: components that are given the same one share it.
#[derive(Default)]
struct OpenedFiles {
    stores: Stores,
    databases: Databases,
}

/// Gives one component what the manifest promises it.
fn prepare(
    id: &str,
    declared: &manifest::Component,
    pre: ProxyPre<State>,
    manifest: &Manifest,
    setup: &Setup<'_>,
    opened: &mut OpenedFiles,
) -> anyhow::Result<Component> {
    let mut variables = BTreeMap::new();
    for (name, template) in &declared.variables {
        let value = setup
            .variables
            .render(template)
            .with_context(|| format!("variables.{name}"))?;
        variables.insert(name.clone(), value);
    }
    let patterns = declared
        .allowed_outbound_hosts
        .iter()
        .map(|pattern| setup.variables.render(pattern))
        .collect::<anyhow::Result<Vec<_>>>()
        .context("allowed_outbound_hosts")?;
    let mut stores = Stores::new();
    for label in &declared.key_value_stores {
        let path = locate(
            label,
            "key_value_store",
            setup.runtime.key_value_stores.get(label),
            &setup.state_dir.join("sqlite_key_value.db"),
        )?;
        let key = path.to_string_lossy().into_owned();
        let file = match opened.stores.get(&key) {
            Some(file) => file.clone(),
            None => {
                let file = StoreFile::open(&path)?;
                opened.stores.insert(key, file.clone());
                file
            }
        };
        stores.insert(label.clone(), file);
    }
    let mut databases = Databases::new();
    for label in &declared.sqlite_databases {
        let path = locate(
            label,
            "sqlite_database",
            setup.runtime.sqlite_databases.get(label),
            &setup.state_dir.join("sqlite_db.db"),
        )?;
        let key = path.to_string_lossy().into_owned();
        let database = opened
            .databases
            .entry(key)
            .or_insert_with(|| Database::new(path));
        databases.insert(label.clone(), database.clone());
    }
    let assets = setup.state_dir.join("assets").join(id);
    Ok(Component {
        id: id.to_owned(),
        pre,
        variables,
        environment: declared
            .environment
            .iter()
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect(),
        files: files::collect(&declared.files, &manifest.dir, &assets).context("files")?,
        allowed_hosts: AllowedHosts::parse(&patterns)?,
        stores,
        databases,
        logs: ComponentLogs::open(&setup.state_dir.join("logs"), id, setup.echo)?,
        stats: Stats::default(),
    })
}

/// The file of a label: from the runtime configuration, or Spin's own place for `default`.
fn locate(
    label: &str,
    section: &str,
    configured: Option<&PathBuf>,
    default: &Path,
) -> anyhow::Result<PathBuf> {
    match configured {
        Some(path) => {
            if let Some(parent) = path.parent().filter(|p| !p.as_os_str().is_empty()) {
                std::fs::create_dir_all(parent)
                    .with_context(|| format!("cannot make {}", parent.display()))?;
            }
            Ok(path.clone())
        }
        None if label == "default" => Ok(default.to_path_buf()),
        None => anyhow::bail!(
            "the label {label:?} is defined nowhere; add [{section}.{label}] type = \"spin\" and path = \"...\" to a \
             file given with --runtime-config-file"
        ),
    }
}

fn tls_config() -> anyhow::Result<rustls::ClientConfig> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let roots = rustls::RootCertStore {
        roots: webpki_roots::TLS_SERVER_ROOTS.into(),
    };
    Ok(rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .context("TLS")?
        .with_root_certificates(roots)
        .with_no_client_auth())
}

/// A response without a body.
pub fn empty(status: StatusCode) -> Response<WasiBody> {
    full(status, Bytes::new())
}

/// A response with these bytes.
pub fn full(status: StatusCode, bytes: Bytes) -> Response<WasiBody> {
    let mut response = Response::new(
        Full::new(bytes)
            .map_err(|never| match never {})
            .boxed_unsync(),
    );
    *response.status_mut() = status;
    response
}
