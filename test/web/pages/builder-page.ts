import type { Locator, Page } from "playwright-core";

/** What a person does on the canvas, in a real browser with a real mouse. */

/** The one block of a kind that there is. */
export function block(page: Page, kind: string): Locator {
  const node = ".react-flow__node";
  return page.locator(`${node}[data-id="${kind}"], ${node}[data-id^="${kind}-"]`);
}

/** Drags a kind of block out of the palette and drops it on the canvas. */
export async function dragOut(
  page: Page,
  [kind, label]: [string, string],
  at: { x: number; y: number },
) {
  const [entry, pane] = [
    page
      .getByRole("complementary", { name: "Palette" })
      .getByRole("button", { name: label, exact: true }),
    page.locator(".react-flow__pane"),
  ];
  await entry.dragTo(pane, { targetPosition: at });
  await block(page, kind).waitFor();
}

/** Draws an edge from a block's way out to another block's way in. */
export async function connect(page: Page, from: string, branch: string, to: string) {
  const out = block(page, from).locator(`.react-flow__handle.source[data-handleid="${branch}"]`);
  const into = block(page, to).locator(".react-flow__handle.target");
  const [start, end] = [await centre(out), await centre(into)];
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 4 });
  await page.mouse.move(end.x, end.y, { steps: 4 });
  await page.mouse.up();
}

async function centre(place: Locator): Promise<{ x: number; y: number }> {
  const box = await place.boundingBox();
  if (box === null) throw new Error("that handle is not to be seen");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** The draft has reached the server. */
export async function saved(page: Page): Promise<void> {
  await page
    .getByRole("status")
    .filter({ hasText: /^Saved$/ })
    .waitFor();
}

/** Searches in a picker and takes what was found, or makes what was not. */
export async function choose(page: Page, picker: Locator, words: string): Promise<void> {
  await picker.click();
  await page.keyboard.type(words);
  await page
    .getByRole("option", { name: new RegExp(words) })
    .first()
    .click();
}
