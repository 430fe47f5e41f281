import * as client from "openid-client";
import { hasClaim } from "../../../domain/oidc/claims.ts";
import type { Claims } from "../../../domain/oidc/claims.ts";
import type { OidcConfig } from "../../../platform/config/oidc-settings.ts";
import { ProviderFailed } from "./provider-failure.ts";
import { limitedFetch } from "./limited-fetch.ts";

/** @throws ProviderFailed, and nothing else */
export interface Provider {
  /** Where a browser signs in. */
  begin(redirectUri: string): Promise<{ url: URL; attempt: Attempt }>;
  /** What the provider says of who has signed in, checked. @param url where the browser came back to */
  finish(url: URL, attempt: Attempt): Promise<Claims & { iss: string; sub: string }>;
}

/** What a browser takes along to its provider and back, by which its answer is known to be for it. */
export interface Attempt {
  state: string;
  nonce: string;
  verifier: string;
}

const timeoutSeconds = 10;
/** Between this machine's clock and the provider's. */
const toleranceSeconds = 30;
/** A provider that has moved or has other keys is found anew. */
const freshMs = 3_600_000;

/** The provider of the settings; what it says of itself is asked at the first need. */
export function openProvider(oidc: OidcConfig, now: () => number = Date.now): Provider {
  let known: { configuration: Promise<client.Configuration>; until: number } | undefined;

  function configuration(): Promise<client.Configuration> {
    if (known !== undefined && known.until > now()) return known.configuration;
    const found = discover(oidc);
    const latest = { configuration: found, until: now() + freshMs };
    known = latest;
    found.catch(() => {
      if (known === latest) known = undefined;
    });
    return found;
  }

  return {
    begin: (redirectUri) =>
      asked(async () => {
        const verifier = client.randomPKCECodeVerifier();
        const attempt = { state: client.randomState(), nonce: client.randomNonce(), verifier };
        const url = client.buildAuthorizationUrl(await configuration(), {
          redirect_uri: redirectUri,
          scope: oidc.scopes,
          state: attempt.state,
          nonce: attempt.nonce,
          code_challenge: await client.calculatePKCECodeChallenge(verifier),
          code_challenge_method: "S256",
        });
        return { url, attempt };
      }),
    finish: (url, { state, nonce, verifier }) =>
      asked(async () => {
        const configured = await configuration();
        const tokens = await client.authorizationCodeGrant(configured, url, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (claims === undefined) throw new Error("a checked answer has no ID token");
        const needed = ["email", "email_verified"];
        if (oidc.roleClaim !== undefined) needed.push(oidc.roleClaim);
        const isWhole = needed.every((claim) => hasClaim(claims, claim));
        if (isWhole || configured.serverMetadata().userinfo_endpoint === undefined) return claims;
        const more = await client.fetchUserInfo(configured, tokens.access_token, claims.sub);
        // Together, as whether an address is verified is said of the one beside it.
        const { iss, sub } = claims;
        return { ...claims, ...more, iss, sub };
      }),
  };
}

async function asked<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw new ProviderFailed(error);
  }
}

function discover(oidc: OidcConfig): Promise<client.Configuration> {
  const { issuer, clientId, clientSecret } = oidc;
  return client.discovery(
    issuer,
    clientId,
    { client_secret: clientSecret, [client.clockTolerance]: toleranceSeconds },
    undefined,
    {
      timeout: timeoutSeconds,
      [client.customFetch]: (url, options) => limitedFetch(url, options),
      // Signatures of tokens are checked whatever way they came by, also from a provider inside of a
      // network of one's own, over http.
      execute: [
        client.enableNonRepudiationChecks,
        ...(issuer.protocol === "http:" ? [client.allowInsecureRequests] : []),
      ],
    },
  );
}
