import { t } from "../../i18n/i18n.ts";
import { formatUntil } from "../../ui/format-time.ts";
import type { Explanation } from "./explanation.ts";

/** What it comes to, as a sentence. */
export function answerText({ answer, workflow, triggers }: Explanation): string {
  if (answer === "not_active") return t(`contacts:answer.${whyInactive(workflow.status)}`);
  if (answer !== "decided") return t(`contacts:answer.${answer}`);
  const [newest] = triggers
    .flatMap(({ events }) => events)
    .filter(({ outcome }) => outcome !== null)
    .toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
  if (newest === undefined || newest.outcome === null) return t("contacts:answer.no_event");
  const { outcome, until } = newest;
  return decidedText(outcome, until);
}

type Outcome = NonNullable<Explanation["triggers"][number]["events"][number]["outcome"]>;

/** What an event did to the workflow, as a sentence. */
export function decidedText(outcome: Outcome, until: string | null): string {
  if (outcome !== "suppressed") return t(`contacts:decided.${outcome}`);
  return until === null
    ? t("contacts:decided.suppressedForGood")
    : t("contacts:decided.suppressedUntil", { until: formatUntil(until) });
}

function whyInactive(status: string): "never_active" | "paused" | "archived" {
  return status === "paused" || status === "archived" ? status : "never_active";
}
