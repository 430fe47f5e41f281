import type { Page } from "playwright-core";

/** How often the mouse was pressed in a window from now on, over all pages that it loads. */
export async function countPresses(page: Page): Promise<() => Promise<number>> {
  const count = `addEventListener("pointerdown", () =>
    sessionStorage.setItem("presses", Number(sessionStorage.getItem("presses")) + 1), true);`;
  await page.addInitScript(count);
  await page.evaluate(count);
  return () => page.evaluate<number>(`Number(sessionStorage.getItem("presses"))`);
}
