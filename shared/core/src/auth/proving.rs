//! Proof keys of WOPI, as the client has them: it signs what it asks of hosts, and its discovery says with which keys.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rsa::pkcs1::DecodeRsaPrivateKey as _;
use rsa::pkcs8::{DecodePrivateKey as _, EncodePrivateKey as _, LineEnding};
use rsa::rand_core::{CryptoRng, Error as RandomError, RngCore};
use rsa::traits::PublicKeyParts as _;
use rsa::{BigUint, Pkcs1v15Sign, RsaPrivateKey};
use sha2::{Digest as _, Sha256};
use thiserror::Error;

use super::primes::pair;
use super::proof::{ProofError, ProofKey, ProofKeys, TICKS_OF_1970, TICKS_PER_MS, message};
use crate::ports::Random;

/// Bytes of each of the two primes of a key that is made here: the key has 2048 bits.
const PRIME_BYTES: usize = 128;
/// The public exponent of such a key, the usual one.
const EXPONENT: u32 = 65_537;
/// Where one PEM text ends.
const END: &str = "-----END ";

/// Why there is no key. Never contains any of it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ProvingError {
    /// The text is not PEM of an RSA key.
    #[error("the proof key is not the PEM of an RSA private key (PKCS #8 or PKCS #1)")]
    Pem,
    /// It is not of a size that hosts check.
    #[error(transparent)]
    Size(#[from] ProofError),
    /// None could be made.
    #[error("no proof key can be made: {0}")]
    Making(String),
    /// Nothing could be signed with it.
    #[error("the proof key does not sign: {0}")]
    Signing(String),
}

/// The private keys of a deployment: the one in use, and the one before it where there is one.
pub struct ProvingKeys {
    current: RsaPrivateKey,
    old: Option<RsaPrivateKey>,
}

/// What a request is sent with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proven {
    /// `X-WOPI-Proof`.
    pub proof: String,
    /// `X-WOPI-ProofOld`.
    pub proof_old: String,
    /// `X-WOPI-TimeStamp`.
    pub timestamp: String,
}

/// Chance as this crate wants it.
struct Dice<'d>(&'d dyn Random);

impl RngCore for Dice<'_> {
    fn next_u32(&mut self) -> u32 {
        let mut bytes = [0; 4];
        self.0.fill(&mut bytes);
        u32::from_le_bytes(bytes)
    }

    fn next_u64(&mut self) -> u64 {
        let mut bytes = [0; 8];
        self.0.fill(&mut bytes);
        u64::from_le_bytes(bytes)
    }

    fn fill_bytes(&mut self, bytes: &mut [u8]) {
        self.0.fill(bytes);
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), RandomError> {
        self.0.fill(bytes);
        Ok(())
    }
}

impl CryptoRng for Dice<'_> {}

/// Makes a key; its PEM. It takes a second or so.
///
/// # Errors
/// [`ProvingError::Making`].
pub fn make(random: &dyn Random) -> Result<String, ProvingError> {
    let failed = |error: &dyn std::fmt::Display| ProvingError::Making(error.to_string());
    let [p, q] = pair(random, PRIME_BYTES, EXPONENT);
    let key = RsaPrivateKey::from_p_q(p, q, EXPONENT.into()).map_err(|error| failed(&error))?;
    let pem = key
        .to_pkcs8_pem(LineEnding::LF)
        .map_err(|error| failed(&error))?;
    Ok(pem.to_string())
}

