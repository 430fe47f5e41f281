import { Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { WorkflowItem } from "../../api/workflows.ts";
import type { Column } from "../../ui/DataTable.tsx";
import { Time } from "../../ui/Time.tsx";
import { t } from "../../i18n/i18n.ts";
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
      header: t("workflows-list:columns.name"),
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
      header: t("workflows-list:columns.status"),
      cell: (workflow) => (
        <div className={classes["status"]}>
          <WorkflowBadge workflow={workflow} />
          <LiveState workflow={workflow} />
        </div>
      ),
    },
    {
      key: "launch",
      header: t("workflows-list:columns.triggers"),
      width: "34%",
      cell: ({ launchConditions }) => <TriggerSummary conditions={launchConditions} />,
    },
    {
      key: "runs",
      header: t("workflows-list:columns.runs"),
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
      header: t("workflows-list:columns.waiting"),
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
      header: t("workflows-list:columns.changed"),
      cell: ({ updatedAt }) => <Time at={updatedAt} />,
    },
    {
      key: "menu",
      header: t("workflows-list:columns.actions"),
      align: "right",
      cell: (workflow) => <RowMenu workflow={workflow} />,
    },
  ];
}
