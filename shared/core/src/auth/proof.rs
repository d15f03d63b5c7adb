//! Proof keys of WOPI, as the host checks them: whether a request was signed by the client whose discovery has the
//! keys. The signature is RSA with PKCS #1 v1.5 and SHA-256 (RFC 8017, 8.2).

use base64::Engine as _;
use base64::alphabet;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use rsa::{BigUint, Pkcs1v15Sign, RsaPublicKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use thiserror::Error;

/// How far a request's timestamp may be from the host's clock, either way.
const MOST_AGE_MINUTES: i64 = 20;

/// The 1st of January 1970 in ticks: units of 100 ns since the 1st of January of the year 1.
pub(super) const TICKS_OF_1970: i64 = 621_355_968_000_000_000;

pub(super) const TICKS_PER_MS: i64 = 10_000;

/// Sizes of keys that are checked, in bits. Smaller ones prove nothing, larger ones only cost time.
const LEAST_BITS: usize = 1024;
const MOST_BITS: usize = 4096;

/// The longest part of a key in base64; 4096 bits and the blob's head need less than half of it.
const MOST_BASE64: usize = 2048;

/// Written with padding; read without as well, for not every client pads.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Why a key is none, or a request is not proven.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ProofError {
    /// A part of a key is not base64, or far too long.
    #[error("a part of the proof key is not base64")]
    Base64,
    /// The `value` of a key is not what a CSP of Windows exports as a public key.
    #[error("the value of the proof key is not the blob of an RSA key")]
    Blob,
    /// The modulus has too few or too many bits.
    #[error("the proof key has {0} bits; those from {LEAST_BITS} to {MOST_BITS} are checked")]
    Size(usize),
    /// Modulus and exponent cannot be of an RSA key.
    #[error("modulus and exponent of the proof key are of no RSA key")]
    Key,
    /// `X-WOPI-TimeStamp` is not an integer.
    #[error("the timestamp is not a number")]
    Timestamp,
    /// Signed too long ago; so many seconds.
    #[error("the request was signed {0} s ago, which is older than {MOST_AGE_MINUTES} minutes")]
    Old(i64),
    /// Signed in the future; in so many seconds.
    #[error("the request was signed {0} s in the future: one of the clocks is wrong")]
    Future(i64),
    /// No key fits a signature.
    #[error("the proof does not match the request's token, address and timestamp")]
    Mismatch,
}

/// A public key. Both parts are big-endian numbers in base64, as in discovery, without leading zero bytes: two keys
/// are equal if their numbers are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProofKey {
    pub(super) modulus: String,
    pub(super) exponent: String,
}

impl ProofKey {
    /// The key of the attributes `modulus` and `exponent` (or `oldmodulus` and `oldexponent`).
    ///
    /// # Errors
    /// [`ProofError`], if they are no key of a size that is checked.
    pub fn from_components(modulus: &str, exponent: &str) -> Result<Self, ProofError> {
        Self::new(
            &BigUint::from_bytes_be(&decoded(modulus)?),
            &BigUint::from_bytes_be(&decoded(exponent)?),
        )
    }

    /// The key of the attribute `value` (or `oldvalue`): base64 of a `PUBLICKEYBLOB` of Windows, in which the numbers
    /// are little-endian.
    ///
    /// # Errors
    /// [`ProofError`], if it is no such blob, or its key is not of a size that is checked.
    pub fn from_blob(value: &str) -> Result<Self, ProofError> {
        let blob = decoded(value)?;
        let rest = blob
            // The type of a public key, the version, two bytes of nothing.
            .strip_prefix(&[6, 2, 0, 0])
            // RSA for exchange or for signatures.
            .and_then(|rest| {
                let exchange = rest.strip_prefix(&[0, 0xa4, 0, 0]);
                exchange.or_else(|| rest.strip_prefix(&[0, 0x24, 0, 0]))
            })
            .and_then(|rest| rest.strip_prefix(b"RSA1"))
            .ok_or(ProofError::Blob)?;
        let (bits, rest) = rest.split_first_chunk::<4>().ok_or(ProofError::Blob)?;
        let (exponent, modulus) = rest.split_first_chunk::<4>().ok_or(ProofError::Blob)?;
        if usize::try_from(u32::from_le_bytes(*bits)) != Ok(modulus.len().saturating_mul(8)) {
            return Err(ProofError::Blob);
        }
        Self::new(
            &BigUint::from_bytes_le(modulus),
            &BigUint::from_bytes_le(exponent),
        )
    }

