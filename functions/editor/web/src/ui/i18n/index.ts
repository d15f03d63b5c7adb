import { en } from "./en";
import { zh } from "./zh";

/** The words of a part of the pages, by key. `{name}` in a text stands for a parameter. */
export interface Words {
  en: Record<string, string>;
  zh: Record<string, string>;
}

const words: Words = { en: { ...en }, zh: { ...zh } };
let language: keyof Words = "en";

/** Adds the words of a part; to be called before its first {@link t}. */
export function register(more: Words): void {
  Object.assign(words.en, more.en);
  Object.assign(words.zh, more.zh);
}

/** Chooses the language: everything that begins with `zh` is Chinese, everything else English. Without one the browser's. */
export function setLanguage(lang?: string): void {
  language = /^zh/i.test(lang || navigator.language) ? "zh" : "en";
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
}

/** The language that was chosen. */
export function currentLanguage(): keyof Words {
  return language;
}

/** The words under a key in the chosen language; where there are none the English ones, or else the key. */
export function t(key: string, params: Record<string, string | number> = {}): string {
  const text = words[language][key] ?? words.en[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}
