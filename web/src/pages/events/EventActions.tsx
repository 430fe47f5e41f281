import { Button, Modal } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconCode, IconSend } from "@tabler/icons-react";
import { useMay } from "../../api/session.ts";
import { SendSnippets } from "./SendSnippets.tsx";
import { TestEventDialog } from "./TestEventDialog.tsx";

interface Props {
  typeKey: string | undefined;
  onSent(eventId: string): void;
}

/** How to send an event: from a program, or from here. */
export function EventActions({ typeKey, onSent }: Props) {
  const maySend = useMay("send");
  const [isTest, test] = useDisclosure();
  const [isHow, how] = useDisclosure();
  return (
    <>
      <Button variant="default" leftSection={<IconCode size={16} aria-hidden />} onClick={how.open}>
        How to send events
      </Button>
      {maySend && (
        <Button leftSection={<IconSend size={16} aria-hidden />} onClick={test.open}>
          Send a test event
        </Button>
      )}
      <Modal opened={isHow} onClose={how.close} title="How to send events" size="lg">
        <SendSnippets />
      </Modal>
      <TestEventDialog opened={isTest} typeKey={typeKey} onSent={onSent} onClose={test.close} />
    </>
  );
}
