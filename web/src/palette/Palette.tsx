import { Combobox, Loader, Modal, ScrollArea, Text, TextInput, useCombobox } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useRouter } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { errorText } from "../api/api-error.ts";
import { t } from "../i18n/i18n.ts";
import { keepRecent } from "./recent.ts";
import type { Entry } from "./use-entries.ts";
import { useEntries } from "./use-entries.ts";
import { takeFocus } from "../ui/take-focus.ts";

/** The search over everything: type, arrows, Enter. */
export function Palette({ onClose }: { onClose(): void }) {
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("palette:title")}
      size="lg"
      yOffset="8vh"
      returnFocus
      transitionProps={{ duration: 0 }}
    >
      <Finder onClose={onClose} />
    </Modal>
  );
}

/** Within the dialog: a choice can be made once its list is on the page. */
function Finder({ onClose }: { onClose(): void }) {
  const [typed, setTyped] = useState("");
  const text = typed.trim();
  const [searched] = useDebouncedValue(text, 120);
  const { reader, entries, error, isPending } = useEntries(text, searched);
  const router = useRouter();
  const combobox = useCombobox({ opened: true });
  const shown = JSON.stringify(entries);
  const list = useRef(combobox);
  useEffect(() => {
    list.current = combobox;
  });
  // Enter takes the first one, whatever has come meanwhile; only news moves the choice.
  useEffect(() => {
    if (shown === "[]") list.current.resetSelectedOption();
    else list.current.selectFirstOption();
  }, [shown]);

  const open = (place: string) => {
    const entry = entries[Number(place)];
    if (entry === undefined) return;
    const { title, detail, href } = entry;
    keepRecent(reader, { title, detail, href });
    onClose();
    // The reference of the API is no page of ours.
    if (href === "/docs") location.assign(href);
    else router.history.push(href);
  };

  return (
    <Combobox store={combobox} onOptionSubmit={open}>
      <Combobox.EventsTarget>
        <TextInput
          data-autofocus
          // At once: the dialog's own focus comes a task later, and what is typed until then would be lost.
          ref={takeFocus}
          size="md"
          aria-label={t("palette:label")}
          placeholder={t("palette:placeholder")}
          leftSection={<IconSearch size={18} aria-hidden />}
          rightSection={isPending && error === null ? <Loader size={16} /> : null}
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          value={typed}
          // The list would take it for itself.
          onKeyDownCapture={({ key }) => key === "Escape" && onClose()}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
      </Combobox.EventsTarget>
      <ScrollArea.Autosize mah="60vh" mt="sm" type="auto">
        <Combobox.Options aria-label={t("palette:title")}>
          {grouped(entries).map(([group, members]) => (
            <Combobox.Group key={group} label={group}>
              {members.map(({ entry, place }) => (
                <Combobox.Option key={place} value={String(place)}>
                  <Text size="sm" style={{ overflowWrap: "anywhere" }}>
                    {entry.title}
                  </Text>
                  {entry.detail !== null && (
                    <Text size="xs" style={{ overflowWrap: "anywhere" }}>
                      {entry.detail}
                    </Text>
                  )}
                </Combobox.Option>
              ))}
            </Combobox.Group>
          ))}
        </Combobox.Options>
      </ScrollArea.Autosize>
      <Text size="sm" mt="xs" role="status">
        {error !== null && text === searched && t("palette:failed", { why: errorText(error) })}
        {error === null &&
          !isPending &&
          entries.length === 0 &&
          t("palette:nothing", { query: text })}
      </Text>
    </Combobox>
  );
}

interface Placed {
  entry: Entry;
  place: number;
}

/** In the order in which they came; one group may come twice in a list of hits, but never is shown so. */
function grouped(entries: readonly Entry[]): [group: string, members: Placed[]][] {
  const groups = new Map<string, Placed[]>();
  for (const [place, entry] of entries.entries()) {
    groups.set(entry.group, [...(groups.get(entry.group) ?? []), { entry, place }]);
  }
  return [...groups];
}
