import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { lazy, Suspense } from "react";
import type { Channel } from "../../api/channels.ts";
import { useMay } from "../../api/session.ts";
import { apiWords } from "../../i18n/api-words.ts";
import { t } from "../../i18n/i18n.ts";
import { withMessages } from "../../i18n/with-messages.ts";

const DrainDialog = lazy(() =>
  withMessages(import("../bulk-actions/DrainDialog.tsx"), "bulk-actions").then((module) => ({
    default: module.DrainDialog,
  })),
);

/** Throws away what waits for a channel, after it was said what that is. */
export function DrainButton({ channel: { channel, name } }: { channel: Channel }) {
  const mayManage = useMay("manage");
  const [isAsking, { open, close }] = useDisclosure();
  if (!mayManage) return null;
  return (
    <>
      <Button size="compact-sm" variant="default" mt="xs" onClick={open}>
        {t("channels:paused.drain")}
      </Button>
      {isAsking && (
        <Suspense fallback={null}>
          <DrainDialog channel={channel} name={apiWords(name)} onClose={close} />
        </Suspense>
      )}
    </>
  );
}
