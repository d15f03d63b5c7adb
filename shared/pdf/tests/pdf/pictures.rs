//! Pages as pictures.
#![allow(
    clippy::expect_used,
    reason = "a test stops where something is not as it should be"
)]

use std::io::{Cursor, Read as _};

use image::{DynamicImage, GenericImageView as _, Pixel as _};
use spindle_model::convert::{Content, Fit, Job, Thumbnail, Writer as _};
use spindle_model::document::{Block, Document, PageSetup, Paragraph};
use spindle_pdf::{Picture, PictureWriter};
use zip::ZipArchive;

use crate::{fonts, of_document, sample};

/// The picture of a document's first page; `None` without fonts.
fn picture(content: &Content, kind: Picture, thumbnail: Thumbnail) -> Option<DynamicImage> {
    let mut progress = |_| {};
    let mut job = Job::new(&mut progress);
    job.options.thumbnail = thumbnail;
    let bytes = PictureWriter::new(kind, fonts()?)
        .write(content, &mut job)
        .expect("a picture");
    Some(image::load_from_memory(&bytes).expect("pixels"))
}

const fn sized(fit: Fit, width: u32, height: u32) -> Thumbnail {
    Thumbnail {
        fit,
        width,
        height,
        all: false,
    }
}

/// The part of a picture's pixels that are darker than half, in thousandths.
fn ink(picture: &DynamicImage) -> usize {
    let dark = picture
        .pixels()
        .filter(|(_, _, pixel)| pixel.to_luma().0[0] < 128)
        .count();
    dark * 1000 / (picture.width() * picture.height()) as usize
}

#[test]
fn a_page_in_its_own_size_has_its_words() {
    let everything = of_document(sample::everything());
    let Some(page) = picture(&everything, Picture::Png, Thumbnail::default()) else {
        return;
    };
    assert_eq!(page.dimensions(), (794, 1123));
    assert!((5..200).contains(&ink(&page)), "{}", ink(&page));
    // Nothing stands in the margin at the left.
    assert_eq!(ink(&page.crop_imm(0, 0, 80, 1123)), 0);
}

#[test]
fn a_page_fits_inside_of_what_is_asked_or_fills_it() {
    let everything = of_document(sample::everything());
    for (thumbnail, size) in [
        (sized(Fit::Inside, 100, 100), (71, 100)),
        (sized(Fit::Inside, 100, 1000), (100, 141)),
        (sized(Fit::Stretch, 120, 80), (120, 80)),
    ] {
        let Some(page) = picture(&everything, Picture::Png, thumbnail) else {
            return;
        };
        assert_eq!(page.dimensions(), size);
        assert!(
            page.pixels()
                .any(|(_, _, pixel)| pixel.to_luma().0[0] < 200)
        );
    }
}

#[test]
fn all_kinds_of_pictures_show_the_same() {
    let everything = of_document(sample::everything());
    let Some(png) = picture(&everything, Picture::Png, Thumbnail::default()) else {
        return;
    };
    for kind in [Picture::Jpeg, Picture::Gif, Picture::Bmp] {
        let Some(other) = picture(&everything, kind, Thumbnail::default()) else {
            return;
        };
        assert_eq!(other.dimensions(), png.dimensions());
        let difference: u64 = png
            .pixels()
            .zip(other.pixels())
            .map(|((_, _, one), (_, _, two))| {
                u64::from(one.to_luma().0[0].abs_diff(two.to_luma().0[0]))
            })
            .sum();
        let pixels = u64::from(png.width() * png.height());
        assert!(difference / pixels < 3, "{kind:?}: {difference}");
    }
}

#[test]
fn enormous_paper_is_shown_smaller() {
    let document = Document {
        page: PageSetup {
            width: 10_000.0,
            height: 14_000.0,
            ..PageSetup::default()
        },
        ..sample::everything()
    };
    let Some(page) = picture(&of_document(document), Picture::Png, Thumbnail::default()) else {
        return;
    };
    let (width, height) = page.dimensions();
    assert!(width * height < 16_100_000, "{width} × {height}");
    assert_eq!((height * 10 + width / 2) / width, 14);
}

#[test]
fn all_pages_come_in_an_archive() {
    let Some(fonts) = fonts() else { return };
    let page = || Block::Paragraph(Paragraph::text("words on a page"));
    let document = Document {
        blocks: vec![page(), Block::PageBreak, page(), Block::PageBreak, page()],
        ..Document::default()
    };
    let mut progress = |_| {};
    let mut job = Job::new(&mut progress);
    job.options.thumbnail = Thumbnail {
        all: true,
        ..sized(Fit::Inside, 60, 80)
    };
    let writer = PictureWriter::new(Picture::Jpeg, fonts);
    let content = of_document(document);
    let bytes = writer.write(&content, &mut job).expect("an archive");
    let mut zip = ZipArchive::new(Cursor::new(&bytes)).expect("a zip archive");
    assert_eq!(zip.len(), 3);
    for number in 1..=3 {
        let mut file = Vec::new();
        zip.by_name(&format!("image{number}.jpg"))
            .expect("an entry")
            .read_to_end(&mut file)
            .expect("its bytes");
        let page = image::load_from_memory(&file).expect("pixels");
        assert_eq!(page.dimensions(), (57, 80));
    }
    job.limits.output_bytes = bytes.len() / 2;
    let refused = writer.write(&content, &mut job).expect_err("too much");
    assert!(refused.message.contains("smaller ones"), "{refused}");
}
