/** Attributes and handlers for {@link el}: `on*` members are listeners, `class` and the rest attributes; false leaves one out. */
export type Props = Record<string, string | number | boolean | undefined | null | ((event: never) => void)>;

/** Makes an element with attributes, listeners (`onclick`, ...) and children. */
export function el<T extends keyof HTMLElementTagNameMap>(tag: T, props: Props = {}, ...children: (Node | string | null)[]): HTMLElementTagNameMap[T] {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === "function") node.addEventListener(name.slice(2), value as EventListener);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children) if (child !== null) node.append(child);
  return node;
}

let ids = 0;
/** An id that no other element of the page has. */
export function uid(prefix: string): string {
  ids += 1;
  return `${prefix}-${ids}`;
}
