import { Radio, Stack } from "@mantine/core";
import { t } from "../../i18n/i18n.ts";
import type { RunsChoice as Choice } from "./use-status.ts";
import { formatBoundedCount } from "../../ui/format-number.ts";

interface Props {
  /** The number of active runs, as far as they are counted. */
  activeRuns: number;
  value: Choice;
  onChange(value: Choice): void;
}

/** What happens to the active runs. */
export function RunsChoice({ activeRuns, value, onChange }: Props) {
  return (
    <Radio.Group
      label={t("workflows:activeRuns.label", { number: formatBoundedCount(activeRuns) })}
      value={value}
      onChange={onChange}
    >
      <Stack gap="xs" mt="xs">
        <Radio
          value="continue"
          label={t("workflows:activeRuns.continue")}
          description={t("workflows:activeRuns.continueHint")}
        />
        <Radio
          value="stop"
          label={t("workflows:activeRuns.stop")}
          description={t("workflows:activeRuns.stopHint")}
        />
      </Stack>
    </Radio.Group>
  );
}