impl ProvingKeys {
    /// The keys of one PEM text, or of two, the current one first.
    ///
    /// # Errors
    /// [`ProvingError`], if they are none.
    pub fn from_pem(text: &str) -> Result<Self, ProvingError> {
        // In a variable line ends are often written as two characters.
        let text = text.replace("\\n", "\n");
        let mut keys = Vec::new();
        let mut rest = text.trim();
        while let Some(end) = rest.find(END) {
            let close = rest
                .get(end + END.len()..)
                .and_then(|tail| tail.find("-----"))
                .map_or(rest.len(), |at| end + END.len() + at + 5);
            let (one, after) = rest.split_at_checked(close).ok_or(ProvingError::Pem)?;
            keys.push(key(one)?);
            rest = after.trim_start();
        }
        let mut keys = keys.into_iter();
        match (keys.next(), keys.next(), keys.next()) {
            (Some(current), old, None) if rest.is_empty() => Ok(Self { current, old }),
            _ => Err(ProvingError::Pem),
        }
    }

    fn old(&self) -> &RsaPrivateKey {
        self.old.as_ref().unwrap_or(&self.current)
    }

    /// Signs a request: its token as it is decoded, its whole URL as it is sent, and the time.
    ///
    /// # Errors
    /// [`ProvingError::Signing`].
    pub fn sign(
        &self,
        random: &dyn Random,
        (token, url): (&str, &str),
        now_ms: i64,
    ) -> Result<Proven, ProvingError> {
        let ticks = now_ms
            .saturating_mul(TICKS_PER_MS)
            .saturating_add(TICKS_OF_1970);
        let hash = Sha256::digest(message(token, url, ticks));
        let sign = |key: &RsaPrivateKey| {
            key.sign_with_rng(&mut Dice(random), Pkcs1v15Sign::new::<Sha256>(), &hash)
                .map(|signature| STANDARD.encode(signature))
                .map_err(|error| ProvingError::Signing(error.to_string()))
        };
        let proof = sign(&self.current)?;
        Ok(Proven {
            proof_old: match &self.old {
                Some(old) => sign(old)?,
                None => proof.clone(),
            },
            proof,
            timestamp: ticks.to_string(),
        })
    }

    /// What hosts check with.
    ///
    /// # Errors
    /// [`ProvingError::Size`].
    pub fn public(&self) -> Result<ProofKeys, ProvingError> {
        let public = |key: &RsaPrivateKey| ProofKey::new(key.n(), key.e());
        Ok(ProofKeys {
            current: public(&self.current)?,
            old: Some(public(self.old())?),
        })
    }

    /// The attributes of `<proof-key>`.
    ///
    /// # Errors
    /// [`ProvingError::Size`].
    pub fn attributes(&self) -> Result<Vec<(&'static str, String)>, ProvingError> {
        let keys = self.public()?;
        let old = keys.old.unwrap_or_else(|| keys.current.clone());
        Ok(vec![
            ("oldvalue", blob(self.old())),
            ("oldmodulus", old.modulus),
            ("oldexponent", old.exponent),
            ("value", blob(&self.current)),
            ("modulus", keys.current.modulus),
            ("exponent", keys.current.exponent),
        ])
    }
}

fn key(pem: &str) -> Result<RsaPrivateKey, ProvingError> {
    RsaPrivateKey::from_pkcs8_pem(pem)
        .or_else(|_| RsaPrivateKey::from_pkcs1_pem(pem).map_err(|_| ProvingError::Pem))
        .map_err(|_| ProvingError::Pem)
}

