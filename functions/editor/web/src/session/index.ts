export { join } from "./join";
export type { HistoryAsked, JoinOptions } from "./options";
export { Refused } from "./refused";
export type * from "./types";
