//! `version`: which version of the API integrators may rely on.

use super::Command;
use crate::version::{API_BUILD, API_VERSION};

pub(super) const COMMAND: Command = Command {
    name: "version",
    needs_key: false,
    run: |call| {
        call.answer.insert(
            "version".to_owned(),
            format!("{API_VERSION}.{API_BUILD}").into(),
        );
        Ok(())
    },
};
