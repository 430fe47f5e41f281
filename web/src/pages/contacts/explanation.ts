import { queryOptions } from "@tanstack/react-query";
import type { Explanation as Answer } from "../../../../src/contract/api/contact-explanation.ts";
import { get } from "../../api/client.ts";
import type { Wire } from "../../api/wire.ts";

export type Explanation = Wire<Answer>;

export const explanationQuery = (contactId: string, workflowId: string) =>
  queryOptions({
    queryKey: ["explanation", contactId, workflowId],
    queryFn: ({ signal }) =>
      get<Explanation>(`/contacts/${contactId}/workflows/${workflowId}/explanation`, {}, signal),
  });
