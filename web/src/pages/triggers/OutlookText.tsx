import { List, Skeleton, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { PlannedChange } from "../../api/workflow-history.ts";
import { outlookQuery } from "../../api/workflow-history.ts";
import { t } from "../../i18n/i18n.ts";
import { FormError } from "../../ui/FormError.tsx";
import { outlookLines } from "./outlook-lines.ts";

interface Props {
  workflowId: string;
  planned: PlannedChange;
}

/** What a change of a trigger will mean, counted from what has happened. */
export function OutlookText({ workflowId, planned }: Props) {
  const { data, error } = useQuery(outlookQuery(workflowId, planned));
  if (data !== undefined) {
    const [first, ...rest] = outlookLines(data);
    if (rest.length === 0) return <Text size="sm">{first}</Text>;
    return (
      <List size="sm" spacing={6}>
        {[first, ...rest].map((line) => (
          <List.Item key={line}>{line}</List.Item>
        ))}
      </List>
    );
  }
  // What it means can't be counted: it can be decided all the same.
  if (error !== null) return <FormError error={error} />;
  return <Skeleton height={66} aria-busy aria-label={t("triggers:outlook.loading")} />;
}
