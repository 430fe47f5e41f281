import { Chip, Group, Input } from "@mantine/core";
import { useId } from "react";
import type { InputProps } from "../form/input.ts";
import { useIssue } from "../form/issues.tsx";
import { useFormScope } from "../form/scope.ts";
import { listOf } from "../../json/objects.ts";
import { t } from "../../i18n/i18n.ts";
import type { Weekday } from "../../../../src/domain/time-window.ts";

// Seven in a row: the colour says enough to the eye, the state to a screen reader.
const tight = { iconWrapper: { display: "none" }, label: { paddingInline: 9 } };

export function WeekdaysWidget({ schema, path, label, description, value, onChange }: InputProps) {
  const { readOnly } = useFormScope();
  const id = useId();
  const days = (schema.items?.enum ?? []).map(String);
  const chosen = listOf(value).map(String);
  return (
    <Input.Wrapper
      label={label}
      labelElement="div"
      labelProps={{ id }}
      description={description}
      error={useIssue(path)}
    >
      <Chip.Group
        multiple
        value={chosen}
        // In the week's order, whatever the order of the clicks.
        onChange={(next) => onChange(days.filter((day) => next.includes(day)))}
      >
        <Group gap={4} mt={4} role="group" aria-labelledby={id}>
          {days.map((day) => (
            <Chip
              key={day}
              value={day}
              size="xs"
              styles={tight}
              disabled={readOnly}
              aria-label={nameOf(day, schema)}
            >
              {shortName(day) ?? nameOf(day, schema).slice(0, 2)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </Input.Wrapper>
  );
}

const nameOf = (day: string, { items }: InputProps["schema"]): string =>
  items?.labels?.[day] ?? day;

const isWeekday = (day: string): day is Weekday => day.endsWith("day");

/** Two letters of a day's name: not the first two in every language. */
function shortName(day: string): string | undefined {
  return isWeekday(day) ? t(`forms:day.${day}`) : undefined;
}
