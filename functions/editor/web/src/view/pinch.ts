import type { Point } from "./pages";

/** Two fingers on the pages make them larger and smaller; the browser would enlarge the whole window, tools and all. */
export function pinch(element: HTMLElement, scale: (factor: number, at: Point) => void): void {
  let before = 0;
  const apart = ([one, two]: TouchList): number => (one && two ? Math.hypot(one.clientX - two.clientX, one.clientY - two.clientY) : 0);
  const begin = (event: TouchEvent): void => {
    before = event.touches.length === 2 ? apart(event.touches) : 0;
  };
  element.addEventListener("touchstart", begin, { passive: true });
  element.addEventListener("touchend", begin, { passive: true });
  element.addEventListener("touchmove", (event) => {
    const [one, two] = event.touches;
    if (before === 0 || event.touches.length !== 2 || !one || !two) return;
    event.preventDefault();
    const now = apart(event.touches);
    // A trembling hand is no wish.
    if (Math.abs(now - before) < 4) return;
    scale(now / before, { x: (one.clientX + two.clientX) / 2, y: (one.clientY + two.clientY) / 2 });
    before = now;
  }, { passive: false });
}
