import { Stack, Title } from "@mantine/core";
import type { ReactNode } from "react";
import type { EventDetails } from "../../api/events.ts";
import { EventDecisions } from "./EventDecisions.tsx";
import { EventFacts } from "./EventFacts.tsx";
import { EventParams } from "./EventParams.tsx";
import { EventRuns } from "./EventRuns.tsx";

export function EventContents({ event }: { event: EventDetails }) {
  return (
    <Stack gap="lg">
      <EventFacts event={event} />
      <Part title="What it did">
        <EventDecisions event={event} />
      </Part>
      {event.runs.length > 0 && (
        <Part title={event.runs.length === 1 ? "Its run" : "Its runs"}>
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
