import { Switch } from "@mantine/core";
import type { Workflow } from "../../api/workflows.ts";

interface Props {
  status: Workflow["status"];
  checked: boolean;
  readOnly: boolean;
  onChange(isOn: boolean): void;
}

/** Where the workflow stands, as the switch alone starts nothing. */
const meanwhile: Record<Workflow["status"], string> = {
  active: "In force as soon as you apply: the workflow is active.",
  draft: "The workflow is a draft: nothing starts until it is activated.",
  paused: "The workflow is paused: nothing starts until it is resumed.",
  archived: "The workflow is archived: nothing starts it any more.",
};

/** Whether this trigger starts runs. */
export function StartSwitch({ status, checked, readOnly, onChange }: Props) {
  return (
    <Switch
      label="Start"
      description={
        checked ? meanwhile[status] : "Switched off: starts nothing, and forgets no launch."
      }
      checked={checked}
      disabled={readOnly}
      onChange={({ currentTarget }) => onChange(currentTarget.checked)}
    />
  );
}
