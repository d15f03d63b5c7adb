import alignCenter from "lucide-static/icons/text-align-center.svg?raw";
import alignLeft from "lucide-static/icons/text-align-start.svg?raw";
import alignRight from "lucide-static/icons/text-align-end.svg?raw";
import arrowDownAZ from "lucide-static/icons/arrow-down-a-z.svg?raw";
import arrowUpZA from "lucide-static/icons/arrow-up-z-a.svg?raw";
import bold from "lucide-static/icons/bold.svg?raw";
import borders from "lucide-static/icons/grid-2x2.svg?raw";
import clipboardPaste from "lucide-static/icons/clipboard-paste.svg?raw";
import copy from "lucide-static/icons/copy.svg?raw";
import currency from "lucide-static/icons/badge-dollar-sign.svg?raw";
import fewer from "lucide-static/icons/decimals-arrow-left.svg?raw";
import filter from "lucide-static/icons/list-filter.svg?raw";
import freeze from "lucide-static/icons/panels-top-left.svg?raw";
import italic from "lucide-static/icons/italic.svg?raw";
import eraser from "lucide-static/icons/remove-formatting.svg?raw";
import link from "lucide-static/icons/link.svg?raw";
import merge from "lucide-static/icons/table-cells-merge.svg?raw";
import more from "lucide-static/icons/decimals-arrow-right.svg?raw";
import paintBucket from "lucide-static/icons/paint-bucket.svg?raw";
import percent from "lucide-static/icons/percent.svg?raw";
import rows from "lucide-static/icons/rows-3.svg?raw";
import columns from "lucide-static/icons/columns-3.svg?raw";
import scissors from "lucide-static/icons/scissors.svg?raw";
import sigma from "lucide-static/icons/sigma.svg?raw";
import strikethrough from "lucide-static/icons/strikethrough.svg?raw";
import textColor from "lucide-static/icons/baseline.svg?raw";
import trash from "lucide-static/icons/trash-2.svg?raw";
import underline from "lucide-static/icons/underline.svg?raw";
import alignTop from "lucide-static/icons/align-start-horizontal.svg?raw";
import alignMiddle from "lucide-static/icons/align-center-horizontal.svg?raw";
import alignBottom from "lucide-static/icons/align-end-horizontal.svg?raw";
import wrap from "lucide-static/icons/text-wrap.svg?raw";
import fx from "lucide-static/icons/square-function.svg?raw";
import chevronRight from "lucide-static/icons/chevron-right.svg?raw";

/** Pictures of the sheet's tools. */
export const cellIcons = {
  "align-left": alignLeft,
  "align-center": alignCenter,
  "align-right": alignRight,
  "align-top": alignTop,
  "align-middle": alignMiddle,
  "align-bottom": alignBottom,
  "sort-up": arrowDownAZ,
  "sort-down": arrowUpZA,
  bold,
  borders,
  paste: clipboardPaste,
  copy,
  currency,
  "decimals-fewer": fewer,
  "decimals-more": more,
  filter,
  freeze,
  italic,
  eraser,
  link,
  merge,
  fill: paintBucket,
  percent,
  rows,
  columns,
  cut: scissors,
  sigma,
  strikethrough,
  "text-color": textColor,
  trash,
  underline,
  wrap,
  fx,
  "chevron-right": chevronRight,
};
