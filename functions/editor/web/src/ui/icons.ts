import x from "lucide-static/icons/x.svg?raw";
import check from "lucide-static/icons/check.svg?raw";
import info from "lucide-static/icons/info.svg?raw";
import triangleAlert from "lucide-static/icons/triangle-alert.svg?raw";
import circleAlert from "lucide-static/icons/circle-alert.svg?raw";
import circleCheck from "lucide-static/icons/circle-check.svg?raw";
import chevronDown from "lucide-static/icons/chevron-down.svg?raw";
import chevronLeft from "lucide-static/icons/chevron-left.svg?raw";
import ellipsis from "lucide-static/icons/ellipsis.svg?raw";
import arrowLeft from "lucide-static/icons/arrow-left.svg?raw";
import save from "lucide-static/icons/save.svg?raw";
import cloud from "lucide-static/icons/cloud.svg?raw";
import cloudCheck from "lucide-static/icons/cloud-check.svg?raw";
import cloudOff from "lucide-static/icons/cloud-off.svg?raw";
import refreshCw from "lucide-static/icons/refresh-cw.svg?raw";
import keyboard from "lucide-static/icons/keyboard.svg?raw";
import sun from "lucide-static/icons/sun.svg?raw";
import moon from "lucide-static/icons/moon.svg?raw";
import monitor from "lucide-static/icons/monitor.svg?raw";
import pencil from "lucide-static/icons/pencil.svg?raw";
import eye from "lucide-static/icons/eye.svg?raw";
import fileText from "lucide-static/icons/file-text.svg?raw";
import table2 from "lucide-static/icons/table-2.svg?raw";
import presentation from "lucide-static/icons/presentation.svg?raw";
import fileType from "lucide-static/icons/file-type.svg?raw";
import download from "lucide-static/icons/download.svg?raw";
import printer from "lucide-static/icons/printer.svg?raw";
import menu from "lucide-static/icons/menu.svg?raw";
import search from "lucide-static/icons/search.svg?raw";
import plus from "lucide-static/icons/plus.svg?raw";
import minus from "lucide-static/icons/minus.svg?raw";
import undo2 from "lucide-static/icons/undo-2.svg?raw";
import redo2 from "lucide-static/icons/redo-2.svg?raw";
import users from "lucide-static/icons/users.svg?raw";

/** The name of a picture that was registered. */
export type IconName = string;

const known = new Map<IconName, string>();
/** Those that were made once; copies are cheaper than reading the text again. */
const made = new Map<IconName, SVGElement>();

/** Makes pictures known under names; a part of the pages brings its own. The values are the texts of SVG files. */
export function registerIcons(icons: Record<IconName, string>): void {
  for (const [name, svg] of Object.entries(icons)) {
    known.set(name, svg.replace(/<!--.*?-->/gs, "").trim());
    made.delete(name);
  }
}

/** The picture of that name, for eyes only: what it stands for is said by its button. */
export function icon(name: IconName): SVGElement {
  let node = made.get(name);
  if (!node) {
    node = make(name);
    made.set(name, node);
  }
  return node.cloneNode(true) as SVGElement;
}

function make(name: IconName): SVGElement {
  const svg = known.get(name);
  if (!svg) throw new Error(`no icon is called ${name}`);
  const holder = document.createElement("template");
  holder.innerHTML = svg;
  const node = holder.content.firstElementChild as SVGElement;
  node.setAttribute("class", "ui-icon");
  node.setAttribute("aria-hidden", "true");
  node.setAttribute("focusable", "false");
  return node;
}

registerIcons({
  x,
  check: check,
  info: info,
  "triangle-alert": triangleAlert,
  "circle-alert": circleAlert,
  "circle-check": circleCheck,
  "chevron-down": chevronDown,
  "chevron-left": chevronLeft,
  ellipsis: ellipsis,
  "arrow-left": arrowLeft,
  save: save,
  cloud: cloud,
  "cloud-check": cloudCheck,
  "cloud-off": cloudOff,
  "refresh-cw": refreshCw,
  keyboard: keyboard,
  sun: sun,
  moon: moon,
  monitor: monitor,
  pencil: pencil,
  eye: eye,
  "file-text": fileText,
  "table-2": table2,
  presentation: presentation,
  "file-type": fileType,
  download: download,
  printer: printer,
  menu: menu,
  search: search,
  plus: plus,
  minus: minus,
  "undo-2": undo2,
  "redo-2": redo2,
  users: users,
});
