//! Numbers: signs, thousands, percent, exponents, fractions, currencies.

/// Reads a number and the format that its spelling asks for.
pub(super) fn read(text: &str, fraction: bool) -> Option<(f64, Option<&'static str>)> {
    let (negative, body) = signed(text)?;
    let sign = if negative { -1.0 } else { 1.0 };
    if let Some(value) = exponential(body) {
        return Some((sign * value, Some("0.00E+00")));
    }
    if let Some((value, format)) = mixed(body, fraction) {
        return Some((sign * value, Some(format)));
    }
    let (percent, digits) = percent(body);
    let number = decimal(digits)?;
    let format = match (percent, number.grouped, number.decimals) {
        (true, _, false) => Some("0%"),
        (true, _, true) => Some("0.00%"),
        (false, true, false) => Some("#,##0"),
        (false, true, true) => Some("#,##0.00"),
        (false, false, _) => None,
    };
    let value = if percent {
        number.value / 100.0
    } else {
        number.value
    };
    Some((sign * value, format))
}

/// Reads an amount of money with its sign before it.
pub(super) fn currency(text: &str) -> Option<(f64, String)> {
    let (negative, body) = signed(text)?;
    let symbol = body
        .chars()
        .next()
        .filter(|c| matches!(c, '$' | '€' | '£' | '¥'))?;
    let rest = body.get(symbol.len_utf8()..)?;
    let (inner, rest) = rest
        .strip_prefix('-')
        .map_or((false, rest), |rest| (true, rest));
    let (percent, digits) = percent(rest.trim_start());
    let number = decimal(digits)?;
    let sign = if negative != inner { -1.0 } else { 1.0 };
    if percent {
        let format = if number.decimals { "0.00%" } else { "0%" };
        return Some((sign * number.value / 100.0, format.to_owned()));
    }
    let digits = if number.decimals { "#,##0.00" } else { "#,##0" };
    Some((
        sign * number.value,
        format!("\\{symbol}{digits}_);[Red](\\{symbol}{digits})"),
    ))
}

/// Takes a sign or parentheses off.
fn signed(text: &str) -> Option<(bool, &str)> {
    if let Some(inner) = text.strip_prefix('(') {
        return Some((true, inner.strip_suffix(')')?));
    }
    if let Some(rest) = text.strip_prefix('-') {
        return Some((true, rest.trim_start()));
    }
    Some((false, text.strip_prefix('+').unwrap_or(text)))
}

fn percent(text: &str) -> (bool, &str) {
    match text.strip_suffix('%').or_else(|| text.strip_prefix('%')) {
        Some(rest) => (true, rest.trim()),
        None => (false, text),
    }
}

struct Decimal {
    value: f64,
    grouped: bool,
    /// Whether it is no whole number: `5.00` is one.
    decimals: bool,
}

/// Digits with one point and commas between thousands; a last group may be longer.
fn decimal(text: &str) -> Option<Decimal> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let has_point = text.contains('.');
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(part) || (whole.is_empty() && part.is_empty()) {
        return None;
    }
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let grouped = !rest.is_empty();
    if grouped && (first.is_empty() || !rest.iter().all(|group| group.len() >= 3)) {
        return None;
    }
    if !digits(first) || !rest.iter().all(|group| digits(group)) {
        return None;
    }
    let plain: String = [
        whole.replace(',', ""),
        if has_point && !part.is_empty() {
            format!(".{part}")
        } else {
            String::new()
        },
    ]
    .concat();
    let value: f64 = plain.parse().ok()?;
    value.is_finite().then_some(Decimal {
        value,
        grouped,
        decimals: value.fract() != 0.0,
    })
}

/// `1e3`, `1.5E-7`.
fn exponential(text: &str) -> Option<f64> {
    let (mantissa, exponent) = text.split_once(['e', 'E'])?;
    let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let mantissa_plain = !mantissa.contains(',') && decimal(mantissa).is_some();
    (plain && mantissa_plain)
        .then(|| text.parse().ok())
        .flatten()
        .filter(|value: &f64| value.is_finite())
}

/// `1 1/2`; without a whole part only where a fraction is expected.
fn mixed(text: &str, fraction: bool) -> Option<(f64, &'static str)> {
    let (whole, part) = match text.split_once(' ') {
        Some((whole, part)) => (whole, part.trim_start()),
        None if fraction => ("0", text),
        None => return None,
    };
    let (over, under) = part.split_once('/')?;
    let number = |text: &str| -> Option<f64> {
        let plain = (1..=5).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| text.parse().ok()).flatten()
    };
    let (over_value, under_value) = (number(over)?, number(under)?);
    if under_value == 0.0 {
        return None;
    }
    let whole = decimal(whole).filter(|whole| !whole.decimals)?.value;
    let format = if over.len().max(under.len()) == 1 {
        "# ?/?"
    } else {
        "# ??/??"
    };
    Some((whole + over_value / under_value, format))
}
