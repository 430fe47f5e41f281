import { Button, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import type { FormEvent } from "react";
import { t } from "../../i18n/i18n.ts";
import { post } from "../../api/client.ts";
import type { Session } from "../../api/session.ts";
import { keepSession } from "../../api/session.ts";
import { NewPasswordInput } from "../../ui/NewPasswordInput.tsx";
import { FormError } from "../../ui/FormError.tsx";
import { useTextFields } from "../../ui/use-text-fields.ts";
import { EntryCard } from "./EntryCard.tsx";

/** The first start: whoever opens the link that it printed claims ownership. */
export function WelcomePage() {
  const router = useRouter();
  const { values: form, field } = useTextFields({ name: "", email: "", password: "" });
  const claim = useMutation({
    mutationFn: () => post<Session>("/people/owner", form).then(keepSession),
    onSuccess: () => router.history.replace("/"),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    claim.mutate();
  };
  return (
    <EntryCard title={t("sign-in:welcome.title")} lead={t("sign-in:welcome.lead")}>
      <form onSubmit={submit}>
        <Stack>
          <FormError error={claim.error} />
          <TextInput
            label={t("sign-in:name")}
            autoComplete="name"
            required
            maxLength={200}
            {...field("name")}
          />
          <TextInput
            label={t("sign-in:email")}
            type="email"
            required
            autoComplete="username"
            {...field("email")}
          />
          <NewPasswordInput label={t("sign-in:password")} {...field("password")} />
          <Button type="submit" loading={claim.isPending}>
            {t("sign-in:welcome.claim")}
          </Button>
        </Stack>
      </form>
    </EntryCard>
  );
}
