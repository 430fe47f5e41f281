import { Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import type { FormEvent } from "react";
import { useState } from "react";
import { post } from "../../api/client.ts";
import type { Session } from "../../api/session.ts";
import { keepSession } from "../../api/session.ts";
import { FormFault } from "../../ui/FormFault.tsx";
import { EntryCard } from "./EntryCard.tsx";

/** The first start: whoever has the link that it printed becomes the owner. */
export function WelcomePage() {
  const router = useRouter();
  const [form, setForm] = useState({ name: "", email: "", password: "" });
  const make = useMutation({
    mutationFn: () => post<Session>("/people/owner", form).then(keepSession),
    onSuccess: () => router.history.replace("/"),
  });
  const field = (name: keyof typeof form) => ({
    required: true,
    value: form[name],
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) =>
      setForm((before) => ({ ...before, [name]: currentTarget.value })),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate();
  };
  return (
    <EntryCard
      title="Welcome"
      lead="Make the owner’s account. It can invite others and make API keys; its password stays on this server."
    >
      <form onSubmit={submit}>
        <Stack>
          <FormFault error={make.error} />
          <TextInput label="Your name" autoComplete="name" maxLength={200} {...field("name")} />
          <TextInput label="E-mail" type="email" autoComplete="username" {...field("email")} />
          <PasswordInput
            label="Password"
            description="10 characters or more"
            autoComplete="new-password"
            minLength={10}
            maxLength={200}
            {...field("password")}
          />
          <Button type="submit" loading={make.isPending}>
            Make the account
          </Button>
        </Stack>
      </form>
    </EntryCard>
  );
}
