import { Link } from "@tanstack/react-router";
import type { Run } from "../../api/runs.ts";
import { nameOrId } from "../../ui/ContactLabel.tsx";
import { Fact } from "../../ui/Fact.tsx";
import classes from "./RunPage.module.css";
import { versionLabel } from "./run-labels.ts";
import { exactTime, formatDuration } from "../../ui/format-time.ts";

/** The run's workflow, event, contact and times. */
export function RunFacts({ run }: { run: Run }) {
  const { workflow, version, event, test, contactId, contactName, orderId, createdAt, endedAt } =
    run;
  return (
    <dl className={classes["facts"]}>
      <Fact name="Workflow">
        <Link to="/workflows/$id" params={{ id: workflow.id }}>
          {workflow.name}
        </Link>
        <span>{versionLabel(version)}</span>
      </Fact>
      <Fact name="Event" copied={event.key} what="the event's key">
        {test ? (
          <span>{event.typeKey ?? "none"}, of the test</span>
        ) : (
          <Link to="/events" search={{ event: event.id }}>
            {event.typeKey ?? "The event"}
          </Link>
        )}
        <code>{event.key}</code>
      </Fact>
      <Fact name="Contact" copied={contactId} what="the contact's id">
        <Link to="/runs" search={{ contactId }}>
          {nameOrId(contactId, contactName)}
        </Link>
      </Fact>
      {orderId !== null && (
        <Fact name="Order" copied={orderId} what="the order's id">
          <code>{orderId}</code>
        </Fact>
      )}
      <Fact name="Launched">{exactTime(createdAt)}</Fact>
      <Fact name="Ended">
        {endedAt === null
          ? "not yet"
          : `${exactTime(endedAt)}, after ${formatDuration(createdAt, endedAt)}`}
      </Fact>
      <Fact name="Run id" copied={run.id} what="the run's id">
        <code>{run.id}</code>
      </Fact>
    </dl>
  );
}
