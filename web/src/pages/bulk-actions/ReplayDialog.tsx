import { Checkbox, Group, List, MultiSelect, Skeleton, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { replayableOutcomes } from "../../../../src/domain/event.ts";
import type { BulkPreview, Replay } from "../../api/bulk-actions.ts";
import { replayPreviewQuery, useBulkAction } from "../../api/bulk-actions.ts";
import { t } from "../../i18n/i18n.ts";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { formatNumber } from "../../ui/format-number.ts";
import { notifyDone } from "../../ui/notify.ts";
import { TimeRangeFilter } from "../events/TimeRangeFilter.tsx";
import { outcomeName } from "../events/outcomes.ts";
import type { Range } from "../events/time-range.ts";
import { boundsOf } from "../events/time-range.ts";
import { ReasonInput } from "../../ui/ReasonInput.tsx";

interface Props {
  bindingId: string;
  /** What the trigger is called. */
  name: string;
  /** This event only; absent: those of a time that is asked for. */
  eventId?: string;
  onClose(): void;
}

const everything = new Date(0).toISOString();

/** Says what a trigger would start if it decided past events anew, asks why, and has it done. */
export function ReplayDialog({ bindingId, name, eventId, onClose }: Props) {
  const [now] = useState(() => Date.now());
  const [range, setRange] = useState<Range>({ from: "24h" });
  const [outcomes, setOutcomes] = useState<string[]>([]);
  const [includePast, setIncludePast] = useState(false);
  const [despiteAge, setDespiteAge] = useState(false);
  const [reason, setReason] = useState("");
  const { from = everything, to } = boundsOf(range, now);
  const events: Replay["events"] =
    eventId === undefined
      ? { from, ...(to !== undefined && { to }), ...(outcomes.length > 0 && { outcomes }) }
      : { ids: [eventId] };
  const replay: Replay = { bindingId, events, includePast, despiteAge };
  const preview = useQuery(replayPreviewQuery(replay));
  const request = useBulkAction();
  const foreseen = preview.data;
  const starts = foreseen === undefined ? 0 : startsOf(foreseen);
  const why = reason.trim();
  const counted = { count: starts, number: formatNumber(starts) };
  const confirm = () => {
    if (foreseen === undefined) return;
    // More may have come since they were counted: those were not meant.
    const most = foreseen.isAll ? { atMost: foreseen.found } : {};
    request.mutate(
      { action: "replay", ...replay, reason: why, ...most },
      {
        onSuccess: () => {
          notifyDone(t("bulk-actions:replay.asked", counted));
          onClose();
        },
        onError: () => void preview.refetch(),
      },
    );
  };
  return (
    <ConfirmDialog
      opened
      title={t(eventId === undefined ? "bulk-actions:replay.title" : "bulk-actions:replay.one", {
        name,
      })}
      action={t("bulk-actions:replay.do", counted)}
      isPending={request.isPending}
      isDisabled={starts === 0 || why === ""}
      error={request.error ?? preview.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <Stack gap="sm">
        <Text size="sm">{t("bulk-actions:replay.hint")}</Text>
        {eventId === undefined && (
          <>
            <Group gap="xs">
              <TimeRangeFilter range={range} onChange={setRange} />
            </Group>
            <MultiSelect
              label={t("bulk-actions:replay.decided")}
              placeholder={outcomes.length === 0 ? t("bulk-actions:replay.whatever") : undefined}
              data={replayableOutcomes.map((value) => ({ value, label: labelOf(value) }))}
              value={outcomes}
              onChange={setOutcomes}
              clearable
            />
            <Checkbox
              label={t("bulk-actions:replay.includePast")}
              checked={includePast}
              onChange={({ currentTarget }) => setIncludePast(currentTarget.checked)}
            />
          </>
        )}
        <Checkbox
          label={t("bulk-actions:replay.despiteAge")}
          checked={despiteAge}
          onChange={({ currentTarget }) => setDespiteAge(currentTarget.checked)}
        />
        {foreseen === undefined ? (
          preview.error === null && <Skeleton height={20} width="60%" />
        ) : (
          <Foreseen {...foreseen} />
        )}
        <ReasonInput value={reason} onChange={setReason} />
      </Stack>
    </ConfirmDialog>
  );
}

function Foreseen({ found, isAll, outcomes }: BulkPreview) {
  if (found === 0) return <Text size="sm">{t("bulk-actions:replay.none")}</Text>;
  const counted = { count: found, number: formatNumber(found) };
  return (
    <div role="status">
      <Text size="sm" fw={600}>
        {t(isAll ? "bulk-actions:replay.found" : "bulk-actions:replay.foundMore", counted)}
      </Text>
      <List size="sm" mt={4}>
        {outcomes.map(({ outcome, events }) => (
          <List.Item key={outcome}>
            {labelOf(outcome)}: {formatNumber(events)}
          </List.Item>
        ))}
      </List>
    </div>
  );
}

/** A start for each member of a segment counts as one. */
function startsOf({ outcomes }: BulkPreview): number {
  return outcomes
    .filter(({ outcome }) => outcome === "launched" || outcome === "fan_out")
    .reduce((sum, { events }) => sum + events, 0);
}

function labelOf(outcome: string): string {
  return outcome === "undecided" ? t("bulk-actions:replay.undecided") : outcomeName(outcome);
}
