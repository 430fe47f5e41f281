import { Button } from "@mantine/core";
import type { BulkAction } from "../../api/bulk-actions.ts";
import { useCancelBulkAction } from "../../api/bulk-actions.ts";
import { useMay } from "../../api/session.ts";
import { t } from "../../i18n/i18n.ts";
import { notifyFailure } from "../../ui/notify.ts";

/** Ends an action before its next page. */
export function CancelButton({ action: { id } }: { action: BulkAction }) {
  const mayManage = useMay("manage");
  const cancel = useCancelBulkAction();
  if (!mayManage) return null;
  return (
    <Button
      size="compact-sm"
      variant="default"
      loading={cancel.isPending || cancel.isSuccess}
      onClick={() => cancel.mutate(id, { onError: notifyFailure(t("bulk-actions:cancelFailed")) })}
    >
      {t("bulk-actions:cancel")}
    </Button>
  );
}
