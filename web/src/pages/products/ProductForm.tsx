import { Button, Group, NumberInput, Stack, Switch, Text, TextInput, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ProductsAnswer } from "../../../../src/contract/api/products.ts";
import { put } from "../../api/client.ts";
import type { Product } from "../../api/shop.ts";
import { t } from "../../i18n/i18n.ts";
import { FormError } from "../../ui/FormError.tsx";
import { notifyDone } from "../../ui/notify.ts";

const texts = ["name", "category", "url", "currency"] as const;

/** Changes what the upload would: the same request, of one product. */
export function ProductForm({ product }: { product: Product }) {
  const client = useQueryClient();
  const { externalId } = product;
  const [form, setForm] = useState(product);
  const set = (change: Partial<Product>) => setForm((before) => ({ ...before, ...change }));
  const saving = useMutation({
    mutationFn: async () => {
      const { name, price, currency, quantity, category, url, inStock } = form;
      const changed = { externalId, name, price, currency, quantity, category, url, inStock };
      const { rejected } = await put<ProductsAnswer>("/products", { products: [changed] });
      const [fault] = rejected.flatMap(({ errors }) => errors);
      if (fault !== undefined) throw new Error(`${fault.path}: ${fault.message}`);
    },
    onSuccess: async () => {
      notifyDone(t("products:edit.done"));
      await client.invalidateQueries({ queryKey: [`/products/${encodeURIComponent(externalId)}`] });
    },
  });
  const numberOf = (value: number | string) => (value === "" ? null : Number(value));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate();
      }}
    >
      <Stack gap="sm">
        <Title order={2} size="h4">
          {t("products:edit.title")}
        </Title>
        {texts.map((name) => (
          <TextInput
            key={name}
            label={t(`products:edit.${name}`)}
            required={name === "name"}
            maxLength={name === "currency" ? 3 : 1_000}
            value={form[name] ?? ""}
            onChange={({ currentTarget: { value } }) =>
              set({ [name]: value === "" && name !== "name" ? null : value })
            }
          />
        ))}
        <Group grow>
          <NumberInput
            label={t("products:edit.price")}
            min={0}
            decimalScale={4}
            value={form.price ?? ""}
            onChange={(value) => set({ price: numberOf(value) })}
          />
          <NumberInput
            label={t("products:edit.quantity")}
            min={0}
            decimalScale={4}
            value={form.quantity ?? ""}
            onChange={(value) => set({ quantity: numberOf(value) })}
          />
        </Group>
        <Switch
          label={t("products:edit.inStock")}
          checked={form.inStock}
          onChange={({ currentTarget }) => set({ inStock: currentTarget.checked })}
        />
        <Text size="xs" c="dimmed">
          {t("products:edit.note")}
        </Text>
        <FormError error={saving.error} />
        <Button type="submit" loading={saving.isPending} style={{ alignSelf: "flex-start" }}>
          {t("products:edit.save")}
        </Button>
      </Stack>
    </form>
  );
}
