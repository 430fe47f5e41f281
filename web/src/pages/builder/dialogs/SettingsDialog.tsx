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

const MeasuringForm = lazy(() =>
  import("./MeasuringForm.tsx").then((module) => ({ default: module.MeasuringForm })),
);

const fields = [
  { name: "source", label: "Source", example: "campanile" },
  { name: "medium", label: "Medium", example: "email" },
  { name: "campaign", label: "Campaign", example: "order-follow-up" },
  { name: "content", label: "Content", example: "{{ contact.language }}" },
] as const;

/** What holds for all blocks: whom the workflow holds out, what it is to lead to, its links' parameters, and which goes first. */
export function SettingsDialog({ opened, onClose }: { opened: boolean; onClose(): void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Workflow settings">
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
        <Text size="sm">
          These are added to every link in this workflow&apos;s e-mails, so that your analytics know
          where a visit came from. A block&apos;s own go before them. Liquid may be used.
        </Text>
        {fields.map(({ name, label, example }) => (
          <TextInput
            key={name}
            label={`UTM ${label.toLowerCase()}`}
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
          label="Priority"
          description="Where a frequency cap leaves no place for all, the message of the higher priority goes first: 1 to 10"
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
            {canEdit ? "Cancel" : "Close"}
          </Button>
          {canEdit && <Button type="submit">Apply</Button>}
        </Group>
      </Stack>
    </form>
  );
}
