const tls = new Set([
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "CERT_HAS_EXPIRED",
]);

/**
 * What is wrong with how Postgres is to be reached, and what to do: faults that don't pass by
 * themselves. Undefined for any other error.
 */
export function connectionErrorMessage(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code = "" } = error as { code?: string };
  const said = error.message;
  if (code === "28P01" || code === "28000") {
    return `Postgres refuses the sign-in (${said}): see that DATABASE_URL has the right user and password`;
  }
  if (code === "3D000") {
    return `Postgres has no such database (${said}): make it with createdb, or mend DATABASE_URL`;
  }
  if (code === "42501") {
    return `Postgres lets this user not do what is needed (${said}): grant it, or use another user in DATABASE_URL`;
  }
  if (tls.has(code) || said.includes("does not support SSL")) {
    return `no secure connection to Postgres (${said}): see the sslmode of DATABASE_URL and the server's certificate`;
  }
  return undefined;
}
