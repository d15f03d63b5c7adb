import type { Words } from "../ui/i18n";
import { en } from "./words-en";
import { zh } from "./words-zh";

/** The console's words. */
export const words: Words = { en, zh };
