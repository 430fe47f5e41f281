import { Field } from "../form/Field.tsx";
import type { InputProps } from "../form/input.ts";
import { useIssue } from "../form/issues.tsx";
import { useFormScope } from "../form/scope.ts";
import { Settings } from "../form/Settings.tsx";
import { freshValue } from "../schema/fresh.ts";
import { entry } from "../schema/paths.ts";
import { resolve } from "../schema/resolve.ts";
import { shapeOf } from "../schema/shape.ts";
import { rowWords, titledRowWords } from "./row-words.ts";
import { Rows } from "./Rows.tsx";
import { listOf, objectOf } from "../../json/objects.ts";

/** A list of anything. */
export function ListInput({ schema, path, label, description, value, onChange }: InputProps) {
  const { root, readOnly } = useFormScope();
  const items = schema.items ?? {};
  const item = resolve(items, root).schema;
  const words = item.title === undefined ? rowWords("entry") : titledRowWords(item.title);
  return (
    <Rows
      label={label}
      description={description}
      error={useIssue(path, false)}
      readOnly={readOnly}
      rows={listOf(value)}
      max={schema.maxItems}
      words={words}
      fresh={() => freshValue(items, root) ?? null}
      onChange={onChange}
    >
      {(row, index, change) =>
        shapeOf(item) === "object" && item.widget === undefined ? (
          <Settings
            schema={item}
            path={entry(path, index)}
            value={objectOf(row)}
            onChange={change}
          />
        ) : (
          <Field schema={items} path={entry(path, index)} value={row} onChange={change} />
        )
      }
    </Rows>
  );
}
