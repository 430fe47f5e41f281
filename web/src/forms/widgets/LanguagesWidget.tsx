import type { InputProps } from "../form/input.ts";
import { useIssue } from "../form/issues.tsx";
import { useFormScope } from "../form/scope.ts";
import { Settings } from "../form/Settings.tsx";
import { rowWords } from "../inputs/row-words.ts";
import { NamedRows } from "../inputs/NamedRows.tsx";
import { isLanguageTag } from "../message/languages.ts";
import { below } from "../schema/paths.ts";
import { resolve } from "../schema/resolve.ts";
import { objectOf } from "../../json/objects.ts";
import { t } from "../../i18n/i18n.ts";

/** A message's texts in other languages. */
export function LanguagesWidget({ schema, path, label, description, value, onChange }: InputProps) {
  const { root, readOnly } = useFormScope();
  const { additionalProperties } = schema;
  const content = typeof additionalProperties === "object" ? additionalProperties : {};
  return (
    <NamedRows<unknown>
      label={label}
      description={description}
      error={useIssue(path, false)}
      readOnly={readOnly}
      words={rowWords("language")}
      values={objectOf(value)}
      errorOf={(tag) => (isLanguageTag(tag) ? undefined : t("forms:language.wrong"))}
      fresh={() => ({})}
      onChange={(next) => onChange(Object.keys(next).length === 0 ? undefined : next)}
    >
      {(tag, entryValue, change) => (
        <Settings
          schema={resolve(content, root).schema}
          path={below(path, tag)}
          value={objectOf(entryValue)}
          onChange={change}
        />
      )}
    </NamedRows>
  );
}
