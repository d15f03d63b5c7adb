//! The reader of Word documents, on files made here.

#[cfg(test)]
mod builder;
#[cfg(test)]
mod reading;
