//! `getForgottenList`: the keys of the forgotten files; only those that `getForgotten` can serve.

use super::Command;
use crate::store::{Store, forgotten};

pub(super) const COMMAND: Command = Command {
    name: "getForgottenList",
    needs_key: false,
    run: |call| {
        let store = Store::open(&call.app.ports)?;
        let keys = forgotten::keys(&store)?;
        call.answer.insert("keys".to_owned(), keys.into());
        Ok(())
    },
};
