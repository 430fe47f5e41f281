import { Group } from "@mantine/core";
import { WorkflowPicker } from "../../forms/pickers/WorkflowPicker.tsx";
import { FilterSelect } from "../../ui/FilterSelect.tsx";
import { SearchField } from "../../ui/SearchField.tsx";
import { TimeRangeFilter } from "../events/TimeRangeFilter.tsx";
import { TypeFilter } from "../events/TypeFilter.tsx";
import { FilterChips } from "./FilterChips.tsx";
import type { RunFilter } from "./run-query.ts";
import classes from "./runs.module.css";
import { statusNames, testNames } from "./run-labels.ts";
import { t } from "../../i18n/i18n.ts";

interface Props {
  filter: RunFilter;
  onChange(change: Partial<RunFilter>): void;
}

/** A block and a version are a workflow's: with another one they go. */
const ofWorkflow = { version: undefined, blockId: undefined, blockState: undefined };

export function RunFilters({ filter, onChange }: Props) {
  const { workflowId, status, test, from, to, typeKey, key } = filter;
  return (
    <>
      <Group gap="xs" mb="xs" role="search" aria-label={t("runs:filter.label")}>
        <SearchField
          label={t("runs:filter.find")}
          placeholder={t("runs:filter.findWhat")}
          value={key}
          onChange={(next) => onChange({ key: next })}
        />
        <div className={classes["workflow"]}>
          <WorkflowPicker
            label={t("runs:fact.workflow")}
            isLabelHidden
            size="sm"
            clearable
            placeholder={t("runs:filter.anyWorkflow")}
            value={workflowId ?? ""}
            onChange={(next) => onChange({ ...ofWorkflow, workflowId: next || undefined })}
          />
        </div>
        <FilterSelect
          label={t("runs:column.status")}
          any={t("runs:filter.anyStatus")}
          options={statusNames()}
          value={status}
          onChange={(next) => onChange({ status: next })}
        />
        <FilterSelect
          label={t("runs:filter.kind")}
          any={t("runs:filter.anyKind")}
          options={testNames()}
          value={test}
          onChange={(next) => onChange({ test: next })}
        />
        <TypeFilter value={typeKey} onChange={(next) => onChange({ typeKey: next })} />
        <TimeRangeFilter what={t("runs:fact.launched")} range={{ from, to }} onChange={onChange} />
      </Group>
      <FilterChips filter={filter} onChange={onChange} />
    </>
  );
}
