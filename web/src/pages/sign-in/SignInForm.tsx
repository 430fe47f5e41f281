import { Anchor, Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import type { FormEvent } from "react";
import { useState } from "react";
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
            label="E-mail"
            type="email"
            autoComplete="username"
            required
            data-autofocus
            value={email}
            onChange={({ currentTarget }) => setEmail(currentTarget.value)}
          />
        )}
        <PasswordInput
          label={withKey ? "API key" : "Password"}
          autoComplete={withKey ? "off" : "current-password"}
          required
          value={secret}
          onChange={({ currentTarget }) => setSecret(currentTarget.value)}
        />
        <Button type="submit" loading={isPending} fullWidth>
          Sign in
        </Button>
        <Anchor component="button" type="button" size="sm" onClick={onSwitch}>
          {withKey ? "Use an e-mail address and a password" : "Use an API key"}
        </Anchor>
      </Stack>
    </form>
  );
}
