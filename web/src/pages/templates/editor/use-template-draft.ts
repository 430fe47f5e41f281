import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { get, patch } from "../../../api/client.ts";
import type { Config } from "../../../forms/message/content.ts";
import { t } from "../../../i18n/i18n.ts";
import { sameJson } from "../../../json/same-json.ts";
import { notifyDone } from "../../../ui/notify.ts";
import type { Template } from "../template.ts";

/** What is written of a template, and what is kept of it. */
export function useTemplateDraft(template: Template) {
  const queries = useQueryClient();
  const [kept, keep] = useState(template);
  const [content, setContent] = useState<Config>(template.content);
  const noteSaved = (saved: Template) => {
    keep(saved);
    queries.setQueryData(["template", template.id], saved);
    void queries.invalidateQueries({ queryKey: ["/templates"] });
    void queries.invalidateQueries({ queryKey: [`/templates/${template.id}/versions`] });
  };
  const saving = useMutation({
    mutationFn: (over: number | undefined) =>
      patch<Template>(`/templates/${template.id}`, { content, revision: over ?? kept.revision }),
    onSuccess: (saved) => {
      noteSaved(saved);
      notifyDone(t("templates:saving", { revision: saved.revision }));
    },
  });
  return {
    kept,
    content,
    setContent,
    isChanged: !sameJson(content, kept.content),
    saving,
    /** Resolves with whether it is saved. */
    save: (over?: number) =>
      saving.mutateAsync(over).then(
        () => true,
        () => false,
      ),
    noteSaved,
    /** Puts what somebody else saved into the editor. */
    take: async () => {
      const theirs = await get<Template>(`/templates/${template.id}`);
      noteSaved(theirs);
      setContent(theirs.content);
      saving.reset();
    },
  };
}
