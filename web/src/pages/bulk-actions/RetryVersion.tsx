import { RadioChoice } from "../../ui/RadioChoice.tsx";
import { t } from "../../i18n/i18n.ts";

export type RetryVersionChoice = "current" | "own";

interface Props {
  value: RetryVersionChoice;
  onChange(value: RetryVersionChoice): void;
}

/** In which version failed runs go on: what has failed was mended by publishing, as a rule. */
export function RetryVersion({ value, onChange }: Props) {
  return (
    <RadioChoice
      label={t("bulk-actions:version.label")}
      value={value}
      onChange={onChange}
      choices={[
        {
          value: "current",
          label: t("bulk-actions:version.current"),
          hint: t("bulk-actions:version.currentHint"),
        },
        {
          value: "own",
          label: t("bulk-actions:version.own"),
          hint: t("bulk-actions:version.ownHint"),
        },
      ]}
    />
  );
}
