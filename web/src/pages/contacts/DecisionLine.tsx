import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { TimelineEntry } from "../../api/contacts.ts";
import { apiWords } from "../../i18n/api-words.ts";
import { t } from "../../i18n/i18n.ts";
import { formatUntil } from "../../ui/format-time.ts";
import { StatusBadge } from "../../ui/StatusBadge.tsx";
import { sentence } from "../../ui/text.ts";
import classes from "./contacts.module.css";

type Decision = Extract<TimelineEntry, { kind: "event" }>["decisions"][number];

/** What an event did to one workflow, and why. */
export function DecisionLine({ decision }: { decision: Decision }) {
  const { workflow, outcome, reason, runId } = decision;
  const name = (
    <Anchor
      size="sm"
      renderRoot={(props) =>
        runId === null ? (
          <Link to="/workflows/$id" params={{ id: workflow.id }} search={{}} {...props} />
        ) : (
          <Link to="/runs/$id" params={{ id: runId }} search={{}} {...props} />
        )
      }
    >
      {workflow.name}
    </Anchor>
  );
  return (
    <li>
      {name} <StatusBadge value={outcome} label={outcomeLabel(decision)} />
      {reason !== null && outcome !== "launched" && (
        <div className={classes["quiet"]}>{sentence(apiWords(reason))}</div>
      )}
    </li>
  );
}

/** What came of it, in a word or two; of a suppressed start, until when. */
export function outcomeLabel({ outcome, until }: Pick<Decision, "outcome" | "until">): string {
  if (outcome !== "suppressed") return t(`words:outcome.${outcome}`);
  return until === null
    ? t("contacts:outcome.suppressedForGood")
    : t("contacts:outcome.suppressedUntil", { until: formatUntil(until) });
}
