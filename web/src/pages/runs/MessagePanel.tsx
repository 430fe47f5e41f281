import { Skeleton, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { messageQuery } from "../../api/runs.ts";
import { PageFailure } from "../../ui/PageFailure.tsx";
import { SidePanel } from "../../ui/SidePanel.tsx";
import { MessageContents } from "./MessageContents.tsx";
import { t } from "../../i18n/i18n.ts";

interface Props {
  messageId: string;
  onClose(): void;
}

/** One message: as it was sent, and what became of it. */
export function MessagePanel({ messageId, onClose }: Props) {
  const { data, error, refetch } = useQuery(messageQuery(messageId));
  return (
    <SidePanel
      title={data === undefined ? t("runs:message.title") : data.subject || t("ui:noSubject")}
      onClose={onClose}
    >
      {data !== undefined && <MessageContents message={data} />}
      {data === undefined && error !== null && (
        <PageFailure error={error} reset={() => void refetch()} what={t("runs:message.this")} />
      )}
      {data === undefined && error === null && (
        <Stack aria-busy>
          <Skeleton height={120} />
          <Skeleton height={240} />
        </Stack>
      )}
    </SidePanel>
  );
}
