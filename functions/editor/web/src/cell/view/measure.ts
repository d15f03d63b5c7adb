const canvas = document.createElement("canvas").getContext("2d");
const known = new Map<string, number>();

/** How wide a text is in a font (CSS shorthand), CSS pixels. */
export function textWidth(text: string, font: string): number {
  const key = `${font}\n${text}`;
  let width = known.get(key);
  if (width === undefined) {
    if (!canvas) return text.length * 7;
    canvas.font = font;
    width = canvas.measureText(text).width;
    if (known.size > 20_000) known.clear();
    known.set(key, width);
  }
  return width;
}
