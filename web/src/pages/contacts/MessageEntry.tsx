import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { TimelineEntry } from "../../api/contacts.ts";
import { t } from "../../i18n/i18n.ts";
import { StatusBadge } from "../../ui/StatusBadge.tsx";
import { sentence } from "../../ui/text.ts";
import { channelName } from "./channel-name.ts";
import classes from "./contacts.module.css";

/** A message, how it stands, and what became of it. */
export function MessageEntry({ entry }: { entry: Extract<TimelineEntry, { kind: "message" }> }) {
  const { id, runId, channel, recipient, subject, state, test, error, workflow } = entry;
  const became = [
    entry.openedAt !== null && ("opened" as const),
    entry.clickedAt !== null && ("clicked" as const),
  ].filter((one) => one !== false);
  return (
    <>
      <Anchor
        size="sm"
        fw={600}
        renderRoot={(props) => (
          <Link to="/runs/$id" params={{ id: runId }} search={{ message: id }} {...props} />
        )}
      >
        {subject || channelName(channel)}
      </Anchor>{" "}
      <StatusBadge value={state} label={t(`contacts:messageState.${state}`)} />{" "}
      {became.map((one) => (
        <StatusBadge key={one} value={one} label={t(`contacts:messageState.${one}`)} />
      ))}{" "}
      {test && <StatusBadge value="test" label={t("contacts:timeline.test")} />}
      <div className={classes["quiet"]}>
        {[channelName(channel), recipient, workflow.name].filter(Boolean).join(" · ")}
      </div>
      {error !== null && <div className={classes["quiet"]}>{sentence(error)}</div>}
    </>
  );
}
