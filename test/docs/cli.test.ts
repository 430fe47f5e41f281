import { expect, test } from "vitest";
import { answers } from "../../src/cli/answers.ts";
import { campanileProgram } from "../../src/cli/program.ts";
import { commandPaths } from "../../src/cli/reference.ts";
import { pages, textOf } from "./markdown.ts";

const paths = commandPaths(campanileProgram(""));

test("each command has its answer on the page, and none is invented", () => {
  expect(Object.keys(answers).toSorted()).toEqual([...paths].toSorted());
});

test("every command that a page names is there", () => {
  const roots = new Set(paths.map((path) => path.split(" ")[0]));
  const named = pages()
    .filter((page) => !page.includes("adr/"))
    .flatMap((page) =>
      [
        ...textOf(page).matchAll(
          /(?:npx campanile|npm run cli --|[`$\n ]campanile) ([a-z-]+)(?: ([a-z-]+))?/g,
        ),
      ].map(([, root = "", sub = ""]) => ({ page, root, sub })),
    )
    .filter(({ root }) => roots.has(root));
  expect(named.length).toBeGreaterThan(20);
  const wrong = named.filter(
    ({ root, sub }) => !paths.includes(root) && sub !== "" && !paths.includes(`${root} ${sub}`),
  );
  expect(wrong).toEqual([]);
});
