//! Thousands of broken copies of a small document: none may panic, hang or be saved as something unreadable.

use spindle_ooxml::{Dom, Package, PackageLimits, XmlLimits};

use super::samples::{DOCUMENT, document};

/// A small linear generator: the same numbers at every run.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize
    }

    /// A copy with a few bytes changed, a piece cut out, or the end cut off.
    fn broken(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut out = bytes.to_vec();
        match self.next() % 4 {
            0 => out.truncate(self.next() % bytes.len()),
            1 => {
                let start = self.next() % out.len();
                let end = (start + 1 + self.next() % 32).min(out.len());
                out.drain(start..end);
            }
            2 => {
                let (from, to) = (self.next() % out.len(), self.next() % out.len());
                let piece: Vec<u8> = out
                    .iter()
                    .skip(from)
                    .take(self.next() % 64)
                    .copied()
                    .collect();
                out.splice(to..to, piece);
            }
            _ => {
                for _ in 0..1 + self.next() % 4 {
                    let at = self.next() % out.len();
                    out[at] ^= 1 << (self.next() % 8);
                }
            }
        }
        out
    }
}

#[test]
fn broken_archives() {
    let whole = document(&[("word/styles.xml", b"<styles xmlns='urn:x'/>")]);
    let limits = PackageLimits {
        total_bytes: 1 << 20,
        entry_bytes: 1 << 20,
        ..PackageLimits::default()
    };
    let mut numbers = Numbers(1);
    let (mut opened, mut refused) = (0, 0);
    for _ in 0..4000 {
        let Ok(mut package) = Package::open(numbers.broken(&whole), &limits) else {
            refused += 1;
            continue;
        };
        opened += 1;
        let main = package.main_part().to_owned();
        if let Ok(root) = package.root(&main) {
            let added = package.dom.element("w:p");
            package.dom.append(root, added);
        }
        let names: Vec<String> = package.part_names().map(str::to_owned).collect();
        for name in &names {
            let _ = package.part_bytes(name);
        }
        if let Ok(saved) = package.save() {
            Package::open(saved, &PackageLimits::default()).unwrap();
        }
    }
    println!("{opened} opened, {refused} refused");
    assert!(opened > 100 && refused > 100);
}

#[test]
fn broken_parts() {
    let limits = XmlLimits::default();
    let rich = DOCUMENT.replace(
        "<w:p>",
        "<w:p xmlns:q='urn:q' q:a=\"1 &amp; 2\" w:b='&#x41;'><!-- c --><?pi x?><q:r xmlns='urn:d'><e>&lt;</e><![CDATA[<]]></q:r>",
    );
    let mut numbers = Numbers(2);
    let (mut parsed, mut refused) = (0, 0);
    for _ in 0..20_000 {
        let bytes = numbers.broken(rich.as_bytes());
        let mut dom = Dom::new();
        let Ok(root) = dom.parse_part(&bytes[..], &limits) else {
            refused += 1;
            continue;
        };
        parsed += 1;
        let same = dom.serialize(root);
        assert!(same == bytes || bytes.windows(9).any(|window| window == b"<!DOCTYPE"));
        // Everything rendered anew is well-formed and says the same.
        let other = dom.element("w:other");
        dom.append(other, root);
        let written = dom.serialize(other);
        let mut again = Dom::new();
        let read = again
            .parse_part(&written[..], &limits)
            .unwrap_or_else(|error| {
                panic!(
                    "{error}\n{}\n{}",
                    String::from_utf8_lossy(&bytes),
                    String::from_utf8_lossy(&written)
                )
            });
        assert_eq!(dom.text(other), again.text(read));
    }
    println!("{parsed} parsed, {refused} refused");
    assert!(parsed > 1000 && refused > 1000);
}
