import { Autocomplete } from "@mantine/core";
import { useFacts } from "../facts/facts.ts";
import type { PickerProps } from "./option.ts";
import { t } from "../../i18n/i18n.ts";

/** A variable's name: one that the workflow has, or a new one. */
export function VariablePicker({ workflowId, ...props }: PickerProps & { workflowId: string }) {
  const vars = useFacts(workflowId).find(({ root }) => root === "vars")?.paths ?? [];
  const names = [...new Set(vars.map(({ path }) => path.split(".")[1] ?? ""))].filter(Boolean);
  const isOdd = props.value !== "" && !/^[A-Za-z][A-Za-z0-9_]{0,63}$/.test(props.value);
  return (
    <Autocomplete
      label={props.label}
      description={props.description}
      error={isOdd ? t("inputs:variable.wrong") : props.error}
      required={props.required}
      readOnly={props.readOnly}
      size={props.size}
      placeholder={props.placeholder}
      data={names}
      limit={20}
      leftSection={<span style={{ fontSize: 12 }}>{"vars."}</span>}
      leftSectionWidth={46}
      value={props.value}
      onChange={(name) => props.onChange(name)}
    />
  );
}
