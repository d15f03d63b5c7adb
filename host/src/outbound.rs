//! Outgoing requests of a component: what it may call, calls between components in process, and
//! connections whose resolved addresses are checked before they are used.

use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::uri::{Authority, PathAndQuery, Scheme};
use http::{HeaderValue, Request, Response, Uri, header};
use http_body_util::BodyExt;
use hyper::body::{Body, Frame, Incoming, SizeHint};
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::{Sleep, timeout};
use wasmtime_wasi_http::io::TokioIo;
use wasmtime_wasi_http::{Error, RequestOptions, WasiBody, WasiHttpHooks};

use crate::allowed_hosts::{INTERNAL_SUFFIX, default_port};
use crate::app::App;
use crate::headers;
use crate::instance::Component;
use crate::routes::Matched;

/// Spin's timeout for connecting, for the first byte and between bytes.
const DEFAULT_TIMEOUT: Duration = Duration::from_secs(600);

/// The client address that a call from within the application carries.
const INTERNAL_CLIENT: SocketAddr =
    SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::UNSPECIFIED), 0);

type Sent = (
    Response<WasiBody>,
    Box<dyn Future<Output = Result<(), Error>> + Send>,
);

/// The outgoing side of one instance.
pub struct Outbound {
    app: Arc<App>,
    component: Arc<Component>,
    poisoned: Arc<AtomicBool>,
}

/// Where a request goes.
enum Target {
    /// A component of the same application.
    Component(Arc<Component>),
    /// The application's own listener.
    Own,
    /// Elsewhere.
    Network { host: String, port: u16 },
}

impl Outbound {
    /// The outgoing side of an instance of `component`.
    pub fn new(app: Arc<App>, component: Arc<Component>) -> Self {
        Self {
            app,
            component,
            poisoned: Arc::default(),
        }
    }

    /// Set once the instance has done what Spin answers with a trap; the guest is stopped at its next
    /// epoch check.
    pub fn poisoned(&self) -> Arc<AtomicBool> {
        self.poisoned.clone()
    }

    fn target(&self, uri: &Uri) -> Result<Target, Error> {
        let authority = uri.authority().ok_or(Error::HttpRequestUriInvalid)?;
        let scheme = uri.scheme_str().unwrap_or("https");
        let host = authority.host().to_ascii_lowercase();
        let allowed = &self.component.allowed_hosts;
        // The SDK gives a relative URL an authority without a host.
        if host.is_empty() || host == "self" || host == "self.alt" {
            return if allowed.allows_own() {
                Ok(Target::Own)
            } else {
                Err(self.deny("http://self"))
            };
        }
        let port = authority
            .port_u16()
            .or_else(|| default_port(scheme))
            .ok_or(Error::HttpRequestUriInvalid)?;
        if !allowed.allows(scheme, &host, port) {
            return Err(self.deny(&format!("{scheme}://{host}:{port}")));
        }
        if let Some(id) = host.strip_suffix(INTERNAL_SUFFIX) {
            return match self.app.component(id) {
                Some(component) => Ok(Target::Component(component)),
                None => {
                    self.component
                        .logs
                        .stderr
                        .line(&format!("Call of {host}: there is no component {id:?}"));
                    self.poisoned.store(true, Ordering::Relaxed);
                    self.app.wake_guests();
                    Err(Error::DestinationNotFound)
                }
            };
        }
        Ok(Target::Network { host, port })
    }

    fn deny(&self, pattern: &str) -> Error {
        self.component.logs.stderr.line(&format!(
            "The component {:?} may not call {pattern}: add \"{pattern}\" to its allowed_outbound_hosts in spin.toml",
            self.component.id
        ));
        Error::HttpRequestDenied
    }
}

impl WasiHttpHooks for Outbound {
    fn send_request(
        &mut self,
        request: Request<WasiBody>,
        options: Option<RequestOptions>,
        _processed: Box<dyn Future<Output = Result<(), Error>> + Send>,
    ) -> Box<dyn Future<Output = Result<Sent, Error>> + Send> {
        let target = self.target(request.uri());
        let app = self.app.clone();
        let timeouts = Timeouts::from(options.unwrap_or_default());
        Box::new(async move {
            match target? {
                Target::Component(component) => call_component(&app, &component, request).await,
                Target::Own => {
                    let address = app.own_address();
                    let request = redirect_to(request, address)?;
                    send(vec![address], None, request, timeouts).await
                }
                Target::Network { host, port } => {
                    let addresses = resolve(&app, &host, port).await?;
                    let tls = (request.uri().scheme() == Some(&Scheme::HTTPS))
                        .then(|| server_name(&host))
                        .transpose()?
                        .map(|name| (app.tls(), name));
                    send(addresses, tls, request, timeouts).await
                }
            }
        })
    }
}

/// Answers a call to `http://<id>.spin.internal` without a connection.
async fn call_component(
    app: &Arc<App>,
    component: &Arc<Component>,
    mut request: Request<WasiBody>,
) -> Result<Sent, Error> {
    let uri = request.uri().clone();
    let matched = Matched::internal(&component.id, uri.path());
    let host = uri.authority().map_or("", Authority::as_str).to_owned();
    request.headers_mut().remove(header::HOST);
    headers::append(
        request.headers_mut(),
        &matched,
        &host,
        &uri,
        INTERNAL_CLIENT,
    );
    let response = app.handle(component, request).await;
    Ok((response, Box::new(async { Ok(()) })))
}

