import { Link } from "@tanstack/react-router";
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
          aria-label={`Workflows with the tag ${tag}`}
        >
          {tag}
        </Link>
      ))}
    </div>
  );
}
