import { Text } from "@mantine/core";
import type { Workers } from "../../api/workers.ts";
import { t } from "../../i18n/i18n.ts";
import { bytesText, formatNumber } from "../../ui/format-number.ts";

type Api = Workers["apis"][number];
type Worker = Workers["workers"][number];
type Queue = NonNullable<Worker["standing"]>["queues"][number];
type Kind = "cachedRuns" | "workflowTasks" | "activities" | "localActivities";

const kinds: readonly Kind[] = ["cachedRuns", "workflowTasks", "activities", "localActivities"];

/** What a process has in hand, as it said with its last sign of life. */
export function Standing({ of }: { of: Api["standing"] | Worker["standing"] }) {
  if (of === null) return "–";
  const lines = [
    ...("queues" in of ? kinds.map((kind) => slotsText(kind, of.queues)) : []),
    ...(of.rendering === null ? [] : [renderingText(of.rendering)]),
    t("workers:slots.memory", { size: bytesText(of.memoryBytes) }),
  ];
  // One thing, as a card on a narrow screen puts a cell's parts beside each other.
  return (
    <div>
      {lines.map((line) => (
        <Text key={line} size="xs" c="dimmed">
          {line}
        </Text>
      ))}
    </div>
  );
}

/** Of all its task queues together. */
function slotsText(kind: Kind, queues: readonly Queue[]): string {
  const of = queues.flatMap((queue) => queue[kind] ?? []);
  const used = formatNumber(of.reduce((sum, slots) => sum + slots.used, 0));
  const most = formatNumber(of.reduce((sum, slots) => sum + slots.most, 0));
  return t(`workers:slots.${kind}`, { used, most });
}

function renderingText({ quick, slow }: NonNullable<Api["standing"]["rendering"]>): string {
  return t("workers:slots.rendering", {
    used: formatNumber(quick.atWork + slow.atWork),
    most: formatNumber(quick.threads + slow.threads),
    waiting: formatNumber(quick.waiting + slow.waiting),
  });
}
