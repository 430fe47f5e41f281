import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { BindingDescription } from "../../../../src/contract/api/binding.ts";
import { post } from "../../api/client.ts";
import { ApiError } from "../../api/api-error.ts";
import { refusalWords, withRefusals } from "../../i18n/refusals.ts";
import type { Body } from "./model/trigger-state.ts";
import type { FieldErrors } from "./model/field-errors.ts";

interface Description {
  words: string | undefined;
  /** What the API objects to, while the form is being filled in. */
  errors: FieldErrors;
}

const nothing: Description = { words: undefined, errors: {} };

/** What a trigger would do, as the API describes it; undefined while the form is incomplete. */
export function useDescription(
  workflowId: string,
  body: Body | undefined,
  bindingId: string | undefined,
): Description {
  const [described] = useDebouncedValue(body, 300);
  const { data } = useQuery({
    queryKey: ["describe", workflowId, bindingId, described],
    enabled: described !== undefined,
    queryFn: () => describe(workflowId, described, bindingId),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  return body === undefined || described === undefined ? nothing : (data ?? nothing);
}

async function describe(
  workflowId: string,
  body: Body | undefined,
  bindingId: string | undefined,
): Promise<Description> {
  try {
    const path = `/workflows/${workflowId}/bindings/describe`;
    const asked = post<BindingDescription>(path, body, { bindingId });
    const { words, faults } = await withRefusals(asked);
    const errors = faults.map((fault) => ({ ...fault, message: refusalWords(fault.message) }));
    return { words, errors: byPath(errors) };
  } catch (error) {
    if (error instanceof ApiError && error.status === 400) {
      return { words: undefined, errors: byPath(error.fieldErrors) };
    }
    throw error;
  }
}

export function byPath(errors: readonly { path: string; message: string }[]): FieldErrors {
  return Object.fromEntries(errors.map(({ path, message }) => [path, message]));
}
