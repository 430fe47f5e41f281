import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { TimelineEntry } from "../../api/contacts.ts";
import { apiWords } from "../../i18n/api-words.ts";
import { t } from "../../i18n/i18n.ts";
import { StatusBadge } from "../../ui/StatusBadge.tsx";
import { sentence } from "../../ui/text.ts";
import { Time } from "../../ui/Time.tsx";
import classes from "./contacts.module.css";

/** A run that began then, and how it stands or ended. */
export function RunEntry({ entry }: { entry: Extract<TimelineEntry, { kind: "run" }> }) {
  const { id, workflow, status, test, endedAt, reason } = entry;
  return (
    <>
      <Anchor
        size="sm"
        fw={600}
        renderRoot={(props) => <Link to="/runs/$id" params={{ id }} search={{}} {...props} />}
      >
        {t("contacts:timeline.run", { name: workflow.name })}
      </Anchor>{" "}
      <StatusBadge value={status} label={t(`words:status.${status}`)} />{" "}
      {test && <StatusBadge value="test" label={t("contacts:timeline.test")} />}{" "}
      {endedAt !== null && (
        <span className={classes["quiet"]}>
          <Time at={endedAt} />
        </span>
      )}
      {reason !== null && <div className={classes["quiet"]}>{sentence(apiWords(reason))}</div>}
    </>
  );
}
