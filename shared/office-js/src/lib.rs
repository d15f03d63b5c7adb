//! The Office API for scripts: the JavaScript engine behind a trait, and the classes that scripts see.
