import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { dependenciesQuery } from "../../../api/event-types.ts";
import { t } from "../../../i18n/i18n.ts";

interface Props {
  typeId: string | undefined;
  value: string;
  onChange(id: string): void;
}

/** Which of the workflows that the event type starts is launched. */
export function WorkflowField({ typeId, value, onChange }: Props) {
  const { data } = useQuery({ ...dependenciesQuery(typeId ?? ""), enabled: typeId !== undefined });
  const names = new Map(
    (data?.starts ?? []).map(({ workflowId, workflowName }) => [workflowId, workflowName]),
  );
  return (
    <Select
      label={t("events:test.workflow")}
      description={names.size === 0 ? t("events:test.noWorkflow") : undefined}
      required
      data={[...names].map(([id, label]) => ({ value: id, label }))}
      value={value === "" ? null : value}
      onChange={(id) => onChange(id ?? "")}
    />
  );
}
