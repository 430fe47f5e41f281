import { useFacts } from "../facts/facts.ts";
import type { InputProps } from "../form/input.ts";
import { useFormScope } from "../form/scope.ts";
import { FactPathPicker } from "../pickers/FactPathPicker.tsx";
import { usePicker } from "./usePicker.ts";

export function FactPathWidget(props: InputProps) {
  const { workflowId } = useFormScope();
  return <FactPathPicker {...usePicker(props)} groups={useFacts(workflowId)} />;
}
