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
import { PageTextsField, rowsOf, textsOf } from "./PageTextsField.tsx";

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
      notifyDone("The consent settings are saved");
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
        <Fieldset legend="Pages that contacts see">
          <Stack>
            <TextInput
              label="Your name"
              description="Stands at the top. Empty: the pages name nobody."
              maxLength={200}
              {...field("name")}
            />
            <TextInput
              label="Logo"
              description="The address of a picture, 32 pixels high."
              type="url"
              placeholder="https://shop.example.com/logo.png"
              {...field("logoUrl")}
            />
            <ColorInput
              label="Colour"
              description="Of buttons and ticks. Empty: Campanile's own."
              placeholder="#0f766e"
              format="hex"
              eyeDropperButtonProps={{ "aria-label": "Pick a colour from the screen" }}
              value={color}
              onChange={setColor}
            />
            <PageTextsField rows={texts} onChange={setTexts} />
          </Stack>
        </Fieldset>
        <NumberInput
          label="Days to confirm a subscription"
          description="After that, the link of a topic with double opt-in confirms nothing."
          required
          min={1}
          max={90}
          allowDecimal={false}
          value={confirmation}
          onChange={setConfirmation}
        />
        <Fieldset legend="Messages that bounce for now">
          <Group grow align="start">
            <NumberInput
              label="Bounces in a row"
              description="So many suppress the address; 0: never."
              required
              min={0}
              max={1000}
              allowDecimal={false}
              value={messages}
              onChange={setMessages}
            />
            <NumberInput
              label="Within days"
              description="Older ones count no more."
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
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
