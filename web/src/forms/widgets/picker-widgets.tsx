import type { InputProps } from "../form/input.ts";
import type { PickerProps } from "../pickers/option.ts";
import { EventTypePicker } from "../pickers/EventTypePicker.tsx";
import { FactPathPicker } from "../pickers/FactPathPicker.tsx";
import { PromoPoolPicker } from "../pickers/PromoPoolPicker.tsx";
import { SegmentPicker } from "../pickers/SegmentPicker.tsx";
import { TemplatePicker } from "../pickers/TemplatePicker.tsx";
import { TimeZonePicker } from "../pickers/TimeZonePicker.tsx";
import { TopicPicker } from "../pickers/TopicPicker.tsx";
import { VariablePicker } from "../pickers/VariablePicker.tsx";
import { WorkflowPicker } from "../pickers/WorkflowPicker.tsx";
import { defaultHint } from "../inputs/emptied.ts";
import { textOf } from "../inputs/emptied.ts";
import { useFacts } from "../facts/facts.ts";
import { useFormScope } from "../form/scope.ts";
import { useIssue } from "../form/issues.tsx";

/** A setting as a picker takes it: "" is none. */
function usePicker({ schema, path, required, value, onChange, ...inputProps }: InputProps) {
  const { readOnly } = useFormScope();
  const isOptional = !required && (schema.default === undefined || schema.default === "");
  const props: PickerProps = {
    label: inputProps.label,
    description: inputProps.description,
    error: useIssue(path),
    required,
    readOnly,
    clearable: isOptional,
    value: textOf(value),
    onChange: (chosen) => onChange(chosen === "" ? undefined : chosen),
  };
  return props;
}

export function EventTypeWidget(props: InputProps) {
  return <EventTypePicker {...usePicker(props)} canCreate />;
}

export function SegmentWidget(props: InputProps) {
  return <SegmentPicker {...usePicker(props)} />;
}

export function PromoPoolWidget(props: InputProps) {
  return <PromoPoolPicker {...usePicker(props)} />;
}

export function TemplateWidget(props: InputProps) {
  return <TemplatePicker {...usePicker(props)} />;
}

export function TopicWidget(props: InputProps) {
  return <TopicPicker {...usePicker(props)} />;
}

export function TimeZoneWidget(props: InputProps) {
  return <TimeZonePicker {...usePicker(props)} />;
}

export function WorkflowWidget(props: InputProps) {
  const { workflowId } = useFormScope();
  return <WorkflowPicker {...usePicker(props)} except={workflowId} />;
}

export function FactPathWidget(props: InputProps) {
  const { workflowId } = useFormScope();
  return <FactPathPicker {...usePicker(props)} groups={useFacts(workflowId)} />;
}

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
