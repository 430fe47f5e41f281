import { Center, Loader } from "@mantine/core";
import { PreviewResult } from "../../forms/message/PreviewResult.tsx";
import { usePreview } from "../../forms/message/use-preview.ts";
import { FormError } from "../../ui/FormError.tsx";
import { starterContent, type StarterName } from "./starters/starters.ts";

const nobody = { eventId: "", contactId: "", language: "" };

/** How a starter looks, before anything is made of it. */
export function StarterLook({ starter }: { starter: StarterName }) {
  const { data, error } = usePreview(starterContent(starter), nobody);
  if (error !== null) return <FormError error={error} />;
  if (data === undefined) {
    return (
      <Center mih={300}>
        <Loader size="sm" />
      </Center>
    );
  }
  // It is shown to nobody in particular: what is missing is no fault of it.
  const shown = { ...data, note: "", language: null, warnings: [] };
  return <PreviewResult preview={shown} view="mobile" />;
}
