import { Link } from "@tanstack/react-router";
import type { Run } from "../../api/runs.ts";
import { nameOrId } from "../../ui/ContactLabel.tsx";
import { Fact } from "../../ui/Fact.tsx";
import classes from "./RunPage.module.css";
import { versionLabel } from "./run-labels.ts";
import { exactTime, formatDuration } from "../../ui/format-time.ts";
import { t } from "../../i18n/i18n.ts";

/** The run's workflow, event, contact and times. */
export function RunFacts({ run }: { run: Run }) {
  const { workflow, version, event, test, contactId, contactName, orderId, createdAt, endedAt } =
    run;
  return (
    <dl className={classes["facts"]}>
      <Fact name={t("runs:fact.workflow")}>
        <Link to="/workflows/$id" params={{ id: workflow.id }}>
          {workflow.name}
        </Link>
        <span>{versionLabel(version)}</span>
      </Fact>
      <Fact name={t("runs:fact.event")} copied={event.key} what={t("runs:fact.theEventKey")}>
        {test ? (
          <span>{t("runs:fact.ofTest", { type: event.typeKey ?? t("runs:none") })}</span>
        ) : (
          <Link to="/events" search={{ event: event.id }}>
            {event.typeKey ?? t("runs:fact.theEvent")}
          </Link>
        )}
        <code>{event.key}</code>
      </Fact>
      <Fact name={t("runs:fact.contact")} copied={contactId} what={t("ui:contact.id")}>
        <Link to="/runs" search={{ contactId }}>
          {nameOrId(contactId, contactName)}
        </Link>
      </Fact>
      {orderId !== null && (
        <Fact name={t("runs:fact.order")} copied={orderId} what={t("runs:fact.theOrder")}>
          <code>{orderId}</code>
        </Fact>
      )}
      <Fact name={t("runs:fact.launched")}>{exactTime(createdAt)}</Fact>
      <Fact name={t("runs:fact.ended")}>
        {endedAt === null
          ? t("runs:notYet")
          : t("runs:fact.endedAfter", {
              time: exactTime(endedAt),
              duration: formatDuration(createdAt, endedAt),
            })}
      </Fact>
      <Fact name={t("runs:fact.id")} copied={run.id} what={t("runs:fact.theId")}>
        <code>{run.id}</code>
      </Fact>
    </dl>
  );
}
