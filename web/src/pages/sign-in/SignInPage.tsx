import { Alert, Anchor, Center, Loader } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useRouter } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { t } from "../../i18n/i18n.ts";
import type { Session } from "../../api/session.ts";
import { sessionQuery, useSignIn } from "../../api/session.ts";
import { localPath } from "../../../../src/domain/local-path.ts";
import { EntryCard } from "./EntryCard.tsx";
import { failedText } from "./failed-text.ts";
import { ProviderSignIn } from "./ProviderSignIn.tsx";
import { SignInForm } from "./SignInForm.tsx";

const route = getRouteApi("/sign-in");

/** Pages that the API serves itself: the app has none at their paths. */
const isServers = (path: string) => /^\/(docs(\/|$|\?)|inbox\/[^/]+\/(html|raw))/.test(path);

function leadOf(isProvidersOnly: boolean, withKey: boolean): string | undefined {
  if (isProvidersOnly) return undefined;
  return withKey ? t("sign-in:leadByKey") : t("sign-in:leadByPassword");
}

/** Signing in by e-mail and password, by an API key, or by the link that `npm start` prints. */
export function SignInPage() {
  const { next, code, failed } = route.useSearch();
  const router = useRouter();
  const signIn = useSignIn();
  const { data: session } = useQuery(sessionQuery);
  const [isByKey, setByKey] = useState<boolean>();
  const used = useRef<string>(undefined);

  const goOn = (signedIn: Session) => {
    const isFirst = !signedIn.ownerExists && signedIn.scopes.includes("admin");
    const path = isFirst ? "/welcome" : localPath(next);
    if (isServers(path)) location.replace(path);
    else router.history.replace(path);
  };
  useEffect(() => {
    // A code works once: not a second time for React's strict mode.
    if (code === undefined || used.current === code) return;
    used.current = code;
    signIn.mutate({ by: "code", code }, { onSuccess: goOn });
  });

  if (code !== undefined && !signIn.isError) {
    return (
      <Center mih="100vh" component="main">
        <Loader aria-label={t("sign-in:signingIn")} />
      </Center>
    );
  }
  const { password = true, oidc = null } = session?.ways ?? {};
  const withKey = isByKey ?? (!password || (session?.ownerExists === false && oidc === null));
  const isProvidersOnly = oidc !== null && !password && isByKey !== true;
  return (
    <EntryCard title={t("sign-in:signIn")} lead={leadOf(isProvidersOnly, withKey)}>
      {failed !== undefined && !signIn.isError && (
        <Alert color="red" mb="md" role="alert">
          {failedText(failed)}
        </Alert>
      )}
      {oidc !== null && (
        <ProviderSignIn name={oidc} next={localPath(next)} isOneOfTwo={!isProvidersOnly} />
      )}
      {isProvidersOnly && (
        <Anchor component="button" type="button" size="sm" mt="md" onClick={() => setByKey(true)}>
          {t("sign-in:useKey")}
        </Anchor>
      )}
      {!isProvidersOnly && (
        <SignInForm
          key={withKey ? "key" : "password"}
          withKey={withKey}
          onSwitch={() => {
            signIn.reset();
            setByKey(!withKey);
          }}
          isPending={signIn.isPending}
          error={signIn.error}
          onSubmit={(credentials) => signIn.mutate(credentials, { onSuccess: goOn })}
        />
      )}
    </EntryCard>
  );
}
