import { TextInput } from "@mantine/core";
import { t } from "../i18n/i18n.ts";

interface Props {
  value: string;
  onChange(reason: string): void;
  /** Who is told of it, where that is not whoever reads of it later. */
  hint?: string;
}

/** Why something is done to many: it is required. */
export function ReasonInput({ value, onChange, hint }: Props) {
  return (
    <TextInput
      label={t("ui:reason.label")}
      description={hint ?? t("ui:reason.hint")}
      maxLength={500}
      required
      data-autofocus
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}
