//! `ApiWorksheetFunction`: the functions of formulas, called by scripts.

use std::rc::Rc;

use spindle_calc::{Array, CalcError, Error, Range, Value as Calc};
use spindle_ooxml::NodeId;

use super::calculation::{self, answer};
use super::name::place;
use super::{CellCall, CellEditor, CellRef, CellResult};
use crate::class::{ApiError, Class, Member};
use crate::value::Value;

pub fn get(_: &mut CellCall<'_>) -> CellResult {
    Ok(Value::Handle(CellRef::WorksheetFunction))
}

/// One member a name: `F_DIST` is the function `F.DIST`.
macro_rules! functions {
    ($($name:ident),* $(,)?) => {
        &[$(Member::new(stringify!($name), |call| run(call, stringify!($name)))),*]
    };
}

pub static CLASS: Class<CellEditor> = Class {
    name: "ApiWorksheetFunction",
    parent: None,
    members: MEMBERS,
    properties: &[],
};

#[rustfmt::skip]
const MEMBERS: &[Member<CellEditor>] = functions![
    ABS, ACCRINT, ACCRINTM, ACOS, ACOSH, ACOT, ACOTH, AGGREGATE, AMORDEGRC, AMORLINC, AND, ARABIC, ASC, ASIN,
    ASINH, ATAN, ATAN2, ATANH, AVEDEV, AVERAGE, AVERAGEA, AVERAGEIF, AVERAGEIFS, BASE, BESSELI, BESSELJ,
    BESSELK, BESSELY, BETADIST, BETAINV, BETA_DIST, BETA_INV, BIN2DEC, BIN2HEX, BIN2OCT, BINOMDIST,
    BINOM_DIST, BINOM_DIST_RANGE, BINOM_INV, BITAND, BITLSHIFT, BITOR, BITRSHIFT, BITXOR, CEILING,
    CEILING_MATH, CEILING_PRECISE, CHAR, CHIDIST, CHIINV, CHISQ_DIST, CHISQ_DIST_RT, CHISQ_INV, CHISQ_INV_RT,
    CHITEST, CHOOSE, CLEAN, CODE, COLUMNS, COMBIN, COMBINA, COMPLEX, CONCATENATE, CONFIDENCE, CONFIDENCE_NORM,
    CONFIDENCE_T, CONVERT, COS, COSH, COT, COTH, COUNT, COUNTA, COUNTBLANK, COUNTIF, COUNTIFS, COUPDAYBS,
    COUPDAYS, COUPDAYSNC, COUPNCD, COUPNUM, COUPPCD, CRITBINOM, CSC, CSCH, CUMIPMT, CUMPRINC, DATE, DATEVALUE,
    DAVERAGE, DAY, DAYS, DAYS360, DB, DCOUNT, DCOUNTA, DDB, DEC2BIN, DEC2HEX, DEC2OCT, DECIMAL, DEGREES,
    DELTA, DEVSQ, DGET, DISC, DMAX, DMIN, DOLLAR, DOLLARDE, DOLLARFR, DPRODUCT, DSTDEV, DSTDEVP, DSUM,
    DURATION, DVAR, DVARP, ECMA_CEILING, EDATE, EFFECT, EOMONTH, ERF, ERFC, ERFC_PRECISE, ERF_PRECISE,
    ERROR_TYPE, EVEN, EXACT, EXP, EXPONDIST, EXPON_DIST, FACT, FACTDOUBLE, FALSE, FDIST, FIND, FINDB, FINV,
    FISHER, FISHERINV, FIXED, FLOOR, FLOOR_MATH, FLOOR_PRECISE, FORECAST_ETS, FORECAST_ETS_CONFINT,
    FORECAST_ETS_SEASONALITY, FORECAST_ETS_STAT, FREQUENCY, FV, FVSCHEDULE, F_DIST, F_DIST_RT, F_INV,
    F_INV_RT, GAMMA, GAMMADIST, GAMMAINV, GAMMALN, GAMMALN_PRECISE, GAMMA_DIST, GAMMA_INV, GAUSS, GCD,
    GEOMEAN, GESTEP, GROWTH, HARMEAN, HEX2BIN, HEX2DEC, HEX2OCT, HLOOKUP, HOUR, HYPERLINK, HYPGEOMDIST,
    HYPGEOM_DIST, IF, IFERROR, IFNA, IMABS, IMAGINARY, IMARGUMENT, IMCONJUGATE, IMCOS, IMCOSH, IMCOT, IMCSC,
    IMCSCH, IMDIV, IMEXP, IMLN, IMLOG10, IMLOG2, IMPOWER, IMPRODUCT, IMREAL, IMSEC, IMSECH, IMSIN, IMSINH,
    IMSQRT, IMSUB, IMSUM, IMTAN, INDEX, INT, INTRATE, IPMT, IRR, ISERR, ISERROR, ISEVEN, ISFORMULA, ISLOGICAL,
    ISNA, ISNONTEXT, ISNUMBER, ISODD, ISOWEEKNUM, ISO_CEILING, ISPMT, ISREF, ISTEXT, KURT, LARGE, LCM, LEFT,
    LEFTB, LEN, LENB, LINEST, LN, LOG, LOG10, LOGEST, LOGINV, LOGNORMDIST, LOGNORM_DIST, LOGNORM_INV, LOOKUP,
    LOWER, MATCH, MAX, MAXA, MDURATION, MEDIAN, MID, MIDB, MIN, MINA, MINUTE, MIRR, MOD, MONTH, MROUND,
    MULTINOMIAL, MUNIT, N, NA, NEGBINOMDIST, NEGBINOM_DIST, NETWORKDAYS, NETWORKDAYS_INTL, NOMINAL, NORMDIST,
    NORMINV, NORMSDIST, NORMSINV, NORM_DIST, NORM_INV, NORM_S_DIST, NORM_S_INV, NOT, NOW, NPER, NPV,
    NUMBERVALUE, OCT2BIN, OCT2DEC, OCT2HEX, ODD, ODDFPRICE, ODDFYIELD, ODDLPRICE, ODDLYIELD, OR, PDURATION,
    PERCENTILE, PERCENTILE_EXC, PERCENTILE_INC, PERCENTRANK, PERCENTRANK_EXC, PERCENTRANK_INC, PERMUT,
    PERMUTATIONA, PHI, PI, PMT, POISSON, POISSON_DIST, POWER, PPMT, PRICE, PRICEDISC, PRICEMAT, PRODUCT,
    PROPER, PV, QUARTILE, QUARTILE_EXC, QUARTILE_INC, QUOTIENT, RADIANS, RAND, RANDBETWEEN, RANK, RANK_AVG,
    RANK_EQ, RATE, RECEIVED, REPLACE, REPLACEB, REPT, RIGHT, RIGHTB, ROMAN, ROUND, ROUNDDOWN, ROUNDUP, ROWS,
    RRI, SEARCH, SEARCHB, SEC, SECH, SECOND, SERIESSUM, SHEET, SHEETS, SIGN, SIN, SINH, SKEW, SKEW_P, SLN,
    SMALL, SQRT, SQRTPI, STANDARDIZE, STDEV, STDEVA, STDEVP, STDEVPA, STDEV_P, STDEV_S, SUBSTITUTE, SUBTOTAL,
    SUM, SUMIF, SUMIFS, SUMSQ, SYD, T, TAN, TANH, TBILLEQ, TBILLPRICE, TBILLYIELD, TDIST, TEXT, TIME,
    TIMEVALUE, TINV, TODAY, TRANSPOSE, TREND, TRIM, TRIMMEAN, TRUE, TRUNC, TYPE, T_DIST, T_DIST_2T, T_DIST_RT,
    T_INV, T_INV_2T, UNICHAR, UNICODE, UPPER, VALUE, VAR, VARA, VARP, VARPA, VAR_P, VAR_S, VDB, VLOOKUP,
    WEEKDAY, WEEKNUM, WEIBULL, WEIBULL_DIST, WORKDAY, WORKDAY_INTL, XIRR, XNPV, XOR, YEAR, YEARFRAC, YIELD,
    YIELDDISC, YIELDMAT, ZTEST, Z_TEST,
];

