import { sectionOf, tableRows } from "./markdown.ts";

export interface ToldMetric {
  name: string;
  type: string;
  labels: string[];
}

const page = "docs/reference/metrics.md";
const plain = (cell = ""): string => cell.replaceAll("`", "");

/** Our own metrics, as the page tells of them. */
export function ownMetrics(): ToldMetric[] {
  const rows = tableRows(sectionOf(page, "Metrics").split("\n## ")[0] ?? "");
  return rows.map(([name, type = "", labels = ""]) => ({
    name: plain(name),
    type,
    labels: plain(labels)
      .split(", ")
      .filter((label) => label !== ""),
  }));
}

/** Those of Temporal's SDK that dashboards and alerts use. */
export function temporalMetrics(): ToldMetric[] {
  return tableRows(sectionOf(page, "Of Temporal's SDK")).map(([name, type = ""]) => ({
    name: plain(name),
    type,
    labels: [
      "operation",
      "status_code",
      "task_queue",
      "worker_type",
      "poller_type",
      "workflow_type",
      "activity_type",
    ],
  }));
}

/** The series that a metric has, with their labels. */
export function seriesOf({ name, type, labels }: ToldMetric): [string, string[]][] {
  if (type !== "histogram") return [[name, labels]];
  return [
    [`${name}_sum`, labels],
    [`${name}_count`, labels],
    [`${name}_bucket`, [...labels, "le"]],
  ];
}
