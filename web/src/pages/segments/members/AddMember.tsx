import { Button } from "@mantine/core";
import { useState } from "react";
import { ContactPicker } from "../../../forms/pickers/ContactPicker.tsx";
import { t } from "../../../i18n/i18n.ts";
import type { MembersChange } from "./use-change-members.ts";

/** Adds a contact, found by what people call it. */
export function AddMember({ change }: { change: MembersChange }) {
  const [contactId, setContact] = useState("");
  const add = () => change.mutate({ way: "add", contactId }, { onSuccess: () => setContact("") });
  return (
    <>
      <div style={{ flex: "1 1 220px", maxWidth: 320 }}>
        <ContactPicker
          label={t("segments:members.contact")}
          isLabelHidden
          clearable
          value={contactId}
          onChange={setContact}
        />
      </div>
      <Button
        disabled={contactId === ""}
        loading={change.isPending && change.variables.way === "add"}
        onClick={add}
      >
        {t("segments:members.add")}
      </Button>
    </>
  );
}
