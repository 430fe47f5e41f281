import { JsonInput, NumberInput, Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { exactJson } from "../../../../../src/domain/exact-json.ts";
import { t } from "../../../i18n/i18n.ts";
import type { ParamRow } from "./test-form.ts";

interface Props {
  row: ParamRow;
  value: unknown;
  /** Undefined: the event does not have it. */
  onChange(value: unknown): void;
}

/** One param, by its type. Emptied, it is left out. */
export function ParamInput({ row: { name, type, example }, value, onChange }: Props) {
  const common = {
    label: name,
    description: t(`events:test.types.${type}`),
    placeholder: example,
    size: "sm",
  } as const;
  if (type === "number") {
    return (
      <NumberInput
        {...common}
        value={typeof value === "number" ? value : ""}
        onChange={(next) => onChange(typeof next === "number" ? next : undefined)}
      />
    );
  }
  if (type === "boolean") {
    return (
      <Select
        {...common}
        clearable
        clearButtonProps={{ "aria-label": t("events:test.leaveOut", { name }) }}
        data={[
          { value: "true", label: t("events:test.yes") },
          { value: "false", label: t("events:test.no") },
        ]}
        value={typeof value === "boolean" ? String(value) : null}
        onChange={(next) => onChange(next === null ? undefined : next === "true")}
      />
    );
  }
  if (type === "list" || type === "object") {
    return <NestedInput {...common} value={value} onChange={onChange} />;
  }
  return (
    <TextInput
      {...common}
      value={typeof value === "string" || typeof value === "number" ? String(value) : ""}
      onChange={({ currentTarget }) =>
        onChange(currentTarget.value === "" ? undefined : currentTarget.value)
      }
    />
  );
}

interface NestedProps {
  label: string;
  description: string;
  placeholder: string | undefined;
  value: unknown;
  onChange(value: unknown): void;
}

/** A list or an object, as JSON: while it is none, the value before it stays. */
function NestedInput({ value, onChange, ...common }: NestedProps) {
  const [text, setText] = useState(() =>
    value === undefined ? "" : JSON.stringify(value, null, 2),
  );
  const error = text.trim() === "" ? undefined : faultOf(text);
  return (
    <JsonInput
      {...common}
      autosize
      minRows={2}
      maxRows={8}
      spellCheck={false}
      value={text}
      error={error}
      onChange={(next) => {
        setText(next);
        if (next.trim() === "") onChange(undefined);
        else if (faultOf(next) === undefined) onChange(exactJson(next));
      }}
    />
  );
}

function faultOf(text: string): string | undefined {
  try {
    exactJson(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
