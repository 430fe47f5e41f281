import type { ReactNode } from "react";
import { useState } from "react";
import { useFormScope } from "../form/scope.ts";
import { SegmentedInput } from "../inputs/SegmentedInput.tsx";

interface Props {
  label: string;
  choices: { value: string; label: string }[];
  /** What the settings say; undefined while they say neither. */
  current: string | undefined;
  /** Takes away what another choice has set. */
  onChoose(value: string): void;
  children(value: string): ReactNode;
}

/** Settings of which a block has one or the other. */
export function EitherOr({ label, choices, current, onChoose, children }: Props) {
  const { readOnly } = useFormScope();
  const [chosen, choose] = useState<string | null>(null);
  const value = chosen ?? current ?? choices[0]?.value ?? "";
  return (
    <>
      <SegmentedInput
        label={label}
        readOnly={readOnly}
        choices={choices}
        value={value}
        onChange={(next) => {
          choose(next);
          onChoose(next);
        }}
      />
      {children(value)}
    </>
  );
}
