import { IconPlayerPlayFilled, IconPlayerStopFilled } from "@tabler/icons-react";
import { t } from "../i18n/i18n.ts";
import classes from "./RoleIcon.module.css";

/** Whether an event starts or stops runs: a green triangle, a red square, and the word for readers. */
export function RoleIcon({ role, size = 14 }: { role: "start" | "stop"; size?: number }) {
  const Icon = role === "start" ? IconPlayerPlayFilled : IconPlayerStopFilled;
  const word = role === "start" ? t("ui:starts") : t("ui:stops");
  return (
    <span className={classes["icon"]} data-does={role} role="img" aria-label={word}>
      <Icon size={size} aria-hidden />
    </span>
  );
}
