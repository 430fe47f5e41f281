const ofTls =
  /InvalidContentType|InvalidCertificate|UnknownIssuer|CertNotValid|CertificateRequired|BadCertificate|UnknownCA|HandshakeFailure/;
const ofRights = /Unauthenticated|PermissionDenied/;

/**
 * What is wrong with how Temporal is to be reached, and what to do: faults that don't pass by
 * themselves. Undefined for any other; the native client tells its faults by words alone.
 */
export function temporalConnectionError(error: unknown, address: string): string | undefined {
  const said = error instanceof Error ? error.message : String(error);
  const [ofThem] = ofTls.exec(said) ?? [];
  if (ofThem !== undefined) {
    return (
      `no secure connection to Temporal at ${address} (${ofThem}): see TEMPORAL_TLS, ` +
      "TEMPORAL_TLS_CA, TEMPORAL_TLS_CERT and TEMPORAL_TLS_KEY"
    );
  }
  if (ofRights.test(said)) {
    return `Temporal at ${address} refuses this worker: see TEMPORAL_API_KEY and TEMPORAL_NAMESPACE`;
  }
  return undefined;
}
