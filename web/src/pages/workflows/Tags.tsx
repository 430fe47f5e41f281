import { Link } from "@tanstack/react-router";
import { t } from "../../i18n/i18n.ts";
import classes from "./workflows.module.css";

/** A workflow's tags, each leading to those that have it. */
export function Tags({ tags }: { tags: readonly string[] }) {
  if (tags.length === 0) return null;
  return (
    <div className={classes["tags"]}>
      {tags.map((tag) => (
        <Link
          key={tag}
          to="/workflows"
          search={(former) => ({ ...former, tag, after: undefined })}
          className={classes["tag"]}
          aria-label={t("workflows-list:tagged", { tag })}
        >
          {tag}
        </Link>
      ))}
    </div>
  );
}
