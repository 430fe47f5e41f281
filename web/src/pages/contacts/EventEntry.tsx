import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { TimelineEntry } from "../../api/contacts.ts";
import { t } from "../../i18n/i18n.ts";
import classes from "./contacts.module.css";
import { DecisionLine } from "./DecisionLine.tsx";

type Told = Extract<TimelineEntry, { kind: "event" | "reaction" }>;

/** An event, and what it did to each workflow, with the reason. */
export function EventEntry({ entry }: { entry: Told }) {
  const { id, type, decisions } = entry;
  return (
    <>
      <Anchor
        size="sm"
        fw={600}
        renderRoot={(props) => <Link to="/events" search={{ event: id }} {...props} />}
      >
        {type.name || type.key}
      </Anchor>{" "}
      <span className={classes["quiet"]}>{detailOf(entry)}</span>
      {decisions.length > 0 && (
        <ul className={classes["decisions"]}>
          {decisions.map((decision) => (
            <DecisionLine key={decision.bindingId} decision={decision} />
          ))}
        </ul>
      )}
    </>
  );
}

function detailOf(entry: Told): string {
  if (entry.kind === "reaction") {
    if (entry.byMachine) return t("contacts:timeline.byMachine");
    return entry.url ?? "";
  }
  if (entry.startedBy !== null) {
    const { name } = entry.startedBy;
    return name === null
      ? t("contacts:timeline.byHand")
      : t("contacts:timeline.byHandOf", { name });
  }
  return entry.past ? t("contacts:timeline.past", { key: entry.key }) : entry.key;
}
