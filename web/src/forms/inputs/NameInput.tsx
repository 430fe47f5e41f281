import { TextInput } from "@mantine/core";
import { useState } from "react";
import { takeFocus } from "../../ui/take-focus.ts";

interface Props {
  label: string;
  name: string;
  readOnly: boolean;
  /** A new row's: handed on when it is left, not with every letter. */
  isNew?: boolean;
  errorOf(text: string): string | undefined;
  onChange(name: string): void;
  onLeave?(): void;
}

/** A name that others must not have: what can't be one is kept as typed, and not handed on. */
export function NameInput({
  label,
  name,
  readOnly,
  isNew = false,
  errorOf,
  onChange,
  onLeave,
}: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? name;
  const trimmed = text.trim();
  const error = trimmed === name ? undefined : errorOf(trimmed);
  const settle = () => {
    if (isNew && trimmed !== "" && error === undefined) onChange(trimmed);
    else if (isNew && trimmed === "") onLeave?.();
    else if (error === undefined) setTyped(null);
  };
  return (
    <TextInput
      style={{ flex: 1 }}
      size="xs"
      aria-label={label}
      placeholder={label}
      ref={isNew ? takeFocus : undefined}
      readOnly={readOnly}
      error={isNew && trimmed === "" ? undefined : error}
      value={text}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        const next = currentTarget.value.trim();
        if (!isNew && next !== name && errorOf(next) === undefined) onChange(next);
      }}
      onBlur={settle}
      onKeyDown={({ key }) => {
        if (key === "Enter") settle();
        if (key === "Escape" && isNew) onLeave?.();
      }}
    />
  );
}
