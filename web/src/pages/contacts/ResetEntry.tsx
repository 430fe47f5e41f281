import type { TimelineEntry } from "../../api/contacts.ts";
import { t } from "../../i18n/i18n.ts";
import classes from "./contacts.module.css";

/** A frequency that somebody had counted anew for them. */
export function ResetEntry({ entry }: { entry: Extract<TimelineEntry, { kind: "reset" }> }) {
  const { workflow, by } = entry;
  return (
    <>
      <strong>
        {workflow === null
          ? t("contacts:timeline.reset")
          : t("contacts:timeline.resetOf", { name: workflow.name })}
      </strong>
      {by?.name != null && (
        <div className={classes["quiet"]}>{t("contacts:timeline.by", { name: by.name })}</div>
      )}
    </>
  );
}
