//! `getForgotten`: a signed link to the forgotten file of exactly that key.

use super::Command;
use crate::store::{Store, forgotten};

pub(super) const COMMAND: Command = Command {
    name: "getForgotten",
    needs_key: true,
    run: |call| {
        let store = Store::open(&call.app.ports)?;
        let file = forgotten::find(&store, call.key)?.ok_or_else(|| call.no_forgotten())?;
        let url = call
            .base
            .sign(call.app, call.settings, &file.path, &file.name);
        call.answer.insert("url".to_owned(), url.into());
        Ok(())
    },
};
