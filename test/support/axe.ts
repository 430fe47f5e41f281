import axe from "axe-core";
import type { Page } from "playwright-core";

/** What axe finds serious or critical on a page, in words. */
export async function seriousFaults(page: Page): Promise<string[]> {
  // Not by a script tag: the pages' own policy forbids those.
  await page.evaluate(axe.source);
  const violations = await page.evaluate<axe.Result[]>(
    "axe.run(document, { resultTypes: ['violations'] }).then((result) => result.violations)",
  );
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, help, nodes }) =>
      nodes.map(
        (node) => `${id}: ${help}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ""}`,
      ),
    );
}
