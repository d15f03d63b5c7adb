//! The listener: connections, the paths that never reach a component, and an orderly end.

use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use anyhow::bail;
use bytes::Bytes;
use http::{HeaderValue, Request, Response, StatusCode, header};
use hyper::body::Incoming;
use hyper::service::service_fn;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use wasmtime_wasi_http::WasiBody;
use wasmtime_wasi_http::io::TokioIo;

use crate::app::{App, empty, full};
use crate::engine::INSTANCES;
use crate::headers;

/// How long requests that are running may take to finish once the host is told to stop.
const GRACE: Duration = Duration::from_secs(5);

/// How often the end of the running requests is looked for while stopping.
const POLL: Duration = Duration::from_millis(10);

/// While so many instances run, requests from outside wait.
const MOST_FROM_OUTSIDE: usize = INSTANCES as usize / 2;

/// Serves `app` until `stop` turns true, then takes no more connections and waits a while for what runs.
pub async fn serve(listener: TcpListener, app: Arc<App>, mut stop: watch::Receiver<bool>) {
    let open = Arc::new(());
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stop.wait_for(|stop| *stop) => break,
        };
        match accepted {
            Ok((stream, client)) => {
                let (app, stop, open) = (app.clone(), stop.clone(), open.clone());
                tokio::spawn(async move {
                    connection(stream, client, app, stop).await;
                    drop(open);
                });
            }
            // Out of file descriptors, most likely: others will be closed meanwhile.
            Err(_) => tokio::time::sleep(POLL).await,
        }
    }
    drop(listener);
    let _ = tokio::time::timeout(GRACE, async {
        while app.running() > 0 || Arc::strong_count(&open) > 1 {
            tokio::time::sleep(POLL).await;
        }
    })
    .await;
}

async fn connection(
    stream: TcpStream,
    client: SocketAddr,
    app: Arc<App>,
    mut stop: watch::Receiver<bool>,
) {
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request| {
        let app = app.clone();
        async move { answer(&app, request, client).await }
    });
    let mut connection = pin!(
        hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service)
    );
    // An error ends the connection, which is all that can be told to the client.
    let stopping = tokio::select! {
        _ = connection.as_mut() => false,
        _ = stop.wait_for(|stop| *stop) => true,
    };
    if stopping {
        connection.as_mut().graceful_shutdown();
        let _ = connection.await;
    }
}

/// Finds the component for a request. An error closes the connection, as in Spin.
async fn answer(
    app: &Arc<App>,
    mut request: Request<Incoming>,
    client: SocketAddr,
) -> anyhow::Result<Response<WasiBody>> {
    let uri = request.uri().clone();
    if let Some(response) = well_known(app, uri.path()) {
        return Ok(response);
    }
    let Some(matched) = app.routes().find(uri.path()) else {
        return Ok(empty(StatusCode::NOT_FOUND));
    };
    let Some(component) = app.component(&matched.component) else {
        return Ok(empty(StatusCode::NOT_FOUND));
    };
    let named = request
        .headers()
        .get(header::HOST)
        .map(|host| host.to_str())
        .transpose()?;
    let host = match (named, uri.authority()) {
        (Some(host), Some(authority)) if host != authority.as_str() => {
            bail!("the Host header and the URI name different hosts")
        }
        (Some(host), _) => host.to_owned(),
        (None, Some(authority)) => authority.to_string(),
        (None, None) => bail!("a request without a host"),
    };
    headers::append(request.headers_mut(), &matched, &host, &uri, client);
    // What instances ask of each other finds room: it is what lets them end.
    while app.running() >= MOST_FROM_OUTSIDE {
        tokio::time::sleep(POLL).await;
    }
    Ok(app.handle(&component, request).await)
}

/// Spin keeps `/.well-known/spin/` for itself; `/.well-known/spindle/` is this host's own.
fn well_known(app: &App, path: &str) -> Option<Response<WasiBody>> {
    let rest = path.strip_prefix("/.well-known/")?;
    if !rest.starts_with("spin/") && !rest.starts_with("spindle/") {
        return None;
    }
    Some(match rest {
        "spin/health" => full(StatusCode::OK, Bytes::from_static(b"OK")),
        "spin/info" => json(app.info()),
        "spindle/stats" => json(&app.stats()),
        _ => empty(StatusCode::NOT_FOUND),
    })
}

fn json(value: &serde_json::Value) -> Response<WasiBody> {
    let mut response = full(StatusCode::OK, value.to_string().into());
    response.headers_mut().insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    );
    response
}
