import { registerIcons } from "../ui/icons";
import activity from "lucide-static/icons/activity.svg?raw";
import archive from "lucide-static/icons/archive-restore.svg?raw";
import arrowRight from "lucide-static/icons/arrow-right.svg?raw";
import database from "lucide-static/icons/database.svg?raw";
import files from "lucide-static/icons/files.svg?raw";
import file from "lucide-static/icons/file.svg?raw";
import folder from "lucide-static/icons/folder.svg?raw";
import folderPlus from "lucide-static/icons/folder-plus.svg?raw";
import history from "lucide-static/icons/history.svg?raw";
import inbox from "lucide-static/icons/inbox.svg?raw";
import languages from "lucide-static/icons/languages.svg?raw";
import layoutDashboard from "lucide-static/icons/layout-dashboard.svg?raw";
import lock from "lucide-static/icons/lock.svg?raw";
import lockOpen from "lucide-static/icons/lock-open.svg?raw";
import logOut from "lucide-static/icons/log-out.svg?raw";
import play from "lucide-static/icons/play.svg?raw";
import send from "lucide-static/icons/send.svg?raw";
import squareCode from "lucide-static/icons/square-code.svg?raw";
import trash from "lucide-static/icons/trash-2.svg?raw";
import upload from "lucide-static/icons/upload.svg?raw";
import repeat from "lucide-static/icons/repeat-2.svg?raw";
import externalLink from "lucide-static/icons/external-link.svg?raw";

registerIcons({
  activity,
  archive,
  "arrow-right": arrowRight,
  database,
  files,
  file,
  folder,
  "folder-plus": folderPlus,
  history,
  inbox,
  languages,
  "layout-dashboard": layoutDashboard,
  lock,
  "lock-open": lockOpen,
  "log-out": logOut,
  play,
  send,
  "square-code": squareCode,
  trash,
  upload,
  repeat,
  "external-link": externalLink,
});
