//! `fermyon:spin/variables@2.0.0`: what a component sees of its variables.

use crate::bindings::fermyon::spin::variables::{Error, Host};
use crate::instance::State;

impl Host for State {
    async fn get(&mut self, name: String) -> wasmtime::Result<Result<String, Error>> {
        let id = &self.component.id;
        Ok(match self.component.variables.get(&name) {
            Some(value) => Ok(value.clone()),
            None if !is_name(&name) => Err(Error::InvalidName(format!(
                "{name:?} is not a name in lower snake case"
            ))),
            None => Err(Error::Undefined(format!("no variable for {id:?}.{name:?}"))),
        })
    }
}

fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}
