//! Compiling and loading of components: an on-disk cache, one thread per core, one line when it takes time.

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use anyhow::Context;
use wasmtime::component::Component;
use wasmtime::{
    Cache, CacheConfig, Config, Enabled, Engine, InstanceAllocationStrategy, OptLevel,
    PoolingAllocationConfig,
};

/// How often a running guest is asked to let others run; Spin's value.
const TICK: Duration = Duration::from_millis(10);

/// After this long without a result the user is told what is being waited for.
const PATIENCE: Duration = Duration::from_millis(400);

/// How many instances there may be at once, those included that work on after their response. Requests beyond some of
/// them wait (`server`); what instances ask of each other never does.
pub const INSTANCES: u32 = 2000;
/// Of how many core instances a component is made at most.
const CORE_INSTANCES: u32 = 8;
/// Bytes of a memory or table that stay mapped between two instances.
const KEPT_BYTES: usize = 1 << 20;

/// An engine and the cache it loads from.
pub struct Loader {
    /// The engine.
    pub engine: Engine,
    cache: Option<Cache>,
}

impl Loader {
    /// An engine which keeps compiled components in `cache_dir`. Where that cannot be written, the engine
    /// works without, and says so.
    ///
    /// # Errors
    /// The machine cannot run WebAssembly this way.
    pub fn new(cache_dir: &Path) -> anyhow::Result<Self> {
        let mut cache_config = CacheConfig::new();
        cache_config.with_directory(cache_dir);
        let cache = match Cache::new(cache_config) {
            Ok(cache) => Some(cache),
            Err(reason) => {
                eprintln!(
                    "Compiled components are not kept, every start compiles them: {} cannot be used ({reason:#}); \
                     set SPINDLE_CACHE_DIR to another directory",
                    cache_dir.display()
                );
                None
            }
        };
        let mut config = Config::new();
        config
            .cranelift_opt_level(OptLevel::Speed)
            .epoch_interruption(true)
            .cache(cache.clone())
            .allocation_strategy(pooling());
        // It reserves addresses, which not every machine grants.
        let engine = Engine::new(&config)
            .or_else(|_| {
                Engine::new(config.allocation_strategy(InstanceAllocationStrategy::OnDemand))
            })
            .map_err(anyhow::Error::from)
            .context("this machine cannot run the WebAssembly engine")?;
        start_ticking(&engine);
        Ok(Self { engine, cache })
    }

    /// Loads the component files, in parallel, in the order given.
    ///
    /// # Errors
    /// The first file that is missing or is not a component, by name.
    pub fn load(&self, files: &[PathBuf]) -> anyhow::Result<Vec<Component>> {
        let started = Instant::now();
        let next = AtomicUsize::new(0);
        let results: Vec<Mutex<Option<anyhow::Result<Component>>>> =
            files.iter().map(|_| Mutex::default()).collect();
        let threads = std::thread::available_parallelism()
            .map_or(1, usize::from)
            .min(files.len());
        let mut told = false;
        std::thread::scope(|scope| {
            let (done, finished) = channel::<()>();
            for _ in 0..threads {
                let done = done.clone();
                let (next, results) = (&next, &results);
                scope.spawn(move || {
                    loop {
                        let index = next.fetch_add(1, Ordering::Relaxed);
                        let (Some(file), Some(slot)) = (files.get(index), results.get(index))
                        else {
                            break;
                        };
                        let component = self.load_one(file);
                        if let Ok(mut slot) = slot.lock() {
                            *slot = Some(component);
                        }
                    }
                    drop(done);
                });
            }
            drop(done);
            if finished.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                told = true;
                eprintln!(
                    "Compiling components for this machine; the next start takes them from the cache ..."
                );
            }
        });
        let compiled = self.cache.as_ref().map_or(0, Cache::cache_misses);
        if compiled > 0 || told {
            let place = match &self.cache {
                Some(cache) => format!("kept in {}", cache.directory().display()),
                None => "not kept".to_owned(),
            };
            eprintln!(
                "Compiled {compiled} of {} components in {:.1} s, {place}",
                files.len(),
                started.elapsed().as_secs_f64()
            );
        }
        results
            .into_iter()
            .map(|slot| {
                slot.into_inner()
                    .ok()
                    .flatten()
                    .context("a loading thread ended early")?
            })
            .collect()
    }

    fn load_one(&self, file: &Path) -> anyhow::Result<Component> {
        let bytes = std::fs::read(file).with_context(|| {
            format!(
                "cannot read the component {}; build it with `spindle up --build` or `spindle build`",
                file.display()
            )
        })?;
        Component::from_binary(&self.engine, &bytes)
            .map_err(anyhow::Error::from)
            .with_context(|| {
                format!(
                    "{} is not a WebAssembly component of WASI 0.2; build it for the target wasm32-wasip2",
                    file.display()
                )
            })
    }
}

/// Each request is an instance: it takes memory that is mapped already and gives it back, and what most of them touch stays
/// mapped.
fn pooling() -> InstanceAllocationStrategy {
    let mut pool = PoolingAllocationConfig::new();
    // A component is made of several core instances, each with its tables, and of one memory.
    pool.total_component_instances(INSTANCES)
        .total_core_instances(INSTANCES * CORE_INSTANCES)
        .total_tables(INSTANCES * CORE_INSTANCES)
        .total_memories(INSTANCES)
        .total_stacks(INSTANCES)
        .linear_memory_keep_resident(KEPT_BYTES)
        .table_keep_resident(KEPT_BYTES)
        .pagemap_scan(Enabled::Auto);
    InstanceAllocationStrategy::Pooling(pool)
}

/// Moves the epoch as long as the engine lives, so that no guest keeps a thread for itself.
fn start_ticking(engine: &Engine) {
    let engine = engine.weak();
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(TICK);
            match engine.upgrade() {
                Some(engine) => engine.increment_epoch(),
                None => break,
            }
        }
    });
}

/// Where compiled components are kept: `SPINDLE_CACHE_DIR`, else `spindle` in the user's cache directory,
/// else `.spindle/cache` beside the manifest. Not the state directory, which tests make anew.
pub fn cache_dir(manifest_dir: &Path) -> PathBuf {
    let variable = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty());
    if let Some(dir) = variable("SPINDLE_CACHE_DIR") {
        return std::path::absolute(&dir).unwrap_or_else(|_| dir.into());
    }
    let user = match (variable("XDG_CACHE_HOME"), variable("HOME")) {
        (Some(dir), _) => Some(PathBuf::from(dir)),
        (None, Some(home)) if cfg!(target_os = "macos") => {
            Some(Path::new(&home).join("Library/Caches"))
        }
        (None, Some(home)) => Some(Path::new(&home).join(".cache")),
        (None, None) => None,
    };
    match user.filter(|dir| dir.is_absolute()) {
        Some(dir) => dir.join("spindle"),
        None => manifest_dir.join(".spindle/cache"),
    }
}
