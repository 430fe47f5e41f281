import { CloseButton, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { t } from "../i18n/i18n.ts";

interface Props {
  label: string;
  placeholder: string;
  /** The search text in the page's address. */
  value: string | undefined;
  onChange(value: string | undefined): void;
}

/** A search that waits until typing rests. What comes from elsewhere ("back") replaces the text. */
export function SearchField({ label, placeholder, value = "", onChange }: Props) {
  const [text, setText] = useState(value);
  const [lastValue, setLastValue] = useState(value);
  if (lastValue !== value) {
    setLastValue(value);
    if (text.trim() !== value) setText(value);
  }
  const report = useDebouncedCallback((next: string) => onChange(next.trim() || undefined), 250);
  const change = (next: string) => {
    setText(next);
    report(next);
  };
  return (
    <TextInput
      size="sm"
      type="search"
      aria-label={label}
      placeholder={placeholder}
      maxLength={200}
      style={{ flex: "1 1 200px" }}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        text !== "" && (
          <CloseButton size="sm" aria-label={t("ui:clear")} onClick={() => change("")} />
        )
      }
      value={text}
      onChange={({ currentTarget }) => change(currentTarget.value)}
    />
  );
}
