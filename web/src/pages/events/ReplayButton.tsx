import { Button } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { startedOutcomes } from "../../../../src/domain/event.ts";
import type { Decision } from "../../api/events.ts";
import { useMay } from "../../api/session.ts";
import { t } from "../../i18n/i18n.ts";
import { withMessages } from "../../i18n/with-messages.ts";

const ReplayDialog = lazy(() =>
  withMessages(import("../bulk-actions/ReplayDialog.tsx"), "bulk-actions", "words").then(
    (module) => ({ default: module.ReplayDialog }),
  ),
);

/** Has a trigger decide an event anew that has started nothing. */
export function ReplayButton(props: { eventId: string; decision: Decision }) {
  const { eventId, decision } = props;
  const mayManage = useMay("manage");
  const [isAsking, setIsAsking] = useState(false);
  const hasStarted = [...startedOutcomes].some((outcome) => outcome === decision.outcome);
  if (!mayManage || decision.role !== "start" || hasStarted) return null;
  return (
    <>
      <Button size="compact-xs" variant="default" onClick={() => setIsAsking(true)}>
        {t("events:decision.again")}
      </Button>
      {isAsking && (
        <Suspense fallback={null}>
          <ReplayDialog
            bindingId={decision.bindingId}
            name={decision.workflow.name}
            eventId={eventId}
            onClose={() => setIsAsking(false)}
          />
        </Suspense>
      )}
    </>
  );
}
