import { Radio, Skeleton, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { waitingRunsQuery } from "../../api/bulk-actions.ts";
import type { Workflow } from "../../api/workflows.ts";
import { t } from "../../i18n/i18n.ts";
import type { Placements } from "./placements.ts";
import { RunsChoice } from "./RunsChoice.tsx";
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
    <RunsChoice activeRuns={workflow.waiting} value={value} onChange={onChange}>
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
    </RunsChoice>
  );
}
