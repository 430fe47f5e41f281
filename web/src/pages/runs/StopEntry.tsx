import { Link } from "@tanstack/react-router";
import type { RunStop } from "../../api/runs.ts";
import { sentence } from "../../ui/text.ts";
import classes from "./Timeline.module.css";
import { TimelineRow } from "./TimelineRow.tsx";

const titles: Record<RunStop["by"], string> = {
  event: "Stop asked for by an event",
  hand: "Stop asked for by hand",
  rule: "Stop asked for by a rule of the workflow",
  workflow: "Stop asked for by a change of the workflow",
};

const states: Record<RunStop["state"], string> = {
  pending: "It is on its way to the run.",
  delivered: "",
  obsolete: "The run had ended by itself.",
};

export function StopEntry({
  stop: { by, reason, eventId, requestedAt, state },
}: {
  stop: RunStop;
}) {
  return (
    <TimelineRow at={requestedAt} tone="wait" title={titles[by]}>
      <div className={classes["note"]}>
        {[reason === null ? "" : sentence(reason), states[state]].filter(Boolean).join(" ")}{" "}
        {eventId !== null && (
          <Link to="/events" search={{ event: eventId }}>
            Show the event
          </Link>
        )}
      </div>
    </TimelineRow>
  );
}
