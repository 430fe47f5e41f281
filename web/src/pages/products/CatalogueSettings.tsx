import { Button, Modal, NumberInput, Stack } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { CatalogueSettings as Settings } from "../../../../src/domain/catalogue.ts";
import { get, put } from "../../api/client.ts";
import { useMay } from "../../api/session.ts";
import { t } from "../../i18n/i18n.ts";
import { FormError } from "../../ui/FormError.tsx";
import { notifyDone } from "../../ui/notify.ts";

const fields = [
  ["lookedWithinDays", "looked", 1, 365],
  ["minDropPercent", "drop", 0.01, 99],
  ["waitHours", "wait", 1, 8_760],
] as const;

/** Whom changes of products are told to; for those who may set it. */
export function CatalogueSettings() {
  const mayChange = useMay("admin");
  const client = useQueryClient();
  const [form, setForm] = useState<Settings>();
  const settings = useQuery({
    queryKey: ["/catalogue"],
    queryFn: ({ signal }) => get<Settings>("/catalogue", {}, signal),
    enabled: mayChange,
  });
  const saving = useMutation({
    mutationFn: () => put<Settings>("/catalogue", form),
    onSuccess: (saved) => {
      client.setQueryData(["/catalogue"], saved);
      setForm(undefined);
      notifyDone(t("products:settings.done"));
    },
  });
  if (!mayChange) return null;
  return (
    <>
      <Button
        variant="default"
        disabled={settings.data === undefined}
        onClick={() => setForm(settings.data)}
      >
        {t("products:settings.open")}
      </Button>
      <Modal
        opened={form !== undefined}
        onClose={() => setForm(undefined)}
        title={t("products:settings.title")}
      >
        {form !== undefined && (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              saving.mutate();
            }}
          >
            <Stack>
              {fields.map(([name, word, min, max]) => (
                <NumberInput
                  key={name}
                  label={t(`products:settings.${word}`)}
                  min={min}
                  max={max}
                  required
                  value={form[name]}
                  onChange={(value) => setForm({ ...form, [name]: Number(value) })}
                />
              ))}
              <FormError error={saving.error} />
              <Button type="submit" loading={saving.isPending}>
                {t("products:settings.save")}
              </Button>
            </Stack>
          </form>
        )}
      </Modal>
    </>
  );
}
