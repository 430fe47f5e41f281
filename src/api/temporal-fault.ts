import type { NotReady } from "../services/health/not-ready.ts";

/**
 * Why Temporal does not answer, in words that anybody may read: gRPC's own words name addresses, and
 * its codes are enough.
 * @param patienceMs how long an answer was waited for
 */
export function temporalFault(error: unknown, patienceMs: number): NotReady {
  const { code } = error as { code?: unknown };
  if (code === 4) {
    const reason = `Temporal has not answered for ${patienceMs / 1_000} seconds`;
    return { code: "temporal_not_answering", reason };
  }
  if (code === 7 || code === 16) {
    const reason =
      "Temporal does not let this instance in: check TEMPORAL_API_KEY or the certificates";
    return { code: "temporal_not_let_in", reason };
  }
  if (code === 5) {
    const reason = "Temporal does not know this namespace: check TEMPORAL_NAMESPACE";
    return { code: "temporal_unknown_namespace", reason };
  }
  const reason = "Temporal can't be reached: check that it runs, and TEMPORAL_ADDRESS";
  return { code: "temporal_unreachable", reason };
}
