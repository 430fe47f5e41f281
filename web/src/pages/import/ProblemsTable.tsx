import { Table, Text, Title } from "@mantine/core";
import type { ContactImportDetails } from "../../api/imports.ts";
import { apiWords } from "../../i18n/api-words.ts";
import { t } from "../../i18n/i18n.ts";
import { StatusBadge } from "../../ui/StatusBadge.tsx";
import { capitalized } from "../../ui/text.ts";
import type { CsvFile } from "./csv-file.ts";
import classes from "./Import.module.css";

type Problem = ContactImportDetails["problems"][number];

interface Props {
  problems: readonly Problem[];
  total: number;
  csv: CsvFile | null;
}

/** What was wrong, row by row; the value stands there while the file is at hand. */
export function ProblemsTable({ problems, total, csv }: Props) {
  const valueOf = ({ line, column }: Problem): string =>
    (column === null ? undefined : csv?.rows.get(line)?.[csv.columns.indexOf(column)]) ?? "";
  return (
    <section>
      <Title order={2} size="h4" mb={4}>
        {t("import:problems.title")}
      </Title>
      {total > problems.length && (
        <Text size="xs" c="dimmed">
          {t("import:problems.first", { count: problems.length })}
        </Text>
      )}
      <div
        className={classes["scroll"]}
        role="region"
        aria-label={t("import:problems.title")}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls can be reached by keyboard
        tabIndex={0}
      >
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("import:problems.row")}</Table.Th>
              <Table.Th>{t("import:problems.column")}</Table.Th>
              {csv !== null && <Table.Th>{t("import:problems.value")}</Table.Th>}
              <Table.Th>{t("import:problems.reason")}</Table.Th>
              <Table.Th>{t("import:problems.outcome")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {problems.map((problem) => (
              <Table.Tr key={`${problem.line} ${problem.column} ${problem.reason}`}>
                <Table.Td>{problem.line}</Table.Td>
                <Table.Td>{problem.column ?? "–"}</Table.Td>
                {csv !== null && <Table.Td ff="monospace">{valueOf(problem)}</Table.Td>}
                <Table.Td>{capitalized(apiWords(problem.reason))}</Table.Td>
                <Table.Td>
                  <StatusBadge
                    value={problem.severity === "error" ? "failed" : "waiting"}
                    label={t(`import:problems.${problem.severity}`)}
                  />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </section>
  );
}
