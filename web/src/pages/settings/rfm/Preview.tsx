import { Button, Group, Progress, Stack, Table, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { post } from "../../../api/client.ts";
import type { RfmCounts, RfmSettings } from "../../../api/rfm.ts";
import { t } from "../../../i18n/i18n.ts";
import { FormError } from "../../../ui/FormError.tsx";
import { formatNumber } from "../../../ui/format-number.ts";
import { SettingsCard } from "../SettingsCard.tsx";

/** How many contacts would be in each class by the form as it stands; nothing is changed by it. */
export function Preview({ settings }: { settings: RfmSettings }) {
  const preview = useMutation({
    mutationFn: () => post<RfmCounts>("/rfm/preview", { settings }),
  });
  const counts = preview.data?.classes ?? [];
  const all = counts.reduce((sum, { contacts }) => sum + contacts, 0);
  return (
    <SettingsCard title={t("settings-rfm:preview.title")} hint={t("settings-rfm:preview.hint")}>
      <Stack>
        <FormError error={preview.error} />
        {preview.data !== undefined && all === 0 && (
          <Text size="sm">{t("settings-rfm:preview.nobody")}</Text>
        )}
        {all > 0 && (
          <Table aria-label={t("settings-rfm:preview.title")}>
            <Table.Tbody>
              {counts.map(({ class: name, contacts }) => (
                <Table.Tr key={name}>
                  <Table.Th w="30%" fw={500}>
                    {name === "other" ? t("settings-rfm:preview.other") : name}
                  </Table.Th>
                  <Table.Td w={100} ta="right">
                    {formatNumber(contacts)}
                  </Table.Td>
                  <Table.Td>
                    <Progress value={(contacts / all) * 100} aria-hidden />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
        <Group>
          <Button variant="default" loading={preview.isPending} onClick={() => preview.mutate()}>
            {t("settings-rfm:preview.action")}
          </Button>
        </Group>
      </Stack>
    </SettingsCard>
  );
}
