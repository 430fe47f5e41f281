import { t } from "../../i18n/i18n.ts";
import { Page } from "../../ui/Page.tsx";
import { SegmentForm } from "./SegmentForm.tsx";
import { useSaveSegment } from "./use-save-segment.ts";

/** A new segment. */
export function NewSegmentPage() {
  const save = useSaveSegment();
  return (
    <Page title={t("segments:new")} lead={t("segments:newLead")}>
      <SegmentForm save={save} />
    </Page>
  );
}
