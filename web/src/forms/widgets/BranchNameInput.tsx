import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useIssue } from "../form/issues.tsx";
import { useFormScope } from "../form/scope.ts";
import { branchNameError } from "../schema/branch-names.ts";
import { t } from "../../i18n/i18n.ts";

interface Props {
  path: string;
  value: string;
  /** Names of the other branches. */
  others: readonly string[];
  taken: readonly string[];
  onChange(name: string): void;
}

/**
 * A branch's name, by which edges refer to it: one that is empty or taken is kept here until it is
 * valid, so that no edge ever loses its branch.
 */
export function BranchNameInput({ path, value, others, taken, onChange }: Props) {
  const { readOnly } = useFormScope();
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? value;
  const error = text.trim() === value.trim() ? undefined : branchNameError(text, others, taken);
  const issue = useIssue(path);
  return (
    <TextInput
      label={t("forms:branch.name")}
      required
      error={error ?? issue}
      readOnly={readOnly}
      maxLength={64}
      value={text}
      onChange={({ currentTarget }) => {
        const next = currentTarget.value;
        setTyped(next);
        if (next.trim() !== value && branchNameError(next, others, taken) === undefined) {
          onChange(next.trim());
        }
      }}
      onBlur={() => setTyped(null)}
    />
  );
}
