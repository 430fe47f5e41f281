import { Button, Card, Group, Select, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError } from "../../api/api-error.ts";
import { patch, post } from "../../api/client.ts";
import type { Source, SourceMapping, SourceSample, SourceTried } from "../../api/sources.ts";
import { sourceQuery } from "../../api/sources.ts";
import { apiWords } from "../../i18n/api-words.ts";
import { t } from "../../i18n/i18n.ts";
import { sameJson } from "../../json/same-json.ts";
import { FormError } from "../../ui/FormError.tsx";
import { exactTime } from "../../ui/format-time.ts";
import { notifyDone } from "../../ui/notify.ts";
import { MappingFields } from "./MappingFields.tsx";
import type { Path, Target } from "./pointing.ts";
import {
  contactFields,
  eventFields,
  listAt,
  paramName,
  templateAt,
  withTemplate,
} from "./pointing.ts";
import { SampleTree } from "./SampleTree.tsx";
import { TriedEvent } from "./TriedEvent.tsx";

interface Props {
  source: Source;
  samples: readonly SourceSample[];
  /** Which one is pointed into; by default the newest. */
  sampleId: string | undefined;
  onSample(id: string): void;
  readOnly: boolean;
}

/** A delivery as it came, what is taken of it, and the event that this makes, side by side. */
export function MappingEditor({ source, samples, sampleId, onSample, readOnly }: Props) {
  const queryClient = useQueryClient();
  const [mapping, setMapping] = useState(source.mapping as SourceMapping);
  const sample = samples.find(({ id }) => id === sampleId) ?? samples[0];
  const [tried] = useDebouncedValue(mapping, 300);
  const result = useQuery({
    queryKey: ["/sources", source.id, "try", sample?.id, tried],
    queryFn: () =>
      post<SourceTried>(`/sources/${source.id}/try`, { sampleId: sample?.id, mapping: tried }),
    enabled: sample !== undefined,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const save = useMutation({
    mutationFn: () => patch<Source>(`/sources/${source.id}`, { mapping }),
    onSuccess: (saved) => {
      queryClient.setQueryData(sourceQuery(source.id).queryKey, saved);
      notifyDone(t("sources:mapping.saved"));
    },
  });
  const isChanged = !sameJson(mapping, source.mapping);
  const faults = [result.error, save.error].flatMap((error) =>
    error instanceof ApiError ? error.fieldErrors : [],
  );
  const faultAt = (path: string) =>
    faults.find((fault) => fault.path === `mapping.${path}`)?.message;
  const change = (next: SourceMapping) => {
    setMapping(next);
    save.reset();
  };
  const point = (path: Path, target: Target) => {
    const template = templateAt(path, mapping.each);
    if (template !== null) change(withTemplate(mapping, target, template));
  };
  const usedAs = (path: Path): string | undefined => {
    const template = templateAt(path, mapping.each);
    const event = eventFields.find((field) => mapping[field] === template);
    if (event !== undefined) return t(`sources:field.${event}`);
    const contact = contactFields.find((field) => mapping.contact[field] === template);
    if (contact !== undefined) return t(`sources:field.${contact}`);
    return Object.entries(mapping.params ?? {}).find(([, value]) => value === template)?.[0];
  };
  return (
    <Stack>
      <Group justify="space-between" align="flex-end">
        {sample !== undefined && (
          <Select
            label={t("sources:samples.title")}
            style={{ flex: "1 1 280px", maxWidth: 480 }}
            data={samples.map(({ id, receivedAt, outcome, reason }) => ({
              value: id,
              label: `${exactTime(receivedAt)} · ${t(`sources:samples.outcome.${outcome}`)}${reason === null ? "" : ` · ${apiWords(reason)}`}`,
            }))}
            allowDeselect={false}
            value={sample.id}
            onChange={(id) => id !== null && onSample(id)}
          />
        )}
        {!readOnly && (
          <Group gap="xs">
            {isChanged && (
              <Button variant="default" onClick={() => change(source.mapping as SourceMapping)}>
                {t("sources:mapping.discard")}
              </Button>
            )}
            <Button disabled={!isChanged} loading={save.isPending} onClick={() => save.mutate()}>
              {t("sources:mapping.save")}
            </Button>
          </Group>
        )}
      </Group>
      <FormError error={save.error} />
      <SimpleGrid cols={{ base: 1, md: 3 }} spacing="md">
        <Card withBorder p="md" component="section" aria-label={t("sources:tree.title")}>
          <Title order={2} size="h4" mb={4}>
            {t("sources:tree.title")}
          </Title>
          {sample === undefined ? (
            <Text size="sm" c="dimmed">
              {t("sources:samples.none")}
            </Text>
          ) : (
            <>
              {!readOnly && (
                <Text size="xs" c="dimmed" mb="xs">
                  {t("sources:tree.hint")}
                </Text>
              )}
              <SampleTree
                value={{ body: sample.body, headers: sample.headers }}
                path={[]}
                usedAs={usedAs}
                paramFor={(path) => paramName(path, templateAt(path, mapping.each), mapping.params)}
                takesAll={mapping.params === null}
                onPoint={point}
                onList={(path) => {
                  const each = listAt(path);
                  if (each !== null) change({ ...mapping, each });
                }}
                readOnly={readOnly}
              />
            </>
          )}
        </Card>
        <Card withBorder p="md" component="section" aria-label={t("sources:mapping.title")}>
          <Title order={2} size="h4" mb="xs">
            {t("sources:mapping.title")}
          </Title>
          <MappingFields
            mapping={mapping}
            faultAt={faultAt}
            readOnly={readOnly}
            onChange={change}
          />
        </Card>
        <Card withBorder p="md" component="section" aria-label={t("sources:tried.title")}>
          <Title order={2} size="h4" mb="xs">
            {t("sources:tried.title")}
          </Title>
          {sample === undefined && (
            <Text size="sm" c="dimmed">
              {t("sources:tried.noSample")}
            </Text>
          )}
          <FormError error={result.error} />
          {result.data !== undefined && result.error === null && <TriedEvent of={result.data} />}
        </Card>
      </SimpleGrid>
    </Stack>
  );
}
