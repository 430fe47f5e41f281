import { Button, FileInput, Group, Modal, Stack, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useState } from "react";
import { put } from "../../../api/client.ts";
import type { HolidayCalendar } from "../../../api/pressure.ts";
import { calendarsQuery } from "../../../api/pressure.ts";
import { t } from "../../../i18n/i18n.ts";
import { FormError } from "../../../ui/FormError.tsx";
import { notifyDone } from "../../../ui/notify.ts";

interface Props {
  /** The one whose days the file's are to be; undefined: a new one. */
  replaced: string | undefined;
  onClose(): void;
}

/** As many characters as the API takes. */
const mostCharacters = 900_000;

/** A calendar's days, from a file that any calendar program exports. */
export function UploadCalendar({ replaced, onClose }: Props) {
  const queryClient = useQueryClient();
  const [name, setName] = useState(replaced ?? "");
  const [file, setFile] = useState<File | null>(null);
  const isTooLarge = (file?.size ?? 0) > mostCharacters;
  const upload = useMutation({
    mutationFn: async () =>
      put<HolidayCalendar>(`/holiday-calendars/${encodeURIComponent(name.trim())}`, {
        content: await file?.text(),
      }),
    onSuccess: async ({ days }) => {
      notifyDone(t("settings-pressure:calendars.uploaded", { count: days }));
      await queryClient.invalidateQueries({ queryKey: calendarsQuery.queryKey });
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    upload.mutate();
  };
  const title =
    replaced === undefined
      ? t("settings-pressure:calendars.uploadTitle")
      : t("settings-pressure:calendars.replaceTitle", { name: replaced });
  return (
    <Modal opened onClose={onClose} title={title}>
      <form onSubmit={submit}>
        <Stack>
          <FormError error={upload.error} />
          {replaced === undefined && (
            <TextInput
              label={t("settings-pressure:calendars.name")}
              description={t("settings-pressure:calendars.nameHint")}
              required
              maxLength={100}
              data-autofocus
              value={name}
              onChange={({ currentTarget }) => setName(currentTarget.value)}
            />
          )}
          <FileInput
            label={t("settings-pressure:calendars.file")}
            description={t("settings-pressure:calendars.fileHint")}
            accept=".ics,text/calendar"
            required
            clearable
            clearButtonProps={{ "aria-label": t("ui:clear") }}
            error={isTooLarge ? t("settings-pressure:calendars.tooLarge") : undefined}
            value={file}
            onChange={setFile}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("app:action.cancel")}
            </Button>
            <Button
              type="submit"
              disabled={file === null || isTooLarge || name.trim() === ""}
              loading={upload.isPending}
            >
              {t("settings-pressure:calendars.uploadAction")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
