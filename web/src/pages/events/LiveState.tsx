import { Button, Group } from "@mantine/core";
import { IconArrowUp, IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";

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
  const count = isMoreWaiting ? `${waiting} or more` : waiting;
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
        {isPaused ? "Follow new events" : "Pause"}
      </Button>
      <div role="status">
        {waiting > 0 && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconArrowUp size={14} aria-hidden />}
            onClick={onShow}
          >
            {`${count} new ${waiting === 1 ? "event" : "events"}`}
          </Button>
        )}
      </div>
    </Group>
  );
}
