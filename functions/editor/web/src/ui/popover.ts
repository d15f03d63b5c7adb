/** An open popover. */
export interface Popover {
  readonly element: HTMLElement;
  close(): void;
}

let open: Popover | null = null;

/** Closes the popover that is open, if one is. */
export function closePopover(): void {
  open?.close();
}

/**
 * Shows `element` next to `anchor`, above everything else, until Escape, a click elsewhere or `close`. The focus goes back
 * to the anchor where it was inside.
 */
export function openPopover(anchor: HTMLElement, element: HTMLElement, closed: () => void = () => {}): Popover {
  open?.close();
  element.classList.add("ui-popover");
  element.setAttribute("popover", "manual");
  document.body.append(element);
  element.showPopover();
  place(anchor, element);
  anchor.setAttribute("aria-expanded", "true");
  const handle: Popover = {
    element,
    close() {
      if (open !== handle) return;
      open = null;
      const inside = element.contains(document.activeElement);
      document.removeEventListener("pointerdown", outside, true);
      window.removeEventListener("resize", handle.close);
      anchor.setAttribute("aria-expanded", "false");
      element.remove();
      closed();
      if (inside) anchor.focus();
    },
  };
  const outside = (event: Event) => {
    if (event.target instanceof Node && !element.contains(event.target) && !anchor.contains(event.target)) handle.close();
  };
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    handle.close();
  });
  document.addEventListener("pointerdown", outside, true);
  window.addEventListener("resize", handle.close);
  open = handle;
  return handle;
}

const MARGIN = 8;

/** Below the anchor, or above it where there is more room; inside of the window. */
function place(anchor: HTMLElement, element: HTMLElement): void {
  const at = anchor.getBoundingClientRect();
  const below = window.innerHeight - at.bottom - MARGIN * 1.5;
  const above = at.top - MARGIN * 1.5;
  const height = element.offsetHeight;
  const up = height > below && above > below;
  element.style.maxHeight = `${Math.max(120, up ? above : below)}px`;
  const left = Math.min(at.left, window.innerWidth - element.offsetWidth - MARGIN);
  element.style.left = `${Math.max(MARGIN, left)}px`;
  element.style.top = up ? `${Math.max(MARGIN, at.top - Math.min(height, above) - 4)}px` : `${at.bottom + 4}px`;
}
