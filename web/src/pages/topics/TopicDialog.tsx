import {
  Button,
  Group,
  Modal,
  NumberInput,
  Radio,
  Stack,
  Textarea,
  TextInput,
} from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useState } from "react";
import { patch, post } from "../../api/client.ts";
import type { Topic } from "../../api/topics.ts";
import { t } from "../../i18n/i18n.ts";
import { FormError } from "../../ui/FormError.tsx";
import { notifyDone } from "../../ui/notify.ts";
import type { TopicForm } from "./topic-form.ts";
import { bodyOf, formOf, named, ways } from "./topic-form.ts";
import { TopicTexts } from "./TopicTexts.tsx";

/** A new topic, or another form of one. */
export function TopicDialog({ topic, onClose }: { topic?: Topic; onClose(): void }) {
  const queryClient = useQueryClient();
  const [form, setForm] = useState(() => formOf(topic));
  const set = (change: Partial<TopicForm>) => setForm((before) => ({ ...before, ...change }));
  const isNew = topic === undefined;
  const save = useMutation({
    mutationFn: () =>
      topic === undefined
        ? post<Topic>("/topics", bodyOf(form, true))
        : patch<Topic>(`/topics/${topic.id}`, bodyOf(form, false)),
    onSuccess: async () => {
      notifyDone(t(isNew ? "topics:edit.created" : "topics:edit.saved"));
      await queryClient.invalidateQueries({ queryKey: ["/topics"] });
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={isNew ? t("topics:edit.newTitle") : t("topics:edit.title", { name: topic.name })}
    >
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label={t("topics:edit.name")}
            required
            maxLength={200}
            data-autofocus
            value={form.name}
            onChange={({ currentTarget }) => set(named(form, currentTarget.value))}
          />
          {isNew && (
            <TextInput
              label={t("topics:edit.key")}
              description={t("topics:edit.keyHint")}
              placeholder="news"
              required
              maxLength={100}
              value={form.key}
              onChange={({ currentTarget }) => set({ key: currentTarget.value })}
            />
          )}
          <Textarea
            label={t("topics:edit.description")}
            description={t("topics:edit.descriptionHint")}
            maxLength={2000}
            autosize
            minRows={2}
            value={form.description}
            onChange={({ currentTarget }) => set({ description: currentTarget.value })}
          />
          <Radio.Group
            label={t("topics:edit.who")}
            value={form.way}
            onChange={(way) => set({ way: way })}
          >
            <Stack gap="xs" mt={4}>
              {ways.map((way) => (
                <Radio key={way} value={way} label={t(`topics:way.${way}`)} />
              ))}
            </Stack>
          </Radio.Group>
          <NumberInput
            label={t("topics:edit.position")}
            description={t("topics:edit.positionHint")}
            required
            min={0}
            max={1_000_000}
            allowDecimal={false}
            maw={340}
            value={form.position}
            onChange={(position) => set({ position })}
          />
          <TopicTexts rows={form.texts} onChange={(texts) => set({ texts })} />
          <FormError error={save.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("topics:edit.cancel")}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t(isNew ? "topics:edit.create" : "topics:edit.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
