import { Skeleton, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { workerVersionsQuery } from "../../api/worker-versions.ts";
import { workersQuery } from "../../api/workers.ts";
import { t } from "../../i18n/i18n.ts";
import { Page } from "../../ui/Page.tsx";
import { PageFailure } from "../../ui/PageFailure.tsx";
import { Time } from "../../ui/Time.tsx";
import { ApiTable } from "./ApiTable.tsx";
import { Dispatcher } from "./Dispatcher.tsx";
import { Problems } from "./Problems.tsx";
import { QueueTable } from "./QueueTable.tsx";
import { ReleaseTable } from "./ReleaseTable.tsx";
import { WorkerTable } from "./WorkerTable.tsx";

/** Who works, what waits for whom, and what is wrong, read again every few seconds. */
export function WorkersPage() {
  const workers = useQuery(workersQuery);
  const releases = useQuery(workerVersionsQuery);
  const { data, error, dataUpdatedAt, refetch } = workers;
  if (data === undefined && error !== null) {
    return <PageFailure error={error} reset={() => void refetch()} what={t("workers:title")} />;
  }
  return (
    <Page
      title={t("workers:title")}
      lead={t("workers:lead")}
      actions={
        data !== undefined && (
          <Text size="xs" c="dimmed">
            {error === null ? t("workers:refreshed") : t("workers:notRefreshed")}{" "}
            <Time at={new Date(dataUpdatedAt).toISOString()} />
          </Text>
        )
      }
    >
      <Stack gap="lg">
        {data !== undefined && <Problems of={data} />}
        <section aria-labelledby="workers-alive">
          <Title order={2} size="h3" id="workers-alive" mb="xs">
            {t("workers:alive.title")}
          </Title>
          <WorkerTable workers={data?.workers} versions={releases.data?.versions} />
        </section>
        <section aria-labelledby="workers-releases">
          <Title order={2} size="h3" id="workers-releases" mb={2}>
            {t("workers:releases.title")}
          </Title>
          {releases.data === undefined ? (
            <StillUnknown error={releases.error} retry={() => void releases.refetch()} />
          ) : (
            <ReleaseTable of={releases.data} />
          )}
        </section>
        <section aria-labelledby="workers-apis">
          <Title order={2} size="h3" id="workers-apis" mb="xs">
            {t("workers:apis.title")}
          </Title>
          <ApiTable apis={data?.apis} />
        </section>
        <section aria-labelledby="workers-queues">
          <Title order={2} size="h3" id="workers-queues" mb={2}>
            {t("workers:queues.title")}
          </Title>
          <Text size="sm" c="dimmed" mb="xs">
            {t("workers:queues.lead")}
          </Text>
          <QueueTable of={data} />
        </section>
        {data !== undefined && <Dispatcher of={data} />}
      </Stack>
    </Page>
  );
}

function StillUnknown({ error, retry }: { error: unknown; retry: () => void }) {
  if (error === null) return <Skeleton height={20} />;
  return <PageFailure error={error} reset={retry} what={t("workers:releases.title")} />;
}
