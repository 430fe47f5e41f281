import { Code, Group, Text } from "@mantine/core";
import type { WorkerVersions } from "../../api/worker-versions.ts";
import { t } from "../../i18n/i18n.ts";
import { refusalWords } from "../../i18n/refusals.ts";
import { Copy } from "../../ui/Copy.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { formatNumber } from "../../ui/format-number.ts";
import { StatusBadge } from "../../ui/StatusBadge.tsx";
import { sentence } from "../../ui/text.ts";

type Version = WorkerVersions["versions"][number];

/** Of a worker deployment: which release gets work, and what the others still have. */
export function ReleaseTable({ of }: { of: WorkerVersions }) {
  const { deployment, current, ramping, versions, why } = of;
  if (why !== null) {
    return <Line>{t("workers:releases.unknown", { why: sentence(refusalWords(why)) })}</Line>;
  }
  if (deployment === null) return <Line>{t("workers:releases.ofNone")}</Line>;
  return (
    <>
      <Line>{t("workers:releases.lead", { deployment })}</Line>
      {current === null && versions.length > 0 && (
        <Text size="sm" c="red" mb="xs">
          {t("workers:releases.noneCurrent")}
        </Text>
      )}
      <DataTable<Version>
        label={t("workers:releases.title")}
        rows={versions}
        keyOf={({ buildId }) => buildId}
        empty={
          <EmptyState title={t("workers:releases.unseen")}>
            {t("workers:releases.unseenHint", { deployment })}
          </EmptyState>
        }
        columns={[
          {
            key: "release",
            header: t("workers:releases.column.release"),
            cell: ({ buildId }) => (
              <Text size="sm" ff="monospace" style={{ wordBreak: "break-all" }}>
                {buildId}
              </Text>
            ),
          },
          {
            key: "standing",
            header: t("workers:column.state"),
            cell: ({ standing }) => (
              <StatusBadge
                value={badges[standing]}
                label={t(`workers:releases.standing.${standing}`, {
                  percent: formatNumber(ramping?.percent ?? 0),
                })}
              />
            ),
          },
          {
            key: "runs",
            header: t("workers:releases.column.runs"),
            align: "right",
            cell: ({ openRuns }) => formatNumber(openRuns),
          },
          {
            key: "workers",
            header: t("workers:releases.column.workers"),
            cell: ({ workers, standing }) =>
              workers.length === 0
                ? noWorkers(standing)
                : workers.map(({ name }) => t("workers:name", { name })).join(", "),
          },
          {
            key: "promote",
            header: t("workers:releases.column.promote"),
            cell: (version) => <HowToPromote version={version} isTried={ramping !== null} />,
          },
        ]}
      />
    </>
  );
}

const badges: Record<Version["standing"], string> = {
  current: "active",
  ramping: "running",
  ready: "still",
  draining: "paused",
  retired: "still",
};

/** Where work is routed to nobody, it waits. */
function noWorkers(standing: Version["standing"]) {
  const none = t("workers:releases.noWorkers");
  const isRouted = standing === "current" || standing === "ramping";
  return isRouted ? <StatusBadge value="error" label={none} /> : none;
}

/** By command: where work goes is Temporal's, and who may route it has access to Temporal. */
function HowToPromote({ version, isTried }: { version: Version; isTried: boolean }) {
  const { buildId, standing, workers, cannotFollow } = version;
  if (standing === "current" && !isTried) return t("workers:releases.hasAll");
  if (workers.length === 0) return t("workers:releases.startFirst");
  if (cannotFollow > 0) return t("workers:releases.refused", { count: cannotFollow });
  const command = ["campanile", "worker-versions", "promote", buildId].join(" ");
  return (
    <Group gap={4} wrap="nowrap">
      <Code style={{ wordBreak: "break-all" }}>{command}</Code>
      <Copy value={command} what={t("workers:releases.command")} />
    </Group>
  );
}

function Line({ children }: { children: string }) {
  return (
    <Text size="sm" c="dimmed" mb="xs">
      {children}
    </Text>
  );
}
