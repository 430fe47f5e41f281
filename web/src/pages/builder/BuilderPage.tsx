import { Box, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { blockKindsQuery } from "../../api/block-kinds.ts";
import { sessionQuery } from "../../api/session.ts";
import { workflowQuery } from "../../api/workflows.ts";
import { PageFailure } from "../../ui/PageFailure.tsx";
import { t } from "../../i18n/i18n.ts";
import { Builder } from "./Builder.tsx";

/** A workflow, to be built, watched, published. */
export function BuilderPage() {
  const { id } = useParams({ from: "/inside/workflows/$id" });
  const workflow = useQuery(workflowQuery(id));
  const kinds = useQuery(blockKindsQuery);
  const session = useQuery(sessionQuery);
  const failed = [workflow, kinds].find(({ error, data }) => error !== null && data === undefined);
  if (failed !== undefined) {
    return (
      <PageFailure
        error={failed.error}
        reset={() => void failed.refetch()}
        what={t("builder:workflow")}
      />
    );
  }
  if (workflow.data === undefined || kinds.data === undefined || session.data === undefined) {
    return (
      <Box p="md" aria-busy>
        <Skeleton height={36} width="40%" mb="md" />
        <Skeleton height="70vh" />
      </Box>
    );
  }
  return <Builder key={id} workflow={workflow.data} kinds={kinds.data} />;
}
