//! Reading and writing xlsx: samples made here, round trips of any workbook, hostile files, and files of others.

#[cfg(test)]
mod corpus;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod patching;
#[cfg(test)]
mod reading;
#[cfg(test)]
mod results;
#[cfg(test)]
mod roundtrip;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod writing;
