const known = new Map<string, string>();
let probe: CanvasRenderingContext2D | null = null;

/** Red, green and blue of a CSS colour. */
function parts(color: string): [number, number, number] {
  probe ??= document.createElement("canvas").getContext("2d");
  if (!probe) return [0, 0, 0];
  probe.fillStyle = "#000000";
  probe.fillStyle = color;
  const hex = /^#(..)(..)(..)$/.exec(probe.fillStyle);
  if (hex) return [1, 2, 3].map((at) => Number.parseInt(hex[at] ?? "0", 16)) as [number, number, number];
  const [r = 0, g = 0, b = 0] = (probe.fillStyle.match(/[\d.]+/g) ?? []).map(Number);
  return [r, g, b];
}

/** How bright a CSS colour is, from 0 to 1. */
export function brightness(color: string): number {
  const [r, g, b] = parts(color);
  return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
}

/** A text's colour on a dark sheet: dark ones are made lighter, so that they can be read. */
export function onDark(color: string): string {
  let light = known.get(color);
  if (light === undefined) {
    const bright = brightness(color);
    const share = bright > 0.45 ? 0 : 0.75 - bright * 0.6;
    const [r, g, b] = parts(color).map((part) => Math.round(part + (235 - part) * share));
    light = `rgb(${r} ${g} ${b})`;
    known.set(color, light);
  }
  return light;
}
