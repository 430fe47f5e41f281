import { Radio, Stack } from "@mantine/core";
import { t } from "../../../i18n/i18n.ts";
import type { Way } from "./test-form.ts";

const ways: readonly Way[] = ["dry", "launch", "real"];

interface Props {
  value: Way;
  /** Test launches are for those who manage workflows. */
  mayLaunch: boolean;
  onChange(way: Way): void;
}

/** What is to come of the event, the harmless first. */
export function WayChoice({ value, mayLaunch, onChange }: Props) {
  return (
    <Radio.Group label={t("events:test.way")} value={value} onChange={(way) => onChange(way)}>
      <Stack gap="xs" mt={6}>
        {ways
          .filter((way) => way !== "launch" || mayLaunch)
          .map((way) => (
            <Radio
              key={way}
              value={way}
              label={t(`events:test.ways.${way}`)}
              description={t(`events:test.waysHint.${way}`)}
            />
          ))}
      </Stack>
    </Radio.Group>
  );
}
