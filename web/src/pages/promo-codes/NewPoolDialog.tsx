import { Button, Modal, Stack, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { post } from "../../api/client.ts";
import type { PromoPool } from "../../api/shop.ts";
import { t } from "../../i18n/i18n.ts";
import { FormError } from "../../ui/FormError.tsx";
import { notifyDone } from "../../ui/notify.ts";
import { PoolFields } from "./PoolFields.tsx";

const empty = { name: "", lowStock: 0, expiresAt: null as string | null };

export function NewPoolDialog({ opened, onClose }: { opened: boolean; onClose(): void }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [form, setForm] = useState(empty);
  const creation = useMutation({
    mutationFn: () => post<PromoPool>("/promo-pools", form),
    onSuccess: async ({ id }) => {
      notifyDone(t("promo-codes:new.done"));
      setForm(empty);
      await client.invalidateQueries({ queryKey: ["/promo-pools"] });
      await navigate({ to: "/promo-codes/$id", params: { id } });
    },
  });
  return (
    <Modal opened={opened} onClose={onClose} title={t("promo-codes:new.title")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          creation.mutate();
        }}
      >
        <Stack>
          <TextInput
            label={t("promo-codes:new.name")}
            required
            maxLength={200}
            data-autofocus
            value={form.name}
            onChange={({ currentTarget }) => setForm({ ...form, name: currentTarget.value })}
          />
          <PoolFields value={form} onChange={(value) => setForm({ ...form, ...value })} />
          <FormError error={creation.error} />
          <Button type="submit" loading={creation.isPending}>
            {t("promo-codes:new.create")}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
