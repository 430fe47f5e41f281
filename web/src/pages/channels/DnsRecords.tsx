import { Badge, Code, Group, Stack } from "@mantine/core";
import { t } from "../../i18n/i18n.ts";
import { Copy } from "../../ui/Copy.tsx";

interface Record {
  type: string;
  name: string;
  value: string;
}

/** Records to publish, each with its name and value to copy. */
export function DnsRecords({ records }: { records: readonly Record[] }) {
  return (
    <Stack gap="sm">
      {records.map(({ type, name, value }) => (
        <div key={`${type}/${name}/${value}`}>
          <Group gap="xs" wrap="nowrap" mb={4}>
            <Badge variant="default" radius="sm">
              {type}
            </Badge>
            <Code style={{ wordBreak: "break-all" }}>{name}</Code>
            <Copy value={name} what={t("channels:dns.name")} />
          </Group>
          <Group gap="xs" wrap="nowrap" align="flex-start">
            <Code block style={{ flex: 1, wordBreak: "break-all", whiteSpace: "pre-wrap" }}>
              {value}
            </Code>
            <Copy value={value} what={t("channels:dns.value")} />
          </Group>
        </div>
      ))}
    </Stack>
  );
}
