import { SimpleGrid } from "@mantine/core";
import type { InputProps } from "../form/input.ts";
import { useIssue } from "../form/issues.tsx";
import { useFormScope } from "../form/scope.ts";
import { Settings } from "../form/Settings.tsx";
import { rowWords } from "../inputs/row-words.ts";
import { Rows } from "../inputs/Rows.tsx";
import { entry } from "../schema/paths.ts";
import { resolve } from "../schema/resolve.ts";
import { listOf, objectOf } from "../../json/objects.ts";

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
      error={useIssue(path, false)}
      readOnly={readOnly}
      rows={listOf(value ?? schema.default)}
      max={schema.maxItems}
      words={rowWords("hours")}
      isOrdered={false}
      fresh={() => structuredClone(workingHours)}
      onChange={onChange}
    >
      {(row, index, change) => {
        const inputProps = {
          schema: item,
          path: entry(path, index),
          value: objectOf(row),
          onChange: change,
        };
        return (
          <>
            <Settings {...inputProps} names={["days"]} />
            <SimpleGrid cols={2} spacing="xs">
              <Settings {...inputProps} names={["from", "to"]} isTerse />
            </SimpleGrid>
          </>
        );
      }}
    </Rows>
  );
}
