//! Files opened, changed and saved.

// Clippy takes helpers of tests for production code.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

use spindle_pdf_file::{Dict, Object, PdfError, PdfFile, PdfLimits, deflate};

const SAMPLE: &[u8] = include_bytes!("../../../tests/golden/office-api/pdf/sample.pdf");

fn open(bytes: &[u8]) -> PdfFile {
    PdfFile::open(bytes, PdfLimits::default()).unwrap()
}

fn text(file: &PdfFile, page: usize) -> Vec<String> {
    let page = file.pages().unwrap()[page];
    file.lines(page).iter().map(|line| line.text()).collect()
}

/// The sample with its objects in a stream of objects and a stream of places, as newer programs write files.
fn packed() -> Vec<u8> {
    let file = open(SAMPLE);
    let mut out = b"%PDF-1.5\n".to_vec();
    let mut places: Vec<(u8, usize, usize)> = vec![(0, 0, 0)];
    let (mut heads, mut bodies) = (String::new(), Vec::new());
    let mut inside = 0;
    for id in 1..=7 {
        let object = file.object(id);
        if let Object::Stream(stream) = &object {
            places.push((1, out.len(), 0));
            let data = deflate(&stream.data);
            out.extend(
                format!(
                    "{id} 0 obj\n<</Length {}/Filter/FlateDecode>>\nstream\n",
                    data.len()
                )
                .bytes(),
            );
            out.extend(&data);
            out.extend(b"\nendstream\nendobj\n");
        } else {
            places.push((2, 8, inside));
            inside += 1;
            heads.push_str(&format!("{id} {} ", bodies.len()));
            let start = SAMPLE
                .windows(8)
                .position(|window| window.starts_with(format!("{id} 0 obj\n").as_bytes()));
            let body = &SAMPLE[start.unwrap() + 8..];
            let end = body
                .windows(7)
                .position(|window| window == b"\nendobj")
                .unwrap();
            bodies.extend(&body[..end]);
            bodies.push(b' ');
        }
    }
    let first = heads.len();
    let data = deflate(&[heads.into_bytes(), bodies].concat());
    places.push((1, out.len(), 0));
    out.extend(
        format!("8 0 obj\n<</Type/ObjStm/N {inside}/First {first}/Filter/FlateDecode/Length {}>>\nstream\n", data.len()).bytes(),
    );
    out.extend(&data);
    out.extend(b"\nendstream\nendobj\n");
    let start = out.len();
    places.push((1, start, 0));
    let mut rows = Vec::new();
    let mut above = [0_u8; 5];
    for (kind, second, third) in places {
        let row = [
            kind,
            (second >> 8) as u8,
            second as u8,
            (third >> 8) as u8,
            third as u8,
        ];
        rows.push(2);
        rows.extend(
            row.iter()
                .zip(above)
                .map(|(byte, above)| byte.wrapping_sub(above)),
        );
        above = row;
    }
    let data = deflate(&rows);
    out.extend(
        format!(
            "9 0 obj\n<</Type/XRef/Size 10/W[1 2 2]/Root 1 0 R/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 5>>/Length {}>>\nstream\n",
            data.len()
        )
        .bytes(),
    );
    out.extend(&data);
    out.extend(format!("\nendstream\nendobj\nstartxref\n{start}\n%%EOF\n").bytes());
    out
}

#[test]
fn text_is_read_with_its_places() {
    let file = open(SAMPLE);
    assert_eq!(
        text(&file, 0),
        [
            "Sample document",
            "The quick brown fox jumps over the lazy dog."
        ]
    );
    let page = file.pages().unwrap()[0];
    let line = &file.lines(page)[0];
    let [upper_left, upper_right, ..] = line.corners(0..line.glyphs.len()).unwrap();
    assert_eq!(upper_left.0, 72.0);
    assert!((upper_right.0 - 168.7).abs() < 0.1, "{upper_right:?}");
}

#[test]
fn what_is_saved_unchanged_is_the_file_itself() {
    assert_eq!(open(SAMPLE).save(), SAMPLE);
    let packed = packed();
    assert_eq!(open(&packed).save(), packed);
}

#[test]
fn changes_stand_behind_the_file_and_leave_the_rest() {
    for bytes in [SAMPLE.to_vec(), packed()] {
        let mut file = open(&bytes);
        assert_eq!(file.pages().unwrap().len(), 2);
        let added = file.insert_page(1, 300.0, 400.0).unwrap();
        let stream = file.add_stream(Dict::new(), b"q Q");
        file.change(added, |dict| dict.set("Contents", Object::Ref(stream)));
        let saved = file.save();
        assert!(saved.starts_with(&bytes), "the file's own bytes are kept");
        let again = open(&saved);
        let pages = again.pages().unwrap();
        assert_eq!((pages.len(), pages[1]), (3, added));
        assert_eq!(again.page(added).width(), 300.0);
        assert_eq!(text(&again, 2), ["Second page", "secret: 12345"]);
        let mut again = again;
        again.remove_page(pages[0]);
        let last = open(&again.save());
        assert_eq!(last.pages().unwrap(), pages[1..]);
    }
}

