import { Button, Group, NumberInput, Select, Stack } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useState } from "react";
import { ApiError } from "../../api/api-error.ts";
import type { Channel } from "../../api/channels.ts";
import { channelQuery, channelsQuery, setUpChannel } from "../../api/channels.ts";
import { SchemaForm } from "../../forms/SchemaForm.tsx";
import type { FieldIssue } from "../../forms/schema/paths.ts";
import { t } from "../../i18n/i18n.ts";
import { FormError } from "../../ui/FormError.tsx";
import { notifyDone } from "../../ui/notify.ts";
import { SecretInputs } from "./SecretInputs.tsx";
import { Seldom } from "./Seldom.tsx";
import { isSeldom, withOnly } from "./seldom-changed.ts";

/** Provider, settings, secrets and limits: what stays when nothing is typed is left out of the request. */
export function SetupForm({ channel }: { channel: Channel }) {
  const { setup, providers } = channel;
  const queryClient = useQueryClient();
  const [name, setName] = useState(setup?.provider ?? providers[0]?.name ?? "");
  const [settings, setSettings] = useState(setup?.settings ?? {});
  const [secrets, setSecrets] = useState<Record<string, string | null>>({});
  const [perSecond, setPerSecond] = useState<number | string>(setup?.perSecond ?? "");
  const [concurrency, setConcurrency] = useState<number | string>(setup?.concurrency ?? 10);
  const provider = providers.find((one) => one.name === name);
  const save = useMutation({
    mutationFn: () =>
      setUpChannel(channel.channel, {
        provider: name,
        settings,
        // One that was to be replaced, and was left empty, stays.
        secrets: Object.fromEntries(Object.entries(secrets).filter(([, value]) => value !== "")),
        perSecond: perSecond === "" ? null : Number(perSecond),
        concurrency: Number(concurrency),
      }),
    onSuccess: (saved) => {
      setSettings(saved.setup?.settings ?? {});
      setSecrets({});
      queryClient.setQueryData(channelQuery(channel.channel).queryKey, saved);
      void queryClient.invalidateQueries({ queryKey: channelsQuery.queryKey, exact: true });
      notifyDone(t("channels:setup.saved"));
    },
  });
  const choose = (chosen: string | null) => {
    if (chosen === null) return;
    setName(chosen);
    setSettings(chosen === setup?.provider ? setup.settings : {});
    setSecrets({});
    save.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const issuesOf = (part: string) => issuesBelow(save.error, part);
  const limitIssue = (field: string) =>
    issuesBelow(save.error, field).find((issue) => issue.field === "")?.message;
  return (
    <form onSubmit={submit}>
      <Stack>
        <FormError error={save.error} />
        <Select
          label={t("channels:setup.provider")}
          data={providers.map((one) => ({ value: one.name, label: one.label }))}
          allowDeselect={false}
          value={name}
          onChange={choose}
        />
        {provider !== undefined && (
          <>
            <SchemaForm
              key={`settings/${name}`}
              schema={withOnly(provider.settings, (one) => !isSeldom(one))}
              value={settings}
              issues={issuesOf("settings")}
              onChange={setSettings}
            />
            <SecretInputs
              key={`secrets/${name}`}
              schema={provider.secrets}
              kept={setup?.provider === name ? setup.secrets : []}
              issues={issuesOf("secrets")}
              value={secrets}
              onChange={setSecrets}
            />
            <Seldom
              key={`seldom/${name}`}
              schema={withOnly(provider.settings, isSeldom)}
              value={settings}
              issues={issuesOf("settings")}
              onChange={setSettings}
            />
          </>
        )}
        <Group grow align="flex-start" preventGrowOverflow={false}>
          <NumberInput
            label={t("channels:setup.perSecond")}
            description={t("channels:setup.perSecondHint")}
            placeholder={t("channels:setup.noLimit")}
            min={1}
            max={100_000}
            allowDecimal={false}
            value={perSecond}
            error={limitIssue("perSecond")}
            onChange={setPerSecond}
          />
          <NumberInput
            label={t("channels:setup.concurrency")}
            description={t("channels:setup.concurrencyHint")}
            min={1}
            max={1_000}
            allowDecimal={false}
            required
            value={concurrency}
            error={limitIssue("concurrency")}
            onChange={setConcurrency}
          />
        </Group>
        <Group>
          <Button type="submit" loading={save.isPending}>
            {setup === null ? t("channels:setup.create") : t("channels:setup.save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** The API's faults of a part of the request, named as the part's own inputs are. */
function issuesBelow(error: unknown, part: string): FieldIssue[] {
  if (!(error instanceof ApiError)) return [];
  return error.fieldErrors
    .filter(({ path }) => path === part || path.startsWith(`${part}.`))
    .map(({ path, message }) => ({ field: path.slice(part.length + 1), message }));
}
