import copyPlus from "lucide-static/icons/copy-plus.svg?raw";
import filePlus from "lucide-static/icons/file-plus.svg?raw";
import history from "lucide-static/icons/history.svg?raw";
import link from "lucide-static/icons/link.svg?raw";
import messageSquare from "lucide-static/icons/message-square.svg?raw";
import share from "lucide-static/icons/share-2.svg?raw";
import star from "lucide-static/icons/star.svg?raw";
import { registerIcons } from "../ui";

/** Makes the frame's pictures known. */
export function registerFrameIcons(): void {
  registerIcons({ "copy-plus": copyPlus, "file-plus": filePlus, history, link, "message-square": messageSquare, share, star });
}
