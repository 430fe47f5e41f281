import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { Workers } from "../../api/workers.ts";
import { t } from "../../i18n/i18n.ts";
import type { Column } from "../../ui/DataTable.tsx";
import { Time } from "../../ui/Time.tsx";
import { ProcessState } from "./ProcessState.tsx";
import { Standing } from "./Standing.tsx";

type Process = Workers["workers"][number] | Workers["apis"][number];

/** What is told of a process, a worker or an API. */
export function processColumns<One extends Process>(what: {
  header: string;
  nameOf(name: string): string;
  version(one: One): ReactNode;
}): Column<One>[] {
  return [
    {
      key: "name",
      header: what.header,
      cell: ({ name, identity }) => (
        <>
          <Text size="sm" fw={600}>
            {what.nameOf(name)}
          </Text>
          <Text size="xs" c="dimmed" ff="monospace" style={{ wordBreak: "break-all" }}>
            {identity}
          </Text>
        </>
      ),
    },
    {
      key: "state",
      header: t("workers:column.state"),
      cell: ({ alive, standing }) => (
        <ProcessState alive={alive} draining={standing?.draining === true} />
      ),
    },
    { key: "version", header: t("workers:column.version"), cell: (one) => what.version(one) },
    {
      key: "work",
      header: t("workers:column.work"),
      cell: ({ standing }) => <Standing of={standing} />,
    },
    {
      key: "since",
      header: t("workers:column.since"),
      cell: ({ startedAt }) => <Time at={startedAt} />,
    },
    {
      key: "seen",
      header: t("workers:column.seen"),
      cell: ({ lastSeenAt }) => <Time at={lastSeenAt} />,
    },
  ];
}
