import { Stack, Text } from "@mantine/core";
import type { ToldNotification } from "../../api/notifications.ts";
import { t } from "../../i18n/i18n.ts";
import { Time } from "../../ui/Time.tsx";

/** Who was told of a beginning and of an end, and why somebody was not. */
export function Tellings({ of: tellings }: { of: ToldNotification["tellings"] }) {
  if (tellings.length === 0) {
    return (
      <Text size="xs" c="dimmed">
        {t("notifications:nobody")}
      </Text>
    );
  }
  return (
    <Stack gap={2}>
      {tellings.map(({ what, target, state, at, problem }) => (
        <Text key={`${target.id ?? target.name} ${what}`} size="xs" component="div">
          {t(`notifications:telling.${what}.${state}`, { name: target.name })}
          {" · "}
          <Time at={at} />
          {problem !== null && state !== "delivered" && (
            <Text size="xs" c="red" component="div">
              {problem}
            </Text>
          )}
        </Text>
      ))}
    </Stack>
  );
}
