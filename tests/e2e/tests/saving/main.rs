//! Editing sessions, what the storage is told of them, and saving: the real components and a storage that is scripted.
//! What is expected is what a server of ONLYOFFICE does, but for what `docs/api/saving.md` says otherwise.

mod downloads;
mod driven;
mod fidelity;
mod fields;
mod files;
mod flow;
mod forced;
mod forgotten;
mod many;
mod notices;
mod refusals;
mod replies;
mod sessions;
mod streams;
mod support;
