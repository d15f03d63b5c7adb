import type { Refusal } from "../session/types";
import { t } from "../ui/i18n";

/**
 * The numbers that `onError` has for refusals; they are those that integrators know for the same things
 * (docs/api/docs-api.md, Errors).
 */
const numbers: Record<string, number> = {
  "cannot-open": -4,
  "bad-request": -8,
  "too-large": -9,
  network: -18,
  token: -20,
  "token-expired": -21,
  dropped: -23,
  "read-only": -23,
  left: -18,
  "no-session": -18,
  "no-config": -1,
};

/** What `onError` is told of a refusal. */
export function errorOf(refusal: Refusal): { errorCode: number; errorDescription: string } {
  return { errorCode: numbers[refusal.error] ?? -1, errorDescription: [words(refusal), said(refusal)].join(" ").trimEnd() };
}

/** What the service itself says of a refusal, for whom our words are not enough; nothing where they are its own. */
export function said(refusal: Refusal): string {
  const isSaid = refusal.status >= 400 && refusal.message !== "" && refusal.message !== words(refusal);
  return isSaid ? t("frame.said", { reason: refusal.message }) : "";
}

/** What people are told: our words for what they can do, else the service's reason. */
export function words(refusal: Refusal): string {
  const key = `frame.refusal.${refusal.error}`;
  const own = t(key);
  return own === key ? refusal.message : own;
}

/** Why edits did not go in, for people: our words where we have some, else the reason as it came. */
export function why(reason: Refusal): string {
  const key = `frame.why.${reason.error}`;
  const own = t(key);
  return own === key ? reason.message : own;
}

/** Whatever was thrown, as a refusal. */
export function asRefusal(thrown: unknown): Refusal {
  if (typeof thrown === "object" && thrown !== null && "error" in thrown && "message" in thrown) {
    const { status, error, message } = thrown as Partial<Refusal>;
    return { status: status ?? 0, error: String(error), message: String(message) };
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { status: 0, error: thrown instanceof Error && thrown.name === "NoConfig" ? "no-config" : "unknown", message };
}
