import * as client from "openid-client";

/** Why a sign-in by a provider came to nothing, as the page of signing in says it. */
export type ProviderFailure =
  /** It does not answer, or not as providers do. */
  | "unavailable"
  /** It does not know us: the client's id, secret, or the address to come back to. */
  | "misconfigured"
  /** The person said no. */
  | "cancelled"
  /** Its answer was used before, is too old, or is not for this browser. */
  | "expired"
  /** Its clock and ours differ. */
  | "clock"
  /** Its answer does not prove what it says. */
  | "not-genuine";

/** What an error of a provider's client comes to. */
export class ProviderFailed extends Error {
  readonly why: ProviderFailure;
  /** For the log: it says nothing of the person. */
  readonly code: string;

  constructor(cause: unknown) {
    const { why, code } = failureOf(cause);
    super(`the OpenID provider: ${why}`, { cause });
    this.why = why;
    this.code = code;
  }
}

/** What an error of `Provider` means, and its code for the log, which says nothing of the person. */
function failureOf(error: unknown): { why: ProviderFailure; code: string } {
  if (error instanceof client.AuthorizationResponseError) {
    return { why: answered[error.error] ?? "unavailable", code: error.error };
  }
  if (error instanceof client.ResponseBodyError) {
    return { why: refused[error.error] ?? "unavailable", code: error.error };
  }
  const code = codeOf(error) ?? codeOf((error as Error).cause);
  if (code === "OAUTH_JWT_TIMESTAMP_CHECK_FAILED") return { why: "clock", code };
  if (code !== undefined && notGenuine.has(code)) return { why: "not-genuine", code };
  if (error instanceof client.WWWAuthenticateChallengeError) {
    return { why: "misconfigured", code: "challenge" };
  }
  return { why: "unavailable", code: code ?? (error as Error).name };
}

/** What the browser is sent back with (OAuth 2.0, 4.1.2.1). */
const answered: Record<string, ProviderFailure> = {
  access_denied: "cancelled",
  login_required: "cancelled",
  interaction_required: "cancelled",
  consent_required: "cancelled",
  invalid_request: "misconfigured",
  unauthorized_client: "misconfigured",
  unsupported_response_type: "misconfigured",
  invalid_scope: "misconfigured",
};

/** What we are told for a code (OAuth 2.0, 5.2). */
const refused: Record<string, ProviderFailure> = {
  invalid_grant: "expired",
  invalid_client: "misconfigured",
  unauthorized_client: "misconfigured",
  invalid_request: "misconfigured",
};

const notGenuine = new Set([
  "OAUTH_JWT_CLAIM_COMPARISON_FAILED",
  "OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED",
  "OAUTH_KEY_SELECTION_FAILED",
  "OAUTH_INVALID_RESPONSE",
]);

function codeOf(error: unknown): string | undefined {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === "string" ? code : undefined;
}
