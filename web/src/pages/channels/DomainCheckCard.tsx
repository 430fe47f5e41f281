import { Button, Code, Group, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useState } from "react";
import type { DomainCheck } from "../../api/channels.ts";
import { get } from "../../api/client.ts";
import { apiWords } from "../../i18n/api-words.ts";
import { t } from "../../i18n/i18n.ts";
import { FormError } from "../../ui/FormError.tsx";
import { StatusBadge } from "../../ui/StatusBadge.tsx";
import { sentence } from "../../ui/text.ts";
import { DnsRecords } from "./DnsRecords.tsx";

const tones = { ok: "active", warning: "waiting", error: "error" } as const;

/** What the DNS says of the sender's domain now, and what is to be published. */
export function DomainCheckCard() {
  const [domain, setDomain] = useState("");
  const [selector, setSelector] = useState("");
  const [returnPath, setReturnPath] = useState("");
  const check = useMutation({
    mutationFn: () =>
      get<DomainCheck>("/channels/email/domain-check", {
        domain: domain.trim(),
        selector: selector.trim(),
        returnPath: returnPath.trim(),
      }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    check.mutate();
  };
  return (
    <Stack>
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label={t("channels:domain.domain")}
            description={t("channels:domain.domainHint")}
            placeholder="example.com"
            maxLength={253}
            value={domain}
            onChange={({ currentTarget }) => setDomain(currentTarget.value)}
          />
          <Group grow align="flex-start" preventGrowOverflow={false}>
            <TextInput
              label={t("channels:domain.selector")}
              description={t("channels:domain.selectorHint")}
              placeholder="s1,s2"
              maxLength={1_000}
              value={selector}
              onChange={({ currentTarget }) => setSelector(currentTarget.value)}
            />
            <TextInput
              label={t("channels:domain.returnPath")}
              description={t("channels:domain.returnPathHint")}
              placeholder="bounces.example.com"
              maxLength={253}
              value={returnPath}
              onChange={({ currentTarget }) => setReturnPath(currentTarget.value)}
            />
          </Group>
          <FormError error={check.error} />
          <Group>
            <Button type="submit" variant="default" loading={check.isPending}>
              {t("channels:domain.check")}
            </Button>
          </Group>
        </Stack>
      </form>
      {check.data !== undefined && <Result of={check.data} />}
    </Stack>
  );
}

function Result({ of: { domain, outcome, checks } }: { of: DomainCheck }) {
  return (
    <section aria-label={t("channels:domain.result", { domain })}>
      <Group gap="xs" mb="sm">
        <Text fw={600}>{domain}</Text>
        <StatusBadge value={tones[outcome]} label={t(`channels:domain.outcome.${outcome}`)} />
      </Group>
      <Stack gap="lg" component="ul" p={0} m={0} style={{ listStyle: "none" }}>
        {checks.map((one, index) => (
          <li key={`${one.check}/${one.name}/${index}`}>
            <Group gap="xs" mb={4}>
              <Text size="sm" fw={600}>
                {t(`channels:domain.name.${one.check}`)}
              </Text>
              <StatusBadge
                value={tones[one.outcome]}
                label={t(`channels:domain.state.${one.outcome}`)}
              />
              <Code style={{ wordBreak: "break-all" }}>{one.name}</Code>
            </Group>
            <Text size="sm">{sentence(apiWords(one.words))}</Text>
            {one.found.length > 0 && (
              <Text size="xs" c="dimmed" style={{ wordBreak: "break-all" }}>
                {t("channels:domain.found", { records: one.found.join(" · ") })}
              </Text>
            )}
            {one.publish !== null && (
              <Stack gap={4} mt="xs">
                <Text size="sm">{t("channels:domain.publish")}</Text>
                <DnsRecords records={[one.publish]} />
              </Stack>
            )}
          </li>
        ))}
      </Stack>
    </section>
  );
}
