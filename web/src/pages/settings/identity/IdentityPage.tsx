import { Code, Stack, Table } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { identifyingParamsQuery } from "../../../api/identifying-params.ts";
import { t } from "../../../i18n/i18n.ts";
import { Page } from "../../../ui/Page.tsx";
import { PageFailure } from "../../../ui/PageFailure.tsx";
import { SettingsCard } from "../SettingsCard.tsx";
import { FurtherParamForm } from "./FurtherParamForm.tsx";
import { kindNames } from "./kinds.ts";

/** By which params of events contacts are found. */
export function IdentityPage() {
  const params = useQuery(identifyingParamsQuery);
  if (params.isError) {
    const reset = () => void params.refetch();
    return <PageFailure error={params.error} reset={reset} what={t("settings-identity:title")} />;
  }
  return (
    <Page title={t("settings-identity:title")} lead={t("settings-identity:lead")}>
      {params.data !== undefined && (
        <Stack gap="lg" maw={720}>
          <SettingsCard
            title={t("settings-identity:further.title")}
            hint={t("settings-identity:further.hint")}
          >
            <FurtherParamForm further={params.data.further} />
          </SettingsCard>
          <SettingsCard
            title={t("settings-identity:fixed.title")}
            hint={t("settings-identity:fixed.hint")}
          >
            <Table aria-label={t("settings-identity:fixed.title")}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t("settings-identity:param")}</Table.Th>
                  <Table.Th>{t("settings-identity:identity")}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {params.data.fixed.map(({ param, identity }) => (
                  <Table.Tr key={param}>
                    <Table.Td>
                      <Code>{param}</Code>
                    </Table.Td>
                    <Table.Td>{kindNames()[identity]}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </SettingsCard>
        </Stack>
      )}
    </Page>
  );
}
