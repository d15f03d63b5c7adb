/** What a theme can be: as the system has it, light or dark. */
export type Theme = "system" | "light" | "dark";

const KEY = "spindle-theme";

/** The theme that `customization.uiTheme` names (`theme-dark`, `theme-light`, `default-dark`, ...); the user's own choice counts more. */
export function themeOf(uiTheme: unknown): Theme {
  const own = remembered();
  if (own) return own;
  if (typeof uiTheme !== "string") return "system";
  if (/dark|night/.test(uiTheme)) return "dark";
  return /light|white|gray|default/.test(uiTheme) ? "light" : "system";
}

function remembered(): Theme | null {
  try {
    const value = localStorage.getItem(KEY);
    return value === "light" || value === "dark" || value === "system" ? value : null;
  } catch {
    // A frame of another site may have no storage.
    return null;
  }
}

const dark = typeof matchMedia === "function" ? matchMedia("(prefers-color-scheme: dark)") : null;
let shown: Theme = "system";

/** Shows the page in this theme; the system's is followed when it changes. */
export function applyTheme(theme: Theme): void {
  shown = theme;
  document.documentElement.dataset.theme = theme === "system" ? (dark?.matches ? "dark" : "light") : theme;
}

dark?.addEventListener("change", () => applyTheme(shown));

/** Shows the page in the theme that the user chose, and remembers it on this device. */
export function chooseTheme(theme: Theme): void {
  applyTheme(theme);
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Then it holds until the page is left.
  }
}

/** The theme that was applied last. */
export function shownTheme(): Theme {
  return shown;
}
