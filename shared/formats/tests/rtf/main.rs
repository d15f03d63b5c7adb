//! Reader and writer of Rich Text Format, on texts made here.

#[cfg(test)]
mod reading;
#[cfg(test)]
mod writing;
