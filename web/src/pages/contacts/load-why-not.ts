import { loadMessages } from "../../i18n/load-messages.ts";
import { WhyNotDialog } from "./WhyNotDialog.tsx";

/** What asks within a workflow, with the messages that it shows: the workflow's own page has others. */
export async function loadWhyNot() {
  await loadMessages("contacts", "messages", "words", "api-words");
  return { default: WhyNotDialog };
}
