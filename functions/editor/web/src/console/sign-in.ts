import { el } from "../ui/dom";
import { icon } from "../ui/icons";
import { currentLanguage, t } from "../ui/i18n";
import { busy, button, reason } from "./parts";
import { ServiceError, type Service } from "./service";
import { mark } from "./shell";

const SNIPPET = `secret=CHANGE-ME          # jwt_secret
url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }
head=$(printf '{"alg":"HS256","typ":"JWT"}' | url)
body=$(printf '{"operator":true,"exp":%d}' $(($(date +%s) + 28800)) | url)
sign=$(printf '%s.%s' "$head" "$body" | openssl dgst -sha256 -hmac "$secret" -binary | url)
echo "$head.$body.$sign"`;

/** Asks for the operator's token. */
export function signIn(service: Service, why: string, done: () => void, choose: (language: "en" | "zh") => void): HTMLElement {
  const input = el("input", { type: "password", id: "token", autocomplete: "off", spellcheck: "false", required: true, "aria-describedby": "token-error" });
  const error = el("p", { class: "c-error", id: "token-error", role: "alert" }, why ? t("console.sign-in.refused", { reason: why }) : "");
  const submit = el("button", { type: "submit", class: "ui-button ui-primary" }, t("console.sign-in"));
  const other = currentLanguage() === "zh" ? "en" : "zh";
  const form = el(
    "form",
    { class: "c-sign-in" },
    el("div", { class: "c-brand" }, mark(), el("span", {}, "Spindle")),
    el("h1", {}, t("console.sign-in.title")),
    el("p", {}, t("console.sign-in.words")),
    el("label", { for: "token" }, t("console.sign-in.token")),
    input,
    error,
    submit,
    el("details", {}, el("summary", {}, t("console.sign-in.how")), el("p", {}, t("console.sign-in.how.words")), el("pre", { tabindex: 0 }, el("code", {}, SNIPPET))),
    el("p", { class: "c-note" }, icon("lock"), el("span", {}, t("console.sign-in.kept"))),
    button(other === "zh" ? "简体中文" : "English", () => choose(other), "languages", "c-plain"),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const token = input.value.trim().replace(/^Bearer\s+/i, "");
    if (!token) return input.focus();
    error.textContent = "";
    void busy(submit, async () => {
      service.signIn(token);
      try {
        await service.send("v1/status");
        done();
      } catch (failure) {
        service.signOut();
        if (!(failure instanceof ServiceError)) throw failure;
        error.textContent = t("console.sign-in.refused", { reason: reason(failure) });
        input.select();
      }
    });
  });
  queueMicrotask(() => input.focus());
  return el("main", { class: "c-door" }, form);
}
