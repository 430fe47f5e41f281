import { Radio, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { t } from "../../i18n/i18n.ts";
import { formatBoundedCount } from "../../ui/format-number.ts";

interface Props<Value extends string> {
  /** The number of active runs, as far as they are counted. */
  activeRuns: number;
  value: Value;
  onChange(value: Value): void;
  /** Choices between going on and stopping. */
  children?: ReactNode;
}

/** What happens to the active runs. */
export function RunsChoice<Value extends string>({
  activeRuns,
  value,
  onChange,
  children,
}: Props<Value>) {
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
        {children}
        <Radio
          value="stop"
          label={t("workflows:activeRuns.stop")}
          description={t("workflows:activeRuns.stopHint")}
        />
      </Stack>
    </Radio.Group>
  );
}
