import { Box, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { blockKindsQuery } from "../../api/block-kinds.ts";
import { useLive } from "../../api/live.ts";
import { runQuery } from "../../api/runs.ts";
import { PageFailure } from "../../ui/PageFailure.tsx";
import { RunView } from "./RunView.tsx";
import { t } from "../../i18n/i18n.ts";

const route = getRouteApi("/inside/runs/$id");

/** One run, followed live. */
export function RunPage() {
  const { id } = route.useParams();
  const run = useQuery(runQuery(id));
  const kinds = useQuery(blockKindsQuery);
  useLive([`run:${id}`], [runQuery(id).queryKey]);

  const failed = [run, kinds].find(({ error, data }) => error !== null && data === undefined);
  if (failed !== undefined) {
    return (
      <PageFailure error={failed.error} reset={() => void failed.refetch()} what={t("runs:the")} />
    );
  }
  if (run.data === undefined || kinds.data === undefined) {
    return (
      <Box p="lg" maw={1320} mx="auto" aria-busy>
        <Skeleton height={32} width="40%" mb="md" />
        <Skeleton height={96} mb="md" />
        <Skeleton height="50vh" />
      </Box>
    );
  }
  return <RunView key={id} run={run.data} kinds={kinds.data} />;
}
