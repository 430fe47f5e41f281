import { Alert, List, Stack, Table, Text } from "@mantine/core";
import type { SourceTried, TriedEntry } from "../../api/sources.ts";
import { apiWords } from "../../i18n/api-words.ts";
import { t } from "../../i18n/i18n.ts";
import { exactTime } from "../../ui/format-time.ts";
import { sentence } from "../../ui/text.ts";
import type { ContactField } from "./pointing.ts";
import { contactFields } from "./pointing.ts";

const isContactField = (name: string): name is ContactField =>
  (contactFields as readonly string[]).includes(name);

/** What the mapping makes of the delivery. */
export function TriedEvent({ of }: { of: SourceTried }) {
  const { entries } = of;
  return (
    <Stack gap="sm" role="status" aria-label={t("sources:tried.title")}>
      {entries !== null && (
        <Text size="sm">
          {t("sources:tried.entries", {
            count: entries.filter(({ outcome }) => outcome === "event").length,
            of: entries.length,
          })}
        </Text>
      )}
      <Outcome of={of} />
      {of.ignored.length > 0 && (
        <Alert color="yellow" variant="light" title={t("sources:tried.ignored")}>
          <List size="sm">
            {of.ignored.map(({ path, message }) => (
              <List.Item key={`${path}/${message}`}>
                {path}: {apiWords(message)}
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
    </Stack>
  );
}

function Outcome({ of: { outcome, reason, event, contact, order } }: { of: TriedEntry }) {
  if (event === null) {
    const isSkipped = outcome === "skipped";
    return (
      <Alert
        color={isSkipped ? "yellow" : "red"}
        variant="light"
        title={isSkipped ? t("sources:tried.skipped") : t("sources:tried.refused")}
      >
        {reason !== null && sentence(apiWords(reason))}
      </Alert>
    );
  }
  const { eventTypeKey, keyValue, occurredAt, messageId, identities, params } = event;
  const rows: [string, string][] = [
    [t("sources:field.eventType"), eventTypeKey],
    [t("sources:field.key"), keyValue],
    ...identities.map(({ kind, value }): [string, string] => [t(`sources:field.${kind}`), value]),
    ...Object.entries(contact ?? {}).map(([name, value]): [string, string] => [
      isContactField(name) ? t(`sources:field.${name}`) : name,
      shown(value),
    ]),
    [
      t("sources:field.occurredAt"),
      occurredAt === null ? t("sources:tried.onReceipt") : exactTime(occurredAt),
    ],
    [t("sources:field.messageId"), messageId ?? t("sources:tried.ofDelivery")],
  ];
  return (
    <>
      <Rows caption={t("sources:tried.event")} rows={rows} />
      <Rows
        caption={t("sources:part.params")}
        rows={Object.entries(params).map(([name, value]) => [name, shown(value)])}
      />
      {order !== null && (
        <Rows
          caption={t("sources:tried.order")}
          rows={Object.entries(order).map(([name, value]) => [name, shown(value)])}
        />
      )}
      {identities.length === 0 && (
        <Alert color="yellow" variant="light">
          {t("sources:tried.nobody")}
        </Alert>
      )}
    </>
  );
}

function Rows({
  caption,
  rows,
}: {
  caption: string;
  rows: readonly (readonly [string, string])[];
}) {
  if (rows.length === 0) return null;
  return (
    <Table captionSide="top" layout="fixed" verticalSpacing={4} aria-label={caption}>
      <Table.Caption ta="left" mt={0}>
        {caption}
      </Table.Caption>
      <Table.Tbody>
        {rows.map(([name, value]) => (
          <Table.Tr key={`${name}/${value}`}>
            <Table.Th w="40%" fw={500} style={{ overflowWrap: "anywhere" }}>
              {name}
            </Table.Th>
            <Table.Td style={{ overflowWrap: "anywhere" }}>{value}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function shown(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
