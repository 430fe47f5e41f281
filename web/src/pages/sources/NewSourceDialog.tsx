import { PasswordInput, Select, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { post } from "../../api/client.ts";
import type { Source, SourceWithAddress } from "../../api/sources.ts";
import { t } from "../../i18n/i18n.ts";
import { CreateWithSecretDialog } from "../../ui/CreateWithSecretDialog.tsx";
import { presetName, presets } from "./presets.ts";

interface Form {
  name: string;
  preset: Source["preset"];
  secret: string;
  /** Of a custom one that signs. */
  header: string;
}

const empty: Form = { name: "", preset: "custom", secret: "", header: "" };

/** A source from what a provider is known for, or blank; its address is shown when it is made. */
export function NewSourceDialog({ opened, onClose }: { opened: boolean; onClose(): void }) {
  const queryClient = useQueryClient();
  const [form, setForm] = useState(empty);
  const set = (change: Partial<Form>) => setForm((before) => ({ ...before, ...change }));
  const { name, preset, secret, header } = form;
  const isSigned = preset === "custom" && header.trim() !== "";
  const creation = useMutation({
    mutationFn: () =>
      post<SourceWithAddress>("/sources", {
        name,
        preset,
        ...(secret !== "" && { secret }),
        ...(isSigned && { signature: { header: header.trim() } }),
      }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["/sources"] }),
  });
  return (
    <CreateWithSecretDialog
      opened={opened}
      title={t("sources:new.title")}
      action={t("sources:new.action")}
      disabled={name.trim() === ""}
      creation={creation}
      secretOf={(made) => ({
        title: t("sources:new.addressOf", { name: made.name }),
        value: made.address,
        what: t("sources:address.what"),
        note:
          made.verification === "token"
            ? t("sources:address.tokenOnce")
            : t("sources:address.enterIt"),
      })}
      onReset={() => setForm(empty)}
      onClose={onClose}
    >
      <Select
        label={t("sources:new.preset")}
        description={t("sources:new.presetHint")}
        data={presets.map((value) => ({ value, label: presetName(value) }))}
        allowDeselect={false}
        value={preset}
        onChange={(chosen) => chosen !== null && set({ preset: chosen, header: "" })}
      />
      <TextInput
        label={t("sources:new.name")}
        placeholder={t("sources:new.namePlaceholder")}
        required
        maxLength={200}
        data-autofocus
        value={name}
        onChange={({ currentTarget }) => set({ name: currentTarget.value })}
      />
      {preset === "custom" && (
        <TextInput
          label={t("sources:new.header")}
          description={t("sources:new.headerHint")}
          placeholder="x-signature"
          maxLength={100}
          value={header}
          onChange={({ currentTarget }) => set({ header: currentTarget.value })}
        />
      )}
      {(preset !== "custom" || isSigned) && (
        <PasswordInput
          label={t("sources:secret.label")}
          description={t("sources:secret.later")}
          autoComplete="off"
          maxLength={1_000}
          value={secret}
          onChange={({ currentTarget }) => set({ secret: currentTarget.value })}
        />
      )}
    </CreateWithSecretDialog>
  );
}
