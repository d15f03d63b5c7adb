//! Decryption of documents whose password is known: RC4 ([MS-OFFCRYPTO] 2.3.6), RC4 of the CryptoAPI (2.3.5) and XOR
//! obfuscation (2.3.7).

use md5::Md5;
use sha1::{Digest, Sha1};
use spindle_model::convert::ConvertError;

use super::bytes::{part, u16_at, u32_at};

/// Streams are encrypted in blocks of so many bytes, each with a key of its own.
const BLOCK: usize = 512;

/// A cipher with the right key.
pub(super) enum Cipher {
    /// The first five bytes of an MD5 hash, hashed with the number of the block.
    Rc4([u8; 5]),
    /// A SHA-1 hash, hashed with the number of the block; of that so many bytes.
    CryptoApi([u8; 20], usize),
}

impl Cipher {
    /// Reads the header of an encrypted table stream and checks the password.
    ///
    /// # Errors
    /// `Password` when it is a wrong one, `Unsupported` when the way of encryption is not known.
    pub(super) fn new(table: &[u8], password: &str) -> Result<Self, ConvertError> {
        let broken = || ConvertError::damaged("the header of the encryption is broken");
        let major = u16_at(table, 0).ok_or_else(broken)?;
        let minor = u16_at(table, 2).ok_or_else(broken)?;
        let password: Vec<u8> = password
            .encode_utf16()
            .take(255)
            .flat_map(u16::to_le_bytes)
            .collect();
        let (cipher, verifier, hash) = match (major, minor) {
            (1, 1) => {
                let salt = part(table, 4, 16).ok_or_else(broken)?;
                let verifier = part(table, 20, 32).ok_or_else(broken)?;
                let first: [u8; 16] = Md5::digest(&password).into();
                let (five, _) = first.split_at_checked(5).ok_or_else(broken)?;
                let mut all = Md5::new();
                for _ in 0..16 {
                    all.update(five);
                    all.update(salt);
                }
                let all: [u8; 16] = all.finalize().into();
                let key = all.first_chunk::<5>().ok_or_else(broken)?;
                (Self::Rc4(*key), verifier, 16)
            }
            (2..=4, 2) => {
                let header = u32_at(table, 8).ok_or_else(broken)? as usize;
                let bits = u32_at(table, 12 + 16).ok_or_else(broken)?;
                let after = header.checked_add(12).ok_or_else(broken)?;
                let salt = part(table, after.saturating_add(4), 16).ok_or_else(broken)?;
                let encrypted = part(table, after.saturating_add(20), 16).ok_or_else(broken)?;
                let hash = part(table, after.saturating_add(40), 20).ok_or_else(broken)?;
                let mut all = Sha1::new();
                all.update(salt);
                all.update(&password);
                let bytes = if bits == 0 { 5 } else { bits as usize / 8 };
                let cipher = Self::CryptoApi(all.finalize().into(), bytes.clamp(5, 16));
                let verifier = [encrypted, hash].concat();
                return if cipher.fits(&verifier, 20) {
                    Ok(cipher)
                } else {
                    Err(wrong())
                };
            }
            _ => {
                return Err(ConvertError::unsupported(format!(
                    "the way of encryption {major}.{minor} is not known"
                )));
            }
        };
        if cipher.fits(verifier, hash) {
            Ok(cipher)
        } else {
            Err(wrong())
        }
    }

    /// Whether the decrypted verifier (16 bytes) has the decrypted hash that follows it.
    fn fits(&self, verifier: &[u8], hash: usize) -> bool {
        let mut plain = verifier.to_vec();
        self.stream(0).apply(&mut plain);
        let Some((secret, rest)) = plain.split_at_checked(16) else {
            return false;
        };
        let expected = match self {
            Self::Rc4(_) => Md5::digest(secret).to_vec(),
            Self::CryptoApi(..) => Sha1::digest(secret).to_vec(),
        };
        rest.get(..hash) == Some(&expected)
    }

    /// Decrypts a stream in place but for its first bytes.
    pub(super) fn decrypt(&self, bytes: &mut [u8], plain: usize) {
        let kept: Vec<u8> = bytes.iter().take(plain).copied().collect();
        for (number, block) in bytes.chunks_mut(BLOCK).enumerate() {
            let number = u32::try_from(number).unwrap_or(u32::MAX);
            self.stream(number).apply(block);
        }
        for (byte, kept) in bytes.iter_mut().zip(kept) {
            *byte = kept;
        }
    }

    fn stream(&self, block: u32) -> KeyStream {
        match self {
            Self::Rc4(key) => {
                let mut hash = Md5::new();
                hash.update(key);
                hash.update(block.to_le_bytes());
                KeyStream::new(&hash.finalize())
            }
            Self::CryptoApi(base, bytes) => {
                let mut hash = Sha1::new();
                hash.update(base);
                hash.update(block.to_le_bytes());
                let hash = hash.finalize();
                let mut key: Vec<u8> = hash.iter().take(*bytes).copied().collect();
                if *bytes == 5 {
                    // A key of 40 bits is filled up with zeros.
                    key.resize(16, 0);
                }
                KeyStream::new(&key)
            }
        }
    }
}

