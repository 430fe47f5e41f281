import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { apiWords } from "../../i18n/api-words.ts";
import { t } from "../../i18n/i18n.ts";
import { formatUntil } from "../../ui/format-time.ts";
import { StatusBadge } from "../../ui/StatusBadge.tsx";
import { sentence } from "../../ui/text.ts";
import { Time } from "../../ui/Time.tsx";
import classes from "./contacts.module.css";
import { outcomeLabel } from "./DecisionLine.tsx";
import type { Explanation } from "./explanation.ts";
import { ResetButton } from "./ResetButton.tsx";

interface Props {
  contactId: string;
  trigger: Explanation["triggers"][number];
}

/** One start of the workflow, and what came of the contact's newest events for it. */
export function ExplainedTrigger({ contactId, trigger }: Props) {
  const { bindingId, eventType, enabled, words, segment, events, lastEventAt, closed } = trigger;
  return (
    <li>
      <strong>{eventType.name || eventType.key}</strong>{" "}
      {!enabled && <StatusBadge value="paused" label={t("contacts:why.off")} />}
      <div className={classes["quiet"]}>{sentence(apiWords(words))}</div>
      {segment !== null && (
        <div>
          {segment.isMember
            ? t("contacts:why.member", { name: segment.name })
            : t("contacts:why.notMember", { name: segment.name })}
        </div>
      )}
      {closed !== null && (
        <div>
          {closed.opensAt === null
            ? t("contacts:why.closedForGood", { launched: formatUntil(closed.launchedAt) })
            : t("contacts:why.closedUntil", {
                launched: formatUntil(closed.launchedAt),
                until: formatUntil(closed.opensAt),
              })}{" "}
          <ResetButton contactId={contactId} bindingId={bindingId} />
        </div>
      )}
      {events.length === 0 ? (
        <div>
          {t("contacts:why.noEvent")}{" "}
          <span className={classes["quiet"]}>
            {lastEventAt === null ? (
              t("contacts:why.nobodysEvent")
            ) : (
              <>
                {t("contacts:why.lastEvent")} <Time at={lastEventAt} />
              </>
            )}
          </span>
        </div>
      ) : (
        <ul className={classes["decisions"]}>
          {events.map(({ eventId, at, outcome, reason, until }) => (
            <li key={eventId}>
              <Anchor
                size="sm"
                renderRoot={(props) => <Link to="/events" search={{ event: eventId }} {...props} />}
              >
                {t("contacts:why.event")} <Time at={at} />
              </Anchor>{" "}
              {outcome === null ? (
                <span className={classes["quiet"]}>{t("contacts:why.undecided")}</span>
              ) : (
                <StatusBadge value={outcome} label={outcomeLabel({ outcome, until })} />
              )}
              {reason !== null && outcome !== "launched" && (
                <div className={classes["quiet"]}>{sentence(apiWords(reason))}</div>
              )}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