fn run(call: &mut CellCall<'_>, name: &str) -> CellResult {
    let mut arguments = Vec::new();
    for value in call.args.all() {
        arguments.push(argument(call.doc, value).ok_or_else(count)?);
    }
    calculation::load(call.doc)?;
    let sheet = call
        .doc
        .book
        .active_sheet()
        .and_then(|id| call.doc.book.sheet_index(id).ok())
        .unwrap_or(0);
    let called = call
        .doc
        .calc
        .call(&call.doc.book, sheet, &name.replace('_', "."), arguments);
    match called {
        Ok(value) => answer(value, call.doc),
        Err(CalcError::Count) => Err(count()),
        Err(error) => Err(ApiError::Range(error.to_string())),
    }
}

fn count() -> ApiError {
    ApiError::State(CalcError::Count.to_string())
}

/// The cells that a defined name stands for.
fn named(doc: &CellEditor, node: NodeId) -> Option<Calc> {
    let names = doc.book.names();
    let name = names.into_iter().find(|name| name.node == node)?;
    let (sheet, area) = place(&doc.book, &name.formula)?;
    let sheet = doc.book.sheet_index(sheet).ok()?;
    Some(Calc::Range(Range { sheet, area }))
}

/// A script's value as an argument; what formulas have no value for ends the call.
fn argument(doc: &CellEditor, value: &Value<CellRef>) -> Option<Calc> {
    Some(match value {
        Value::Handle(CellRef::Range(range)) => Calc::Range(Range {
            sheet: doc.book.sheet_index(range.sheet).ok()?,
            area: range.area.get(),
        }),
        Value::Handle(CellRef::Name(node)) => named(doc, *node)?,
        Value::List(rows) => {
            let nested = rows.iter().any(|row| matches!(row, Value::List(_)));
            let mut items = Vec::new();
            let mut cols = None;
            for row in rows {
                match row {
                    Value::List(cells) if nested => {
                        if *cols.get_or_insert(cells.len()) != cells.len() {
                            return None;
                        }
                        for cell in cells {
                            items.push(single(cell)?);
                        }
                    }
                    _ if nested => return None,
                    one => items.push(single(one)?),
                }
            }
            let cols = cols.unwrap_or(items.len());
            Calc::Array(Rc::new(Array::new(cols, items)?))
        }
        one => single(one)?,
    })
}

fn single(value: &Value<CellRef>) -> Option<Calc> {
    Some(match value {
        Value::Number(number) if !number.is_finite() => Calc::Err(Error::Num),
        Value::Number(number) => Calc::Num(*number),
        Value::Text(text) => text.as_str().into(),
        Value::Bool(value) => Calc::Bool(*value),
        _ => return None,
    })
}
