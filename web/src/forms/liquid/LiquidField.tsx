import { Textarea, TextInput } from "@mantine/core";
import { useRef } from "react";
import { inserted } from "./liquid-of.ts";
import { VariableMenu } from "./VariableMenu.tsx";

interface Props {
  label: string;
  /** Set in rows that show no label of their own. */
  isLabelHidden?: boolean;
  description?: string;
  error?: string;
  required?: boolean;
  readOnly?: boolean;
  placeholder?: string;
  maxLength?: number;
  isMultiline?: boolean;
  size?: "xs" | "sm";
  workflowId: string;
  extra?: readonly { label: string; templates: readonly string[] }[];
  value: string;
  onChange(value: string): void;
}

/** Text with Liquid, and a menu of what it can name. */
export function LiquidField(props: Props) {
  const { label, isLabelHidden = false, isMultiline = false, workflowId, extra, readOnly } = props;
  const line = useRef<HTMLInputElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const insert = (piece: string) => {
    const input = isMultiline ? area.current : line.current;
    const end = props.value.length;
    const [from, to] = [input?.selectionStart ?? end, input?.selectionEnd ?? end];
    const { text, cursor } = inserted(props.value, piece, from, to);
    props.onChange(text);
    // Once the new text is in the input.
    requestAnimationFrame(() => {
      input?.focus();
      input?.setSelectionRange(cursor, cursor);
    });
  };
  const inputProps = {
    ...(isLabelHidden ? { "aria-label": label } : { label, description: props.description }),
    error: props.error,
    required: props.required,
    readOnly,
    size: props.size,
    placeholder: props.placeholder,
    maxLength: props.maxLength,
    value: props.value,
    rightSection: readOnly ? undefined : (
      <VariableMenu workflowId={workflowId} extra={extra} onPick={insert} />
    ),
  };
  return isMultiline ? (
    <Textarea
      {...inputProps}
      ref={area}
      autosize
      minRows={3}
      maxRows={12}
      rightSectionProps={{ style: { alignItems: "flex-start", paddingTop: 6 } }}
      onChange={({ currentTarget }) => props.onChange(currentTarget.value)}
    />
  ) : (
    <TextInput
      {...inputProps}
      ref={line}
      onChange={({ currentTarget }) => props.onChange(currentTarget.value)}
    />
  );
}
