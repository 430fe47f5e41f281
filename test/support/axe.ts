import axe from "axe-core";
import type { Page } from "playwright-core";

/** What axe finds serious or critical on a page, in words: by all of its rules, or by some. */
export async function seriousFaults(page: Page, rules?: readonly string[]): Promise<string[]> {
  // Not by a script tag: the pages' own policy forbids those.
  await page.evaluate(axe.source);
  const only = rules === undefined ? {} : { runOnly: { type: "rule", values: rules } };
  const violations = await page.evaluate<axe.Result[]>(
    `axe.run(document, ${JSON.stringify({ resultTypes: ["violations"], ...only })}).then((result) => result.violations)`,
  );
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, help, nodes }) =>
      nodes.map(
        (node) => `${id}: ${help}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ""}`,
      ),
    );
}
