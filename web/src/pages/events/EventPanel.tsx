import { ActionIcon, Skeleton, Stack, Tooltip } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useEffect } from "react";
import { eventQuery } from "../../api/events.ts";
import { useLive } from "../../api/live.ts";
import { PageFailure } from "../../ui/PageFailure.tsx";
import { SidePanel } from "../../ui/SidePanel.tsx";
import { EventContents } from "./EventContents.tsx";
import { t } from "../../i18n/i18n.ts";

interface Props {
  eventId: string;
  /** The events of the page that is shown, newest first. */
  ids: readonly string[];
  onShow(id: string): void;
  onClose(): void;
}

/** One event: its data, what it did and why. */
export function EventPanel({ eventId, ids, onShow, onClose }: Props) {
  const { data, error, refetch } = useQuery(eventQuery(eventId));
  useLive(["runs"], [eventQuery(eventId).queryKey]);
  const place = ids.indexOf(eventId);
  const above = place > 0 ? ids[place - 1] : undefined;
  const below = place >= 0 ? ids[place + 1] : undefined;
  useEffect(() => {
    rowOf(eventId)?.scrollIntoView({ block: "nearest" });
  }, [eventId]);
  const go = (id: string | undefined) => () => id !== undefined && onShow(id);
  useHotkeys([
    ["k", go(above)],
    ["j", go(below)],
  ]);

  return (
    <SidePanel
      title={data?.type.name ?? t("events:panel.title")}
      onClose={onClose}
      returnTo={() => rowOf(eventId)?.querySelector("a")}
      actions={
        <>
          <Step label={t("events:panel.above")} onClick={go(above)} isOff={above === undefined}>
            <IconChevronUp size={18} />
          </Step>
          <Step label={t("events:panel.below")} onClick={go(below)} isOff={below === undefined}>
            <IconChevronDown size={18} />
          </Step>
        </>
      }
    >
      {data !== undefined && <EventContents event={data} />}
      {data === undefined && error !== null && (
        <PageFailure error={error} reset={() => void refetch()} what={t("events:panel.this")} />
      )}
      {data === undefined && error === null && (
        <Stack aria-busy>
          <Skeleton height={120} />
          <Skeleton height={80} />
          <Skeleton height={160} />
        </Stack>
      )}
    </SidePanel>
  );
}

function rowOf(eventId: string): Element | null {
  return document.querySelector(`tr[data-row="${CSS.escape(eventId)}"]`);
}

interface StepProps {
  label: string;
  isOff: boolean;
  onClick(): void;
  children: ReactNode;
}

function Step({ label, isOff, onClick, children }: StepProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={label}
        data-disabled={isOff || undefined}
        aria-disabled={isOff}
        onClick={onClick}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
