import {
  Alert,
  Button,
  FileInput,
  Group,
  List,
  Modal,
  Select,
  Stack,
  Textarea,
} from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { post } from "../../../api/client.ts";
import type { SuppressionsImported } from "../../../api/suppressions.ts";
import { t } from "../../../i18n/i18n.ts";
import { refusalWords, withRefusals } from "../../../i18n/refusals.ts";
import { FormError } from "../../../ui/FormError.tsx";

interface Props {
  channels: Record<string, string>;
  opened: boolean;
  onClose(): void;
}

/** As many characters as the API takes at once. */
const mostCharacters = 1_000_000;

/** Keeps messages away from a list of addresses, of a file or pasted; says what could not be taken. */
export function ImportDialog({ channels, opened, onClose }: Props) {
  const queryClient = useQueryClient();
  const [channel, setChannel] = useState("email");
  const [csv, setCsv] = useState("");
  const [problem, setProblem] = useState<string>();
  const importing = useMutation({
    mutationFn: () =>
      withRefusals(post<SuppressionsImported>("/suppressions/import", { channel, csv })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["/suppressions"] }),
  });
  const close = () => {
    onClose();
    if (importing.isSuccess) setCsv("");
    importing.reset();
  };
  const read = async (file: File | null) => {
    setProblem(undefined);
    if (file === null) return;
    if (file.size > mostCharacters) {
      setProblem(t("settings:suppressions.import.tooLarge"));
      return;
    }
    const text = await file.text().catch(() => undefined);
    if (text === undefined) setProblem(t("settings:suppressions.import.unreadable"));
    else setCsv(text);
  };
  return (
    <Modal opened={opened} onClose={close} title={t("settings:suppressions.import.title")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          importing.mutate();
        }}
      >
        <Stack>
          <FormError error={importing.error} />
          <Select
            label={t("settings:suppressions.column.channel")}
            data={Object.entries(channels).map(([value, label]) => ({ value, label }))}
            allowDeselect={false}
            value={channel}
            onChange={(chosen) => chosen !== null && setChannel(chosen)}
          />
          <FileInput
            label={t("settings:suppressions.import.file")}
            accept=".csv,.txt,text/csv,text/plain"
            clearable
            clearButtonProps={{ "aria-label": t("ui:clear") }}
            error={problem}
            onChange={(file) => void read(file)}
          />
          <Textarea
            label={t("settings:suppressions.import.text")}
            description={t("settings:suppressions.import.form")}
            required
            rows={6}
            maxLength={mostCharacters}
            spellCheck={false}
            value={csv}
            onChange={({ currentTarget }) => setCsv(currentTarget.value)}
          />
          {importing.data !== undefined && <Report of={importing.data} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {importing.isSuccess
                ? t("settings:suppressions.import.close")
                : t("app:action.cancel")}
            </Button>
            <Button type="submit" loading={importing.isPending}>
              {t("settings:suppressions.import.action")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function Report({ of: { added, repeated, refused, refusedCount } }: { of: SuppressionsImported }) {
  return (
    <Alert
      role="status"
      variant="light"
      color={refusedCount > 0 ? "yellow" : "bell"}
      title={t("settings:suppressions.import.added", { count: added })}
    >
      {repeated > 0 && <div>{t("settings:suppressions.import.repeated", { count: repeated })}</div>}
      {refusedCount > 0 && (
        <>
          {t("settings:suppressions.import.refused", { count: refusedCount })}
          <List size="xs" mah={160} style={{ overflowY: "auto" }}>
            {refused.map(({ position, reason }) => (
              <List.Item key={position}>
                {t("settings:suppressions.import.row", {
                  position,
                  reason: refusalWords(reason),
                })}
              </List.Item>
            ))}
          </List>
        </>
      )}
    </Alert>
  );
}
