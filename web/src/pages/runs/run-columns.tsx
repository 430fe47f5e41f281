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

export function runColumns(kinds: Kinds | undefined): Column<RunItem>[] {
  return [
    {
      key: "workflow",
      header: "Workflow",
      width: "22%",
      cell: ({ id, workflow, version, event }) => (
        <>
          <Link
            to="/runs/$id"
            params={{ id }}
            className={classes["name"]}
            aria-label={`${workflow.name}, ${versionLabel(version)}, run for ${event.key}`}
          >
            {workflow.name}
          </Link>{" "}
          <span className={classes["quiet"]}>{versionLabel(version)}</span>
        </>
      ),
    },
    {
      key: "status",
      header: "Status",
      width: "24%",
      cell: (run) => (
        <div className={classes["standing"]}>
          <RunStatusBadge status={run.status} test={run.test} />
          <RunStanding run={run} kinds={kinds} />
        </div>
      ),
    },
    {
      key: "event",
      header: "Event",
      width: "20%",
      cell: ({ event }) => (
        <div className={classes["event"]}>
          <div>{event.typeKey ?? "none"}</div>
          <div className={classes["key"]}>{event.key}</div>
        </div>
      ),
    },
    {
      key: "contact",
      header: "Contact",
      width: "16%",
      cell: (run) => <ContactLabel contact={run} />,
    },
    {
      key: "launched",
      header: "Launched",
      width: 110,
      cell: ({ createdAt }) => <Time at={createdAt} />,
    },
    {
      key: "took",
      header: "Took",
      width: 110,
      align: "right",
      cell: ({ createdAt, endedAt }) =>
        endedAt === null ? (
          <span className={classes["quiet"]}>in progress</span>
        ) : (
          <span className={classes["whole"]}>{formatDuration(createdAt, endedAt)}</span>
        ),
    },
  ];
}
