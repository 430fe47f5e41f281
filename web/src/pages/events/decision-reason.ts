import { apiWords } from "../../i18n/api-words.ts";
import { sentence } from "../../ui/text.ts";

const instants = /; the next may launch from \d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

/** Why an event did something or not, as a sentence. The instant at its end is shown beside it. */
export function decisionReason(reason: string): string {
  return sentence(apiWords(reason.replace(instants, "")));
}
