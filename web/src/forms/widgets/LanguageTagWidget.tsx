import { Autocomplete } from "@mantine/core";
import type { InputProps } from "../form/input.ts";
import { useIssue } from "../form/issues.tsx";
import { useFormScope } from "../form/scope.ts";
import { textOf } from "../inputs/emptied.ts";
import { languageName, languagesLike, usualLanguages } from "../message/languages.ts";

export function LanguageTagWidget({
  path,
  label,
  description,
  required,
  value,
  onChange,
}: InputProps) {
  const { readOnly } = useFormScope();
  const tag = textOf(value);
  return (
    <Autocomplete
      label={label}
      description={description}
      required={required}
      error={useIssue(path)}
      readOnly={readOnly}
      placeholder="en"
      data={usualLanguages}
      filter={languagesLike}
      limit={12}
      renderOption={({ option }) => `${option.value} · ${languageName(option.value)}`}
      value={tag}
      onChange={(text) => onChange(text === "" ? undefined : text)}
    />
  );
}
