//! Functions that came after the format: files name them with a prefix (MS-XLSX 2.2.2.3, future functions).

/// Functions that are stored with `_xlfn.`, in order. Those of lambdas are not among them: the original does not know
/// them and keeps what was typed.
const FUTURE: &[&str] = &[
    "ACOT",
    "ACOTH",
    "AGGREGATE",
    "ANCHORARRAY",
    "ARABIC",
    "ARRAYTOTEXT",
    "BASE",
    "BETA.DIST",
    "BETA.INV",
    "BETAINV",
    "BINOM.DIST",
    "BINOM.DIST.RANGE",
    "BINOM.INV",
    "BITAND",
    "BITLSHIFT",
    "BITOR",
    "BITRSHIFT",
    "BITXOR",
    "CEILING.MATH",
    "CEILING.PRECISE",
    "CHISQ.DIST",
    "CHISQ.DIST.RT",
    "CHISQ.INV",
    "CHISQ.INV.RT",
    "CHISQ.TEST",
    "CHOOSECOLS",
    "CHOOSEROWS",
    "COMBINA",
    "CONCAT",
    "CONFIDENCE.NORM",
    "CONFIDENCE.T",
    "COT",
    "COTH",
    "COVARIANCE.P",
    "COVARIANCE.S",
    "CSC",
    "CSCH",
    "DAYS",
    "DECIMAL",
    "DROP",
    "ERF.PRECISE",
    "ERFC.PRECISE",
    "EXPAND",
    "EXPON.DIST",
    "F.DIST",
    "F.DIST.RT",
    "F.INV",
    "F.INV.RT",
    "F.TEST",
    "FDIST",
    "FILTERXML",
    "FLOOR.MATH",
    "FLOOR.PRECISE",
    "FORECAST.LINEAR",
    "FORMULATEXT",
    "GAMMA",
    "GAMMA.DIST",
    "GAMMA.INV",
    "GAMMADIST",
    "GAMMAINV",
    "GAMMALN.PRECISE",
    "GAUSS",
    "HSTACK",
    "HYPGEOM.DIST",
    "IFNA",
    "IFS",
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
    "LOGNORM.DIST",
    "LOGNORM.INV",
    "MAXIFS",
    "MINIFS",
    "MODE.MULT",
    "MODE.SNGL",
    "MUNIT",
    "NEGBINOM.DIST",
    "NORM.DIST",
    "NORM.INV",
    "NORM.S.DIST",
    "NORM.S.INV",
    "NUMBERVALUE",
    "PDURATION",
    "PERCENTILE.EXC",
    "PERCENTILE.INC",
    "PERCENTRANK.EXC",
    "PERCENTRANK.INC",
    "PERMUTATIONA",
    "PHI",
    "POISSON.DIST",
    "QUARTILE.EXC",
    "QUARTILE.INC",
    "RANDARRAY",
    "RANK.AVG",
    "RANK.EQ",
    "REGEXEXTRACT",
    "REGEXREPLACE",
    "REGEXTEST",
    "RRI",
    "SEC",
    "SECH",
    "SEQUENCE",
    "SHEET",
    "SHEETS",
    "SINGLE",
    "SKEW",
    "SKEW.P",
    "SORTBY",
    "STDEV.P",
    "STDEV.S",
    "SWITCH",
    "T.DIST",
    "T.DIST.2T",
    "T.DIST.RT",
    "T.INV",
    "T.INV.2T",
    "T.TEST",
    "TAKE",
    "TEXTAFTER",
    "TEXTBEFORE",
    "TEXTJOIN",
    "TEXTSPLIT",
    "TINV",
    "TOCOL",
    "TOROW",
    "UNICHAR",
    "UNICODE",
    "UNIQUE",
    "VAR.P",
    "VAR.S",
    "VSTACK",
    "WEBSERVICE",
    "WEIBULL.DIST",
    "WRAPCOLS",
    "WRAPROWS",
    "XLOOKUP",
    "XMATCH",
    "XOR",
    "Z.TEST",
];

/// Functions that are stored with `_xlfn._xlws.`.
const FUTURE_WORKSHEET: &[&str] = &["FILTER", "PY", "SORT"];

/// The name under which files store a function that people write as `name`, in capitals.
#[must_use]
pub fn stored(name: &str) -> String {
    let name = name.to_uppercase();
    if FUTURE_WORKSHEET.contains(&name.as_str()) {
        format!("_xlfn._xlws.{name}")
    } else if FUTURE.binary_search(&name.as_str()).is_ok() {
        format!("_xlfn.{name}")
    } else {
        name
    }
}

/// A stored formula as people write it: without the prefixes of functions.
#[must_use]
pub fn written(formula: &str) -> String {
    if !formula.contains("_xl") {
        return formula.to_owned();
    }
    let mut out = String::with_capacity(formula.len());
    for piece in super::scan::pieces(formula) {
        match piece {
            super::Piece::Word(word) => {
                let plain = word.strip_prefix("_xlfn.").unwrap_or(word);
                out.push_str(plain.strip_prefix("_xlws.").unwrap_or(plain));
            }
            piece => out.push_str(piece.raw()),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted() {
        assert!(FUTURE.is_sorted());
    }

    #[test]
    fn prefixes_come_and_go() {
        assert_eq!(stored("xlookup"), "_xlfn.XLOOKUP");
        assert_eq!(stored("filter"), "_xlfn._xlws.FILTER");
        assert_eq!(stored("sum"), "SUM");
        assert_eq!(
            written("_xlfn._xlws.SORT(A1)&\"_xlfn.X\""),
            "SORT(A1)&\"_xlfn.X\""
        );
    }
}
