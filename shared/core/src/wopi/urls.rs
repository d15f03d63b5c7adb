//! The URLs that answers name. All are absolute; those that a client follows carry a token of their own.

use crate::auth::grant::{Grant, Purpose, Target};
use crate::http::{self, Request};
use crate::settings::Settings;

/// Makes URLs for one request.
pub(crate) struct Urls<'u> {
    /// Under which URL clients reach the service, without a slash at its end.
    pub base: String,
    /// The deployment's secret.
    pub secret: &'u str,
}

impl<'u> Urls<'u> {
    /// For the answer to a request.
    pub(crate) fn of(settings: &'u Settings, request: &Request) -> Self {
        Self {
            base: http::base_url(settings.public_url.as_deref(), request),
            secret: &settings.jwt.secret,
        }
    }

    /// Scheme, host and port.
    pub(crate) fn origin(&self) -> String {
        let after_scheme = self.base.find("://").map_or(0, |at| at + 3);
        let rest = self.base.get(after_scheme..).unwrap_or_default();
        let end = rest.find('/').unwrap_or(rest.len());
        self.base
            .get(..after_scheme + end)
            .unwrap_or_default()
            .to_owned()
    }

    /// The WOPISrc of a file: the same for everybody.
    pub(crate) fn wopi_src(&self, id: &str) -> String {
        format!("{}/wopi/files/{id}", self.base)
    }

    /// The access token of a grant.
    pub(crate) fn token(&self, grant: &Grant) -> String {
        grant.sign(Purpose::Access, self.secret)
    }

    /// Where a grant is used, with its token.
    pub(crate) fn with_token(&self, grant: &Grant) -> String {
        let place = match &grant.target {
            Target::File(id) => format!("files/{id}"),
            Target::Container(id) => format!("containers/{id}"),
            Target::Ecosystem(_) => "ecosystem".to_owned(),
        };
        let token = self.token(grant);
        format!("{}/wopi/{place}?access_token={token}", self.base)
    }

    /// The page that opens a file in its client, or lists a folder. `action`: `edit` or `view`.
    pub(crate) fn host_page(&self, grant: &Grant, action: &str) -> String {
        let ticket = grant.sign(Purpose::Ticket, self.secret);
        format!("{}/wopi/host/{action}?ticket={ticket}", self.base)
    }

    /// The pages that open a file to be edited and to be read.
    pub(crate) fn host_pages(&self, grant: &Grant) -> (String, String) {
        let ticket = grant.sign(Purpose::Ticket, self.secret);
        let page = |action: &str| format!("{}/wopi/host/{action}?ticket={ticket}", self.base);
        (page("edit"), page("view"))
    }

    /// Where the current bytes of a file are to be had without a token or a signature.
    pub(crate) fn download(&self, grant: &Grant) -> String {
        let link = grant.sign(Purpose::Download, self.secret);
        format!("{}/wopi/download?link={link}", self.base)
    }
}
