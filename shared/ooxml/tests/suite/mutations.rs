//! Thousands of broken copies of a small document: none may panic, hang or be saved as something unreadable.

use spindle_ooxml::{Dom, NodeId, Package, PackageLimits, XmlLimits};

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

const PARTS: [&str; 4] = [
    "<w:a xmlns:w='W' xmlns:r='R'><w:b r:id='1'>t &amp; u</w:b><e w:f='2'/><c:d xmlns:c='urn:c' c:e='3'><w:g/><c:h/></c:d></w:a>",
    "<a xmlns='W' xmlns:q='R' xmlns:w='urn:not-w'><b q:id='1'> <w:x w:y='1'/></b><c xmlns=''><d q:e='1'/><!-- c --></c></a>",
    "<x:a xmlns:x='W' xmlns='S'><row r='1'><c><![CDATA[<]]></c></row><x:b x:c='\n'><d xmlns='urn:c'><e/></d></x:b></x:a>",
    "<plain><inner w:a='1' xmlns:w='W'><w:b xmlns:r='urn:not-r' r:c='1'/><deep><er>x</er></deep></inner></plain>",
];

/// What a tree says: namespaces, local names, attributes, texts.
fn meaning(dom: &Dom, root: NodeId) -> Vec<String> {
    let local = |name: &str| name.rsplit(':').next().unwrap().to_owned();
    let mut out: Vec<String> = Vec::new();
    let mut text = String::new();
    for n in std::iter::once(root).chain(dom.descendants(root)) {
        match dom.name_of(n) {
            Some(name) => {
                let depth = match n == root {
                    true => 0,
                    false => {
                        1 + dom
                            .ancestors(n)
                            .take_while(|ancestor| *ancestor != root)
                            .count()
                    }
                };
                let attributes = dom
                    .attributes(n)
                    .filter(|(key, _)| !key.starts_with("xmlns"));
                let mut attributes: Vec<String> = attributes
                    .map(|(key, value)| format!("{}={value:?}", local(key)))
                    .collect();
                attributes.sort();
                out.push(std::mem::take(&mut text));
                out.push(format!(
                    "{depth} {{{}}}{} {attributes:?}",
                    dom.namespace(n).unwrap(),
                    local(name)
                ));
            }
            None => text.push_str(dom.text_of(n).unwrap_or_default()),
        }
    }
    out.push(text);
    out
}

/// Thousands of trees put together of pieces of four parts that declare the same and other things differently.
#[test]
fn shuffled_trees_are_written_as_they_are() {
    let limits = XmlLimits::default();
    let names = ["w:n", "n", "r:n", "a:n", "other:n"];
    let mut numbers = Numbers(3);
    let mut copied = 0;
    for round in 0..800 {
        let mut dom = Dom::new();
        let mut roots = Vec::new();
        let mut all = Vec::new();
        for part in PARTS {
            let part = part
                .replace(
                    "'W'",
                    "'http://schemas.openxmlformats.org/wordprocessingml/2006/main'",
                )
                .replace(
                    "'R'",
                    "'http://schemas.openxmlformats.org/officeDocument/2006/relationships'",
                )
                .replace(
                    "'S'",
                    "'http://schemas.openxmlformats.org/spreadsheetml/2006/main'",
                );
            let root = dom.parse_part(part.as_bytes(), &limits).unwrap();
            roots.push(root);
            all.extend(std::iter::once(root).chain(dom.descendants(root)));
        }
        for _ in 0..1 + numbers.next() % 12 {
            let mut pick = || all[numbers.next() % all.len()];
            let (a, b) = (pick(), pick());
            let name = names[numbers.next() % names.len()];
            match numbers.next() % 9 {
                0 | 1 => drop(dom.append(a, b)),
                2 => drop(dom.insert_before(a, b)),
                3 => drop(dom.insert_after(a, b)),
                4 => {
                    let copy = dom.deep_clone(a);
                    dom.append(b, copy);
                    all.push(copy);
                }
                5 => {
                    let made = dom.element(name);
                    dom.append(a, made);
                    all.push(made);
                }
                6 => dom.set_attr(a, name, "v<\">"),
                7 => dom.set_text(a, "x < y"),
                _ => drop(dom.detach(a)),
            }
        }
        for root in roots {
            // A copy of a tree is of no part, and means the same wherever it stands.
            for n in [root, dom.deep_clone(root)] {
                let written = dom.serialize(n);
                let text = String::from_utf8_lossy(&written);
                copied += usize::from(text.contains('\''));
                let mut again = Dom::new();
                let read = again
                    .parse_part(&written[..], &limits)
                    .unwrap_or_else(|error| panic!("{round}: {error}\n{text}"));
                assert_eq!(meaning(&dom, n), meaning(&again, read), "{round}: {text}");
            }
        }
    }
    assert!(copied > 300, "some pieces are copied: {copied}");
}
