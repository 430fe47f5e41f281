import { Button, Group } from "@mantine/core";
import { IconArrowUp, IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { t } from "../../i18n/i18n.ts";

interface Props {
  /** Events that have come and are not shown. */
  waiting: number;
  isMoreWaiting: boolean;
  onShow(): void;
  isPaused: boolean;
  onPause(isPaused: boolean): void;
}

/** Whether new events come into the list by themselves, and how many wait while they don't. */
export function LiveState({ waiting, isMoreWaiting, onShow, isPaused, onPause }: Props) {
  return (
    <Group gap="xs">
      <Button
        size="xs"
        variant="subtle"
        color="gray"
        leftSection={
          isPaused ? (
            <IconPlayerPlay size={14} aria-hidden />
          ) : (
            <IconPlayerPause size={14} aria-hidden />
          )
        }
        onClick={() => onPause(!isPaused)}
      >
        {isPaused ? t("events:live.follow") : t("events:live.pause")}
      </Button>
      <div role="status">
        {waiting > 0 && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconArrowUp size={14} aria-hidden />}
            onClick={onShow}
          >
            {isMoreWaiting
              ? t("events:live.manyNew", { count: waiting })
              : t("events:live.new", { count: waiting })}
          </Button>
        )}
      </div>
    </Group>
  );
}
