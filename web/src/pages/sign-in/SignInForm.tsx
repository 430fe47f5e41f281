import { Anchor, Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import type { FormEvent } from "react";
import { useState } from "react";
import { t } from "../../i18n/i18n.ts";
import { FormError } from "../../ui/FormError.tsx";

interface Props {
  withKey: boolean;
  isPending: boolean;
  error: unknown;
  onSwitch(): void;
  onSubmit(
    credentials: { by: "key"; key: string } | { by: "password"; email: string; password: string },
  ): void;
}

export function SignInForm({ withKey, isPending, error, onSwitch, onSubmit }: Props) {
  const [email, setEmail] = useState("");
  const [secret, setSecret] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (withKey) onSubmit({ by: "key", key: secret.trim() });
    else onSubmit({ by: "password", email: email.trim(), password: secret });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <FormError error={error} />
        {!withKey && (
          <TextInput
            label={t("sign-in:email")}
            type="email"
            autoComplete="username"
            required
            data-autofocus
            value={email}
            onChange={({ currentTarget }) => setEmail(currentTarget.value)}
          />
        )}
        <PasswordInput
          label={withKey ? t("sign-in:apiKey") : t("sign-in:password")}
          autoComplete={withKey ? "off" : "current-password"}
          required
          value={secret}
          onChange={({ currentTarget }) => setSecret(currentTarget.value)}
        />
        <Button type="submit" loading={isPending} fullWidth>
          {t("sign-in:signIn")}
        </Button>
        <Anchor component="button" type="button" size="sm" onClick={onSwitch}>
          {withKey ? t("sign-in:usePassword") : t("sign-in:useKey")}
        </Anchor>
      </Stack>
    </form>
  );
}
