/** What a page left out, out of `DocEditor.defaultConfig`, which it may have changed; neither object is touched. */
export function withDefaults(given: unknown, defaults: object): unknown {
  if (!isObject(given)) return given;
  const filled: Record<string, unknown> = { ...given };
  for (const [name, value] of Object.entries(defaults)) {
    if (filled[name] === undefined) filled[name] = isObject(value) ? withDefaults({}, value) : value;
    else if (isObject(value)) filled[name] = withDefaults(filled[name], value);
  }
  return filled;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
