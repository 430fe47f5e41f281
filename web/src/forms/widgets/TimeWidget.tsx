import { TextInput } from "@mantine/core";
import type { InputProps } from "../form/input.ts";
import { useIssue } from "../form/issues.tsx";
import { useFormScope } from "../form/scope.ts";
import { textOf } from "../inputs/emptied.ts";
import { t } from "../../i18n/i18n.ts";

/** A time of day; 24:00, the day's end, is none that a browser's own input knows. */
export function TimeWidget({ path, label, description, required, value, onChange }: InputProps) {
  const { readOnly } = useFormScope();
  const text = textOf(value);
  const isTime = text === "" || /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/.test(text);
  const issue = useIssue(path);
  return (
    <TextInput
      label={label}
      description={description}
      required={required}
      error={isTime ? issue : t("forms:timeWrong")}
      readOnly={readOnly}
      placeholder="09:00"
      inputMode="numeric"
      value={text}
      onChange={({ currentTarget }) =>
        onChange(currentTarget.value === "" ? undefined : currentTarget.value)
      }
      onBlur={() => {
        const whole = wholeTime(text);
        if (whole !== text) onChange(whole);
      }}
    />
  );
}

/** 9, 930 and 9:30 as people type them. */
function wholeTime(text: string): string {
  const [, hours, minutes = "00"] = /^(\d{1,2})(?:[:.]?(\d{2}))?$/.exec(text.trim()) ?? [];
  return hours === undefined ? text : `${hours.padStart(2, "0")}:${minutes}`;
}
