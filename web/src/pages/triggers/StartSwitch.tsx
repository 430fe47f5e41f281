import { Switch } from "@mantine/core";
import type { Workflow } from "../../api/workflows.ts";
import { t } from "../../i18n/i18n.ts";

interface Props {
  status: Workflow["status"];
  checked: boolean;
  readOnly: boolean;
  onChange(isOn: boolean): void;
}

/** Whether this trigger starts runs. */
export function StartSwitch({ status, checked, readOnly, onChange }: Props) {
  return (
    <Switch
      label={t("trigger-form:start.label")}
      description={
        // Where the workflow stands, as the switch alone starts nothing.
        checked ? t(`trigger-form:start.${status}`) : t("trigger-form:start.off")
      }
      checked={checked}
      disabled={readOnly}
      onChange={({ currentTarget }) => onChange(currentTarget.checked)}
    />
  );
}
