//! The first page as a picture.
#![allow(
    clippy::expect_used,
    reason = "a test stops where something is not as it should be"
)]

use image::{DynamicImage, GenericImageView as _, Pixel as _};
use spindle_model::convert::{Content, Fit, Job, Thumbnail, Writer as _};
use spindle_model::document::{Document, PageSetup};
use spindle_pdf::{Picture, PictureWriter};

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
    Thumbnail { fit, width, height }
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
