import { Text } from "@mantine/core";
import type { WorkerQueue, Workers } from "../../api/workers.ts";
import { t } from "../../i18n/i18n.ts";
import { refusalWords } from "../../i18n/refusals.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { formatNumber } from "../../ui/format-number.ts";
import { StatusBadge } from "../../ui/StatusBadge.tsx";
import { sentence } from "../../ui/text.ts";
import { secondsText } from "./duration-text.ts";
import { queueName } from "./queue-name.ts";

/** Temporal's task queues; where it does not answer, that is said in their place. */
export function QueueTable({ of }: { of: Workers | undefined }) {
  const isAway = of !== undefined && of.queues === null;
  return (
    <DataTable<WorkerQueue>
      label={t("workers:queues.title")}
      rows={isAway ? [] : (of?.queues ?? undefined)}
      keyOf={({ taskQueue }) => taskQueue}
      empty={
        <EmptyState title={t("workers:queues.unknown")}>
          {t("workers:queues.unknownHint", {
            why: sentence(refusalWords(of?.temporal.why ?? "")),
            address: of?.temporal.address ?? "",
          })}
        </EmptyState>
      }
      columns={[
        {
          key: "queue",
          header: t("workers:column.queue"),
          cell: (queue) => (
            <>
              <Text size="sm" fw={600}>
                {queueName(queue)}
              </Text>
              <Text size="xs" c="dimmed" ff="monospace" style={{ wordBreak: "break-all" }}>
                {queue.taskQueue}
              </Text>
            </>
          ),
        },
        {
          key: "pollers",
          header: t("workers:column.pollers"),
          cell: ({ pollers }) =>
            pollers.length === 0 ? (
              <StatusBadge value="error" label={t("workers:nobody")} />
            ) : (
              pollers.map(({ name }) => t("workers:name", { name })).join(", ")
            ),
        },
        {
          key: "backlog",
          header: t("workers:column.backlog"),
          align: "right",
          cell: ({ backlog }) => formatNumber(backlog),
        },
        {
          key: "age",
          header: t("workers:column.age"),
          align: "right",
          cell: ({ backlog, backlogSeconds }) =>
            backlog === 0 ? "–" : secondsText(backlogSeconds),
        },
      ]}
    />
  );
}
