import type { InputProps } from "../form/input.ts";
import { useFormScope } from "../form/scope.ts";
import { WorkflowPicker } from "../pickers/WorkflowPicker.tsx";
import { usePicker } from "./usePicker.ts";

export function WorkflowWidget(props: InputProps) {
  const { workflowId } = useFormScope();
  return <WorkflowPicker {...usePicker(props)} except={workflowId} />;
}
