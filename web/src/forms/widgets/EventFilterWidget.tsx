import { ConditionEditor } from "../ConditionEditor.tsx";
import type { InputProps } from "../form/input.ts";
import { useIssue } from "../form/issues.tsx";
import { useFormScope } from "../form/scope.ts";
import { textOf } from "../inputs/emptied.ts";
import { useEventTypeId } from "../pickers/use-event-type-id.ts";

/** Over the event alone that the block waits for; its type's key stands beside it. */
export function EventFilterWidget(props: InputProps) {
  const { nullable, path, label, value, onChange, beside } = props;
  const { readOnly } = useFormScope();
  return (
    <ConditionEditor
      over="event"
      label={label}
      eventTypeId={useEventTypeId(textOf(beside?.["eventTypeKey"]))}
      readOnly={readOnly}
      error={useIssue(path)}
      value={value ?? null}
      onChange={(rule) => onChange(rule === null && !nullable ? undefined : rule)}
    />
  );
}
