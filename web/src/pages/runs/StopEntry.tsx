import { Link } from "@tanstack/react-router";
import type { RunStop } from "../../api/runs.ts";
import { sentence } from "../../ui/text.ts";
import classes from "./Timeline.module.css";
import { TimelineRow } from "./TimelineRow.tsx";
import { apiWords } from "../../i18n/api-words.ts";
import { t } from "../../i18n/i18n.ts";

function stateText(state: RunStop["state"]): string {
  return state === "delivered" ? "" : t(`runs:stop.state.${state}`);
}

export function StopEntry({
  stop: { by, reason, eventId, requestedAt, state },
}: {
  stop: RunStop;
}) {
  return (
    <TimelineRow at={requestedAt} tone="wait" title={t(`runs:stop.by.${by}`)}>
      <div className={classes["note"]}>
        {[reason === null ? "" : sentence(apiWords(reason)), stateText(state)]
          .filter(Boolean)
          .join(" ")}{" "}
        {eventId !== null && (
          <Link to="/events" search={{ event: eventId }}>
            {t("runs:stop.showEvent")}
          </Link>
        )}
      </div>
    </TimelineRow>
  );
}
