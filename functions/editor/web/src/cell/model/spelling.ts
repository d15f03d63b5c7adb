import { NoFormula, parse } from "../calc/parse";

/** Functions that came after the format: files name them with `_xlfn.` (MS-XLSX 2.2.2.3), and programs know them only so. */
const FUTURE = new Set(
  `ACOT ACOTH AGGREGATE ANCHORARRAY ARABIC ARRAYTOTEXT BASE BETA.DIST BETA.INV BETAINV BINOM.DIST BINOM.DIST.RANGE BINOM.INV
    BITAND BITLSHIFT BITOR BITRSHIFT BITXOR CEILING.MATH CEILING.PRECISE CHISQ.DIST CHISQ.DIST.RT CHISQ.INV CHISQ.INV.RT CHISQ.TEST
    CHOOSECOLS CHOOSEROWS COMBINA CONCAT CONFIDENCE.NORM CONFIDENCE.T COT COTH COVARIANCE.P COVARIANCE.S CSC CSCH DAYS DECIMAL DROP
    ERF.PRECISE ERFC.PRECISE EXPAND EXPON.DIST F.DIST F.DIST.RT F.INV F.INV.RT F.TEST FDIST FILTERXML FLOOR.MATH FLOOR.PRECISE
    FORECAST.LINEAR FORMULATEXT GAMMA GAMMA.DIST GAMMA.INV GAMMADIST GAMMAINV GAMMALN.PRECISE GAUSS HSTACK HYPGEOM.DIST IFNA IFS
    IMCOSH IMCOT IMCSC IMCSCH IMSEC IMSECH IMSINH IMTAN ISFORMULA ISOWEEKNUM LOGNORM.DIST LOGNORM.INV MAXIFS MINIFS MODE.MULT
    MODE.SNGL MUNIT NEGBINOM.DIST NORM.DIST NORM.INV NORM.S.DIST NORM.S.INV NUMBERVALUE PDURATION PERCENTILE.EXC PERCENTILE.INC
    PERCENTRANK.EXC PERCENTRANK.INC PERMUTATIONA PHI POISSON.DIST QUARTILE.EXC QUARTILE.INC RANDARRAY RANK.AVG RANK.EQ REGEXEXTRACT
    REGEXREPLACE REGEXTEST RRI SEC SECH SEQUENCE SHEET SHEETS SINGLE SKEW SKEW.P SORTBY STDEV.P STDEV.S SWITCH T.DIST T.DIST.2T
    T.DIST.RT T.INV T.INV.2T T.TEST TAKE TEXTAFTER TEXTBEFORE TEXTJOIN TEXTSPLIT TINV TOCOL TOROW UNICHAR UNICODE UNIQUE VAR.P
    VAR.S VSTACK WEBSERVICE WEIBULL.DIST WRAPCOLS WRAPROWS XLOOKUP XMATCH XOR Z.TEST`.split(/\s+/),
);
/** Those that files name with `_xlfn._xlws.`. */
const FUTURE_WORKSHEET = new Set(["FILTER", "SORT"]);

/** Texts, names of sheets in quotes, what stands in brackets, and words: what a formula is looked through for names by. */
const PIECES = /"(?:[^"]|"")*"|'(?:[^']|'')*'|\[[^\]]*\]|[\p{L}\d_.$\\?]+(?=\s*\()|[\p{L}\d_.$\\?]+/gu;

/**
 * A formula (without its `=`) as files have it: functions in capitals, newer ones with the prefix that makes programs know
 * them, and commas between arguments, also where somebody is used to semicolons.
 */
export function stored(text: string): string {
  const formula = text.replace(/"(?:[^"]|"")*"|'(?:[^']|'')*'|\{[^}]*\}|\[[^\]]*\]|;/g, (piece) => (piece === ";" ? "," : piece));
  return formula.replace(PIECES, (piece, at: number) => {
    if (/^["'[]/.test(piece)) return piece;
    const after = formula.slice(at + piece.length).trimStart();
    if (after.startsWith("!")) return piece;
    if (!after.startsWith("(")) {
      const whole = after.startsWith(":") || formula[at - 1] === ":";
      return (whole ? /^\$?[a-z]{1,3}(\$?\d{1,7})?$/i : /^\$?[a-z]{1,3}\$?\d{1,7}$/i).test(piece) ? piece.toUpperCase() : piece;
    }
    const name = piece.toUpperCase().replace(/^_XLFN\.(_XLWS\.)?/, "");
    return FUTURE_WORKSHEET.has(name) ? `_xlfn._xlws.${name}` : FUTURE.has(name) ? `_xlfn.${name}` : piece.startsWith("_") ? piece : name;
  });
}

/** A formula of a file as people write it: without the prefixes. */
export function written(formula: string): string {
  if (!formula.includes("_xl")) return formula;
  return formula.replace(/"(?:[^"]|"")*"|_xlfn\.(?:_xlws\.)?|_xlpm\./g, (piece) => (piece.startsWith('"') ? piece : ""));
}

/** A formula whose last parentheses are missing, with them. */
export function closed(text: string): string {
  if (!text.startsWith("=")) return text;
  const bare = text.replace(/"(?:[^"]|"")*"/g, "");
  const open = (bare.match(/\(/g)?.length ?? 0) - (bare.match(/\)/g)?.length ?? 0);
  return open > 0 ? text + ")".repeat(open) : text;
}

/**
 * Whether a text (without its `=`) is a formula that may stand in a file. A file with one that is not is called broken by the
 * programs that open it, so what cannot be read is kept out.
 */
export function isFormula(text: string): boolean {
  try {
    parse(text);
    return true;
  } catch (error) {
    if (!(error instanceof NoFormula)) throw error;
  }
  // Columns of tables, other workbooks, cells that two ranges share, several sheets: not calculated here, but formulas.
  const bare = text
    .replace(/"(?:[^"]|"")*"/g, '""')
    .replace(/[\p{L}\d_.\\]*\[(?:[^[\]]|\[[^\]]*\])*\](?!!|[\p{L}\d_.]+!)/gu, "A1")
    .replace(/\[[^\]]*\]/g, "")
    .replace(/([\p{L}\d_.]+|'[^']*'):(?=[\p{L}\d_.]+!)/gu, "")
    .replace(/([A-Za-z]\d+|\))#/g, "$1")
    .replace(/\(([\p{L}\d_.$:!]+)((?:,[\p{L}\d_.$:!]+)+)\)(?=[,)]|$)/gu, (all, first: string, _rest, at: number, whole: string) => (/[\p{L}\d_.]$/u.test(whole.slice(0, at)) ? all : first))
    .replace(/([\p{L}_.$)][\d$]*)\s+(?=[\p{L}_$(])/gu, "$1+")
    .replace(/\):/g, ")+");
  try {
    parse(bare);
    return true;
  } catch {
    return false;
  }
}
