import { expect, type Frame, type Page } from "@playwright/test";

/** The cell of a sheet as it is shown, by its row and column from 1. */
export const cell = (frame: Frame, row: number, col: number) => frame.locator(`.cg-row[aria-rowindex="${row}"] > [aria-colindex="${col}"]`);

/** Goes to a cell by the name box. */
export async function goTo(frame: Frame, name: string): Promise<void> {
  const box = frame.getByRole("textbox", { name: "Name box" });
  await box.fill(name);
  await box.press("Enter");
  await expect(frame.locator(".cg-input")).toBeFocused();
}

/** Types into a cell. */
export async function put(page: Page, frame: Frame, name: string, text: string): Promise<void> {
  await goTo(frame, name);
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
}

export async function saved(frame: Frame): Promise<void> {
  await expect(frame.locator(".ui-header")).toHaveAttribute("data-status", "saved");
}
