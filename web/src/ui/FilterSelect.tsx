import { Select } from "@mantine/core";

interface Props {
  label: string;
  /** The words for no filter: "Any category". */
  any: string;
  options: Readonly<Record<string, string>>;
  value: string | undefined;
  onChange(value: string | undefined): void;
}

const none = "any";

/** One of a few values to filter a list by, or any. */
export function FilterSelect({ label, any, options, value, onChange }: Props) {
  const data = Object.entries(options).map(([key, words]) => ({ value: key, label: words }));
  return (
    <Select
      size="sm"
      aria-label={label}
      style={{ flex: "1 1 170px", maxWidth: 220 }}
      data={[{ value: none, label: any }, ...data]}
      value={value !== undefined && value in options ? value : none}
      allowDeselect={false}
      maxDropdownHeight={360}
      onChange={(chosen) => onChange(chosen === null || chosen === none ? undefined : chosen)}
    />
  );
}
