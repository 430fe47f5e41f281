import { Button, Group, Stack, Tabs, Text } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useMakeSendKey } from "../../api/events.ts";
import { instanceQuery } from "../../api/instance.ts";
import { useMay } from "../../api/session.ts";
import { FormFault } from "../../ui/FormFault.tsx";
import { Snippet } from "../../ui/Snippet.tsx";
import { clientSnippet, curlSnippet, hostOf, keyPlace, segmentSnippet } from "./snippets.ts";

const ways = [
  { value: "curl", name: "curl", what: "the command", write: curlSnippet },
  { value: "node", name: "Node.js", what: "the code", write: clientSnippet },
  { value: "segment", name: "Segment SDK", what: "the code", write: segmentSnippet },
];

/** How to send an event from outside, with the reader's own address and, if they like, a key. */
export function SendSnippets() {
  const { data: instance } = useQuery(instanceQuery);
  const mayMakeKeys = useMay("admin");
  const make = useMakeSendKey();
  const key = make.data?.key ?? keyPlace;
  const host = hostOf(instance);
  return (
    <Stack gap="sm" ta="left">
      <Tabs defaultValue="curl" activateTabWithKeyboard>
        <Tabs.List>
          {ways.map(({ value, name }) => (
            <Tabs.Tab key={value} value={value}>
              {name}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {ways.map(({ value, what, write }) => (
          <Tabs.Panel key={value} value={value} pt="sm">
            <Snippet what={what} code={write(host, key)} />
          </Tabs.Panel>
        ))}
      </Tabs>
      <FormFault error={make.error} />
      {make.data !== undefined ? (
        <Text size="sm" role="status">
          The key stands in the code, this once: copy it now. It may only send, and can be revoked
          under API keys.
        </Text>
      ) : (
        mayMakeKeys && (
          <Group gap="sm">
            <Button
              size="xs"
              variant="default"
              leftSection={<IconKey size={14} aria-hidden />}
              loading={make.isPending}
              onClick={() => make.mutate()}
            >
              Make a key for this
            </Button>
            <Text size="xs">It may send events, contacts and orders, and nothing else.</Text>
          </Group>
        )
      )}
    </Stack>
  );
}
