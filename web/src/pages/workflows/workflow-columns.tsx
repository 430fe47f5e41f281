import { Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { WorkflowItem } from "../../api/workflows.ts";
import type { Column } from "../../ui/DataTable.tsx";
import { Time } from "../../ui/Time.tsx";
import { LiveState } from "./LiveState.tsx";
import { WorkflowBadge } from "./WorkflowBadge.tsx";
import { TriggerSummary } from "./TriggerSummary.tsx";
import { RowMenu } from "./RowMenu.tsx";
import { Tags } from "./Tags.tsx";
import classes from "./workflows.module.css";
import { formatBoundedCount } from "../../ui/format-number.ts";

export function workflowColumns(): Column<WorkflowItem>[] {
  return [
    {
      key: "name",
      header: "Name and tags",
      width: "24%",
      cell: ({ id, name, tags }) => (
        <div className={classes["title"]}>
          <Link to="/workflows/$id" params={{ id }} className={classes["name"]}>
            {name}
          </Link>
          <Tags tags={tags} />
        </div>
      ),
    },
    {
      key: "status",
      header: "Status",
      cell: (workflow) => (
        <div className={classes["status"]}>
          <WorkflowBadge workflow={workflow} />
          <LiveState workflow={workflow} />
        </div>
      ),
    },
    {
      key: "launch",
      header: "Triggers",
      width: "34%",
      cell: ({ launchConditions }) => <TriggerSummary conditions={launchConditions} />,
    },
    {
      key: "runs",
      header: "Runs 24 h / 7 days",
      align: "right",
      cell: ({ id, runs }) => (
        <Link to="/runs" search={{ workflowId: id }} className={classes["runs"]}>
          {formatBoundedCount(runs.last24Hours)}
          <Text span size="sm" className={classes["quiet"]}>
            {" / "}
            {formatBoundedCount(runs.last7Days)}
          </Text>
        </Link>
      ),
    },
    {
      key: "waiting",
      header: "In progress",
      align: "right",
      cell: ({ id, waiting }) =>
        waiting === 0 ? (
          "0"
        ) : (
          <Link
            to="/runs"
            search={{ workflowId: id, status: "running" }}
            className={classes["runs"]}
          >
            {formatBoundedCount(waiting)}
          </Link>
        ),
    },
    {
      key: "updated",
      header: "Changed",
      cell: ({ updatedAt }) => <Time at={updatedAt} />,
    },
    {
      key: "menu",
      header: "Actions",
      align: "right",
      cell: (workflow) => <RowMenu workflow={workflow} />,
    },
  ];
}
