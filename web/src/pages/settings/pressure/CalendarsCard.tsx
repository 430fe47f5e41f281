import { Button, Group, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconUpload } from "@tabler/icons-react";
import { useState } from "react";
import type { HolidayCalendar } from "../../../api/pressure.ts";
import { t } from "../../../i18n/i18n.ts";
import { DataTable } from "../../../ui/DataTable.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { Time } from "../../../ui/Time.tsx";
import { SettingsCard } from "../SettingsCard.tsx";
import { CalendarDays } from "./CalendarDays.tsx";
import { DeleteCalendar } from "./DeleteCalendar.tsx";
import { UploadCalendar } from "./UploadCalendar.tsx";

interface Props {
  calendars: readonly HolidayCalendar[];
  /** Names of those that the settings heed. */
  used: readonly string[];
  readOnly: boolean;
}

/** Calendars of holidays, from iCalendar files. */
export function CalendarsCard({ calendars, used, readOnly }: Props) {
  const [isUploading, uploading] = useDisclosure();
  const [replaced, setReplaced] = useState<string>();
  const [shown, setShown] = useState<string>();
  const upload = (name?: string) => {
    setReplaced(name);
    uploading.open();
  };
  return (
    <SettingsCard
      title={t("settings-pressure:calendars.title")}
      hint={t("settings-pressure:calendars.hint")}
    >
      <Stack>
        <DataTable<HolidayCalendar>
          label={t("settings-pressure:calendars.title")}
          rows={calendars}
          keyOf={({ name }) => name}
          empty={
            <EmptyState title={t("settings-pressure:calendars.none")}>
              {t("settings-pressure:calendars.noneHint")}
            </EmptyState>
          }
          columns={[
            {
              key: "name",
              header: t("settings-pressure:calendars.name"),
              cell: ({ name }) => (
                <Text size="sm" fw={600}>
                  {name}
                </Text>
              ),
            },
            {
              key: "days",
              header: t("settings-pressure:calendars.days"),
              align: "right",
              cell: ({ days }) => days,
            },
            {
              key: "until",
              header: t("settings-pressure:calendars.knownUntil"),
              cell: ({ knownUntil }) => knownUntil,
            },
            {
              key: "updated",
              header: t("settings-pressure:calendars.updated"),
              wideOnly: true,
              cell: ({ updatedAt }) => <Time at={updatedAt} />,
            },
            {
              key: "actions",
              header: "",
              align: "right",
              cell: ({ name }) => (
                <Group gap={4} justify="flex-end">
                  <Button
                    size="compact-xs"
                    variant="default"
                    aria-label={t("settings-pressure:calendars.showOf", { name })}
                    onClick={() => setShown(name)}
                  >
                    {t("settings-pressure:calendars.show")}
                  </Button>
                  {!readOnly && (
                    <>
                      <Button
                        size="compact-xs"
                        variant="default"
                        aria-label={t("settings-pressure:calendars.replaceOf", { name })}
                        onClick={() => upload(name)}
                      >
                        {t("settings-pressure:calendars.replace")}
                      </Button>
                      <DeleteCalendar name={name} isUsed={used.includes(name)} />
                    </>
                  )}
                </Group>
              ),
            },
          ]}
        />
        {!readOnly && (
          <Group>
            <Button
              variant="default"
              leftSection={<IconUpload size={16} />}
              onClick={() => upload()}
            >
              {t("settings-pressure:calendars.upload")}
            </Button>
          </Group>
        )}
      </Stack>
      {isUploading && <UploadCalendar replaced={replaced} onClose={uploading.close} />}
      {shown !== undefined && <CalendarDays name={shown} onClose={() => setShown(undefined)} />}
    </SettingsCard>
  );
}
