//! Writes the documents of the tests and tells how long that took: `measure [folder of fonts] [folder to write to]`.

#[path = "../tests/pdf/sample.rs"]
mod sample;
#[path = "../tests/pdf/sheets.rs"]
mod sheets;

use std::time::Instant;

use spindle_model::convert::{Content, Job, Writer};
use spindle_pdf::{FontFolder, PdfWriter};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let fonts = arguments.next().unwrap_or_else(|| "fonts".to_owned());
    let folder = arguments.next();
    let contents = [
        (
            "ten-pages",
            Content::Document(Box::new(sample::ten_pages())),
        ),
        (
            "everything",
            Content::Document(Box::new(sample::everything())),
        ),
        ("sheets", Content::Workbook(Box::new(sheets::everything()))),
    ];
    for (name, content) in &contents {
        for _ in 0..3 {
            let start = Instant::now();
            let mut progress = |_| {};
            let mut job = Job::new(&mut progress);
            job.options.comments = true;
            let written = PdfWriter::new(FontFolder::new(&fonts)).write(content, &mut job);
            let took = start.elapsed();
            match written {
                Ok(bytes) => {
                    println!("{name}: {} bytes in {took:?}", bytes.len());
                    if let Some(folder) = &folder {
                        let path = format!("{folder}/{name}.pdf");
                        if let Err(error) = std::fs::write(&path, bytes) {
                            println!("{path}: {error}");
                        }
                    }
                }
                Err(error) => println!("{name}: {error}"),
            }
            for warning in job.warnings.into_vec() {
                println!("  {}: {}", warning.code, warning.message);
            }
        }
    }
}
