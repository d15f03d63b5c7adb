/** Arguments of the functions that sheets use most, in English and in Chinese; those in brackets may be left out. */
const SIGNATURES = `
SUM|number1, [number2], …|数值1, [数值2], …
AVERAGE|number1, [number2], …|数值1, [数值2], …
MIN|number1, [number2], …|数值1, [数值2], …
MAX|number1, [number2], …|数值1, [数值2], …
COUNT|value1, [value2], …|值1, [值2], …
COUNTA|value1, [value2], …|值1, [值2], …
COUNTIF|range, criterion|区域, 条件
COUNTIFS|range1, criterion1, …|区域1, 条件1, …
SUMIF|range, criterion, [sum_range]|区域, 条件, [求和区域]
SUMIFS|sum_range, range1, criterion1, …|求和区域, 区域1, 条件1, …
AVERAGEIF|range, criterion, [average_range]|区域, 条件, [平均区域]
AVERAGEIFS|average_range, range1, criterion1, …|平均区域, 区域1, 条件1, …
SUMPRODUCT|array1, [array2], …|数组1, [数组2], …
IF|condition, value_if_true, [value_if_false]|条件, 真时的值, [假时的值]
IFS|condition1, value1, …|条件1, 值1, …
IFERROR|value, value_if_error|值, 出错时的值
IFNA|value, value_if_na|值, 无值时的值
SWITCH|value, case1, result1, …, [default]|值, 情况1, 结果1, …, [默认]
AND|condition1, [condition2], …|条件1, [条件2], …
OR|condition1, [condition2], …|条件1, [条件2], …
NOT|condition|条件
VLOOKUP|value, table, column, [approximately]|查找值, 表格, 列号, [近似匹配]
HLOOKUP|value, table, row, [approximately]|查找值, 表格, 行号, [近似匹配]
XLOOKUP|value, lookup_range, result_range, [if_missing], [match], [search]|查找值, 查找区域, 结果区域, [未找到时], [匹配方式], [搜索方式]
INDEX|range, row, [column]|区域, 行, [列]
MATCH|value, range, [type]|查找值, 区域, [类型]
CHOOSE|index, value1, …|序号, 值1, …
OFFSET|reference, rows, columns, [height], [width]|引用, 行数, 列数, [高度], [宽度]
INDIRECT|text|文本
FILTER|range, condition, [if_empty]|区域, 条件, [空时的值]
SORT|range, [column], [order]|区域, [列], [次序]
UNIQUE|range|区域
ROUND|number, digits|数值, 位数
ROUNDUP|number, digits|数值, 位数
ROUNDDOWN|number, digits|数值, 位数
MOD|number, divisor|被除数, 除数
RANK|number, range, [order]|数值, 区域, [次序]
LARGE|range, k|区域, k
SMALL|range, k|区域, k
DATE|year, month, day|年, 月, 日
TIME|hour, minute, second|时, 分, 秒
YEAR|date|日期
MONTH|date|日期
DAY|date|日期
WEEKDAY|date, [type]|日期, [类型]
EDATE|date, months|日期, 月数
EOMONTH|date, months|日期, 月数
DATEDIF|start, end, unit|开始, 结束, 单位
NETWORKDAYS|start, end, [holidays]|开始, 结束, [假日]
WORKDAY|start, days, [holidays]|开始, 天数, [假日]
CONCAT|text1, [text2], …|文本1, [文本2], …
TEXTJOIN|delimiter, ignore_empty, text1, …|分隔符, 忽略空值, 文本1, …
TEXT|value, format|值, 格式
LEFT|text, [count]|文本, [个数]
RIGHT|text, [count]|文本, [个数]
MID|text, start, count|文本, 开始, 个数
LEN|text|文本
TRIM|text|文本
UPPER|text|文本
LOWER|text|文本
FIND|find, within, [start]|查找, 文本, [开始]
SEARCH|find, within, [start]|查找, 文本, [开始]
SUBSTITUTE|text, old, new, [which]|文本, 旧文本, 新文本, [第几个]
PMT|rate, periods, present_value, [future_value], [type]|利率, 期数, 现值, [终值], [类型]
`;

/** Functions that are offered by their names only. */
const OTHERS =
  "ABS ACOS ASIN ATAN ATAN2 AVERAGEA BASE CEILING CHAR CLEAN CODE COLUMN COLUMNS COMBIN CONCATENATE CORREL COS COUNTBLANK DAYS DAYS360 DECIMAL DEGREES EVEN EXACT EXP FACT FALSE FLOOR FORECAST FREQUENCY FV GCD GEOMEAN HOUR INT INTERCEPT IRR ISBLANK ISERR ISERROR ISEVEN ISLOGICAL ISNA ISNUMBER ISODD ISOWEEKNUM ISTEXT LCM LN LOG LOG10 LOOKUP MAXIFS MEDIAN MINIFS MINUTE MODE MROUND NA NOW NPER NPV ODD PERCENTILE PI POWER PPMT PRODUCT PROPER PV QUARTILE QUOTIENT RADIANS RAND RANDBETWEEN RATE REPLACE REPT ROW ROWS SECOND SEQUENCE SIGN SIN SLN SLOPE SORTBY SQRT STDEV STDEV.P STDEV.S SUBTOTAL SUMSQ TAN TIMEVALUE TODAY TRANSPOSE TRUE TRUNC VALUE VAR VAR.P VAR.S WEEKNUM XMATCH XOR YEARFRAC DATEVALUE DOLLAR FIXED N NUMBERVALUE UNICHAR UNICODE TYPE T";

const KNOWN = new Map(
  SIGNATURES.trim()
    .split("\n")
    .map((line): [string, [string, string]] => {
      const [name = "", english = "", chinese = ""] = line.split("|");
      return [name, [english, chinese]];
    }),
);
const NAMES = [...KNOWN.keys(), ...OTHERS.split(" ").sort()];

/** The functions whose names begin so; the ones that are used most come first. */
export function functionsLike(start: string, most: number): string[] {
  return NAMES.filter((name) => name.startsWith(start)).slice(0, most);
}

/** The arguments of a function, one by one, in a language; nothing where they are not known. */
export function argumentsOf(name: string, chinese: boolean): string[] | null {
  const known = KNOWN.get(name);
  return known ? known[chinese ? 1 : 0].split(", ") : null;
}
