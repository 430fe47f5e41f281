import { Group, NumberInput } from "@mantine/core";
import type { ApiKey } from "../../api/api-keys.ts";
import { t } from "../../i18n/i18n.ts";

export interface LimitForm {
  eventsPerSecond: number | string;
  burst: number | string;
}

export const limitForm = (limit: ApiKey["rateLimit"]): LimitForm => ({
  eventsPerSecond: limit?.eventsPerSecond ?? "",
  burst: limit?.burst ?? "",
});

/** Nothing typed: as the settings of the server say. With a speed alone, as much at once as in a second. */
export function limitOf({ eventsPerSecond, burst }: LimitForm): ApiKey["rateLimit"] {
  if (eventsPerSecond === "") return null;
  const speed = Number(eventsPerSecond);
  return { eventsPerSecond: speed, burst: burst === "" ? speed : Number(burst) };
}

interface Props {
  value: LimitForm;
  onChange(value: LimitForm): void;
}

/** How fast a key may send events. */
export function KeyLimitFields({ value, onChange }: Props) {
  return (
    <Group grow align="flex-start">
      <NumberInput
        label={t("settings-keys:speed")}
        description={t("settings-keys:speedHint")}
        placeholder={t("settings-keys:asServer")}
        min={1}
        max={100_000}
        allowDecimal={false}
        value={value.eventsPerSecond}
        onChange={(eventsPerSecond) => onChange({ ...value, eventsPerSecond })}
      />
      <NumberInput
        label={t("settings-keys:burst")}
        description={t("settings-keys:burstHint")}
        min={1}
        max={1_000_000}
        allowDecimal={false}
        disabled={value.eventsPerSecond === ""}
        value={value.burst}
        onChange={(burst) => onChange({ ...value, burst })}
      />
    </Group>
  );
}
