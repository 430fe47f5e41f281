import { Radio, Skeleton, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { waitingRunsQuery } from "../../api/bulk-actions.ts";
import type { Workflow } from "../../api/workflows.ts";
import { t } from "../../i18n/i18n.ts";
import { formatBoundedCount } from "../../ui/format-number.ts";
import type { Placements } from "./placements.ts";
import { WhoWaitsWhere } from "./WhoWaitsWhere.tsx";

export type PublishRunsChoice = "continue" | "move" | "stop";

interface Props {
  workflow: Workflow;
  value: PublishRunsChoice;
  onChange(value: PublishRunsChoice): void;
  places: Placements;
  onPlaces(places: Placements): void;
}

/** Who waits where, and what becomes of them when another version is published. */
export function PublishRuns({ workflow, value, onChange, places, onPlaces }: Props) {
  const { data } = useQuery(waitingRunsQuery(workflow.id));
  return (
    <Radio.Group
      label={t("workflows:activeRuns.label", { number: formatBoundedCount(workflow.waiting) })}
      value={value}
      onChange={(next) => onChange(next)}
    >
      <Stack gap="xs" mt="xs">
        <Radio
          value="continue"
          label={t("workflows:activeRuns.continue")}
          description={t("workflows:activeRuns.continueHint")}
        />
        <Radio
          value="move"
          label={t("workflows:activeRuns.move")}
          description={t("workflows:activeRuns.moveHint")}
        />
        {data === undefined ? (
          <Skeleton height={40} />
        ) : (
          <WhoWaitsWhere
            waiting={data}
            draft={workflow.draft}
            isChoosing={value === "move"}
            places={places}
            onPlaces={onPlaces}
          />
        )}
        {data !== undefined && data.inProgress > 0 && value === "move" && (
          <Text size="xs" c="dimmed">
            {t("workflows:places.inProgress", { count: data.inProgress })}
          </Text>
        )}
        <Radio
          value="stop"
          label={t("workflows:activeRuns.stop")}
          description={t("workflows:activeRuns.stopHint")}
        />
      </Stack>
    </Radio.Group>
  );
}
