import { TextInput } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { t } from "../../../i18n/i18n.ts";

interface Props {
  name: string;
  /** Null: it is to stay as it was. */
  onEnd(name: string | null): void;
}

/** The workflow's name while it is typed: Enter keeps it, Escape doesn't. */
export function NameInput({ name, onEnd }: Props) {
  const [typed, setTyped] = useState(name);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.select(), []);
  return (
    <TextInput
      ref={input}
      aria-label={t("builder:name.label")}
      size="sm"
      w={320}
      maw="100%"
      maxLength={200}
      value={typed}
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      onBlur={() => onEnd(typed)}
      onKeyDown={({ key }) => {
        if (key === "Enter") onEnd(typed);
        if (key === "Escape") onEnd(null);
      }}
    />
  );
}
