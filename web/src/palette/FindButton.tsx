import { Kbd, UnstyledButton } from "@mantine/core";
import { useDisclosure, useHotkeys, useOs, useWindowEvent } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import { t } from "../i18n/i18n.ts";
import { loadMessages } from "../i18n/load-messages.ts";
import classes from "./FindButton.module.css";

const load = async () => {
  const [module] = await Promise.all([import("./Palette.tsx"), loadMessages("palette")]);
  return { default: module.Palette };
};
const Palette = lazy(load);
/** What is typed before there is a field for it goes nowhere: the first of the keys asks for the code. */
const loadEarly = () => void load().catch(() => undefined);

/** Opens the search over everything, from any page; also by Ctrl-K or ⌘K, in any field. */
export function FindButton() {
  const [isOpen, { open, close, toggle }] = useDisclosure();
  const os = useOs();
  const isApple = os === "macos" || os === "ios";
  useHotkeys([["mod+K", toggle]], [], true);
  useWindowEvent("keydown", ({ key }) => {
    if (key === "Control" || key === "Meta") loadEarly();
  });
  return (
    <>
      <UnstyledButton
        className={classes["button"]}
        aria-keyshortcuts="Control+K Meta+K"
        aria-haspopup="dialog"
        onPointerEnter={loadEarly}
        onClick={open}
      >
        <IconSearch size={18} stroke={1.6} aria-hidden />
        <span className={classes["words"]}>{t("app:nav.find")}</span>
        <Kbd size="xs" className={classes["keys"]}>
          {isApple ? "⌘K" : "Ctrl K"}
        </Kbd>
      </UnstyledButton>
      {isOpen && (
        <Suspense>
          <Palette onClose={close} />
        </Suspense>
      )}
    </>
  );
}
