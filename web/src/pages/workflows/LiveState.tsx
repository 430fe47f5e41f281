import { Text } from "@mantine/core";
import type { WorkflowItem } from "../../api/workflows.ts";
import { t } from "../../i18n/i18n.ts";
import { formatNumber } from "../../ui/format-number.ts";
import { exactTime } from "../../ui/format-time.ts";
import { Tip } from "../../ui/Tip.tsx";
import { actorName } from "./actor-name.ts";
import classes from "./workflows.module.css";

type Shown = Pick<WorkflowItem, "status" | "live" | "unpublishedChanges">;

/** What new runs get, and how much of the draft they don't get yet: "Version 2 is live, one change unpublished". */
export function LiveState({ workflow }: { workflow: Shown }) {
  const { live } = workflow;
  const isBehind = live !== null && workflow.unpublishedChanges > 0;
  const text = (
    <Text
      span
      size="xs"
      className={isBehind ? classes["behind"] : classes["quiet"]}
      tabIndex={live === null ? undefined : 0}
    >
      {liveText(workflow)}
    </Text>
  );
  if (live === null) return text;
  const time = exactTime(live.publishedAt);
  const name = live.publishedBy === null ? null : actorName(live.publishedBy);
  const label =
    name === null ? t("workflows:live.at", { time }) : t("workflows:live.by", { name, time });
  return <Tip label={label}>{text}</Tip>;
}

function liveText({ status, live, unpublishedChanges: count }: Shown): string {
  if (live === null) return t("workflows:live.never");
  const version = formatNumber(live.number);
  const number = formatNumber(count);
  if (status === "active") {
    return count === 0
      ? t("workflows:live.same", { version })
      : t("workflows:live.changed", { version, count, number });
  }
  return count === 0
    ? t("workflows:live.publishedSame", { version })
    : t("workflows:live.publishedChanged", { version, count, number });
}