    pub(super) fn new(modulus: &BigUint, exponent: &BigUint) -> Result<Self, ProofError> {
        public_key(modulus, exponent)?;
        Ok(Self {
            modulus: BASE64.encode(modulus.to_bytes_be()),
            exponent: BASE64.encode(exponent.to_bytes_be()),
        })
    }

    /// Whether the key signed what has this hash.
    fn signed(&self, hash: &[u8], signature: &[u8]) -> Result<bool, ProofError> {
        // A key that was stored is checked again.
        let key = public_key(
            &BigUint::from_bytes_be(&decoded(&self.modulus)?),
            &BigUint::from_bytes_be(&decoded(&self.exponent)?),
        )?;
        Ok(key
            .verify(Pkcs1v15Sign::new::<Sha256>(), hash, signature)
            .is_ok())
    }
}

/// The keys of a client. It signs with the current and the old one, so that a host that has not read its discovery
/// since the keys were changed still finds one that it knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProofKeys {
    /// The key in use.
    pub current: ProofKey,
    /// The one before it.
    pub old: Option<ProofKey>,
}

/// What a request signs, and its signatures.
#[derive(Debug, Clone, Copy)]
pub struct Signed<'r> {
    /// The parameter `access_token`, decoded. Microsoft signs it as it stands in the query; that is the same as long as
    /// hosts make tokens that need no encoding.
    pub token: &'r str,
    /// The URL as the client called it: scheme and host of the outside, path and query as they came, nothing decoded
    /// or encoded anew.
    pub url: &'r str,
    /// The header `X-WOPI-TimeStamp`: ticks.
    pub timestamp: &'r str,
    /// The header `X-WOPI-Proof`.
    pub proof: &'r str,
    /// The header `X-WOPI-ProofOld`.
    pub proof_old: Option<&'r str>,
}

impl ProofKeys {
    /// Checks a request at `now_ms`, milliseconds since 1970. Good are the current key with either signature, and the
    /// old key with the current signature, for one of the two sides may not know yet that the keys were changed. The
    /// old key with the old signature would let a key live on that both have given up.
    ///
    /// # Errors
    /// [`ProofError`] says why the request is not proven.
    pub fn verify(&self, signed: &Signed<'_>, now_ms: i64) -> Result<(), ProofError> {
        let ticks: i64 = signed
            .timestamp
            .trim()
            .parse()
            .map_err(|_| ProofError::Timestamp)?;
        fresh(ticks, now_ms)?;
        let hash = Sha256::digest(message(signed.token, signed.url, ticks));
        // What is not base64 is no signature of anything.
        let proof = BASE64.decode(signed.proof.trim()).ok();
        let proof_old = signed
            .proof_old
            .and_then(|proof| BASE64.decode(proof.trim()).ok());
        for (key, signature) in [
            (Some(&self.current), &proof),
            (Some(&self.current), &proof_old),
            (self.old.as_ref(), &proof),
        ] {
            if let (Some(key), Some(signature)) = (key, signature)
                && key.signed(&hash, signature)?
            {
                return Ok(());
            }
        }
        Err(ProofError::Mismatch)
    }
}

fn fresh(ticks: i64, now_ms: i64) -> Result<(), ProofError> {
    let signed_ms = ticks.saturating_sub(TICKS_OF_1970) / TICKS_PER_MS;
    let age_ms = now_ms.saturating_sub(signed_ms);
    let most_ms = MOST_AGE_MINUTES * 60_000;
    if age_ms > most_ms {
        return Err(ProofError::Old(age_ms / 1000));
    }
    if age_ms < -most_ms {
        return Err(ProofError::Future((age_ms / 1000).saturating_neg()));
    }
    Ok(())
}

