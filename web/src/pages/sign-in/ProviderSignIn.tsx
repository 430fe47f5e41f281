import { Button, Divider, Stack } from "@mantine/core";
import { t } from "../../i18n/i18n.ts";

interface Props {
  /** What the OpenID provider is called. */
  name: string;
  /** A path of ours, to go on to. */
  next: string;
  /** Whether there is another way below. */
  isOneOfTwo: boolean;
}

/** Signing in at the OpenID provider: the browser goes there, and comes back signed in. */
export function ProviderSignIn({ name, next, isOneOfTwo }: Props) {
  return (
    <Stack mb={isOneOfTwo ? "md" : 0}>
      <Button
        component="a"
        href={`/sign-in/oidc?next=${encodeURIComponent(next)}`}
        variant={isOneOfTwo ? "default" : "filled"}
        fullWidth
      >
        {t("sign-in:by", { name })}
      </Button>
      {isOneOfTwo && <Divider label={t("sign-in:or")} />}
    </Stack>
  );
}
