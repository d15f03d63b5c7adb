import type { Area, Context } from "./evaluate";
import { ARRAYS } from "./functions/arrays";
import { CONDITIONAL } from "./functions/conditional";
import { DATES } from "./functions/dates";
import { LOGIC } from "./functions/logic";
import { LOOKUP } from "./functions/lookup";
import { MATH } from "./functions/math";
import { TEXT } from "./functions/text";
import type { Node } from "./parse";
import type { Value } from "./values";

/** Calculates a part of a formula. */
export type Evaluate = (node: Node, context: Context) => Value;

/** A function: it gets its arguments as they are written, and calculates those that it needs. */
export type Func = (args: Node[], context: Context, evaluate: Evaluate) => Value | Area;

/** The functions that sheets use most. The others come from a library that is loaded when a workbook has one of them. */
export const BUILT_IN: Record<string, Func | undefined> = { ...MATH, ...LOGIC, ...CONDITIONAL, ...LOOKUP, ...TEXT, ...DATES, ...ARRAYS };

/** Functions whose results change although no cell does. */
export const VOLATILE = new Set(["NOW", "TODAY", "RAND", "RANDBETWEEN", "OFFSET", "INDIRECT"]);

/** Names that functions had before they were told apart, as the library does not have them. */
export const OLDER: Record<string, string | undefined> = {
  STDEV: "STDEV.S", STDEVP: "STDEV.P", VAR: "VAR.S", VARP: "VAR.P", MODE: "MODE.SNGL", RANK: "RANK.EQ", PERCENTILE: "PERCENTILE.INC",
  PERCENTRANK: "PERCENTRANK.INC", QUARTILE: "QUARTILE.INC", COVAR: "COVARIANCE.P", CONFIDENCE: "CONFIDENCE.NORM", POISSON: "POISSON.DIST",
  WEIBULL: "WEIBULL.DIST",
};
