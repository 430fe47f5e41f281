import { expect, test } from "vitest";
import type { Graph } from "../../src/domain/graph.ts";
import { graphIssues } from "../../src/domain/graph.ts";
import type { BlockKind } from "../../web/src/api/block-kinds.ts";
import { addMessages } from "../../web/src/i18n/i18n.ts";
import { isAboutBranch, issueText } from "../../web/src/forms/issue-text.ts";
import { readMessages } from "./messages.ts";
import { speakRefusals } from "./refusals/speak.ts";

const speak = (language: string) => addMessages("issues", readMessages(language, "issues.json"));

const start = { id: "start", kind: "start", role: "start", branches: ["next"] } as const;
const split = { id: "split", kind: "split", role: "step", branches: ["yes", "no"] } as const;
const check = { id: "check", kind: "check", role: "step", branches: ["next"] } as const;
const end = { id: "end", kind: "end", role: "end", branches: [] } as const;

const faulty: [what: string, graph: Graph, issues: number][] = [
  ["no start", { blocks: [], edges: [] }, 1],
  [
    "branches that are taken twice, lost or lead nowhere",
    {
      blocks: [start, split, end],
      edges: [
        { from: "start", to: "split", branch: "next" },
        { from: "split", to: "end", branch: "yes" },
        { from: "split", to: "end", branch: "yes" },
        { from: "split", to: "end", branch: "maybe" },
        { from: "end", to: "split", branch: "next" },
      ],
    },
    4,
  ],
  [
    "a second start, a block out of reach and a loop without a wait",
    {
      blocks: [start, { ...start, id: "other" }, check, end],
      edges: [
        { from: "start", to: "check", branch: "next" },
        { from: "other", to: "check", branch: "next" },
        { from: "check", to: "check", branch: "next" },
      ],
    },
    3,
  ],
  [
    "connections from and to what is not there, into the start, and an id that is there twice",
    {
      blocks: [start, check, check, end],
      edges: [
        { from: "start", to: "check", branch: "next" },
        { from: "check", to: "start", branch: "next" },
        { from: "check", to: "gone-1", branch: "next" },
        { from: "gone-2", to: "end", branch: "next" },
      ],
    },
    4,
  ],
];

test.each(faulty)("the API's issues are said in the page's language: %s", (_what, graph, count) => {
  speak("uk");
  const texts = graphIssues(graph).map((issue) => issueText(issue));
  expect(texts.length).toBeGreaterThanOrEqual(count);
  for (const text of texts) {
    expect(text).toMatch(/^\p{Script=Cyrillic}/u);
    // Ids are for programs.
    expect(text).not.toMatch(/gone-|"check"/);
  }
});

test("what a block's settings lack is said in the page's language", async () => {
  speak("uk");
  await speakRefusals("uk");
  try {
    expect(issueText({ block: "w", field: "", message: "the webhook has no address" })).toBe(
      "Вебхук не має адреси",
    );
    const message = "say by what the contact is found: one of email, phone";
    expect(issueText({ block: "f", field: "", message })).toBe(
      "Вкажіть, за чим шукати контакт: одне з email, phone",
    );
  } finally {
    await speakRefusals("en");
  }
});

test("a branch is called as its block calls it, and its issue is told from a setting's", () => {
  speak("en");
  const kind = { branchLabels: { no: "Otherwise" } } as unknown as BlockKind;
  const [issue] = graphIssues({
    blocks: [start, { ...split, branches: ["no"] }],
    edges: [{ from: "start", to: "split", branch: "next" }],
  });
  if (issue === undefined) throw new Error("a branch that leads nowhere is no issue");
  expect(isAboutBranch(issue)).toBe(true);
  expect(issueText(issue, kind)).toBe(
    'The branch "Otherwise" leads nowhere; connect it to a block, or to an end',
  );
});
