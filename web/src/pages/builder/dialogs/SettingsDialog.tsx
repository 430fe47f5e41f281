import {
  Button,
  Divider,
  Group,
  Modal,
  NumberInput,
  Skeleton,
  Stack,
  Text,
  TextInput,
} from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { useBuilder, useDraftState } from "../builder-context.ts";
import { setPriority, setUtm } from "../commands/settings.ts";
import { t } from "../../../i18n/i18n.ts";

const MeasuringForm = lazy(() =>
  import("./MeasuringForm.tsx").then((module) => ({ default: module.MeasuringForm })),
);

const fields = [
  { name: "source", example: "campanile" },
  { name: "medium", example: "email" },
  { name: "campaign", example: "order-follow-up" },
  { name: "content", example: "{{ contact.language }}" },
] as const;

/** What holds for all blocks: whom the workflow holds out, what it is to lead to, its links' parameters, and which goes first. */
export function SettingsDialog({ opened, onClose }: { opened: boolean; onClose(): void }) {
  return (
    <Modal opened={opened} onClose={onClose} title={t("builder-dialogs:settings.title")}>
      <Stack gap="lg">
        <Suspense fallback={<Skeleton h={300} />}>
          <MeasuringForm onClose={onClose} />
        </Suspense>
        <Divider />
        <UtmForm onClose={onClose} />
      </Stack>
    </Modal>
  );
}

function UtmForm({ onClose }: { onClose(): void }) {
  const { store, canEdit } = useBuilder();
  const utm = useDraftState(({ definition }) => definition.settings?.utm);
  const former = useDraftState(({ definition }) => definition.settings?.priority);
  const [priority, setPriorityTo] = useState<number | undefined>(former);
  const [values, setValues] = useState<Record<string, string>>({ ...utm });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        store.getState().change((definition) => setPriority(setUtm(definition, values), priority));
        onClose();
      }}
    >
      <Stack gap="sm">
        <Text size="sm">{t("builder-dialogs:settings.links")}</Text>
        {fields.map(({ name, example }) => (
          <TextInput
            key={name}
            label={t(`builder-dialogs:settings.utm.${name}`)}
            placeholder={example}
            maxLength={500}
            readOnly={!canEdit}
            value={values[name] ?? ""}
            onChange={({ currentTarget: { value } }) =>
              setValues((before) => ({ ...before, [name]: value }))
            }
          />
        ))}
        <NumberInput
          label={t("builder-dialogs:settings.priority")}
          description={t("builder-dialogs:settings.priorityHint")}
          placeholder="5"
          min={1}
          max={10}
          allowDecimal={false}
          readOnly={!canEdit}
          value={priority ?? ""}
          onChange={(value) => setPriorityTo(typeof value === "number" ? value : undefined)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {canEdit ? t("ui:cancel") : t("ui:close")}
          </Button>
          {canEdit && <Button type="submit">{t("builder-dialogs:settings.apply")}</Button>}
        </Group>
      </Stack>
    </form>
  );
}
