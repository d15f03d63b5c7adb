/** The JSON of a workbook, as far as the editor reads it. Members that are not listed stay as they came. */
export interface WorkbookJson {
  sheets?: Record<string, SheetJson>;
  namedStyles?: (Style & { name?: string })[];
  names?: { name?: string; formula?: string }[];
  sheetCount?: number;
  activeSheetIndex?: number;
  [member: string]: unknown;
}

/** One sheet. */
export interface SheetJson {
  name?: string;
  index?: number;
  visible?: boolean | number;
  rowCount?: number;
  columnCount?: number;
  frozenRowCount?: number;
  frozenColCount?: number;
  zoomFactor?: number;
  data?: DataJson;
  rows?: (Info | null)[];
  columns?: (Info | null)[];
  spans?: Range[];
  names?: { name?: string; formula?: string }[];
  defaults?: { rowHeight?: number; colWidth?: number };
  comments?: { text?: string; author?: string; rowIndex?: number; colIndex?: number; row?: number; col?: number }[];
  floatingObjects?: Floating[];
  pictures?: Floating[];
  gridline?: { showVerticalGridline?: boolean; showHorizontalGridline?: boolean };
  sheetTabColor?: string;
  theme?: unknown;
  [member: string]: unknown;
}

/** Cells, and what is said of whole rows and columns. */
export interface DataJson {
  dataTable?: Table;
  rowDataArray?: ({ style?: Style | string } | null)[];
  columnDataArray?: ({ style?: Style | string } | null)[];
  defaultDataNode?: { style?: Style | string };
  [member: string]: unknown;
}

/** Cells by row and column. */
export type Table = Record<string, Record<string, Cell>>;

/** A cell. The model never changes one in place: it puts a new one there. */
export interface Cell {
  value?: unknown;
  formula?: string;
  style?: Style | string;
  hyperlink?: unknown;
  [member: string]: unknown;
}

/** Size in pixels and visibility of a row or column. */
export interface Info {
  size?: number;
  visible?: boolean;
  [member: string]: unknown;
}

/** A block of cells. */
export interface Range {
  row: number;
  rowCount: number;
  col: number;
  colCount: number;
}

/** A picture, chart or shape over the cells; sizes in pixels. */
export interface Floating {
  name?: string;
  src?: string;
  alt?: string;
  x?: number;
  y?: number;
  width?: number;
  height?: number;
  startRow?: number;
  startColumn?: number;
  startRowOffset?: number;
  startColumnOffset?: number;
  [member: string]: unknown;
}

/** A line around a cell: `style` by its number in SpreadJS's `LineStyle`. */
export interface Line {
  color?: string;
  style?: number;
}

/** A style as SpreadJS writes it; `null` takes back what stands below it. */
export interface Style {
  parentName?: string;
  font?: string | { json?: Record<string, string> };
  fontWeight?: string | null;
  fontStyle?: string | null;
  fontSize?: string | null;
  fontFamily?: string | null;
  foreColor?: string | null;
  backColor?: unknown;
  /** 0 left, 1 centre, 2 right, 3 general. */
  hAlign?: number | null;
  /** 0 top, 1 middle, 2 bottom. */
  vAlign?: number | null;
  wordWrap?: boolean | null;
  textIndent?: number | null;
  textOrientation?: number | null;
  /** Bits: 1 underline, 2 line through, 8 double underline. */
  textDecoration?: number | null;
  formatter?: unknown;
  borderLeft?: Line | null;
  borderTop?: Line | null;
  borderRight?: Line | null;
  borderBottom?: Line | null;
  [member: string]: unknown;
}
