import type { InputProps } from "../form/input.ts";
import { useFormScope } from "../form/scope.ts";
import { defaultHint } from "../inputs/emptied.ts";
import { VariablePicker } from "../pickers/VariablePicker.tsx";
import { usePicker } from "./usePicker.ts";

export function VariableNameWidget(props: InputProps) {
  const { workflowId } = useFormScope();
  return (
    <VariablePicker
      {...usePicker(props)}
      workflowId={workflowId}
      placeholder={defaultHint(props.schema)}
    />
  );
}
