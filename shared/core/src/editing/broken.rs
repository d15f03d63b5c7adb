//! An editor whose connection broke: a browser that was killed says no more than this.
//!
//! Who only lost the connection calls again, and is there as before. Who does not has left after `expire_connection_s`,
//! and somebody has to see to the save even if nobody calls the service any more.

use crate::app::App;
use crate::error::Error;
use crate::ports::Level;
use crate::saving::due;
use crate::settings::Settings;
use crate::store::participants::{self, Mode, Presence};
use crate::store::{Store, editings};

/// How often it is looked whether the editor is back, in milliseconds.
const LOOK_MS: u64 = 1000;

/// Lets a session go sooner, and stays until it is back or has left; then does what is due for its document. To be
/// run after the response; what is lost of it, later requests find.
pub(super) fn outlast(app: &App<'_>, session: &str) {
    if let Err(error) = wait(app, session) {
        let line = format!("the editor whose connection broke: {error}");
        app.ports.log.line(Level::Error, &line);
    }
}

fn wait(app: &App<'_>, session: &str) -> Result<(), Error> {
    let saving = Settings::load(app.ports.config)?.saving;
    let store = Store::open(&app.ports)?;
    let clock = app.ports.clock;
    let patience = saving.connection_ms.min(saving.presence_ms);
    let deadline = clock.now_ms().saturating_add(patience);
    let seen = deadline.saturating_sub(saving.presence_ms);
    participants::let_go(&store, session, seen)?;
    loop {
        let Some(me) = participants::find(&store, session)? else {
            return Ok(());
        };
        let is_gone = me.presence == Presence::Left || me.mode == Mode::View;
        // Somebody else who is there drives what is due; so does this one, once it is back.
        let is_heard = participants::of(&store, &me.doc)?
            .iter()
            .any(|one| one.presence == Presence::Here && one.seen > seen);
        if is_gone || is_heard {
            return Ok(());
        }
        if clock.now_ms() > deadline {
            if let Some(editing) = editings::of_doc(&store, &me.doc)? {
                due::stay(app, &editing.key);
            }
            return Ok(());
        }
        clock.sleep_ms(LOOK_MS);
    }
}
