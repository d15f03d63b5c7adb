import "./ui.css";

export { el, uid } from "./dom";
export { confirm, field, openDialog, type DialogButton, type DialogOptions } from "./dialog";
export { Header, type App, type HeaderOptions } from "./header";
export { currentLanguage, register, setLanguage, t, type Words } from "./i18n";
export { icon, registerIcons, type IconName } from "./icons";
export { openMenu, type MenuItem } from "./menu";
export { Banners, toast, type Banner, type Tone } from "./messages";
export { palette } from "./palette";
export { colorOf, initials, nameOf, People } from "./participants";
export { closePopover, openPopover, type Popover } from "./popover";
export { Shell, showFailure, showLoading } from "./shell";
export { keysShown, matches, Shortcuts, type Shortcut } from "./shortcuts";
export { applyTheme, chooseTheme, shownTheme, themeOf, type Theme } from "./theme";
export { Toolbar, type Tool, type ToolState } from "./toolbar";
