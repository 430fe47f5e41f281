import { Button, Stack, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { patch, remove } from "../../api/client.ts";
import type { PromoPool } from "../../api/shop.ts";
import { t } from "../../i18n/i18n.ts";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { FormError } from "../../ui/FormError.tsx";
import { notifyDone } from "../../ui/notify.ts";
import type { PoolSettings } from "./PoolFields.tsx";
import { PoolFields } from "./PoolFields.tsx";

export function PoolSettingsForm({ pool }: { pool: PromoPool }) {
  const client = useQueryClient();
  const [form, setForm] = useState<PoolSettings>(pool);
  const saving = useMutation({
    mutationFn: () => {
      const { lowStock, expiresAt } = form;
      return patch(`/promo-pools/${pool.id}`, { lowStock, expiresAt });
    },
    onSuccess: async () => {
      notifyDone(t("promo-codes:saved"));
      await client.invalidateQueries({ queryKey: ["/promo-pools"] });
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate();
      }}
    >
      <Stack gap="sm">
        <Title order={2} size="h4">
          {t("promo-codes:settings")}
        </Title>
        <PoolFields value={form} onChange={setForm} />
        <FormError error={saving.error} />
        <Button
          type="submit"
          variant="default"
          loading={saving.isPending}
          style={{ alignSelf: "flex-start" }}
        >
          {t("promo-codes:save")}
        </Button>
      </Stack>
    </form>
  );
}

export function DeletePool({ pool: { id, name } }: { pool: PromoPool }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [isAsking, { open, close }] = useDisclosure();
  const deletion = useMutation({
    mutationFn: () => remove(`/promo-pools/${id}`),
    onSuccess: async () => {
      notifyDone(t("promo-codes:delete.done"));
      await navigate({ to: "/promo-codes" });
      await client.invalidateQueries({ queryKey: ["/promo-pools"] });
    },
  });
  return (
    <>
      <Button variant="default" onClick={open}>
        {t("promo-codes:delete.open")}
      </Button>
      <ConfirmDialog
        opened={isAsking}
        title={t("promo-codes:delete.title", { name })}
        action={t("promo-codes:delete.do")}
        isDangerous
        isPending={deletion.isPending}
        error={deletion.error}
        onConfirm={() => deletion.mutate()}
        onClose={close}
      >
        <Text size="sm">{t("promo-codes:delete.text")}</Text>
      </ConfirmDialog>
    </>
  );
}
