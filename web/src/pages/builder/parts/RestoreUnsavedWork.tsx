import { Button, Group } from "@mantine/core";
import { useState } from "react";
import classes from "../Builder.module.css";
import { useBuilder } from "../builder-context.ts";
import { merge } from "../commands/merge.ts";
import { discardUnsavedWork, storedUnsavedWork } from "../draft/unsaved-work.ts";
import { exactTime } from "../../../ui/format-time.ts";
import { sameJson } from "../../../json/same-json.ts";
import { t } from "../../../i18n/i18n.ts";

/** Offers what this tab had not saved when it was closed or crashed. */
export function RestoreUnsavedWork() {
  const { workflow, store } = useBuilder();
  const [work, setWork] = useState(() => {
    const kept = storedUnsavedWork(workflow.id);
    if (kept === null) return null;
    const { definition, conflicts } = merge(kept.base, kept.draft, workflow.draft);
    const isThere = conflicts.length === 0 && sameJson(definition, workflow.draft);
    return isThere ? null : kept;
  });
  if (work === null) return null;
  const end = () => {
    setWork(null);
    discardUnsavedWork(workflow.id);
  };
  return (
    <div className={classes["banner"]} role="alert">
      <span>{t("builder:unsaved.text", { time: exactTime(work.at) })}</span>
      <Group gap="xs">
        <Button
          size="xs"
          onClick={() => {
            end();
            store
              .getState()
              .change((definition) => merge(work.base, work.draft, definition).definition);
          }}
        >
          {t("builder:unsaved.restore")}
        </Button>
        <Button size="xs" variant="default" onClick={end}>
          {t("builder:unsaved.discard")}
        </Button>
      </Group>
    </div>
  );
}
