import { Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { calendarsQuery, pressureQuery } from "../../../api/pressure.ts";
import { useMay } from "../../../api/session.ts";
import { t } from "../../../i18n/i18n.ts";
import { Page } from "../../../ui/Page.tsx";
import { PageFailure } from "../../../ui/PageFailure.tsx";
import { CalendarsCard } from "./CalendarsCard.tsx";
import { PressureForm } from "./PressureForm.tsx";

/** How many messages a contact gets, and when none goes out. */
export function PressurePage() {
  const pressure = useQuery(pressureQuery);
  const calendars = useQuery(calendarsQuery);
  const isAdmin = useMay("admin");
  const error = pressure.error ?? calendars.error;
  if (error !== null) {
    const reset = () => {
      void pressure.refetch();
      void calendars.refetch();
    };
    return <PageFailure error={error} reset={reset} what={t("settings-pressure:title")} />;
  }
  const isThere = pressure.data !== undefined && calendars.data !== undefined;
  return (
    <Page title={t("settings-pressure:title")} lead={t("settings-pressure:lead")}>
      {isThere && (
        <Stack gap="lg" maw={860}>
          <PressureForm
            pressure={pressure.data}
            calendars={calendars.data.items.map(({ name }) => name)}
            readOnly={!isAdmin}
          />
          <CalendarsCard
            calendars={calendars.data.items}
            used={pressure.data.holidays}
            readOnly={!isAdmin}
          />
        </Stack>
      )}
    </Page>
  );
}
