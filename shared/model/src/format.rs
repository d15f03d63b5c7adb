//! The registry of file formats: what `/meta/formats`, the READMEs' tables and every lookup are printed from.
