import "./console.css";
import "./icons";
import { register, setLanguage } from "../ui/i18n";
import { applyTheme, themeOf } from "../ui/theme";
import { Service, ServiceError } from "./service";
import { Shell } from "./shell";
import { signIn } from "./sign-in";
import { words } from "./words";
import { failed } from "./parts";

const LANGUAGE = "spindle-language";

register(words);
setLanguage(localStorage.getItem(LANGUAGE) ?? undefined);
applyTheme(themeOf(undefined));

const service = new Service();

/** Shows the console to who may see it: everybody where tokens are off, else who has the operator's token. */
async function start(): Promise<void> {
  document.title = "Spindle";
  try {
    await service.send("v1/status");
  } catch (error) {
    if (error instanceof ServiceError && error.status === 401) {
      const reason = service.hasToken ? error.message : "";
      service.signOut();
      document.body.replaceChildren(signIn(service, reason, () => void start(), choose));
      return;
    }
    document.body.replaceChildren(failed(error, () => void start()));
    return;
  }
  const shell = new Shell(service, choose, () => {
    service.signOut();
    void start();
  });
  service.refused = () => {
    shell.end();
    void start();
  };
  document.body.replaceChildren(shell.element);
  shell.show();
}

/** Another language, remembered on this device. */
function choose(language: "en" | "zh"): void {
  localStorage.setItem(LANGUAGE, language);
  location.reload();
}

void start();
