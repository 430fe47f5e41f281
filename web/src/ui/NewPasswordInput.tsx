import { PasswordInput } from "@mantine/core";
import type { ChangeEvent } from "react";
import { t } from "../i18n/i18n.ts";
import { passwordLength } from "../../../src/domain/password.ts";

interface Props {
  label: string;
  value: string;
  onChange(event: ChangeEvent<HTMLInputElement>): void;
}

/** A password that is being chosen, as opposed to one that is entered to sign in. */
export function NewPasswordInput({ label, value, onChange }: Props) {
  return (
    <PasswordInput
      label={label}
      description={t("ui:passwordLength", { count: passwordLength.least })}
      autoComplete="new-password"
      required
      minLength={passwordLength.least}
      maxLength={passwordLength.most}
      value={value}
      onChange={onChange}
    />
  );
}
