import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { Preview } from "../../../../src/contract/api/template.ts";
import { get, post } from "../../api/client.ts";
import { useMay } from "../../api/session.ts";
import { withRefusals } from "../../i18n/refusals.ts";
import type { Config } from "./content.ts";
import { contentOf, hasContent, withOwn } from "./content.ts";

export interface PreviewSubject {
  eventId: string;
  contactId: string;
  language: string;
}

/** How a message looks for an event and a contact, as it is written now: nothing need be saved. */
export function usePreview(config: Config, subject: PreviewSubject) {
  const mayManage = useMay("manage");
  const { templateId, data, utm } = config;
  const request = {
    templateId,
    content: contentOf(config),
    data,
    utm,
    eventId: subject.eventId || undefined,
    contactId: subject.contactId || undefined,
    language: subject.language || undefined,
  };
  const [settled] = useDebouncedValue(JSON.stringify(request), 500);
  const asked = JSON.parse(settled) as PreviewRequest;
  return useQuery({
    queryKey: ["message-preview", settled],
    queryFn: ({ signal }) => withRefusals(fetchPreview(asked, signal)),
    // What is asked for, and not what stands there by now: of the first letter that is nothing yet.
    enabled: mayManage && (asked.templateId !== undefined || hasContent(asked.content)),
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 60_000,
  });
}

interface PreviewRequest extends Config {
  templateId?: string;
  /** The block's own; beside a stored template, what goes before that one's. */
  content: Config;
}

/** @param signal what is written by now is another text: nobody waits for this one any more */
async function fetchPreview(
  { templateId, content: own, ...body }: PreviewRequest,
  signal: AbortSignal,
): Promise<Preview> {
  const ask = (what: object) =>
    post<Preview>("/templates/preview", { ...body, ...what }, {}, signal);
  if (templateId === undefined) return ask({ content: own });
  if (Object.keys(own).length === 0) return ask({ templateId });
  const { content } = await get<{ content: Config }>(`/templates/${templateId}`, {}, signal);
  return ask({ content: withOwn(content, own) });
}
