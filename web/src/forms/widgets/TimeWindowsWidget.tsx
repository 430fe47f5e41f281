import { SimpleGrid } from "@mantine/core";
import type { InputProps } from "../form/input.ts";
import { useProblem } from "../form/problems.tsx";
import { useFormScope } from "../form/scope.ts";
import { Settings } from "../form/Settings.tsx";
import { Rows } from "../inputs/Rows.tsx";
import { listOf, objectOf } from "../inputs/values.ts";
import { entry } from "../schema/paths.ts";
import { resolve } from "../schema/resolve.ts";

const workingHours = {
  days: ["monday", "tuesday", "wednesday", "thursday", "friday"],
  from: "09:00",
  to: "18:00",
};

/** Weekdays with hours: which, from when, to when. */
export function TimeWindowsWidget({
  schema,
  path,
  label,
  description,
  value,
  onChange,
}: InputProps) {
  const { root, readOnly } = useFormScope();
  const item = resolve(schema.items ?? {}, root).schema;
  return (
    <Rows
      label={label}
      description={description}
      error={useProblem(path, false)}
      readOnly={readOnly}
      rows={listOf(value ?? schema.default)}
      most={schema.maxItems}
      one="Hours"
      isOrdered={false}
      fresh={() => structuredClone(workingHours)}
      onChange={onChange}
    >
      {(row, index, change) => {
        const face = {
          schema: item,
          path: entry(path, index),
          value: objectOf(row),
          onChange: change,
        };
        return (
          <>
            <Settings {...face} names={["days"]} />
            <SimpleGrid cols={2} spacing="xs">
              <Settings {...face} names={["from", "to"]} isTerse />
            </SimpleGrid>
          </>
        );
      }}
    </Rows>
  );
}
