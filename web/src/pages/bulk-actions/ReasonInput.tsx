import { TextInput } from "@mantine/core";
import { t } from "../../i18n/i18n.ts";

/** Why something is done to many: whoever reads of it later is told. */
export function ReasonInput(props: { value: string; onChange(reason: string): void }) {
  const { value, onChange } = props;
  return (
    <TextInput
      label={t("bulk-actions:reason")}
      description={t("bulk-actions:reasonHint")}
      maxLength={500}
      required
      data-autofocus
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}
