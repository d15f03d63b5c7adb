//! Spreadsheets: the `cell` editor.
