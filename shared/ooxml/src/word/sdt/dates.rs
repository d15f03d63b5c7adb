//! Dates in the formats of date pickers (17.18.10 names letters as Word has them): `dddd, mmmm dd, yyyy`.

/// Months and days of the week, Sunday first.
struct Language {
    tag: &'static str,
    months: [&'static str; 12],
    days: [&'static str; 7],
}

#[rustfmt::skip]
const LANGUAGES: &[Language] = &[
    Language { tag: "en", months: ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
        days: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"] },
    Language { tag: "de", months: ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"],
        days: ["Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"] },
    Language { tag: "fr", months: ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"],
        days: ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"] },
    Language { tag: "es", months: ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"],
        days: ["domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"] },
    Language { tag: "it", months: ["gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"],
        days: ["domenica", "lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato"] },
    Language { tag: "pt", months: ["janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro", "dezembro"],
        days: ["domingo", "segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira", "sábado"] },
    Language { tag: "ru", months: ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"],
        days: ["воскресенье", "понедельник", "вторник", "среда", "четверг", "пятница", "суббота"] },
];

fn language(tag: &str) -> Option<&'static Language> {
    let primary = tag.split(['-', '_']).next().unwrap_or_default();
    LANGUAGES
        .iter()
        .find(|language| language.tag.eq_ignore_ascii_case(primary))
}

/// Language tags whose names of months are known elsewhere, but not here, are languages all the same.
const OTHERS: &[&str] = &[
    "az", "be", "bg", "ca", "cs", "da", "el", "eu", "fi", "gl", "hu", "hy", "id", "ja", "ko", "lo",
    "lv", "nl", "no", "nb", "pl", "ro", "sk", "sl", "sq", "sr", "sv", "tr", "uk", "vi", "zh",
];

/// Whether a tag names a language, with or without region.
#[must_use]
pub fn is_language(tag: &str) -> bool {
    let primary = tag.split(['-', '_']).next().unwrap_or_default();
    tag.len() > 2
        && (language(tag).is_some()
            || OTHERS
                .iter()
                .any(|other| other.eq_ignore_ascii_case(primary)))
}

/// Writes a time in milliseconds since 1970 in a format; English names where a language has none here.
#[must_use]
pub fn format(time: i64, format: &str, tag: &str) -> String {
    let Some(names) = language(tag).or_else(|| language("en")) else {
        return String::new();
    };
    let day_number = time.div_euclid(86_400_000);
    let (year, month, day) = spindle_model::calendar::date(day_number);
    let seconds = time.rem_euclid(86_400_000) / 1000;
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let week_day = usize::try_from((day_number + 4).rem_euclid(7)).unwrap_or(0);
    let month_name = usize::try_from(month - 1)
        .ok()
        .and_then(|index| names.months.get(index).copied())
        .unwrap_or_default();
    let day_name = names.days.get(week_day).copied().unwrap_or_default();
    let lower = format.to_ascii_lowercase();
    let halves = lower.contains("am/pm");
    let shown_hour = if halves { (hour + 11) % 12 + 1 } else { hour };
    let short = |name: &str| name.chars().take(3).collect::<String>();
    let mut out = String::new();
    let mut rest = format;
    // After hours, `m` is minutes.
    let mut after_hours = false;
    while let Some(c) = rest.chars().next() {
        let letter = c.to_ascii_lowercase();
        let run = rest
            .chars()
            .take_while(|other| other.to_ascii_lowercase() == letter)
            .count();
        if let Some(tail) = rest
            .get(..5)
            .filter(|head| head.eq_ignore_ascii_case("am/pm"))
            .and_then(|_| rest.get(5..))
        {
            out.push_str(if hour < 12 { "AM" } else { "PM" });
            rest = tail;
            continue;
        }
        let written = match (letter, run) {
            ('y', 1..=2) => Some(format!("{:02}", year.rem_euclid(100))),
            ('y', _) => Some(year.to_string()),
            ('m', 1) if after_hours => Some(minute.to_string()),
            ('m', 2) if after_hours => Some(format!("{minute:02}")),
            ('m', 1) => Some(month.to_string()),
            ('m', 2) => Some(format!("{month:02}")),
            ('m', 3) => Some(short(month_name)),
            ('m', _) => Some(month_name.to_owned()),
            ('d', 1) => Some(day.to_string()),
            ('d', 2) => Some(format!("{day:02}")),
            ('d', 3) => Some(short(day_name)),
            ('d', _) => Some(day_name.to_owned()),
            ('h', 1) => Some(shown_hour.to_string()),
            ('h', _) => Some(format!("{shown_hour:02}")),
            ('s', 1) => Some(second.to_string()),
            ('s', _) => Some(format!("{second:02}")),
            _ => None,
        };
        if letter == 'h' {
            after_hours = true;
        } else if letter.is_ascii_alphabetic() {
            after_hours = false;
        }
        let end: usize = rest.chars().take(run).map(char::len_utf8).sum();
        match written {
            Some(text) => out.push_str(&text),
            None => out.push_str(rest.get(..end).unwrap_or_default()),
        }
        rest = rest.get(end..).unwrap_or_default();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_of_date_pickers() {
        // 2 April 2022, 13:05:09
        let time = 1_648_904_709_000;
        for (pattern, tag, expected) in [
            ("mm/dd/yyyy", "en-US", "04/02/2022"),
            ("dddd, mmmm dd, yyyy", "en-US", "Saturday, April 02, 2022"),
            ("dddd, mmmm dd, yyyy", "ru-RU", "суббота, апреля 02, 2022"),
            ("dd-mmm-yy", "", "02-Apr-22"),
            ("mm/dd/yyyy hh:mm:ss AM/PM", "", "04/02/2022 01:05:09 PM"),
            ("hh:mm", "", "13:05"),
            ("d/m/yy", "", "2/4/22"),
            ("foo", "", "foo"),
        ] {
            assert_eq!(format(time, pattern, tag), expected, "{pattern}");
        }
    }
}
