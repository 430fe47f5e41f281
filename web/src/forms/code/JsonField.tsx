import { Input } from "@mantine/core";
import { useId, useState } from "react";
import { exactJson } from "../../../../src/domain/exact-json.ts";
import { CodeField } from "./CodeField.tsx";
import { t } from "../../i18n/i18n.ts";

interface Props {
  label: string;
  description?: string;
  required?: boolean;
  error?: string;
  readOnly?: boolean;
  value: unknown;
  onChange(value: unknown): void;
}

/** JSON as its author typed it: while it is none, it is kept here and not handed on. */
export function JsonField({
  label,
  description,
  required,
  error,
  readOnly,
  value,
  onChange,
}: Props) {
  const [typed, setTyped] = useState<{ text: string; value: unknown } | null>(null);
  const id = useId();
  const isOwn = typed !== null && JSON.stringify(typed.value) === JSON.stringify(value);
  const text = isOwn ? typed.text : jsonText(value);
  const syntaxError = jsonError(text);
  return (
    <Input.Wrapper
      label={label}
      labelElement="div"
      labelProps={{ id }}
      description={description}
      required={required}
      error={syntaxError ?? error}
    >
      <CodeField
        language="json"
        labelledBy={id}
        readOnly={readOnly}
        value={text}
        onChange={(next) => {
          const read = readJson(next);
          setTyped({ text: next, value: read.ok ? read.value : value });
          if (read.ok) onChange(read.value);
        }}
      />
    </Input.Wrapper>
  );
}

function jsonText(value: unknown): string {
  return value === undefined ? "" : JSON.stringify(value, null, 2);
}

function readJson(text: string): { ok: true; value: unknown } | { ok: false; message: string } {
  if (text.trim() === "") return { ok: true, value: undefined };
  try {
    return { ok: true, value: exactJson(text) };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}

function jsonError(text: string): string | undefined {
  const read = readJson(text);
  return read.ok ? undefined : t("inputs:notJson", { why: read.message });
}
