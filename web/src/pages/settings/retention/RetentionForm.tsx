import { Button, Group, NumberInput, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useState } from "react";
import { post } from "../../../api/client.ts";
import type { Retention, RetentionOutlook, RetentionSettings } from "../../../api/retention.ts";
import { retentionKinds } from "../../../../../src/domain/retention.ts";
import { t } from "../../../i18n/i18n.ts";
import { FormError } from "../../../ui/FormError.tsx";
import { formatUntil } from "../../../ui/format-time.ts";
import { LookBacks } from "./LookBacks.tsx";
import { SaveDialog } from "./SaveDialog.tsx";

type Days = Record<keyof Retention, number | string>;

export function RetentionForm({ settings }: { settings: RetentionSettings }) {
  const { retention, usual, least, wholeSince, lookBacks } = settings;
  const [days, setDays] = useState<Days>(daysOf(retention));
  // What a change comes to is asked before it is made.
  const [outlook, setOutlook] = useState<RetentionOutlook>();
  const ask = useMutation({
    mutationFn: () => post<RetentionOutlook>("/retention/outlook", retentionOf(days)),
    onSuccess: setOutlook,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack maw={640}>
        <FormError error={ask.error} />
        <LookBacks lookBacks={lookBacks} />
        {retentionKinds.map((kind) => {
          const since = wholeSince[kind];
          const hint = t(`settings-retention:hint.${kind}`);
          const whole =
            since === null ? "" : ` ${t("settings-retention:since", { at: formatUntil(since) })}`;
          return (
            <NumberInput
              key={kind}
              label={t(`settings-retention:kind.${kind}`)}
              description={hint + whole}
              placeholder={t(`settings-retention:${emptyMeans(kind)}`)}
              suffix={t("settings-retention:days")}
              min={least[kind]}
              max={36_500}
              allowDecimal={false}
              value={days[kind]}
              onChange={(value) => setDays({ ...days, [kind]: value })}
            />
          );
        })}
        <Group>
          <Button type="submit" loading={ask.isPending}>
            {t("settings-retention:save")}
          </Button>
          <Button variant="default" onClick={() => setDays(daysOf(usual))}>
            {t("settings-retention:usual")}
          </Button>
        </Group>
      </Stack>
      <SaveDialog
        outlook={outlook}
        onSaved={(saved) => {
          setDays(daysOf(saved.retention));
          setOutlook(undefined);
        }}
        onClose={() => setOutlook(undefined)}
      />
    </form>
  );
}

/** What no number means. */
function emptyMeans(kind: keyof Retention): "withRun" | "withMessage" | "forGood" {
  if (kind === "journals") return "withRun";
  return kind === "messageContents" ? "withMessage" : "forGood";
}

function daysOf(retention: Retention): Days {
  const text = (days: number | null) => days ?? "";
  return {
    events: text(retention.events),
    runs: text(retention.runs),
    journals: text(retention.journals),
    messages: text(retention.messages),
    messageContents: text(retention.messageContents),
  };
}

function retentionOf(days: Days): Retention {
  const number = (value: number | string) => (value === "" ? null : Number(value));
  return {
    events: number(days.events),
    runs: number(days.runs),
    journals: number(days.journals),
    messages: number(days.messages),
    messageContents: number(days.messageContents),
  };
}