/// Token, URL in capitals and timestamp, each after its length.
pub(super) fn message(token: &str, url: &str, ticks: i64) -> Vec<u8> {
    // Whatever locale a client has, it can only mean ASCII: a URL has nothing else.
    let url = url.to_ascii_uppercase();
    let mut message = Vec::new();
    for part in [token.as_bytes(), url.as_bytes(), &ticks.to_be_bytes()] {
        // No request is so long, and a wrong length only matches nothing.
        let length = u32::try_from(part.len()).unwrap_or(u32::MAX);
        message.extend(length.to_be_bytes());
        message.extend(part);
    }
    message
}

fn decoded(base64: &str) -> Result<Vec<u8>, ProofError> {
    let base64 = base64.trim();
    if base64.len() > MOST_BASE64 {
        return Err(ProofError::Base64);
    }
    BASE64.decode(base64).map_err(|_| ProofError::Base64)
}

fn public_key(modulus: &BigUint, exponent: &BigUint) -> Result<RsaPublicKey, ProofError> {
    let bits = modulus.bits();
    if !(LEAST_BITS..=MOST_BITS).contains(&bits) {
        return Err(ProofError::Size(bits));
    }
    RsaPublicKey::new_with_max_size(modulus.clone(), exponent.clone(), MOST_BITS)
        .map_err(|_| ProofError::Key)
}

#[cfg(test)]
mod tests {
    use rsa::RsaPrivateKey;

    use super::*;

    /// The primes of a key that is used here and nowhere else.
    const FIRST: (&str, &str) = (
        "4u2+x05S35Y3TFhjwjPc7RSpLKFiV0Fcc8AaMCNIZ2uszrQEP7oUAugHRIrvTIzTaxEzcdI47tbPY+u7ExzNhw==",
        "xhzqtHJQHL2jJJ0dhG+ry5Lrxs6lx9bwoFJLuv/6MBnC9Gjow96fKDJRjPjy5EtwTQTxDotyN9YtxQqAI8EFmQ==",
    );
    const SECOND: (&str, &str) = (
        "9QYPE7+5PIBmJBQwEXmlc917KqHUkFESPtyKORcJznaeN7fhJuUYx2aYjH66XKNVhZttny6Ke992jm5hwSDkSw==",
        "5joO7wn6h9Hv5nIhLfzehNQH1/6U05w4dyOsbEGXJcoykQXOaONl/yJIHQ2oRkZ1dkFd7OXk6y66iFxxRptW6Q==",
    );

    const MODULUS: &str = "r52DnElB3nPwAnk72AWqvT3YouNI5K5wZ4JQ054HgJlVr0gDyd7yBRLk/RvQyVqzta23oIylBgaI1kl/\
        Rqk2+nCi14X8aA49Ou2ODTD8an5TEmSEm84Lgtj8EhCADvGjS7N8LsvRq2F23FPPK/QpiOtq79YO1LVrxEnsfmQBeK8=";
    const VALUE: &str = "BgIAAACkAABSU0ExAAQAAAEAAQCveAFkfuxJxGu11A7W72rriCn0K89T3HZhq9HLLnyzS6PxDoAQEvzYggvOm4Rk\
        ElN+avwwDY7tOj0OaPyF16Jw+japRn9J1ogGBqWMoLettbNaydAb/eQSBfLeyQNIr1WZgAee01CCZ3Cu5Ejjotg9vaoF2Dt5AvBz3kFJ\
        nIOdrw==";

    /// What another implementation signed with the first key for [`signed`].
    const SIGNATURE: &str = "FN7FnX1xb1A2QgALGjwTUAOUZIv7v8IepV0cFdsTjU9ouL5PMdhg3AKUJ1KsJZii/N76F6X0gH4v723J+q1U\
        NM7z4PAzTl052MKi3Lp66lgeJ8Awa4u9J9wfP0jFZ17rZKsqUlCIkWCyPU9UeDEqJMy/OBxnM+laV2mJniOWiyI=";
    const NOW_MS: i64 = 1_764_403_200_000;

    fn signed<'r>(proof: &'r str, proof_old: Option<&'r str>) -> Signed<'r> {
        Signed {
            token: "eyJhbGciOiJIUzI1NiJ9.e30.c2ln",
            url: "https://docs.example.com:8443/wopi/files/Ab%2fc1\
                ?access_token=eyJhbGciOiJIUzI1NiJ9.e30.c2ln&permission=edit&x=%c3%a9",
            timestamp: "639000000000000000",
            proof,
            proof_old,
        }
    }

