import { Stack, Title } from "@mantine/core";
import type { ReactNode } from "react";
import type { EventDetails } from "../../api/events.ts";
import { EventDecisions } from "./EventDecisions.tsx";
import { EventFacts } from "./EventFacts.tsx";
import { EventParams } from "./EventParams.tsx";
import { EventRuns } from "./EventRuns.tsx";
import { t } from "../../i18n/i18n.ts";

export function EventContents({ event }: { event: EventDetails }) {
  return (
    <Stack gap="lg">
      <EventFacts event={event} />
      <Part title={t("events:panel.did")}>
        <EventDecisions event={event} />
      </Part>
      {event.runs.length > 0 && (
        <Part title={t("events:panel.runs", { count: event.runs.length })}>
          <EventRuns runs={event.runs} />
        </Part>
      )}
      <EventParams params={event.params} />
    </Stack>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <Title order={3} size="h4" mb="xs">
        {title}
      </Title>
      {children}
    </section>
  );
}
