import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useProblem } from "../form/problems.tsx";
import { useFormScope } from "../form/scope.ts";
import { wayNameFault } from "../schema/way-names.ts";

interface Props {
  path: string;
  value: string;
  /** Of the other ways. */
  others: readonly string[];
  taken: readonly string[];
  onChange(name: string): void;
}

/**
 * A way's name, by which edges know it: one that is empty or another's is kept here until it is
 * right, so that no edge ever loses its way.
 */
export function WayName({ path, value, others, taken, onChange }: Props) {
  const { readOnly } = useFormScope();
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? value;
  const fault = text.trim() === value.trim() ? undefined : wayNameFault(text, others, taken);
  const problem = useProblem(path);
  return (
    <TextInput
      label="Name"
      required
      error={fault ?? problem}
      readOnly={readOnly}
      maxLength={64}
      value={text}
      onChange={({ currentTarget }) => {
        const next = currentTarget.value;
        setTyped(next);
        if (next.trim() !== value && wayNameFault(next, others, taken) === undefined) {
          onChange(next.trim());
        }
      }}
      onBlur={() => setTyped(null)}
    />
  );
}