    fn private((p, q): (&str, &str)) -> RsaPrivateKey {
        let number = |base64| BigUint::from_bytes_be(&BASE64.decode(base64).unwrap());
        RsaPrivateKey::from_p_q(number(p), number(q), BigUint::from(65537_u32)).unwrap()
    }

    fn public(primes: (&str, &str)) -> ProofKey {
        use rsa::traits::PublicKeyParts as _;
        let key = private(primes);
        ProofKey::new(key.n(), key.e()).unwrap()
    }

    fn alone(current: ProofKey) -> ProofKeys {
        ProofKeys { current, old: None }
    }

    fn sign(primes: (&str, &str), signed: &Signed<'_>) -> String {
        let ticks = signed.timestamp.parse().unwrap();
        let hash = Sha256::digest(message(signed.token, signed.url, ticks));
        let signature = private(primes).sign(Pkcs1v15Sign::new::<Sha256>(), &hash);
        BASE64.encode(signature.unwrap())
    }

    #[test]
    fn what_another_implementation_signed_is_good() {
        let keys = alone(ProofKey::from_components(MODULUS, "AQAB").unwrap());
        assert_eq!(keys.verify(&signed(SIGNATURE, None), NOW_MS), Ok(()));
        let unpadded = SIGNATURE.trim_end_matches('=');
        assert_eq!(keys.verify(&signed(unpadded, None), NOW_MS), Ok(()));
        assert_eq!(sign(FIRST, &signed("", None)), SIGNATURE);
    }

    #[test]
    fn keys_and_signatures_fit_in_three_ways() {
        let first = sign(FIRST, &signed("", None));
        let second = sign(SECOND, &signed("", None));
        let (first, second) = (first.as_str(), second.as_str());
        let neither = "AAAA";
        for (current, old, proof, proof_old, good) in [
            (FIRST, Some(SECOND), first, Some(second), true),
            (FIRST, Some(SECOND), first, None, true),
            (FIRST, None, first, Some(neither), true),
            (FIRST, Some(SECOND), neither, Some(first), true),
            (FIRST, None, "not base64!", Some(first), true),
            (FIRST, Some(SECOND), second, Some(neither), true),
            (FIRST, Some(SECOND), second, None, true),
            // The old key and the old signature.
            (FIRST, Some(SECOND), neither, Some(second), false),
            (FIRST, None, second, None, false),
            (FIRST, Some(SECOND), neither, Some(neither), false),
            (FIRST, Some(SECOND), "", Some(""), false),
            (FIRST, Some(SECOND), "not base64!", None, false),
        ] {
            let keys = ProofKeys {
                current: public(current),
                old: old.map(public),
            };
            let expected = if good {
                Ok(())
            } else {
                Err(ProofError::Mismatch)
            };
            assert_eq!(
                keys.verify(&signed(proof, proof_old), NOW_MS),
                expected,
                "{old:?} {proof} {proof_old:?}"
            );
        }
    }

    #[test]
    fn every_part_is_signed() {
        let keys = alone(public(FIRST));
        let good = signed(SIGNATURE, None);
        let capitals = good.url.to_ascii_uppercase();
        let unescaped = good.url.replace("%2f", "/");
        let bytes = good.url.replace("%c3%a9", "\u{e9}");
        let other = Err(ProofError::Mismatch);
        for (signed, expected) in [
            (
                Signed {
                    url: &capitals,
                    ..good
                },
                Ok(()),
            ),
            (
                Signed {
                    url: &unescaped,
                    ..good
                },
                other,
            ),
            (
                Signed {
                    url: &bytes,
                    ..good
                },
                other,
            ),
            (Signed { url: "", ..good }, other),
            (Signed { token: "", ..good }, other),
            (
                Signed {
                    token: "EYJHBGCIOIJIUZI1NIJ9.E30.C2LN",
                    ..good
                },
                other,
            ),
            (
                Signed {
                    timestamp: "639000000000000001",
                    ..good
                },
                other,
            ),
        ] {
            assert_eq!(keys.verify(&signed, NOW_MS), expected, "{signed:?}");
        }
    }

