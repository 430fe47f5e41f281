import { t } from "../../i18n/i18n.ts";
import { outcomeLabel } from "./DecisionLine.tsx";
import type { Explanation } from "./explanation.ts";

/** What it comes to, as a sentence. */
export function answerText({ answer, workflow, triggers }: Explanation): string {
  if (answer === "not_active") {
    return workflow.status === "draft"
      ? t("contacts:answer.never_active")
      : t("contacts:answer.not_active", {
          status: t(`contacts:workflowStatus.${statusOf(workflow.status)}`),
        });
  }
  if (answer !== "decided") return t(`contacts:answer.${answer}`);
  const [newest] = triggers
    .flatMap(({ events }) => events)
    .filter(({ outcome }) => outcome !== null)
    .toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
  if (newest === undefined || newest.outcome === null) return t("contacts:answer.no_event");
  const { outcome, until } = newest;
  return t("contacts:answer.decided", { outcome: outcomeLabel({ outcome, until }) });
}

function statusOf(status: string): "draft" | "active" | "paused" | "archived" {
  return status === "paused" || status === "archived" || status === "draft" ? status : "active";
}
