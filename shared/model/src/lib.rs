//! What crates agree on: formats, limits, warnings, and the traits that engines implement.
