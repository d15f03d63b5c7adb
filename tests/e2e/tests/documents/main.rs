//! The online-document API on the real components.

mod crowd;
mod heavy;
mod life;
mod races;
mod refusals;
mod replica;
mod support;
mod typist;
