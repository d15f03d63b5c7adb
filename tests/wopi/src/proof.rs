//! Proof keys: what a client signs, and the pair of keys that it publishes.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rsa::pkcs1v15::SigningKey;
use rsa::sha2::Sha256;
use rsa::signature::{SignatureEncoding, Signer};
use rsa::traits::PublicKeyParts;
use rsa::{BigUint, RsaPrivateKey};

/// Ticks of 100 ns between the year 1 and 1970.
const EPOCH: i64 = 621_355_968_000_000_000;
/// The primes of the keys, in hexadecimal. They sign nothing but the requests of this suite, and are
/// fixed so that a host that caches a discovery knows the client again, and no run waits for primes.
const CURRENT: [&str; 2] = [
    "eee314021adf94f46af7e3b5365113e0ae415eba712076ee4407485cfb1d1be1\
     cb22d88785c40c5c7f71e85feac6e48c274c7a4bcda070195d5eb33d01999184\
     706f82d1221aa508bbbf6cbaf0126d8a5aacb8b9aa02b0a789c9a43277d6e0a3\
     591b7f9360f03bfd56091529da2d072308200cac0a7900ecb39149bfc339eb7d",
    "e7414df971d3a88f4fbfc9adf5b5e5faba9b3c58371571d95633dc13dc503117\
     2842879adf011af0ac64f68a69b16a3e50c6c405833c739c4631882d2fb70703\
     f50cf59c658cd02873674a71f229404e4a40b6408c54f4647865d9aaba71a898\
     fb34eb0c2fd2f9161b8d19d807bcfa5054267cd0ea6d8947ad59a7a0a8862469",
];
const OLD: [&str; 2] = [
    "d3f4ec75176cec438e0393975ae2472fbf72e2e1e37556f696d652bc32b844df\
     910a220dbea0b8b1d44b84c13fdaf62dc1a9e43e010016f622b686b828a6cdc4\
     f5e814e508b81c4b0c35e8ded65a6996a2ff24b74c66f39bed7620020650f1e5\
     d56317ed81729dc2a77559947497ee16f73eaa7573529eca62e2776fdd63b35d",
    "cdd2510ebca882ad29e652a113ece8ba34d1f3f50cff97b76a07ee5a34d0d114\
     015e49cb8d25a10843c41510939b088bea494b599b207b9d4bc2a03733606b6d\
     181f8431f67a40e6846b45f36271f99545f84aa9f97b28b85d4f7cbf4f79b24c\
     bc286b71710c1946f350b239ee91af58e004f27f11bdafc26837bdc97991359f",
];

/// How long a proof is sent again for the same token and address, in ticks: signing takes longer than most requests,
/// and hosts take proofs of 20 minutes.
const KEPT: i64 = 30 * 10_000_000;

/// The two keys of a client.
#[derive(Debug)]
pub struct Keys {
    current: RsaPrivateKey,
    old: RsaPrivateKey,
    /// Proofs by token and address.
    signed: Mutex<BTreeMap<(String, String), Proof>>,
}

/// The headers of one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// `X-WOPI-Proof`.
    pub current: String,
    /// `X-WOPI-ProofOld`.
    pub old: String,
    /// `X-WOPI-TimeStamp`.
    pub time: i64,
}

impl Keys {
    /// The keys of this suite.
    ///
    /// # Errors
    /// Never for the primes that are written here.
    pub fn fixed() -> Result<Self> {
        Ok(Self {
            current: key(CURRENT)?,
            old: key(OLD)?,
            signed: Mutex::default(),
        })
    }

    /// Signs a request to `url` with `token`, at `time` in ticks.
    pub fn sign(&self, token: &str, url: &str, time: i64) -> Proof {
        let bytes = signed_bytes(token, url, time);
        Proof {
            current: sign(&self.current, &bytes),
            old: sign(&self.old, &bytes),
            time,
        }
    }

    /// A proof of now, or of a moment ago, for a request to `url` with `token`.
    pub fn prove(&self, token: &str, url: &str) -> Proof {
        let now = now();
        let key = (token.to_owned(), url.to_owned());
        let mut signed = self.signed.lock().unwrap_or_else(PoisonError::into_inner);
        match signed.get(&key) {
            Some(proof) if now.saturating_sub(proof.time) < KEPT => proof.clone(),
            _ => {
                let proof = self.sign(token, url, now);
                signed.insert(key, proof.clone());
                proof
            }
        }
    }

    /// The `<proof-key>` element of a discovery.
    pub fn element(&self) -> String {
        format!(
            r#"<proof-key value="{}" modulus="{}" exponent="{}" oldvalue="{}" oldmodulus="{}" oldexponent="{}"/>"#,
            STANDARD.encode(blob(&self.current)),
            STANDARD.encode(self.current.n().to_bytes_be()),
            STANDARD.encode(self.current.e().to_bytes_be()),
            STANDARD.encode(blob(&self.old)),
            STANDARD.encode(self.old.n().to_bytes_be()),
            STANDARD.encode(self.old.e().to_bytes_be()),
        )
    }
}

