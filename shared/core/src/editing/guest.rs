//! Somebody who comes from a WOPI host's page: his ticket stands for a configuration and its token.

use super::config::Asked;
use super::refusal::Refusal;
use crate::app::App;
use crate::ports::Level;
use crate::settings::Settings;
use crate::store::participants::Mode;
use crate::store::{Store, StoreError, Transaction};
use crate::wopi_client::{self, Arrival, Entered, Unhosted};

/// A guest who may come in, and where his document lies.
pub(super) struct Guest {
    ticket: String,
    arrival: Arrival,
    url: String,
    headers: Vec<(String, String)>,
}

impl Guest {
    /// Asks the host what the guest may do, and for the lock if he is to edit.
    pub(super) fn arrive(
        app: &App<'_>,
        settings: &Settings,
        store: &Store<'_>,
        ticket: &str,
    ) -> Result<Self, Refusal> {
        let arrival = wopi_client::arrive(app, settings, store, ticket)?;
        let (url, headers) = arrival.contents(app, settings, store)?;
        Ok(Self {
            ticket: ticket.to_owned(),
            arrival,
            url,
            headers,
        })
    }

    /// The same once more, where something has changed since.
    pub(super) fn again(
        self,
        app: &App<'_>,
        settings: &Settings,
        store: &Store<'_>,
    ) -> Result<Self, Refusal> {
        Self::arrive(app, settings, store, &self.ticket)
    }

    /// What he asks for.
    pub(super) fn asked(&self) -> Asked {
        let facts = &self.arrival.facts;
        let filled = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        Asked {
            key: self.arrival.key.clone(),
            url: self.url.clone(),
            file_type: filled(&facts.ext),
            title: facts.name.clone(),
            mode: if self.arrival.edits {
                Mode::Edit
            } else {
                Mode::View
            },
            // Who does not save has nothing to tell the host.
            callback: if self.arrival.edits {
                self.arrival.recipient()
            } else {
                String::new()
            },
            user: filled(&facts.user),
            name: filled(&facts.user_name),
            vouched: self.arrival.visit.private,
            downloads: facts.may_export,
            prints: facts.may_print,
        }
    }

    /// Why he is only shown what he came to edit.
    pub(super) fn words(&self) -> Option<&str> {
        self.arrival.words.as_deref()
    }

    /// What the download is asked with.
    pub(super) fn headers(&self) -> Vec<(String, String)> {
        self.headers.clone()
    }

    /// Whether the host's file is empty.
    pub(super) fn is_new(&self) -> bool {
        self.arrival.facts.size == 0
    }

    /// Whether all still is as it was when he arrived.
    pub(super) fn may_enter(&self, transaction: &Transaction<'_>) -> Result<bool, StoreError> {
        Ok(wopi_client::enter(transaction, &self.arrival)? == Entered::Good)
    }

    /// Gives the lock back where the document cannot be opened and nobody else has it open.
    pub(super) fn turn_away(&self, app: &App<'_>, settings: &Settings, store: &Store<'_>) {
        if let Err(error) = wopi_client::turn_away(app, settings, store, &self.arrival) {
            let line = format!(
                "the lock of {} is not given back: {error}",
                self.arrival.key
            );
            app.ports.log.line(Level::Warn, &line);
        }
    }
}

impl From<Unhosted> for Refusal {
    fn from(error: Unhosted) -> Self {
        use ::http::StatusCode;
        let words = error.to_string();
        match error {
            Unhosted::Saving => Self::saving(),
            Unhosted::Store(error) => error.into(),
            Unhosted::Request(_) => Self::bad_request(words),
            Unhosted::Visit | Unhosted::Token(_) => {
                Self::new(StatusCode::FORBIDDEN, "token-expired", words)
            }
            Unhosted::Gone | Unhosted::Refused(_) | Unhosted::Trouble(_) => {
                Self::new(StatusCode::BAD_GATEWAY, "cannot-open", words)
            }
            Unhosted::Key(_) => Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", words),
        }
    }
}
