//! The files that these tests open are what they say.

use serde_json::json;
use spindle_e2e::{Service, Storage, office, start};

#[test]
fn the_files_that_are_opened_here_can_be_read() {
    let service = start!(Service::open());
    let storage = Storage::start();
    let texts = ["One & two", "Three"];
    let files = [
        ("docx", office::docx(&texts)),
        ("docx", office::docx_with_more(&texts)),
        ("odt", office::odt(&texts)),
        ("doc", office::doc(&texts)),
        ("xlsx", office::xlsx(&texts)),
        ("xls", office::xls(&texts)),
    ];
    for (index, (extension, bytes)) in files.into_iter().enumerate() {
        let url = storage.document(&format!("/file{index}.{extension}"), bytes);
        let to = match extension {
            "xlsx" | "xls" => "csv",
            _ => "txt",
        };
        let asked = json!({
            "key": format!("file{index}"), "url": url, "filetype": extension, "outputtype": to, "async": false
        });
        let headers = [
            ("accept", "application/json"),
            ("content-type", "application/json"),
        ];
        let body = asked.to_string();
        let told = service
            .client
            .send("POST", "/converter", &headers, body.as_bytes())
            .json();
        let Some(link) = told["fileUrl"].as_str() else {
            panic!("{extension}: {told}");
        };
        let text = service.client.get(link).text();
        let lines: Vec<&str> = text
            .trim_start_matches('\u{feff}')
            .lines()
            .map(str::trim)
            .collect();
        assert_eq!(lines, texts, "{extension}");
    }
}

#[test]
fn the_texts_of_files_are_read_back() {
    let texts = ["One & <two>", "", "Three"];
    let expected = "One & <two>\n\nThree\n";
    assert_eq!(office::docx_text(&office::docx(&texts)), expected);
    assert_eq!(office::odt_text(&office::odt(&texts)), expected);
    let more = office::docx_with_more(&texts);
    assert!(
        office::entries(&more)
            .iter()
            .any(|name| name == office::UNKNOWN_PART.0)
    );
    let part = office::entry(&more, office::UNKNOWN_PART.0);
    assert_eq!(part.as_deref(), Some(office::UNKNOWN_PART.1));
}
