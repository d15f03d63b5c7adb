import caseSensitive from "lucide-static/icons/case-sensitive.svg?raw";
import chevronUp from "lucide-static/icons/chevron-up.svg?raw";
import panelLeft from "lucide-static/icons/panel-left.svg?raw";
import play from "lucide-static/icons/play.svg?raw";
import rotateCw from "lucide-static/icons/rotate-cw.svg?raw";

/** Pictures of the page view's tools. */
export const viewIcons = { "case-sensitive": caseSensitive, "chevron-up": chevronUp, "panel-left": panelLeft, play, "rotate-cw": rotateCw };
