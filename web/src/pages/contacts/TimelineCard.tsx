import { Skeleton, Stack, Text } from "@mantine/core";
import type { TimelineEntry } from "../../api/contacts.ts";
import { t } from "../../i18n/i18n.ts";
import { FilterSelect } from "../../ui/FilterSelect.tsx";
import { PageFailure } from "../../ui/PageFailure.tsx";
import { Pager } from "../../ui/Pager.tsx";
import { usePage } from "../../ui/use-page.ts";
import { Card } from "./Card.tsx";
import classes from "./contacts.module.css";
import { TimelineRow } from "./TimelineRow.tsx";

interface Props {
  contactId: string;
  kind: string | undefined;
  after: string | undefined;
  onChange(change: { kind?: string | undefined; after?: string | undefined }): void;
}

/** All that happened to them, newest first. */
export function TimelineCard({ contactId, kind, after, onChange }: Props) {
  const page = usePage<TimelineEntry>(`/contacts/${contactId}/timeline`, { kind, after }, 30);
  const { data, error } = page;
  const kinds = {
    event: t("contacts:kind.event"),
    run: t("contacts:kind.run"),
    message: t("contacts:kind.message"),
    reaction: t("contacts:kind.reaction"),
    consent: t("contacts:kind.consent"),
    reset: t("contacts:kind.reset"),
  };
  return (
    <Card
      title={t("contacts:timeline.title")}
      action={
        <FilterSelect
          label={t("contacts:timeline.filter")}
          any={t("contacts:timeline.all")}
          options={kinds}
          value={kind}
          onChange={(chosen) => onChange({ kind: chosen, after: undefined })}
        />
      }
    >
      <Stack gap="sm">
        {data === undefined && error !== null && (
          <PageFailure
            error={error}
            reset={() => void page.refetch()}
            what={t("contacts:timeline.title")}
          />
        )}
        {data === undefined && error === null && <Skeleton h={200} />}
        {data?.items.length === 0 && (
          <Text size="sm" c="dimmed">
            {data.next === null ? t("contacts:timeline.none") : t("contacts:none.goesOn")}
          </Text>
        )}
        <ol className={classes["list"]} aria-label={t("contacts:timeline.title")}>
          {data?.items.map((entry) => (
            <TimelineRow key={`${entry.kind} ${entry.id}`} entry={entry} />
          ))}
        </ol>
        {data !== undefined && (
          <Pager
            after={after}
            next={data.next}
            rowCount={data.items.length}
            onPage={(cursor) => onChange({ after: cursor })}
          />
        )}
      </Stack>
    </Card>
  );
}
