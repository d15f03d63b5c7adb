//! How a test spoils a request to see it refused.

use anyhow::{Context, Result, bail};

use crate::proof::Proof;
use crate::xml::Element;

/// No signature, but base64.
const SPOILT: &str = "SU5WQUxJRA==";

/// One way to spoil a request.
#[derive(Debug, Clone)]
pub enum Mutator {
    /// Another access token.
    AccessToken(String),
    /// Other proofs.
    Proof(ProofMutator),
}

/// How proofs are spoilt.
#[derive(Debug, Clone, Default)]
pub struct ProofMutator {
    /// `X-WOPI-Proof` is no signature.
    pub current: bool,
    /// `X-WOPI-ProofOld` is no signature.
    pub old: bool,
    /// The time of signing, in ticks of 100 ns since the year 1.
    pub time: Option<i64>,
    /// How the client's keys stand to those that the host knows.
    pub relation: Relation,
}

/// How the client's keys stand to those that the host knows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Relation {
    /// Both know the same pair.
    #[default]
    Synced,
    /// The client has moved on: what the host calls current signs the old proof.
    Ahead,
    /// The client has not moved yet: what the host calls old signs the current proof.
    Behind,
}

impl Mutator {
    /// Reads a mutator.
    ///
    /// # Errors
    /// When it is not known.
    pub fn read(element: &Element) -> Result<Self> {
        match element.name.as_str() {
            "AccessToken" => Ok(Self::AccessToken(
                element
                    .attribute("Mutation")
                    .unwrap_or("00000000-0000-4000-8000-000000000000")
                    .to_owned(),
            )),
            "ProofKey" => Ok(Self::Proof(ProofMutator {
                current: element.flag("MutateCurrent")?.unwrap_or(false),
                old: element.flag("MutateOld")?.unwrap_or(false),
                time: element
                    .attribute("Timestamp")
                    .map(|text| ticks(text).with_context(|| format!("{text} is no time")))
                    .transpose()?,
                relation: match element.attribute("KeyRelation") {
                    None | Some("Synced") => Relation::Synced,
                    Some("Ahead") => Relation::Ahead,
                    Some("Behind") => Relation::Behind,
                    Some(other) => bail!("keys cannot be {other}"),
                },
            })),
            other => bail!("the mutator {other} is not known"),
        }
    }
}

impl ProofMutator {
    /// Spoils proofs that were signed properly.
    pub fn apply(&self, proof: &mut Proof) {
        match self.relation {
            Relation::Synced => {
                if self.current {
                    proof.current = SPOILT.to_owned();
                }
                if self.old {
                    proof.old = SPOILT.to_owned();
                }
            }
            Relation::Behind => {
                proof.current = std::mem::replace(&mut proof.old, SPOILT.to_owned());
            }
            Relation::Ahead => {
                proof.old = std::mem::replace(&mut proof.current, SPOILT.to_owned());
            }
        }
    }
}

/// `YYYY-MM-DDThh:mm:ssZ` in ticks of 100 ns since the year 1.
fn ticks(text: &str) -> Option<i64> {
    let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
    let numbers = |text: &str, mark| -> Option<Vec<i64>> {
        text.split(mark).map(|part| part.parse().ok()).collect()
    };
    let [year, month, day] = numbers(date, '-')?.try_into().ok()?;
    let [hour, minute, second] = numbers(time, ':')?.try_into().ok()?;
    if !(1..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    // Days since 1 March of the year 0, with the year counted from March (Gregorian calendar).
    let march = year - i64::from(month < 3);
    let month = (month + 9) % 12;
    let days =
        march * 365 + march / 4 - march / 100 + march / 400 + (month * 153 + 2) / 5 + day - 1;
    // 1 January of the year 1 is 306 days later.
    Some(((days - 306) * 86_400 + hour * 3_600 + minute * 60 + second) * 10_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_count_from_the_year_one() {
        assert_eq!(ticks("0001-01-01T00:00:00Z"), Some(0));
        assert_eq!(ticks("1970-01-01T00:00:00Z"), Some(621_355_968_000_000_000));
        assert_eq!(ticks("2015-08-17T00:00:01Z"), Some(635_753_664_010_000_000));
        assert_eq!(ticks("2015-08-17"), None);
    }

    #[test]
    fn relations_move_proofs() {
        let proof = || Proof {
            current: "c".into(),
            old: "o".into(),
            time: 1,
        };
        let spoil = |relation, current| {
            let mut spoilt = proof();
            ProofMutator {
                relation,
                current,
                ..ProofMutator::default()
            }
            .apply(&mut spoilt);
            (spoilt.current, spoilt.old)
        };
        assert_eq!(spoil(Relation::Behind, true), ("o".into(), SPOILT.into()));
        assert_eq!(spoil(Relation::Ahead, true), (SPOILT.into(), "c".into()));
        assert_eq!(spoil(Relation::Synced, true), (SPOILT.into(), "o".into()));
        assert_eq!(spoil(Relation::Synced, false), ("c".into(), "o".into()));
    }
}
