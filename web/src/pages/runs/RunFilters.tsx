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
      <Group gap="xs" mb="xs" role="search" aria-label="Filter runs">
        <SearchField
          label="Find by event key or contact"
          placeholder="Event key or contact"
          value={key}
          onChange={(next) => onChange({ key: next })}
        />
        <div className={classes["workflow"]}>
          <WorkflowPicker
            label="Workflow"
            isLabelHidden
            size="sm"
            clearable
            placeholder="Any workflow"
            value={workflowId ?? ""}
            onChange={(next) => onChange({ ...ofWorkflow, workflowId: next || undefined })}
          />
        </div>
        <FilterSelect
          label="Status"
          any="Any status"
          options={statusNames}
          value={status}
          onChange={(next) => onChange({ status: next })}
        />
        <FilterSelect
          label="Real or test"
          any="Real and test"
          options={testNames}
          value={test}
          onChange={(next) => onChange({ test: next })}
        />
        <TypeFilter value={typeKey} onChange={(next) => onChange({ typeKey: next })} />
        <TimeRangeFilter what="Launched" range={{ from, to }} onChange={onChange} />
      </Group>
      <FilterChips filter={filter} onChange={onChange} />
    </>
  );
}
