import { Button, SimpleGrid } from "@mantine/core";
import type { InputProps } from "../form/input.ts";
import { useProblem } from "../form/problems.tsx";
import { useFormScope } from "../form/scope.ts";
import { Settings } from "../form/Settings.tsx";
import { Rows } from "../inputs/Rows.tsx";
import { listOf, objectOf } from "../inputs/values.ts";
import { freshValue } from "../schema/fresh.ts";
import { entry } from "../schema/paths.ts";
import { resolve } from "../schema/resolve.ts";
import { evenShares, freeWayName } from "../schema/way-names.ts";
import { WayName } from "./WayName.tsx";

/** The ways out of a branch, each with its name and what leads there. */
export function WaysWidget({ schema, path, label, description, value, onChange }: InputProps) {
  const { kind, root, readOnly } = useFormScope();
  const item = resolve(schema.items ?? {}, root).schema;
  const { name: _name, ...others } = item.properties ?? {};
  const ways = listOf(value).map(objectOf);
  const names = ways.map(({ name }) => (typeof name === "string" ? name.trim() : ""));
  const rest = "of" in kind.branches ? kind.branches.rest : [];
  const isSplit = "percent" in others;
  return (
    <>
      <Rows
        label={label}
        description={description}
        error={useProblem(path, false)}
        readOnly={readOnly}
        rows={ways}
        most={schema.maxItems}
        one="Way"
        nameOf={(_way, index) => names[index] || `Way ${index + 1}`}
        isOrdered={!isSplit}
        fresh={() => ({
          ...objectOf(freshValue(item, root)),
          name: freeWayName([...names, ...rest]),
          ...(isSplit && { percent: 0 }),
        })}
        onChange={onChange}
      >
        {(way, index, change) => {
          const settings = {
            schema: item,
            names: Object.keys(others),
            path: entry(path, index),
            value: way,
            onChange: change,
          };
          const name = (
            <WayName
              path={`${entry(path, index)}.name`}
              value={typeof way["name"] === "string" ? way["name"] : ""}
              others={names.toSpliced(index, 1)}
              taken={rest}
              onChange={(to) => change({ ...way, name: to })}
            />
          );
          return isSplit ? (
            <SimpleGrid cols={2} spacing="xs">
              {name}
              <Settings {...settings} isTerse />
            </SimpleGrid>
          ) : (
            <>
              {name}
              <Settings {...settings} />
            </>
          );
        }}
      </Rows>
      {isSplit && !readOnly && ways.length > 1 && (
        <Button
          variant="subtle"
          size="compact-xs"
          mt={-8}
          style={{ alignSelf: "flex-start" }}
          onClick={() => {
            const shares = evenShares(ways.length);
            onChange(ways.map((way, index) => ({ ...way, percent: shares[index] })));
          }}
        >
          Share evenly
        </Button>
      )}
    </>
  );
}
