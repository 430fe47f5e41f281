import { Alert, List } from "@mantine/core";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import type { WorkerProblem, Workers } from "../../api/workers.ts";
import { t } from "../../i18n/i18n.ts";
import { refusalWords } from "../../i18n/refusals.ts";
import { sentence } from "../../ui/text.ts";
import { queueName } from "./queue-name.ts";
import { secondsText } from "./duration-text.ts";

/** What is wrong, in words: read out when it changes. */
export function Problems({ of: { problems, queues, temporal } }: { of: Workers }) {
  if (problems.length === 0) {
    return (
      <Alert color="bell" variant="light" icon={<IconCheck />} title={t("workers:fine.title")}>
        {t("workers:fine.text", { address: temporal.address, namespace: temporal.namespace })}
      </Alert>
    );
  }
  const textOf = (problem: WorkerProblem): string => {
    const { kind, count, seconds, taskQueue } = problem;
    const queue = queues?.find((one) => one.taskQueue === taskQueue);
    const name = queue === undefined ? "" : queueName(queue);
    const time = secondsText(seconds);
    if (kind === "temporalAway") {
      return t("workers:problem.temporalAway", { why: sentence(refusalWords(temporal.why ?? "")) });
    }
    if (kind === "notPolled") {
      return count === 0
        ? t("workers:problem.notPolled", { name })
        : t("workers:problem.notPolledWaiting", { name, count, time });
    }
    if (kind === "slow") return t("workers:problem.slow", { name, count, time });
    if (kind === "dispatcherBehind") return t("workers:problem.dispatcherBehind", { count, time });
    if (kind === "noWorker") return t("workers:problem.noWorker");
    return t(`workers:problem.${kind}`, { count });
  };
  return (
    <Alert
      color="red"
      variant="light"
      role="status"
      icon={<IconAlertTriangle />}
      title={t("workers:problem.title", { count: problems.length })}
    >
      <List size="sm" spacing={4} c="var(--mantine-color-text)">
        {problems.map((problem) => (
          <List.Item key={`${problem.kind}/${problem.taskQueue ?? ""}`}>
            {textOf(problem)}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
