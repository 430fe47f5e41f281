import { Modal, Table, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { calendarQuery } from "../../../api/pressure.ts";
import { t } from "../../../i18n/i18n.ts";
import { FormError } from "../../../ui/FormError.tsx";

/** So many are looked at; a calendar that comes back for ten years has thousands. */
const most = 100;

/** The days of a calendar that are still to come, the next first. */
export function CalendarDays({ name, onClose }: { name: string; onClose(): void }) {
  const { data, error } = useQuery(calendarQuery(name));
  const [today] = useState(() => new Date().toISOString().slice(0, 10));
  const coming = (data?.events ?? [])
    .filter(({ to }) => to > today)
    .toSorted((one, other) => one.from.localeCompare(other.from));
  return (
    <Modal opened onClose={onClose} title={name} size="lg">
      <FormError error={error} />
      {data !== undefined && coming.length === 0 && (
        <Text size="sm">{t("settings-pressure:calendars.noneComing")}</Text>
      )}
      {coming.length > 0 && (
        <Table aria-label={t("settings-pressure:calendars.coming")}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("settings-pressure:calendars.day")}</Table.Th>
              <Table.Th>{t("settings-pressure:calendars.holiday")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {coming.slice(0, most).map((day) => (
              <Table.Tr key={`${day.from}/${day.name}`}>
                <Table.Td>{day.from.replace("T", " ")}</Table.Td>
                <Table.Td>{day.name}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {coming.length > most && (
        <Text size="sm" c="dimmed" mt="xs">
          {t("settings-pressure:calendars.more", { count: coming.length - most })}
        </Text>
      )}
    </Modal>
  );
}
