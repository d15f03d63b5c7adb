//! What a chart shows: names, categories and values, with the places of the workbook that they come from.

use crate::dom::escape::escape_text;

/// Texts: the name of a series, or its categories.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Labels {
    /// The cells, as a formula: `Sheet1!$B$1:$D$1`. Without them the texts are the chart's own.
    pub reference: Option<String>,
    /// The texts; cells that are empty are missing.
    pub points: Vec<Option<String>>,
    /// The texts are numbers, and are to be shown in this format.
    pub format: Option<String>,
}

/// Numbers.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Values {
    /// The cells, as a formula. Without them the numbers are the chart's own.
    pub reference: Option<String>,
    /// The numbers; cells that hold none are missing.
    pub points: Vec<Option<f64>>,
    /// Their number format.
    pub format: String,
}

/// One series.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SeriesData {
    /// Its name.
    pub name: Option<Labels>,
    /// Its categories; the first numbers of the points of scatter charts.
    pub categories: Option<Labels>,
    /// Its values.
    pub values: Values,
}

/// A number as files have it (xsd:double).
#[must_use]
pub fn number_text(number: f64) -> String {
    let magnitude = number.abs();
    if !number.is_finite() {
        // No program reads the words of xsd:double for what is no number.
        "0".to_owned()
    } else if magnitude != 0.0 && !(1e-6..1e17).contains(&magnitude) {
        format!("{number:E}")
    } else {
        format!("{number}")
    }
}

fn points<'a>(
    texts: impl Iterator<Item = Option<std::borrow::Cow<'a, str>>>,
    count: usize,
) -> String {
    let mut out = format!("<c:ptCount val=\"{count}\"/>");
    for (index, text) in texts.enumerate() {
        if let Some(text) = text {
            out.push_str(&format!(
                "<c:pt idx=\"{index}\"><c:v>{}</c:v></c:pt>",
                escape_text(&text)
            ));
        }
    }
    out
}

fn referenced(reference: Option<&str>, kind: &str, content: &str) -> String {
    match reference {
        Some(formula) => format!(
            "<c:{kind}Ref><c:f>{}</c:f><c:{kind}Cache>{content}</c:{kind}Cache></c:{kind}Ref>",
            escape_text(formula)
        ),
        None => format!("<c:{kind}Lit>{content}</c:{kind}Lit>"),
    }
}

/// `c:tx` of a series.
#[must_use]
pub fn name_xml(name: &Labels) -> String {
    match &name.reference {
        Some(_) => format!("<c:tx>{}</c:tx>", labels_content(name)),
        None => {
            let text = name.points.first().cloned().flatten().unwrap_or_default();
            format!("<c:tx><c:v>{}</c:v></c:tx>", escape_text(&text))
        }
    }
}

/// What `c:cat` and `c:xVal` hold.
#[must_use]
pub fn labels_content(labels: &Labels) -> String {
    let texts = labels
        .points
        .iter()
        .map(|point| point.as_deref().map(Into::into));
    let content = points(texts, labels.points.len());
    match &labels.format {
        Some(format) => {
            let content = format!(
                "<c:formatCode>{}</c:formatCode>{content}",
                escape_text(format)
            );
            referenced(labels.reference.as_deref(), "num", &content)
        }
        None => referenced(labels.reference.as_deref(), "str", &content),
    }
}

/// What `c:xVal` holds: numbers where all texts are some, for points to stand at them.
#[must_use]
pub fn across_content(labels: &Labels) -> String {
    let are_numbers = labels.points.iter().flatten().all(|text| is_number(text));
    if labels.format.is_some() || !are_numbers {
        return labels_content(labels);
    }
    labels_content(&Labels {
        format: Some("General".to_owned()),
        ..labels.clone()
    })
}

/// Whether a text is a finite number as files have it.
#[must_use]
pub fn is_number(text: &str) -> bool {
    text.parse::<f64>().is_ok_and(f64::is_finite)
}

/// What `c:val` and `c:yVal` hold.
#[must_use]
pub fn values_content(values: &Values) -> String {
    let texts = values
        .points
        .iter()
        .map(|point| point.map(|number| number_text(number).into()));
    let content = format!(
        "<c:formatCode>{}</c:formatCode>{}",
        escape_text(if values.format.is_empty() {
            "General"
        } else {
            &values.format
        }),
        points(texts, values.points.len())
    );
    referenced(values.reference.as_deref(), "num", &content)
}
