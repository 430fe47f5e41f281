import { Alert, Anchor, Group, Loader, SimpleGrid, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { get } from "../../api/client.ts";
import type { ContactImportDetails } from "../../api/imports.ts";
import { t } from "../../i18n/i18n.ts";
import { refusalWords, withRefusals } from "../../i18n/refusals.ts";
import { formatNumber } from "../../ui/format-number.ts";
import { PageFailure } from "../../ui/PageFailure.tsx";
import { capitalized } from "../../ui/text.ts";
import type { CsvFile } from "./csv-file.ts";
import { ProblemsTable } from "./ProblemsTable.tsx";
import { isOver } from "./state.ts";

interface Props {
  id: string;
  /** The file, where it was chosen in this browser: what a faulty cell says is shown from it. */
  csv?: CsvFile | null;
  /** What comes next, once it has ended well. */
  action?: ReactNode;
}

/** How far an import is, what it comes to, and what it could not take. */
export function ImportResult({ id, csv = null, action }: Props) {
  const { data, error, refetch } = useQuery({
    queryKey: ["/contact-imports", id],
    queryFn: ({ signal }) =>
      withRefusals(get<ContactImportDetails>(`/contact-imports/${id}`, {}, signal)),
    refetchInterval: ({ state }) => (isOver(state.data?.state) ? false : 1_000),
  });
  if (error !== null) {
    return <PageFailure error={error} reset={() => void refetch()} what={t("import:one")} />;
  }
  if (data === undefined) return <Loader size="sm" />;
  const { state, dryRun, rows, made, changed, unchanged, failed, problems } = data;
  const figures = { made, changed: changed - unchanged, unchanged, failed };
  return (
    <Stack mt="sm">
      <Group gap="xs" role="status">
        {!isOver(state) && <Loader size="xs" />}
        <Text size="sm" fw={600}>
          {t(`import:progress.${dryRun ? "try" : "run"}.${state}`, { count: rows })}
        </Text>
      </Group>
      {data.error !== null && (
        <Alert color="red" variant="light" role="alert">
          {capitalized(refusalWords(data.error))}
        </Alert>
      )}
      <SimpleGrid cols={{ base: 2, sm: 4 }} maw={720}>
        {(["made", "changed", "unchanged", "failed"] as const).map((name) => (
          <div key={name}>
            <Text fz={24} fw={700} lh={1.2} data-figure={name}>
              {formatNumber(Math.max(0, figures[name]))}
            </Text>
            <Text size="xs">{t(`import:figures.${dryRun ? "try" : "run"}.${name}`)}</Text>
          </div>
        ))}
      </SimpleGrid>
      {isOver(state) && problems.length > 0 && (
        <ProblemsTable problems={problems} total={data.failed + data.warnings} csv={csv} />
      )}
      {isOver(state) && (
        <Group>
          {state === "done" && action}
          {problems.length > 0 && (
            <Anchor size="sm" href={`/api/v1/contact-imports/${id}/report`} download>
              {t("import:report")}
            </Anchor>
          )}
        </Group>
      )}
    </Stack>
  );
}
