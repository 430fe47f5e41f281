import { bindingSentences } from "./binding-sentences.ts";
import { blockSentences } from "./block-sentences.ts";
import { decisionSentences } from "./decision-sentences.ts";
import { domainSentences } from "./domain-sentences.ts";
import { sourceSentences } from "./source-sentences.ts";
import { importSentences } from "./import-sentences.ts";
import { messageSentences } from "./message-sentences.ts";
import { byRank } from "./rank.ts";
import { readCondition } from "./read-condition.ts";
import { ruleSentences } from "./rule-sentences.ts";
import { runSentences } from "./run-sentences.ts";
import type { ReadValue, Template } from "./template.ts";
import { templateOf, valuesOf } from "./template.ts";
import { channelWords } from "./values.ts";
import { visitSentences } from "./visit-sentences.ts";

/** All that the API says in sentences, as pages have it in the reader's language too. */
export const sentenceTables = {
  rules: ruleSentences,
  decisions: decisionSentences,
  bindings: bindingSentences,
  visits: visitSentences,
  messages: messageSentences,
  runs: runSentences,
  blocks: blockSentences,
  imports: importSentences,
  domains: domainSentences,
  sources: sourceSentences,
  /** Channels are named in lists, too. */
  channels: channelWords,
} as const;

export interface ReadSentence {
  /** With its table, and without the form that counts: `rules.days`. */
  key: string;
  values: Record<string, ReadValue>;
  /** As the API words it. */
  template: Template;
}

interface Known {
  key: string;
  /** Of a form that names no number, as it means one. */
  count: string | null;
  template: Template;
}

/** All that are known, in the order in which they are tried; taken apart with the first that is read. */
let known: readonly Known[] | undefined;
const allKnown = (): readonly Known[] =>
  byRank(
    Object.entries(sentenceTables).flatMap(([room, texts]) =>
      Object.entries(texts).map(([key, text]): Known => {
        const isOne = key.endsWith("_one");
        return {
          key: `${room}.${key.replace(/_(?:one|other)$/, "")}`,
          count: isOne ? "1" : null,
          template: templateOf(text),
        };
      }),
    ),
  );

/** Which sentence of the API a text is, with the values in it; null: none that is known. */
export function readSentence(text: string): ReadSentence | null {
  known ??= allKnown();
  for (const { key, count, template } of known) {
    const values = valuesOf(template, text);
    if (values === null) continue;
    if (count !== null) values["count"] = { kind: "number", text: count };
    for (const value of Object.values(values)) readRule(value);
    return { key, values, template };
  }
  return null;
}

function readRule(value: ReadValue): void {
  if (value.kind !== "rule" && value.kind !== "condition") return;
  const condition = readCondition(value.text);
  if (condition !== null) value.condition = condition;
}
