import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { BindingDescription } from "../../../../src/contract/api/binding.ts";
import { post } from "../../api/client.ts";
import { Problem } from "../../api/problem.ts";
import type { Body } from "./model/trigger-state.ts";
import type { Faults } from "./model/faults.ts";

interface Description {
  words: string | undefined;
  /** As the API finds them while one types. */
  faults: Faults;
}

const nothing: Description = { words: undefined, faults: {} };

/** What a link would do, in the API's words; undefined while the form is not whole. */
export function useDescription(
  workflowId: string,
  body: Body | undefined,
  bindingId: string | undefined,
): Description {
  const [asked] = useDebouncedValue(body, 300);
  const { data } = useQuery({
    queryKey: ["describe", workflowId, bindingId, asked],
    enabled: asked !== undefined,
    queryFn: () => describe(workflowId, asked, bindingId),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  return body === undefined || asked === undefined ? nothing : (data ?? nothing);
}

async function describe(
  workflowId: string,
  body: Body | undefined,
  bindingId: string | undefined,
): Promise<Description> {
  try {
    const path = `/workflows/${workflowId}/bindings/describe`;
    const { words, faults } = await post<BindingDescription>(path, body, { bindingId });
    return { words, faults: byPath(faults) };
  } catch (error) {
    if (error instanceof Problem && error.status === 400) {
      return { words: undefined, faults: byPath(error.faults) };
    }
    throw error;
  }
}

export function byPath(faults: readonly { path: string; message: string }[]): Faults {
  return Object.fromEntries(faults.map(({ path, message }) => [path, message]));
}
