import bold from "lucide-static/icons/bold.svg?raw";
import italic from "lucide-static/icons/italic.svg?raw";
import underline from "lucide-static/icons/underline.svg?raw";
import strikethrough from "lucide-static/icons/strikethrough.svg?raw";
import code from "lucide-static/icons/code.svg?raw";
import superscript from "lucide-static/icons/superscript.svg?raw";
import subscript from "lucide-static/icons/subscript.svg?raw";
import removeFormatting from "lucide-static/icons/remove-formatting.svg?raw";
import baseline from "lucide-static/icons/baseline.svg?raw";
import highlighter from "lucide-static/icons/highlighter.svg?raw";
import list from "lucide-static/icons/list.svg?raw";
import listOrdered from "lucide-static/icons/list-ordered.svg?raw";
import listChecks from "lucide-static/icons/list-checks.svg?raw";
import textAlignStart from "lucide-static/icons/text-align-start.svg?raw";
import listIndentDecrease from "lucide-static/icons/list-indent-decrease.svg?raw";
import listIndentIncrease from "lucide-static/icons/list-indent-increase.svg?raw";
import link from "lucide-static/icons/link.svg?raw";
import image from "lucide-static/icons/image.svg?raw";
import folder from "lucide-static/icons/folder.svg?raw";
import table from "lucide-static/icons/table.svg?raw";
import tableProperties from "lucide-static/icons/table-properties.svg?raw";
import separatorHorizontal from "lucide-static/icons/separator-horizontal.svg?raw";
import sigma from "lucide-static/icons/sigma.svg?raw";
import pilcrowLeft from "lucide-static/icons/pilcrow-left.svg?raw";
import chevronUp from "lucide-static/icons/chevron-up.svg?raw";
import betweenHorizontalStart from "lucide-static/icons/between-horizontal-start.svg?raw";
import betweenHorizontalEnd from "lucide-static/icons/between-horizontal-end.svg?raw";
import betweenVerticalStart from "lucide-static/icons/between-vertical-start.svg?raw";
import betweenVerticalEnd from "lucide-static/icons/between-vertical-end.svg?raw";
import trash2 from "lucide-static/icons/trash-2.svg?raw";
import captions from "lucide-static/icons/captions.svg?raw";
import scan from "lucide-static/icons/scan.svg?raw";
import listTree from "lucide-static/icons/list-tree.svg?raw";
import { registerIcons } from "../ui";

/** Makes the pictures of the text editor known. */
export function registerWordIcons(): void {
  registerIcons({
    bold,
    italic,
    underline,
    strikethrough,
    code,
    superscript,
    subscript,
    "remove-formatting": removeFormatting,
    baseline,
    highlighter,
    list,
    "list-ordered": listOrdered,
    "list-checks": listChecks,
    "text-align-start": textAlignStart,
    "list-indent-decrease": listIndentDecrease,
    "list-indent-increase": listIndentIncrease,
    link,
    image,
    folder,
    table,
    "table-properties": tableProperties,
    "separator-horizontal": separatorHorizontal,
    sigma,
    "pilcrow-left": pilcrowLeft,
    "chevron-up": chevronUp,
    "between-horizontal-start": betweenHorizontalStart,
    "between-horizontal-end": betweenHorizontalEnd,
    "between-vertical-start": betweenVerticalStart,
    "between-vertical-end": betweenVerticalEnd,
    "trash-2": trash2,
    captions,
    scan,
    "list-tree": listTree,
  });
}
