import { Button } from "@mantine/core";
import { IconFlask, IconPlayerPlay, IconSend } from "@tabler/icons-react";
import { useMay } from "../../api/session.ts";
import type { Workflow } from "../../api/workflows.ts";
import { t } from "../../i18n/i18n.ts";
import { ButtonLink } from "../../ui/ButtonLink.tsx";

interface Props {
  workflow: Pick<Workflow, "id" | "launchConditions">;
  onTestLaunch(): void;
}

/** Ways to see a live workflow do something. */
export function TryIt({ workflow, onTestLaunch }: Props) {
  const { id, launchConditions } = workflow;
  const maySend = useMay("send");
  const start = launchConditions.find(
    ({ role, source, enabled }) => role === "start" && source === "event" && enabled,
  );
  const button = { size: "compact-sm", variant: "light" } as const;
  return (
    <>
      {maySend && start !== undefined && (
        <ButtonLink
          {...button}
          to="/events"
          search={{ typeKey: start.eventTypeKey }}
          leftSection={<IconSend size={14} aria-hidden />}
        >
          {t("workflows:next.sendEvent")}
        </ButtonLink>
      )}
      <Button {...button} leftSection={<IconFlask size={14} aria-hidden />} onClick={onTestLaunch}>
        {t("workflows:next.testLaunch")}
      </Button>
      <ButtonLink
        {...button}
        to="/runs"
        search={{ workflowId: id }}
        leftSection={<IconPlayerPlay size={14} aria-hidden />}
      >
        {t("workflows:next.seeRuns")}
      </ButtonLink>
    </>
  );
}
