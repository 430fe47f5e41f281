import { Group, SegmentedControl, Skeleton, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { get } from "../../../api/client.ts";
import type { SegmentHistory } from "../../../api/segments.ts";
import { t } from "../../../i18n/i18n.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { PageFailure } from "../../../ui/PageFailure.tsx";
import { MovesChart } from "./MovesChart.tsx";

const spans = ["7", "30", "90"];

/** How many came and went, day by day. */
export function MovesTab({ segmentId }: { segmentId: string }) {
  const [days, setDays] = useState("30");
  const history = useQuery({
    queryKey: ["/segments", segmentId, "history", days],
    queryFn: ({ signal }) =>
      get<SegmentHistory>(`/segments/${segmentId}/history`, { days }, signal),
  });
  if (history.isError) {
    const reset = () => void history.refetch();
    return <PageFailure error={history.error} reset={reset} what={t("segments:tabs.moves")} />;
  }
  const shown = history.data?.days;
  const sum = (of: "entered" | "left") => (shown ?? []).reduce((total, day) => total + day[of], 0);
  const [entered, left] = [sum("entered"), sum("left")];
  return (
    <>
      <Group justify="space-between" mb="sm">
        <Text size="sm">{shown !== undefined && t("segments:moves.total", { entered, left })}</Text>
        <SegmentedControl
          size="xs"
          aria-label={t("segments:moves.period")}
          data={spans.map((value) => ({
            value,
            label: t("segments:moves.days", { count: Number(value) }),
          }))}
          value={days}
          onChange={setDays}
        />
      </Group>
      {shown === undefined && <Skeleton height={180} />}
      {shown !== undefined && entered + left === 0 && (
        <EmptyState title={t("segments:moves.none")}>{t("segments:moves.noneHint")}</EmptyState>
      )}
      {shown !== undefined && entered + left > 0 && <MovesChart days={shown} />}
    </>
  );
}
