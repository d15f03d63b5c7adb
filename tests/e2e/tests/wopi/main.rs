//! The WOPI host on the real components.

mod big;
mod cut;
mod killed;
mod life;
mod own_editor;
mod proof;
mod races;
mod raw;
mod suite;
mod support;
