import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { TimelineEntry } from "../../api/contacts.ts";
import { apiWords } from "../../i18n/api-words.ts";
import { t } from "../../i18n/i18n.ts";
import { StatusBadge } from "../../ui/StatusBadge.tsx";
import { sentence } from "../../ui/text.ts";
import { channelWord, stateWord } from "../messages/words.ts";
import classes from "./contacts.module.css";

/** A message, how it stands, and what became of it. */
export function MessageEntry({ entry }: { entry: Extract<TimelineEntry, { kind: "message" }> }) {
  const { id, channel, recipient, subject, state, test, error, workflow } = entry;
  const became = [
    entry.openedAt !== null && ("opened" as const),
    entry.clickedAt !== null && ("clicked" as const),
  ].filter((one) => one !== false);
  return (
    <>
      <Anchor
        size="sm"
        fw={600}
        renderRoot={(props) => <Link to="/messages/$id" params={{ id }} {...props} />}
      >
        {subject || channelWord(channel)}
      </Anchor>{" "}
      <StatusBadge value={state} label={stateWord(state)} />{" "}
      {became.map((one) => (
        <StatusBadge key={one} value={one} label={stateWord(one)} />
      ))}{" "}
      {test && <StatusBadge value="test" label={t("contacts:timeline.test")} />}
      <div className={classes["quiet"]}>
        {[channelWord(channel), recipient, workflow.name].filter(Boolean).join(" · ")}
      </div>
      {error !== null && <div className={classes["quiet"]}>{sentence(apiWords(error))}</div>}
    </>
  );
}
