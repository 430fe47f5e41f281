import { Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { WorkflowItem } from "../../api/workflows.ts";
import type { Column } from "../../ui/DataTable.tsx";
import { StatusBadge } from "../../ui/StatusBadge.tsx";
import { Time } from "../../ui/Time.tsx";
import { countWords } from "./count-words.ts";
import { LaunchSummary } from "./LaunchSummary.tsx";
import { RowMenu } from "./RowMenu.tsx";
import { Tags } from "./Tags.tsx";
import classes from "./workflows.module.css";

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
      cell: ({ status }) => (
        <div className={classes["status"]}>
          <StatusBadge value={status} />
        </div>
      ),
    },
    {
      key: "launch",
      header: "Launch conditions",
      width: "34%",
      cell: ({ launchConditions }) => <LaunchSummary conditions={launchConditions} />,
    },
    {
      key: "runs",
      header: "Runs 24 h / 7 days",
      align: "right",
      cell: ({ id, runs }) => (
        <Link to="/runs" search={{ workflowId: id }} className={classes["runs"]}>
          {countWords(runs.last24Hours)}
          <Text span size="sm" className={classes["quiet"]}>
            {" / "}
            {countWords(runs.last7Days)}
          </Text>
        </Link>
      ),
    },
    {
      key: "waiting",
      header: "Under way",
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
            {countWords(waiting)}
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