/// Takes the XOR obfuscation (method 1 or the older one, both alike here) off streams, after checking the password.
///
/// # Errors
/// `Password` when the password is a wrong one.
pub(super) fn unmask(
    password: &str,
    key: u32,
    streams: &mut [&mut Vec<u8>],
    plain: usize,
) -> Result<(), ConvertError> {
    let password = mask_bytes(password);
    let [low, high] = [(key & 0xFFFF) as u16, (key >> 16) as u16];
    if verifier(&password) != low || mask_key(&password) != high {
        return Err(wrong());
    }
    let mask = mask(&password, high);
    for (index, stream) in streams.iter_mut().enumerate() {
        let skip = if index == 0 { plain } else { 0 };
        for (byte, mask) in stream.iter_mut().zip(mask.iter().cycle()).skip(skip) {
            // What is zero, or becomes zero, was left as it is.
            if *byte != 0 && *byte != *mask {
                *byte ^= mask;
            }
        }
    }
    Ok(())
}

fn wrong() -> ConvertError {
    ConvertError::password("the document is encrypted and the password is a wrong one")
}

/// The letters of a password as the obfuscation takes them: the lower byte, or the upper one where that is zero.
fn mask_bytes(password: &str) -> Vec<u8> {
    password
        .encode_utf16()
        .take(15)
        .map(|unit| {
            let [low, high] = unit.to_le_bytes();
            if low == 0 { high } else { low }
        })
        .collect()
}

fn verifier(password: &[u8]) -> u16 {
    let count = u8::try_from(password.len()).unwrap_or(15);
    let mut value = 0_u16;
    for byte in password.iter().rev().chain(std::iter::once(&count)) {
        value = ((value >> 14) & 1) | ((value << 1) & 0x7FFF);
        value ^= u16::from(*byte);
    }
    value ^ 0xCE4B
}

/// The key of a password: a check sum with the polynomial 0x1021 shifted through its bits from behind, beginning with
/// a value that depends on the length.
fn mask_key(password: &[u8]) -> u16 {
    const INITIAL: [u16; 15] = [
        0xE1F0, 0x1D0F, 0xCC9C, 0x84C0, 0x110C, 0x0E10, 0xF1CE, 0x313E, 0x1872, 0xE139, 0xD40F,
        0x84F9, 0x280C, 0xA96A, 0x4EC3,
    ];
    let Some(start) = password
        .len()
        .checked_sub(1)
        .and_then(|last| INITIAL.get(last))
    else {
        return 0;
    };
    // The matrix of the specification is the sequence of this register's states, from the last letter backwards.
    let mut key = *start;
    let mut element = 0x1021_u16;
    for byte in password.iter().rev() {
        for bit in 0..8 {
            // The register goes on for the eighth bit too, but that one does not count.
            if bit < 7 && byte >> bit & 1 == 1 {
                key ^= element;
            }
            element = if element & 0x8000 == 0 {
                element << 1
            } else {
                (element << 1) ^ 0x1021
            };
        }
    }
    key
}

fn mask(password: &[u8], key: u16) -> Vec<u8> {
    const PAD: [u8; 15] = [
        0xBB, 0xFF, 0xFF, 0xBA, 0xFF, 0xFF, 0xB9, 0x80, 0x00, 0xBE, 0x0F, 0x00, 0xBF, 0x0F, 0x00,
    ];
    let [low, high] = key.to_le_bytes();
    password
        .iter()
        .chain(&PAD)
        .take(16)
        .zip([low, high].iter().cycle())
        .map(|(byte, key)| (byte ^ key).rotate_right(1))
        .collect()
}

/// The key stream of RC4.
struct KeyStream {
    state: [u8; 256],
    one: u8,
    two: u8,
}

impl KeyStream {
    fn new(key: &[u8]) -> Self {
        let mut state = [0; 256];
        for (value, place) in (0..=255_u8).zip(&mut state) {
            *place = value;
        }
        let mut stream = Self {
            state,
            one: 0,
            two: 0,
        };
        let mut other = 0_u8;
        for (index, key) in (0..=255_u8).zip(key.iter().cycle()) {
            other = other.wrapping_add(stream.at(index)).wrapping_add(*key);
            stream.state.swap(usize::from(index), usize::from(other));
        }
        stream
    }

    fn at(&self, index: u8) -> u8 {
        self.state.get(usize::from(index)).copied().unwrap_or(0)
    }

    fn apply(&mut self, bytes: &mut [u8]) {
        for byte in bytes {
            self.one = self.one.wrapping_add(1);
            self.two = self.two.wrapping_add(self.at(self.one));
            self.state
                .swap(usize::from(self.one), usize::from(self.two));
            let index = self.at(self.one).wrapping_add(self.at(self.two));
            *byte ^= self.at(index);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rc4_makes_the_published_key_stream() {
        let mut bytes = *b"Plaintext";
        KeyStream::new(b"Key").apply(&mut bytes);
        assert_eq!(
            bytes,
            [0xBB, 0xF3, 0x16, 0xE8, 0xD9, 0x40, 0xAF, 0x0A, 0xD3]
        );
    }
}
