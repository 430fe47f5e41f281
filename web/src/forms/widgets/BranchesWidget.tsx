import { Button, SimpleGrid } from "@mantine/core";
import type { InputProps } from "../form/input.ts";
import { useIssue } from "../form/issues.tsx";
import { useFormScope } from "../form/scope.ts";
import { Settings } from "../form/Settings.tsx";
import { numbered, rowWords } from "../inputs/row-words.ts";
import { Rows } from "../inputs/Rows.tsx";
import { freshValue } from "../schema/fresh.ts";
import { entry } from "../schema/paths.ts";
import { resolve } from "../schema/resolve.ts";
import { evenPercentages, unusedBranchName } from "../schema/branch-names.ts";
import { BranchNameInput } from "./BranchNameInput.tsx";
import { listOf, objectOf } from "../../json/objects.ts";
import { t } from "../../i18n/i18n.ts";

/** The branches that a block's settings define, each with its name and what leads there. */
export function BranchesWidget({ schema, path, label, description, value, onChange }: InputProps) {
  const { kind, root, readOnly } = useFormScope();
  const item = resolve(schema.items ?? {}, root).schema;
  const { name: _name, ...others } = item.properties ?? {};
  const branches = listOf(value).map(objectOf);
  const names = branches.map(({ name }) => (typeof name === "string" ? name.trim() : ""));
  const rest = "of" in kind.branches ? kind.branches.rest : [];
  const words = rowWords("branch");
  const isSplit = "percent" in others;
  return (
    <>
      <Rows
        label={label}
        description={description}
        error={useIssue(path, false)}
        readOnly={readOnly}
        rows={branches}
        max={schema.maxItems}
        words={words}
        nameOf={(_way, index) => names[index] || numbered(words.one, index)}
        isOrdered={!isSplit}
        fresh={() => ({
          ...objectOf(freshValue(item, root)),
          name: unusedBranchName([...names, ...rest]),
          ...(isSplit && { percent: 0 }),
        })}
        onChange={onChange}
      >
        {(branch, index, change) => {
          const settings = {
            schema: item,
            names: Object.keys(others),
            path: entry(path, index),
            value: branch,
            onChange: change,
          };
          const name = (
            <BranchNameInput
              path={`${entry(path, index)}.name`}
              value={typeof branch["name"] === "string" ? branch["name"] : ""}
              others={names.toSpliced(index, 1)}
              taken={rest}
              onChange={(to) => change({ ...branch, name: to })}
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
      {isSplit && !readOnly && branches.length > 1 && (
        <Button
          variant="subtle"
          size="compact-xs"
          mt={-8}
          style={{ alignSelf: "flex-start" }}
          onClick={() => {
            const shares = evenPercentages(branches.length);
            onChange(branches.map((branch, index) => ({ ...branch, percent: shares[index] })));
          }}
        >
          {t("forms:branch.even")}
        </Button>
      )}
    </>
  );
}
