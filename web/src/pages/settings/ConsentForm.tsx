import { Button, ColorInput, Fieldset, Group, NumberInput, Stack, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useState } from "react";
import { patch } from "../../api/client.ts";
import type { Workspace } from "../../api/workspace.ts";
import { workspaceQuery } from "../../api/workspace.ts";
import { FormError } from "../../ui/FormError.tsx";
import { notifyDone } from "../../ui/notify.ts";
import { useTextFields } from "../../ui/use-text-fields.ts";
import { rowsOf, textsOf } from "./page-texts.ts";
import { PageTextsField } from "./PageTextsField.tsx";
import { t } from "../../i18n/i18n.ts";

export function ConsentForm({ workspace }: { workspace: Workspace }) {
  const queryClient = useQueryClient();
  const { brand, softBounces, confirmationDays } = workspace;
  const { values, field } = useTextFields({
    name: brand.name ?? "",
    logoUrl: brand.logoUrl ?? "",
  });
  const [color, setColor] = useState(brand.color ?? "");
  const [texts, setTexts] = useState(rowsOf(brand.texts));
  const [messages, setMessages] = useState<number | string>(softBounces.messages);
  const [days, setDays] = useState<number | string>(softBounces.days);
  const [confirmation, setConfirmation] = useState<number | string>(confirmationDays);
  const save = useMutation({
    mutationFn: () =>
      patch<Workspace>("/workspace", {
        brand: {
          name: values.name.trim() || null,
          color: color || null,
          logoUrl: values.logoUrl.trim() || null,
          texts: textsOf(texts),
        },
        softBounces: { messages: Number(messages), days: Number(days) },
        confirmationDays: Number(confirmation),
      }),
    onSuccess: (saved) => {
      queryClient.setQueryData(workspaceQuery.queryKey, saved);
      setTexts(rowsOf(saved.brand.texts));
      notifyDone(t("settings-consent:saved"));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack maw={560}>
        <FormError error={save.error} />
        <Fieldset legend={t("settings-consent:pages")}>
          <Stack>
            <TextInput
              label={t("settings-consent:name")}
              description={t("settings-consent:nameHint")}
              maxLength={200}
              {...field("name")}
            />
            <TextInput
              label={t("settings-consent:logo")}
              description={t("settings-consent:logoHint")}
              type="url"
              placeholder="https://shop.example.com/logo.png"
              {...field("logoUrl")}
            />
            <ColorInput
              label={t("settings-consent:colour")}
              description={t("settings-consent:colourHint")}
              placeholder="#0f766e"
              format="hex"
              eyeDropperButtonProps={{ "aria-label": t("settings-consent:pickColour") }}
              value={color}
              onChange={setColor}
            />
            <PageTextsField rows={texts} onChange={setTexts} />
          </Stack>
        </Fieldset>
        <NumberInput
          label={t("settings-consent:confirm")}
          description={t("settings-consent:confirmHint")}
          required
          min={1}
          max={90}
          allowDecimal={false}
          value={confirmation}
          onChange={setConfirmation}
        />
        <Fieldset legend={t("settings-consent:bounces")}>
          <Group grow align="start">
            <NumberInput
              label={t("settings-consent:inARow")}
              description={t("settings-consent:inARowHint")}
              required
              min={0}
              max={1000}
              allowDecimal={false}
              value={messages}
              onChange={setMessages}
            />
            <NumberInput
              label={t("settings-consent:within")}
              description={t("settings-consent:withinHint")}
              required
              min={1}
              max={180}
              allowDecimal={false}
              value={days}
              onChange={setDays}
            />
          </Group>
        </Fieldset>
        <Group>
          <Button type="submit" loading={save.isPending}>
            {t("settings-consent:save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
