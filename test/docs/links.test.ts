import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectRoot } from "../../src/platform/project-root.ts";
import { anchorsOf, linksOf, pages, targetOf } from "./markdown.ts";

test.each(pages())("every link of %s leads to a file and to a heading in it", (page) => {
  const broken = linksOf(page).filter((link) => {
    const { file, anchor } = targetOf(page, link);
    if (!existsSync(join(projectRoot, file))) return true;
    return anchor !== undefined && !anchorsOf(file).has(anchor);
  });
  expect(broken).toEqual([]);
});
