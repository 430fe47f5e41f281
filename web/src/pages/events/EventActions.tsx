import { Button, Modal } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconCode, IconSend } from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import { useMay } from "../../api/session.ts";
import { useEverOpen } from "../../ui/use-ever-open.ts";
import { SendSnippets } from "./SendSnippets.tsx";
import { t } from "../../i18n/i18n.ts";

const TestEventDialog = lazy(() =>
  import("./test-event/TestEventDialog.tsx").then((module) => ({
    default: module.TestEventDialog,
  })),
);

interface Props {
  typeKey: string | undefined;
  /** Whether the dialog for a test event is open. */
  isTesting: boolean;
  onTest(isOpen: boolean): void;
  onSent(eventId: string): void;
}

/** How to send an event: from a program, or from here. */
export function EventActions({ typeKey, isTesting, onTest, onSent }: Props) {
  const maySend = useMay("send");
  const [isHow, how] = useDisclosure();
  const wasTesting = useEverOpen(isTesting);
  return (
    <>
      <Button variant="default" leftSection={<IconCode size={16} aria-hidden />} onClick={how.open}>
        {t("events:how")}
      </Button>
      {maySend && (
        <Button leftSection={<IconSend size={16} aria-hidden />} onClick={() => onTest(true)}>
          {t("events:test.title")}
        </Button>
      )}
      <Modal opened={isHow} onClose={how.close} title={t("events:how")} size="lg">
        <SendSnippets />
      </Modal>
      {maySend && wasTesting && (
        <Suspense fallback={null}>
          <TestEventDialog
            opened={isTesting}
            typeKey={typeKey}
            onSent={onSent}
            onClose={() => onTest(false)}
          />
        </Suspense>
      )}
    </>
  );
}
