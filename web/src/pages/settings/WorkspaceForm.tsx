import { Button, Group, NumberInput, Select, Stack, TagsInput, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useState } from "react";
import { patch } from "../../api/client.ts";
import type { Workspace } from "../../api/workspace.ts";
import { workspaceQuery } from "../../api/workspace.ts";
import { TimeZonePicker } from "../../forms/pickers/TimeZonePicker.tsx";
import { FormError } from "../../ui/FormError.tsx";
import { notifyDone } from "../../ui/notify.ts";

export function WorkspaceForm({ workspace }: { workspace: Workspace }) {
  const queryClient = useQueryClient();
  const [timeZone, setTimeZone] = useState(workspace.timeZone);
  const [ignoredIds, setIgnoredIds] = useState(workspace.ignoredIds);
  const [language, setLanguage] = useState(workspace.language ?? "");
  const [holdoutPercent, setHoldoutPercent] = useState<number | string>(workspace.holdoutPercent);
  const [which, setWhich] = useState<string>(workspace.attribution.which);
  const [by, setBy] = useState<string>(workspace.attribution.by);
  const save = useMutation({
    mutationFn: () =>
      patch<Workspace>("/workspace", {
        timeZone,
        language: language.trim() || null,
        ignoredIds,
        holdoutPercent: Number(holdoutPercent),
        attribution: { which, by },
      }),
    onSuccess: (saved) => {
      queryClient.setQueryData(workspaceQuery.queryKey, saved);
      setLanguage(saved.language ?? "");
      setIgnoredIds(saved.ignoredIds);
      notifyDone("The workspace's settings are saved");
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack maw={480}>
        <FormError error={save.error} />
        <TimeZonePicker
          label="Time zone"
          description="Of contacts without one: when waits end, what a date means, how it is printed."
          required
          value={timeZone}
          onChange={setTimeZone}
        />
        <TextInput
          label="Language"
          description="Of contacts without one, as a tag such as uk or pt-BR. Empty: messages take their default."
          value={language}
          onChange={({ currentTarget }) => setLanguage(currentTarget.value)}
        />
        <TagsInput
          label="Ids that name nobody"
          description="Such as the id that a till or a guest checkout sends for everybody. “undefined”, “null”, “guest” and their like never name anybody."
          maxTags={500}
          splitChars={[","]}
          value={ignoredIds}
          onChange={setIgnoredIds}
        />
        <NumberInput
          label="Control group, percent"
          description="So many contacts get no marketing at all, and show what happens without it. A workflow can say otherwise."
          min={0}
          max={99.9}
          decimalScale={1}
          value={holdoutPercent}
          onChange={setHoldoutPercent}
        />
        <Group grow align="end">
          <Select
            label="A conversion is put down to"
            data={[
              { value: "last", label: "the last message" },
              { value: "first", label: "the first message" },
            ]}
            allowDeselect={false}
            value={which}
            onChange={(next) => setWhich(next ?? which)}
          />
          <Select
            aria-label="What of a message counts"
            data={["sent", "opened", "clicked"].map((value) => ({
              value,
              label: `that was ${value}`,
            }))}
            allowDeselect={false}
            value={by}
            onChange={(next) => setBy(next ?? by)}
          />
        </Group>
        <Group>
          <Button type="submit" loading={save.isPending}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
