//! Text documents: the `word` editor.