    #[test]
    fn a_signature_lives_20_minutes() {
        let keys = alone(public(FIRST));
        for (now_ms, expected) in [
            (NOW_MS + 1_200_000, Ok(())),
            (NOW_MS + 1_200_001, Err(ProofError::Old(1200))),
            (NOW_MS - 1_200_000, Ok(())),
            (NOW_MS - 1_201_000, Err(ProofError::Future(1201))),
            (i64::MAX, Err(ProofError::Old((i64::MAX - NOW_MS) / 1000))),
        ] {
            let answer = keys.verify(&signed(SIGNATURE, None), now_ms);
            assert_eq!(answer, expected, "{now_ms}");
        }
        for timestamp in ["", "x", "1.5", "9223372036854775808"] {
            let signed = Signed {
                timestamp,
                ..signed(SIGNATURE, None)
            };
            let answer = keys.verify(&signed, NOW_MS);
            assert_eq!(answer, Err(ProofError::Timestamp), "{timestamp:?}");
        }
        for timestamp in [i64::MIN, 0, i64::MAX] {
            let timestamp = timestamp.to_string();
            let signed = Signed {
                timestamp: &timestamp,
                ..signed(SIGNATURE, None)
            };
            for now_ms in [i64::MIN, 0, NOW_MS, i64::MAX] {
                let answer = keys.verify(&signed, now_ms);
                assert!(answer.is_err(), "{timestamp} {now_ms}");
            }
        }
    }

    #[test]
    fn keys_are_read_in_both_forms() {
        let key = ProofKey::from_components(MODULUS, "AQAB").unwrap();
        assert_eq!(ProofKey::from_blob(VALUE).as_ref(), Ok(&key));
        assert_eq!(public(FIRST), key);
        // Leading zeros and missing padding make no other key.
        let zeros = [vec![0, 0], BASE64.decode(MODULUS).unwrap()].concat();
        let zeros = BASE64.encode(zeros);
        let again = ProofKey::from_components(zeros.trim_end_matches('='), " AAEAAQ ");
        assert_eq!(again.as_ref(), Ok(&key));
        // As a store holds it.
        let json = serde_json::to_string(&key).unwrap();
        assert_eq!(serde_json::from_str::<ProofKey>(&json).unwrap(), key);
    }

    #[test]
    fn what_is_no_key_is_refused() {
        let ones = |bytes: usize| BASE64.encode(vec![0xff; bytes]);
        let even = BASE64.encode([vec![0xff; 127], vec![0xfe]].concat());
        for (modulus, exponent, expected) in [
            ("", "AQAB", ProofError::Size(0)),
            ("*", "AQAB", ProofError::Base64),
            (&ones(2000), "AQAB", ProofError::Base64),
            (&ones(64), "AQAB", ProofError::Size(512)),
            (&ones(127), "AQAB", ProofError::Size(1016)),
            (&ones(513), "AQAB", ProofError::Size(4104)),
            (&even, "AQAB", ProofError::Key),
            (MODULUS, "", ProofError::Key),
            (MODULUS, "AQ==", ProofError::Key),
            (MODULUS, "BA==", ProofError::Key),
            (MODULUS, MODULUS, ProofError::Key),
            (MODULUS, "%", ProofError::Base64),
        ] {
            let answer = ProofKey::from_components(modulus, exponent);
            assert_eq!(answer, Err(expected), "{modulus} {exponent}");
        }
        assert!(ProofKey::from_components(&ones(512), "AQAB").is_ok());
        let blob = BASE64.decode(VALUE).unwrap();
        for length in 0..blob.len() {
            let cut = BASE64.encode(&blob[..length]);
            assert_eq!(ProofKey::from_blob(&cut), Err(ProofError::Blob), "{length}");
        }
        for at in 0..16 {
            let mut other = blob.clone();
            other[at] ^= 0x40;
            let other = BASE64.encode(other);
            assert_eq!(ProofKey::from_blob(&other), Err(ProofError::Blob), "{at}");
        }
    }

    #[test]
    fn a_stored_key_is_checked_again() {
        let key: ProofKey =
            serde_json::from_str(r#"{"modulus":"Aw==","exponent":"AQAB"}"#).unwrap();
        let answer = alone(key).verify(&signed(SIGNATURE, None), NOW_MS);
        assert_eq!(answer, Err(ProofError::Size(2)));
    }
}
