import { Button, Group, Text, Tooltip } from "@mantine/core";
import { IconAlertTriangle, IconCloudCheck, IconCloudUp } from "@tabler/icons-react";
import { errorText } from "../../../api/api-error.ts";
import type { SaveState } from "../draft/autosave.ts";
import { t } from "../../../i18n/i18n.ts";

interface Props {
  state: SaveState;
  onRetry(): Promise<void>;
}

/** Whether the draft on the screen is the one on the server. */
export function SavedState({ state, onRetry }: Props) {
  if (state.at === "failed" || state.at === "conflict") {
    const why = state.at === "failed" ? errorText(state.error) : t("builder:saved.other");
    const isRetried = state.at === "failed" && state.again;
    const label = isRetried ? `${why} ${t("builder:saved.retried")}` : why;
    return (
      <Group gap={6} wrap="nowrap" role="alert">
        <Tooltip label={label} multiline maw={360}>
          <Group gap={4} wrap="nowrap" c="light-dark(#a2261a, #fbb3aa)">
            <IconAlertTriangle size={16} aria-hidden />
            <Text size="xs" fw={600}>
              {t("builder:saved.not")}
            </Text>
          </Group>
        </Tooltip>
        {state.at === "failed" && (
          <>
            <Text size="xs" lineClamp={1} maw={320}>
              {why}
            </Text>
            <Button
              size="compact-xs"
              variant="default"
              onClick={() => void onRetry().catch(() => undefined)}
            >
              {t("ui:tryAgain")}
            </Button>
          </>
        )}
      </Group>
    );
  }
  const isSaved = state.at === "saved";
  const SignIcon = isSaved ? IconCloudCheck : IconCloudUp;
  return (
    <Group gap={4} wrap="nowrap" role="status" c="light-dark(#545c69, #a9b1bd)">
      <SignIcon size={16} aria-hidden />
      <Text size="xs">{isSaved ? t("builder:saved.saved") : t("builder:saved.saving")}</Text>
    </Group>
  );
}