/// Now, in ticks.
fn now() -> i64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(since.as_nanos() / 100)
        .unwrap_or(i64::MAX)
        .saturating_add(EPOCH)
}

fn key([p, q]: [&str; 2]) -> Result<RsaPrivateKey> {
    let number =
        |text: &str| BigUint::parse_bytes(text.as_bytes(), 16).context("no hexadecimal number");
    let exponent = BigUint::from(65_537_u32);
    let mut key = RsaPrivateKey::from_p_q(number(p)?, number(q)?, exponent)
        .ok()
        .context("no primes of an RSA key")?;
    // With the values of the Chinese remainder theorem a signature takes a fraction of the time.
    key.precompute().ok().context("no primes of an RSA key")?;
    Ok(key)
}

fn sign(key: &RsaPrivateKey, bytes: &[u8]) -> String {
    let signature = SigningKey::<Sha256>::new(key.clone()).sign(bytes);
    STANDARD.encode(signature.to_vec())
}

/// Token, address in capitals and time, each after its length.
fn signed_bytes(token: &str, url: &str, time: i64) -> Vec<u8> {
    let url = url.to_uppercase();
    let time = time.to_be_bytes();
    let mut bytes = Vec::new();
    for part in [token.as_bytes(), url.as_bytes(), time.as_slice()] {
        let length = u32::try_from(part.len()).unwrap_or(u32::MAX);
        bytes.extend_from_slice(&length.to_be_bytes());
        bytes.extend_from_slice(part);
    }
    bytes
}

/// A public key as Windows stores it (PUBLICKEYBLOB): little-endian throughout.
fn blob(key: &RsaPrivateKey) -> Vec<u8> {
    let exponent = key.e().to_bytes_le();
    let mut bytes = vec![6, 2, 0, 0, 0, 0xA4, 0, 0];
    bytes.extend_from_slice(b"RSA1");
    let bits = u32::try_from(key.n().bits()).unwrap_or_default();
    bytes.extend_from_slice(&bits.to_le_bytes());
    bytes.extend(exponent.into_iter().chain([0; 4]).take(4));
    bytes.extend_from_slice(&key.n().to_bytes_le());
    bytes
}

#[cfg(test)]
mod tests {
    use rsa::pkcs1v15::{Signature, VerifyingKey};
    use rsa::signature::Verifier;

    use super::*;

    #[test]
    fn signatures_verify_with_their_own_key() {
        let keys = Keys::fixed().unwrap();
        let proof = keys.sign("t", "http://h/x?access_token=t", 5);
        let verify = |key: &RsaPrivateKey, text: &str, bytes: &[u8]| {
            let signature = Signature::try_from(STANDARD.decode(text).unwrap().as_slice()).unwrap();
            VerifyingKey::<Sha256>::new(key.to_public_key())
                .verify(bytes, &signature)
                .is_ok()
        };
        let bytes = signed_bytes("t", "HTTP://H/X?ACCESS_TOKEN=T", 5);
        assert!(verify(&keys.current, &proof.current, &bytes));
        assert!(verify(&keys.old, &proof.old, &bytes));
        assert!(!verify(&keys.current, &proof.old, &bytes));
        assert!(!verify(
            &keys.current,
            &proof.current,
            &signed_bytes("T", "http://h", 5)
        ));
    }

    #[test]
    fn a_proof_is_kept_for_its_token_and_address() {
        let keys = Keys::fixed().unwrap();
        let proof = keys.prove("t", "http://h");
        assert_eq!(keys.prove("t", "http://h"), proof);
        assert_eq!(keys.sign("t", "http://h", proof.time), proof);
        assert_ne!(keys.prove("u", "http://h").current, proof.current);
        assert_ne!(keys.prove("t", "http://i").current, proof.current);
    }

    #[test]
    fn lengths_are_big_endian() {
        let bytes = signed_bytes("ab", "c", 1);
        assert_eq!(
            bytes,
            [
                0, 0, 0, 2, b'a', b'b', 0, 0, 0, 1, b'C', 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 1
            ]
        );
    }

    #[test]
    fn the_element_holds_both_keys() {
        let keys = Keys::fixed().unwrap();
        let element = crate::xml::Element::parse(&keys.element()).unwrap();
        let bytes = |name| STANDARD.decode(element.attribute(name).unwrap()).unwrap();
        assert_eq!(bytes("exponent"), [1, 0, 1]);
        assert_eq!(bytes("modulus").len(), 256);
        assert_ne!(bytes("modulus"), bytes("oldmodulus"));
        let value = bytes("value");
        assert_eq!(value[8..20], *b"RSA1\x00\x08\x00\x00\x01\x00\x01\x00");
        let modulus: Vec<u8> = value[20..].iter().rev().copied().collect();
        assert_eq!(modulus, bytes("modulus"));
    }

    #[test]
    fn ticks_are_of_this_century() {
        assert!(now() > 638_000_000_000_000_000);
    }
}
