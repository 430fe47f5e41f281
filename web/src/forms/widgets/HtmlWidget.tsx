import { Group, Input } from "@mantine/core";
import { useId, useRef } from "react";
import { CodeField } from "../code/CodeField.tsx";
import type { InputProps } from "../form/input.ts";
import { useIssue } from "../form/issues.tsx";
import { useFormScope } from "../form/scope.ts";
import { clearedText, textOf } from "../inputs/emptied.ts";
import { VariableMenu } from "../liquid/VariableMenu.tsx";

/** HTML or MJML with Liquid. */
export function HtmlWidget(props: InputProps) {
  const { path, label, description, required, value, onChange } = props;
  const { workflowId, readOnly } = useFormScope();
  const insert = useRef<(text: string) => void>(null);
  const id = useId();
  return (
    <Input.Wrapper
      label={
        <Group justify="space-between" component="span">
          <span id={id}>{label}</span>
          {!readOnly && (
            <VariableMenu workflowId={workflowId} onPick={(text) => insert.current?.(text)} />
          )}
        </Group>
      }
      labelElement="div"
      labelProps={{ style: { width: "100%" } }}
      description={description}
      required={required}
      error={useIssue(path)}
    >
      <CodeField
        language="html"
        labelledBy={id}
        readOnly={readOnly}
        value={textOf(value)}
        onChange={(text) => onChange(clearedText(text, props))}
        onReady={(put) => {
          insert.current = put;
        }}
      />
    </Input.Wrapper>
  );
}
