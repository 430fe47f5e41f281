import { Alert, Button, Group, Radio, Stack } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { post } from "../../../api/client.ts";
import type { ContactDetails } from "../../../api/contacts.ts";
import { contactQuery } from "../../../api/contacts.ts";
import { ContactPicker } from "../../../forms/pickers/ContactPicker.tsx";
import { t } from "../../../i18n/i18n.ts";
import { FormError } from "../../../ui/FormError.tsx";
import { notifyDone } from "../../../ui/notify.ts";
import { nameOf } from "../contact-columns.tsx";
import { forgetContact } from "./forget-contact.ts";
import { MergePreview } from "./MergePreview.tsx";

interface Props {
  contact: ContactDetails;
  onClose(): void;
}

/** Who the other one is, who stays, and what comes of it. */
export function MergeForm({ contact, onClose }: Props) {
  const [otherId, setOtherId] = useState("");
  const [stays, setStays] = useState<"this" | "other">("this");
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const isSame = otherId === contact.id;
  const other = useQuery({ ...contactQuery(otherId), enabled: otherId !== "" && !isSame });
  const found = isSame ? undefined : other.data;
  const merging = useMutation({
    mutationFn: ({ kept, gone }: { kept: string; gone: string }) =>
      post<ContactDetails>(`/contacts/${kept}/merge`, { contactId: gone }),
    onSuccess: async (_merged, { kept, gone }) => {
      notifyDone(t("contacts:merge.done"));
      onClose();
      if (gone === contact.id) {
        await navigate({ to: "/contacts/$id", params: { id: kept }, search: {} });
      }
      await forgetContact(queryClient, gone);
    },
  });
  const kept = stays === "this" ? contact : found;
  const gone = stays === "this" ? found : contact;
  return (
    <Stack>
      <ContactPicker
        label={t("contacts:merge.other")}
        description={t("contacts:merge.otherHint")}
        placeholder={t("contacts:filter.searchHint")}
        error={isSame ? t("contacts:merge.same") : undefined}
        value={otherId}
        onChange={(id) => {
          merging.reset();
          setOtherId(id);
        }}
      />
      {!isSame && <FormError error={other.error} />}
      {kept !== undefined && gone !== undefined && found !== undefined && (
        <>
          <Radio.Group
            label={t("contacts:merge.stays")}
            description={t("contacts:merge.staysHint")}
            value={stays}
            onChange={(chosen) => setStays(chosen === "other" ? "other" : "this")}
          >
            <Stack gap="xs" mt="xs">
              {[["this", contact] as const, ["other", found] as const].map(([value, one]) => (
                <Radio
                  key={value}
                  value={value}
                  label={nameOf(one)}
                  description={[one.email, one.phone].filter((part) => part !== null).join(" · ")}
                />
              ))}
            </Stack>
          </Radio.Group>
          <MergePreview kept={kept} gone={gone} />
          <Alert color="yellow" variant="light" role="note">
            {t("contacts:merge.forGood", { name: nameOf(gone) })}
          </Alert>
        </>
      )}
      <FormError error={merging.error} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t("app:action.cancel")}
        </Button>
        <Button
          color="red.8"
          loading={merging.isPending}
          disabled={kept === undefined || gone === undefined}
          onClick={() =>
            kept !== undefined &&
            gone !== undefined &&
            merging.mutate({ kept: kept.id, gone: gone.id })
          }
        >
          {t("contacts:merge.action")}
        </Button>
      </Group>
    </Stack>
  );
}
