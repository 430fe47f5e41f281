import { Button, Group, Stack, Tabs, Text } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useCreateSendKey } from "../../api/events.ts";
import { instanceQuery } from "../../api/instance.ts";
import { useMay } from "../../api/session.ts";
import { FormError } from "../../ui/FormError.tsx";
import { Snippet } from "../../ui/Snippet.tsx";
import { clientSnippet, curlSnippet, hostOf, keyPlaceholder, segmentSnippet } from "./snippets.ts";
import { t } from "../../i18n/i18n.ts";

const snippets = [
  { value: "curl", name: "curl", what: "theCommand", write: curlSnippet },
  { value: "node", name: "Node.js", what: "theCode", write: clientSnippet },
  { value: "segment", name: "Segment SDK", what: "theCode", write: segmentSnippet },
] as const;

/** How to send an event from outside, with the reader's own address and, if they like, a key. */
export function SendSnippets() {
  const { data: instance } = useQuery(instanceQuery);
  const mayMakeKeys = useMay("admin");
  const make = useCreateSendKey();
  const key = make.data?.key ?? keyPlaceholder;
  const host = hostOf(instance);
  return (
    <Stack gap="sm" ta="left">
      <Tabs defaultValue="curl" activateTabWithKeyboard>
        <Tabs.List>
          {snippets.map(({ value, name }) => (
            <Tabs.Tab key={value} value={value}>
              {name}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {snippets.map(({ value, what, write }) => (
          <Tabs.Panel key={value} value={value} pt="sm">
            <Snippet what={t(`events:snippet.${what}`)} code={write(host, key)} />
          </Tabs.Panel>
        ))}
      </Tabs>
      <FormError error={make.error} />
      {make.data !== undefined ? (
        <Text size="sm" role="status">
          {t("events:snippet.keyMade")}
        </Text>
      ) : (
        mayMakeKeys && (
          <Group gap="sm">
            <Button
              size="xs"
              variant="default"
              leftSection={<IconKey size={14} aria-hidden />}
              loading={make.isPending}
              onClick={() => make.mutate(t("events:snippet.keyName"))}
            >
              {t("events:snippet.makeKey")}
            </Button>
            <Text size="xs">{t("events:snippet.mayDo")}</Text>
          </Group>
        )
      )}
    </Stack>
  );
}
