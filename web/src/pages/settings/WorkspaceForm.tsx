import { Button, Group, Stack, TagsInput, TextInput } from "@mantine/core";
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
  const save = useMutation({
    mutationFn: () =>
      patch<Workspace>("/workspace", { timeZone, language: language.trim() || null, ignoredIds }),
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
        <Group>
          <Button type="submit" loading={save.isPending}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
