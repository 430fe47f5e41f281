import { Text, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { kindInDrag } from "../../../canvas/kind-in-drag.ts";
import { KindIcon } from "../../../canvas/KindIcon.tsx";
import { isStart } from "../../../canvas/graph.ts";
import { useBuilder, useDraftState } from "../builder-context.ts";
import { t } from "../../../i18n/i18n.ts";
import { groupKinds } from "./kind-groups.ts";
import classes from "./KindList.module.css";

interface Props {
  onChoose(kind: string): void;
  /** Whether kinds can be dragged out of it onto the canvas. */
  isDraggable?: boolean;
  /** What each does, below its name. */
  isWordy?: boolean;
  /** Whether a dialog gives its search the focus. */
  isFirst?: boolean;
}

/** All kinds of blocks, to search and choose from. Enter in the search takes the first. */
export function KindList({ onChoose, isDraggable = false, isWordy = false, isFirst }: Props) {
  const { kinds } = useBuilder();
  const [search, setSearch] = useState("");
  const hasStart = useDraftState(({ definition }) =>
    definition.blocks.some((block) => isStart(kinds, block)),
  );
  const groups = groupKinds(kinds, search, hasStart);
  const first = groups[0]?.kinds[0];
  return (
    <>
      <TextInput
        size="xs"
        aria-label={t("builder:palette.search")}
        placeholder={t("builder:palette.search")}
        leftSection={<IconSearch size={14} aria-hidden />}
        value={search}
        data-autofocus={isFirst || undefined}
        onChange={({ currentTarget }) => setSearch(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && search !== "" && first !== undefined) onChoose(first.kind);
        }}
      />
      {groups.length === 0 && (
        <Text size="sm" mt="sm">
          {t("builder:palette.none")}
        </Text>
      )}
      {groups.map(({ group, name, kinds: list }) => (
        <section key={group} aria-label={name}>
          <h3 className={classes["group"]}>{name}</h3>
          <ul className={classes["list"]}>
            {list.map(({ kind, label, description, availability: { available, why } }) => (
              <li key={kind}>
                <button
                  type="button"
                  className={classes["kind"]}
                  title={available ? description : `${description} ${why ?? ""}`}
                  draggable={isDraggable}
                  onDragStart={({ dataTransfer }) => {
                    dataTransfer.setData(kindInDrag, kind);
                    dataTransfer.effectAllowed = "copy";
                  }}
                  onClick={() => onChoose(kind)}
                >
                  <KindIcon kind={kind} group={group} />
                  <span className={classes["text"]}>
                    <span className={classes["label"]}>{label}</span>
                    {isWordy && <span className={classes["more"]}>{description}</span>}
                    {!available && (
                      <span className={classes["more"]}>
                        {why ?? t("builder:palette.notSetUp")}
                      </span>
                    )}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
