//! Functions whose names differ between OpenFormula and xlsx.

/// Namespaces of functions in OpenFormula that xlsx has without them.
const PREFIXES: [&str; 5] = [
    "COM.MICROSOFT.",
    "ORG.LIBREOFFICE.",
    "ORG.OPENOFFICE.",
    "COM.SUN.STAR.SHEET.ADDIN.ANALYSIS.GET",
    "LEGACY.",
];

/// Functions that OpenFormula knows only by the name that it keeps for older ones.
const LEGACY: [&str; 9] = [
    "CHIDIST",
    "CHIINV",
    "CHITEST",
    "FDIST",
    "FINV",
    "NORMSDIST",
    "NORMSINV",
    "TDIST",
    "FTEST",
];

/// Functions that came to xlsx late, and stand in OpenFormula without a namespace.
const OWN: [&str; 38] = [
    "ACOT",
    "ACOTH",
    "ARABIC",
    "BASE",
    "BINOM.DIST.RANGE",
    "BITAND",
    "BITLSHIFT",
    "BITOR",
    "BITRSHIFT",
    "BITXOR",
    "COMBINA",
    "COT",
    "COTH",
    "CSC",
    "CSCH",
    "DAYS",
    "DECIMAL",
    "FORMULATEXT",
    "GAMMA",
    "GAUSS",
    "IFNA",
    "IMCOSH",
    "IMCOT",
    "IMCSC",
    "IMCSCH",
    "IMSEC",
    "IMSECH",
    "IMSINH",
    "IMTAN",
    "ISFORMULA",
    "ISOWEEKNUM",
    "PDURATION",
    "PERMUTATIONA",
    "PHI",
    "RRI",
    "SEC",
    "SHEET",
    "XOR",
];

/// The name in xlsx files of a function of OpenFormula.
pub(super) fn imported(name: &str) -> String {
    let upper = name.to_ascii_uppercase();
    let plain = PREFIXES
        .iter()
        .find_map(|prefix| upper.strip_prefix(prefix))
        .unwrap_or(&upper);
    let plain = match plain {
        "FORMULA" => "FORMULATEXT",
        other => other,
    };
    // The names that xlsx stores with a prefix are known there.
    spindle_ooxml::sheet::formula::stored(plain)
}

/// The name in OpenFormula of a function as xlsx files write it.
pub(super) fn exported(name: &str) -> String {
    let upper = name.to_ascii_uppercase();
    let Some(late) = upper.strip_prefix("_XLFN.") else {
        // Those of the same names in OpenFormula round negative numbers otherwise.
        if matches!(upper.as_str(), "CEILING" | "FLOOR") {
            return format!("COM.MICROSOFT.{upper}");
        }
        if LEGACY.contains(&upper.as_str()) {
            return format!("LEGACY.{upper}");
        }
        return upper;
    };
    let late = late.strip_prefix("_XLWS.").unwrap_or(late);
    match late {
        "FORMULATEXT" => "FORMULA".to_owned(),
        own if OWN.contains(&own) => own.to_owned(),
        other => format!("COM.MICROSOFT.{other}"),
    }
}