/// The same request to another address.
fn redirect_to(
    mut request: Request<WasiBody>,
    address: SocketAddr,
) -> Result<Request<WasiBody>, Error> {
    let host =
        HeaderValue::try_from(address.to_string()).map_err(|_| Error::HttpRequestUriInvalid)?;
    request.headers_mut().insert(header::HOST, host);
    Ok(request)
}

/// The addresses of `host` that are open to components.
async fn resolve(app: &App, host: &str, port: u16) -> Result<Vec<SocketAddr>, Error> {
    let name = host
        .trim_start_matches('[')
        .trim_end_matches(']')
        .to_owned();
    let found: Vec<SocketAddr> = tokio::net::lookup_host((name, port))
        .await
        .map_err(|reason| Error::DnsError {
            rcode: Some(reason.to_string()),
            info_code: None,
        })?
        .collect();
    if found.is_empty() {
        return Err(Error::DestinationNotFound);
    }
    let open: Vec<_> = found
        .into_iter()
        .filter(|address| !app.blocked().blocks(address.ip()))
        .collect();
    if open.is_empty() {
        return Err(Error::DestinationIpProhibited);
    }
    Ok(open)
}

fn server_name(host: &str) -> Result<ServerName<'static>, Error> {
    let name = host
        .trim_start_matches('[')
        .trim_end_matches(']')
        .to_owned();
    ServerName::try_from(name).map_err(|_| Error::HttpRequestUriInvalid)
}

#[derive(Debug, Clone, Copy)]
struct Timeouts {
    connect: Duration,
    first_byte: Duration,
    between_bytes: Duration,
}

impl From<RequestOptions> for Timeouts {
    fn from(options: RequestOptions) -> Self {
        Self {
            connect: options.connect_timeout.unwrap_or(DEFAULT_TIMEOUT),
            first_byte: options.first_byte_timeout.unwrap_or(DEFAULT_TIMEOUT),
            between_bytes: options.between_bytes_timeout.unwrap_or(DEFAULT_TIMEOUT),
        }
    }
}

trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

async fn connect(
    addresses: &[SocketAddr],
    tls: Option<(Arc<rustls::ClientConfig>, ServerName<'static>)>,
) -> Result<Box<dyn Stream>, Error> {
    let stream = TcpStream::connect(addresses)
        .await
        .map_err(|reason| match reason.kind() {
            std::io::ErrorKind::ConnectionRefused => Error::ConnectionRefused,
            std::io::ErrorKind::TimedOut => Error::ConnectionTimeout,
            _ => Error::DestinationUnavailable,
        })?;
    let _ = stream.set_nodelay(true);
    Ok(match tls {
        None => Box::new(stream),
        Some((config, name)) => Box::new(
            tokio_rustls::TlsConnector::from(config)
                .connect(name, stream)
                .await
                .map_err(Error::Tls)?,
        ),
    })
}

async fn send(
    addresses: Vec<SocketAddr>,
    tls: Option<(Arc<rustls::ClientConfig>, ServerName<'static>)>,
    mut request: Request<WasiBody>,
    timeouts: Timeouts,
) -> Result<Sent, Error> {
    // On the wire a request names only its path; the authority is in the Host header.
    let path = request
        .uri()
        .path_and_query()
        .cloned()
        .unwrap_or_else(|| PathAndQuery::from_static("/"));
    *request.uri_mut() = Uri::from(path);
    let stream = timeout(timeouts.connect, connect(&addresses, tls))
        .await
        .map_err(|_| Error::ConnectionTimeout)??;
    let (mut sender, connection) = timeout(
        timeouts.connect,
        hyper::client::conn::http1::handshake(TokioIo::new(stream)),
    )
    .await
    .map_err(|_| Error::ConnectionTimeout)??;
    // The connection ends by itself once the response is read or dropped.
    tokio::spawn(connection);
    let response = timeout(timeouts.first_byte, sender.send_request(request))
        .await
        .map_err(|_| Error::ConnectionReadTimeout)??;
    let response = response.map(|body| {
        TimedBody {
            body,
            idle: timeouts.between_bytes,
            deadline: None,
        }
        .boxed_unsync()
    });
    Ok((response, Box::new(async { Ok(()) })))
}

/// A response body that fails when nothing arrives for a while.
struct TimedBody {
    body: Incoming,
    idle: Duration,
    /// Runs while the body is being waited for.
    deadline: Option<Pin<Box<Sleep>>>,
}

impl Body for TimedBody {
    type Data = Bytes;
    type Error = Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Error>>> {
        if let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(context) {
            self.deadline = None;
            return Poll::Ready(frame.map(|frame| frame.map_err(Error::from)));
        }
        let idle = self.idle;
        let deadline = self
            .deadline
            .get_or_insert_with(|| Box::pin(tokio::time::sleep(idle)));
        match deadline.as_mut().poll(context) {
            Poll::Ready(()) => Poll::Ready(Some(Err(Error::ConnectionReadTimeout))),
            Poll::Pending => Poll::Pending,
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
