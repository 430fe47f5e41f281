import { Link } from "@tanstack/react-router";
import type { Kinds } from "../../canvas/graph.ts";
import type { RunItem } from "../../api/runs.ts";
import { ContactLabel } from "../../ui/ContactLabel.tsx";
import type { Column } from "../../ui/DataTable.tsx";
import { Time } from "../../ui/Time.tsx";
import classes from "./runs.module.css";
import { RunStatusBadge } from "./RunStatusBadge.tsx";
import { RunStanding } from "./RunStanding.tsx";
import { versionLabel } from "./run-labels.ts";
import { formatDuration } from "../../ui/format-time.ts";
import { t } from "../../i18n/i18n.ts";

export function runColumns(kinds: Kinds | undefined): Column<RunItem>[] {
  return [
    {
      key: "workflow",
      header: t("runs:fact.workflow"),
      width: "22%",
      cell: ({ id, workflow, version, event }) => (
        <>
          <Link
            to="/runs/$id"
            params={{ id }}
            className={classes["name"]}
            aria-label={t("runs:row", {
              workflow: workflow.name,
              version: versionLabel(version),
              key: event.key,
            })}
          >
            {workflow.name}
          </Link>{" "}
          <span className={classes["quiet"]}>{versionLabel(version)}</span>
        </>
      ),
    },
    {
      key: "status",
      header: t("runs:column.status"),
      width: "24%",
      cell: (run) => (
        <div className={classes["standing"]}>
          <RunStatusBadge run={run} />
          <RunStanding run={run} kinds={kinds} />
        </div>
      ),
    },
    {
      key: "event",
      header: t("runs:fact.event"),
      width: "20%",
      cell: ({ event }) => (
        <div className={classes["event"]}>
          <div>{event.typeKey ?? t("runs:none")}</div>
          <div className={classes["key"]}>{event.key}</div>
        </div>
      ),
    },
    {
      key: "contact",
      header: t("runs:fact.contact"),
      width: "16%",
      cell: (run) => <ContactLabel contact={run} />,
    },
    {
      key: "launched",
      header: t("runs:fact.launched"),
      width: 110,
      cell: ({ createdAt }) => <Time at={createdAt} />,
    },
    {
      key: "took",
      header: t("runs:column.took"),
      width: 110,
      align: "right",
      cell: ({ createdAt, endedAt }) =>
        endedAt === null ? (
          <span className={classes["quiet"]}>{t("runs:column.inProgress")}</span>
        ) : (
          <span className={classes["whole"]}>{formatDuration(createdAt, endedAt)}</span>
        ),
    },
  ];
}
