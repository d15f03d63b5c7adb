import { el } from "../ui/dom";
import { icon } from "../ui/icons";

/** Takes files that are dropped anywhere on the page while `owner` is shown; answers how to end it. */
export function dropZone(owner: HTMLElement, take: (files: File[]) => void, words: string): () => void {
  const veil = el("div", { class: "c-veil", hidden: true }, el("div", {}, icon("upload"), el("strong", {}, words)));
  document.body.append(veil);
  let depth = 0;
  const brings = (event: DragEvent) => event.dataTransfer?.types.includes("Files") === true;
  const over = (event: DragEvent) => {
    if (!brings(event)) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = "copy";
  };
  const enter = (event: DragEvent) => {
    if (!brings(event)) return;
    depth += 1;
    veil.hidden = false;
  };
  const exit = (event: DragEvent) => {
    if (!brings(event)) return;
    depth = Math.max(0, depth - 1);
    veil.hidden = depth === 0;
  };
  const drop = (event: DragEvent) => {
    if (!brings(event)) return;
    event.preventDefault();
    depth = 0;
    veil.hidden = true;
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length > 0 && owner.isConnected) take(files);
  };
  const listeners: [string, (event: DragEvent) => void][] = [["dragover", over], ["dragenter", enter], ["dragleave", exit], ["drop", drop]];
  for (const [name, run] of listeners) window.addEventListener(name, run as EventListener);
  return () => {
    for (const [name, run] of listeners) window.removeEventListener(name, run as EventListener);
    veil.remove();
  };
}
