import { Button, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import type { FormEvent } from "react";
import { useState } from "react";
import { t } from "../../i18n/i18n.ts";
import { post } from "../../api/client.ts";
import type { Session } from "../../api/session.ts";
import { keepSession } from "../../api/session.ts";
import { NewPasswordInput } from "../../ui/NewPasswordInput.tsx";
import { FormError } from "../../ui/FormError.tsx";
import { EntryCard } from "./EntryCard.tsx";

/** The link of an invitation: its token stands behind the #, which browsers send to no server. */
export function InvitationPage() {
  const router = useRouter();
  const [token] = useState(() => location.hash.slice(1));
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const accept = useMutation({
    mutationFn: () =>
      post<Session>("/invitations/accept", {
        token,
        password,
        ...(name.trim() === "" ? {} : { name: name.trim() }),
      }).then(keepSession),
    onSuccess: () => router.history.replace("/"),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    accept.mutate();
  };
  return (
    <EntryCard title={t("sign-in:invitation.title")} lead={t("sign-in:invitation.lead")}>
      <form onSubmit={submit}>
        <Stack>
          <FormError error={accept.error} />
          <TextInput
            label={t("sign-in:name")}
            description={t("sign-in:invitation.nameHint")}
            autoComplete="name"
            maxLength={200}
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          <NewPasswordInput
            label={t("sign-in:password")}
            value={password}
            onChange={({ currentTarget }) => setPassword(currentTarget.value)}
          />
          <Button type="submit" loading={accept.isPending} disabled={token === ""}>
            {t("sign-in:signIn")}
          </Button>
        </Stack>
      </form>
    </EntryCard>
  );
}
