import { nameOfFact } from "../../../src/domain/fact-name.ts";
import type { ConditionPart } from "../../../src/domain/sentences/read-condition.ts";
import { factWords, factWordsOf } from "./fact-words.ts";
import { hasMessages, t } from "./i18n.ts";

/** Behind these a fact is what the condition is about, and not what something is compared with. */
const beforeSubjects = new Set<ConditionPart["word"]>(["and", "or", "not"]);

/** A condition in the reader's words, with its facts as pickers call them; values stay as they are. */
export function conditionWords(
  parts: readonly ConditionPart[],
  spanWords: (span: string) => string,
): string {
  const names = factWordsOf(parts.flatMap(({ isPath, text }) => (isPath ? [text] : [])));
  let before: ConditionPart["word"];
  return parts
    .map(({ text, word, span = "", isPath }) => {
      if (isPath) {
        const name = names.get(text) ?? text;
        return before === undefined || beforeSubjects.has(before) ? name : operand(name);
      }
      if (word === undefined) return text;
      before = word;
      return hasMessages("api-words")
        ? t(`api-words:conditions.${word}`, { span: spanWords(span) })
        : text;
    })
    .join("");
}

/** A fact that stands in a sentence as all of a value, such as a date; null: it is none. */
export function factOperand(text: string): string | null {
  return text.includes(".") && nameOfFact(text) !== null ? operand(factWords(text)) : null;
}

/** Some languages decline what stands behind "in" or "after", and a name stays as it is in quotes. */
function operand(name: string): string {
  return hasMessages("api-words") ? t("api-words:facts.operand", { name }) : name;
}