/// The public key as a CSP of Windows exports it, in base64.
fn blob(key: &RsaPrivateKey) -> String {
    let little_endian = |number: &BigUint, length: usize| {
        let mut bytes = number.to_bytes_le();
        bytes.resize(length, 0);
        bytes
    };
    let length = key.n().bits().div_ceil(8);
    let bits = u32::try_from(length.saturating_mul(8)).unwrap_or(u32::MAX);
    let mut blob = vec![6, 2, 0, 0, 0, 0xa4, 0, 0];
    blob.extend(b"RSA1");
    blob.extend(bits.to_le_bytes());
    blob.extend(little_endian(key.e(), 4));
    blob.extend(little_endian(key.n(), length));
    STANDARD.encode(blob)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::proof::Signed;

    struct Fixed;

    impl Random for Fixed {
        fn fill(&self, bytes: &mut [u8]) {
            for (index, byte) in bytes.iter_mut().enumerate() {
                *byte = u8::try_from(index % 251).unwrap();
            }
        }
    }

    /// Keys that are used here and nowhere else, of two primes each.
    fn pem(p: &str, q: &str) -> String {
        let number = |text: &str| BigUint::from_bytes_be(&STANDARD.decode(text).unwrap());
        let key = RsaPrivateKey::from_p_q(number(p), number(q), BigUint::from(65537_u32)).unwrap();
        key.to_pkcs8_pem(LineEnding::LF).unwrap().to_string()
    }

    fn two() -> (String, String) {
        let first = pem(
            "4u2+x05S35Y3TFhjwjPc7RSpLKFiV0Fcc8AaMCNIZ2uszrQEP7oUAugHRIrvTIzTaxEzcdI47tbPY+u7ExzNhw==",
            "xhzqtHJQHL2jJJ0dhG+ry5Lrxs6lx9bwoFJLuv/6MBnC9Gjow96fKDJRjPjy5EtwTQTxDotyN9YtxQqAI8EFmQ==",
        );
        let second = pem(
            "9QYPE7+5PIBmJBQwEXmlc917KqHUkFESPtyKORcJznaeN7fhJuUYx2aYjH66XKNVhZttny6Ke992jm5hwSDkSw==",
            "5joO7wn6h9Hv5nIhLfzehNQH1/6U05w4dyOsbEGXJcoykQXOaONl/yJIHQ2oRkZ1dkFd7OXk6y66iFxxRptW6Q==",
        );
        (first, second)
    }

    const NOW_MS: i64 = 1_795_304_000_000;

    fn is_good(keys: &ProvingKeys, proven: &Proven, url: &str) -> bool {
        let signed = Signed {
            token: "t",
            url,
            timestamp: &proven.timestamp,
            proof: &proven.proof,
            proof_old: Some(&proven.proof_old),
        };
        keys.public().unwrap().verify(&signed, NOW_MS).is_ok()
    }

    #[test]
    fn what_is_signed_is_proven() {
        let (first, second) = two();
        for text in [
            first.clone(),
            format!("{first}\n{second}"),
            first.replace('\n', "\\n"),
        ] {
            let keys = ProvingKeys::from_pem(&text).unwrap();
            let proven = keys.sign(&Fixed, ("t", "https://h/a?b"), NOW_MS).unwrap();
            assert!(is_good(&keys, &proven, "https://h/a?b"));
            assert!(!is_good(&keys, &proven, "https://h/a?c"));
        }
    }

    #[test]
    fn a_host_that_knows_the_key_before_believes_the_old_proof() {
        let (first, second) = two();
        let before = ProvingKeys::from_pem(&first).unwrap();
        let now = ProvingKeys::from_pem(&format!("{second}{first}")).unwrap();
        let proven = now.sign(&Fixed, ("t", "https://h/a"), NOW_MS).unwrap();
        assert!(is_good(&before, &proven, "https://h/a"));
        assert_ne!(proven.proof, proven.proof_old);
    }

    #[test]
    fn both_forms_of_the_public_key_are_the_same() {
        let keys = ProvingKeys::from_pem(&two().0).unwrap();
        let attributes = keys.attributes().unwrap();
        let of = |name: &str| &attributes.iter().find(|one| one.0 == name).unwrap().1;
        assert_eq!(
            ProofKey::from_blob(of("value")),
            ProofKey::from_components(of("modulus"), of("exponent"))
        );
        assert_eq!(of("value"), of("oldvalue"));
    }

    #[test]
    fn what_is_no_key_is_told_and_not_shown() {
        for text in [
            "",
            "-----END",
            "no key",
            "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
        ] {
            let error = ProvingKeys::from_pem(text).err().unwrap();
            assert_eq!(error, ProvingError::Pem);
        }
    }
}