#[test]
fn a_damaged_list_of_objects_is_made_again() {
    let text_of = |bytes: &[u8]| text(&open(bytes), 0);
    let whole = text_of(SAMPLE);
    let mut moved = SAMPLE.to_vec();
    let place = moved
        .windows(9)
        .rposition(|window| window == b"startxref")
        .unwrap();
    moved.truncate(place);
    assert_eq!(text_of(&moved), whole);
    let mut file = open(&moved);
    file.insert_page(0, 100.0, 100.0).unwrap();
    let saved = open(&file.save());
    assert_eq!(text(&saved, 1), whole);
    // Other bytes before the head move all places.
    let before = [b"noise\n".as_slice(), SAMPLE].concat();
    assert_eq!(text_of(&before), whole);
}

#[test]
fn what_cannot_be_opened_is_refused_in_words() {
    let refused = |bytes: &[u8], limits: PdfLimits| PdfFile::open(bytes, limits).err().unwrap();
    let limits = PdfLimits::default();
    assert_eq!(refused(b"PK\x03\x04", limits), PdfError::NotPdf);
    assert!(matches!(
        refused(b"%PDF-1.4\nnothing", limits),
        PdfError::Damaged(_)
    ));
    let encrypted =
        String::from_utf8_lossy(SAMPLE).replace("/Root 1 0 R", "/Root 1 0 R /Encrypt 3 0 R");
    assert_eq!(refused(encrypted.as_bytes(), limits), PdfError::Encrypted);
    let few = PdfLimits {
        objects: 3,
        ..limits
    };
    assert!(matches!(
        refused(SAMPLE, few),
        PdfError::Limit {
            what: "objects",
            ..
        }
    ));
    let small = PdfLimits {
        stream_bytes: 10,
        ..limits
    };
    assert!(matches!(
        refused(&packed(), small),
        PdfError::Limit { .. } | PdfError::Damaged(_)
    ));
    let pages = PdfFile::open(SAMPLE, PdfLimits { pages: 1, ..limits }).unwrap();
    assert!(pages.pages().is_err());
}

#[test]
fn what_is_taken_out_is_nowhere_in_the_file() {
    let mut file = open(SAMPLE);
    let page = file.pages().unwrap()[1];
    let lines = file.lines(page);
    let [(left, top), (right, _), (_, bottom), _] = lines[1].corners(8..13).unwrap();
    file.redact(page, &[([left, bottom, right, top], Some([0.0; 3]))])
        .unwrap();
    let saved = file.save();
    let again = open(&saved);
    assert_eq!(text(&again, 1), ["Second page", "secret:"]);
    assert_eq!(text(&again, 0).len(), 2);
    let is_there = |word: &[u8]| saved.windows(word.len()).any(|window| window == word);
    assert!(!is_there(b"12345") && is_there(b"Sample document"));
}

#[test]
fn broken_bytes_do_no_harm() {
    let mut state = 7_u32;
    let mut random = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state as usize % below
    };
    for original in [SAMPLE.to_vec(), packed()] {
        for _ in 0..2000 {
            let mut bytes = original.clone();
            for _ in 0..1 + random(8) {
                let place = random(bytes.len());
                match random(3) {
                    0 => bytes[place] = random(256) as u8,
                    1 => drop(bytes.drain(place..(place + random(20)).min(bytes.len()))),
                    _ => bytes.insert(place, b"<>[]()/ 09Rx"[random(12)]),
                }
                if bytes.is_empty() {
                    break;
                }
            }
            if let Ok(mut file) = PdfFile::open(&bytes, PdfLimits::default()) {
                for page in file.pages().unwrap_or_default() {
                    let _ = file.lines(page);
                    let _ = file.redact(page, &[([0.0, 0.0, 300.0, 720.0], None)]);
                }
                let _ = file.insert_page(0, 10.0, 10.0);
                let _ = file.save();
            }
        }
    }
}

#[test]
fn pictures_have_the_depths_that_their_kind_may_have() {
    // A head, data and an end; nobody looks at the sums.
    let png = |kind: u8, bits: u8, data: &[u8]| {
        let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
        let mut chunk = |name: &[u8], body: &[u8]| {
            bytes.extend((body.len() as u32).to_be_bytes());
            bytes.extend_from_slice(name);
            bytes.extend_from_slice(body);
            bytes.extend([0; 4]);
        };
        chunk(b"IHDR", &[0, 0, 0, 2, 0, 0, 0, 1, bits, kind, 0, 0, 0]);
        chunk(b"PLTE", &[1, 2, 3]);
        chunk(b"IDAT", &deflate(data));
        chunk(b"IEND", &[]);
        bytes
    };
    for kind in 0..8 {
        for bits in 0..40 {
            let channels = [1, 0, 3, 1, 2, 0, 4, 0][usize::from(kind)];
            let row = vec![0; 1 + (2 * channels * usize::from(bits)).div_ceil(8)];
            let taken = open(SAMPLE).add_picture(&png(kind, bits, &row));
            let may = match kind {
                0 => [1, 2, 4, 8, 16].contains(&bits),
                2 | 4 | 6 => [8, 16].contains(&bits),
                3 => [1, 2, 4, 8].contains(&bits),
                _ => false,
            };
            assert_eq!(taken.is_some(), may, "kind {kind}, {bits} bits");
        }
    }
    let picture = open(SAMPLE).add_picture(&png(6, 8, &[0; 9])).unwrap();
    assert_eq!((picture.width, picture.height), (2.0, 1.0));
}
