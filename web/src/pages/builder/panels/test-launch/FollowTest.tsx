import { Button, Group, Skeleton, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { useLive } from "../../../../api/live.ts";
import { runQuery } from "../../../../api/runs.ts";
import type { Decorations } from "../../../../canvas/decorations.ts";
import { PageFailure } from "../../../../ui/PageFailure.tsx";
import { runDecorations } from "../../../runs/run-decorations.tsx";
import { RunStatusBadge } from "../../../runs/RunStatusBadge.tsx";
import { failureOf } from "../../../runs/run-labels.ts";
import { Timeline } from "../../../runs/Timeline.tsx";
import { useBuilder, useDraftState } from "../../builder-context.ts";
import { blockNames } from "../../../../canvas/graph.ts";
import { t } from "../../../../i18n/i18n.ts";

interface Props {
  runId: string;
  onDecorate(decorations: Decorations | null): void;
  onAgain(): void;
}

/** A test run, followed live: its path on the canvas, and what each block did or would have done. */
export function FollowTest({ runId, onDecorate, onAgain }: Props) {
  const { kinds, goTo } = useBuilder();
  const navigate = useNavigate();
  const definition = useDraftState((draft) => draft.definition);
  const selected = useDraftState(({ selection }) => selection.blocks);
  const { data: run, error, refetch } = useQuery(runQuery(runId));
  useLive([`run:${runId}`], [runQuery(runId).queryKey]);

  useEffect(() => {
    if (run === undefined) return undefined;
    onDecorate(runDecorations(run, definition));
    return () => onDecorate(null);
  }, [run, definition, onDecorate]);

  if (run === undefined) {
    return error === null ? (
      <Skeleton height={240} aria-busy />
    ) : (
      <Stack>
        <PageFailure error={error} reset={() => void refetch()} what={t("builder-test:run")} />
        <Button variant="default" onClick={onAgain}>
          {t("builder-test:another")}
        </Button>
      </Stack>
    );
  }
  const failure = run.status === "failed" ? failureOf(run.error) : null;
  return (
    <Stack gap="sm">
      <Group gap="xs" role="status">
        <RunStatusBadge run={run} />
        <Text size="sm">
          {run.version === 0
            ? t("builder-test:draft")
            : t("builder-test:version", { number: run.version })}
        </Text>
      </Group>
      {failure !== null && (
        <Text size="sm" c="light-dark(#a2261a, #fbb3aa)">
          {failure.message}
        </Text>
      )}
      <Timeline
        run={run}
        kinds={kinds}
        names={blockNames(run.definition, kinds)}
        block={selected.length === 1 ? selected[0] : undefined}
        onBlock={goTo}
        onMessage={(message) =>
          void navigate({ to: "/runs/$id", params: { id: runId }, search: { message } })
        }
      />
      <Group gap="md">
        <Link to="/runs/$id" params={{ id: runId }}>
          {t("builder-test:showRun")}
        </Link>
        {run.messages.length > 0 && <Link to="/inbox">{t("builder-test:showMails")}</Link>}
      </Group>
      <Button variant="default" onClick={onAgain}>
        {t("builder-test:again")}
      </Button>
    </Stack>
  );
}
