import { get, post } from "../../api/client.ts";
import { useMay } from "../../api/session.ts";
import type { WirePage } from "../../api/wire.ts";
import type { Option, PickerProps } from "./option.ts";
import { SearchPicker } from "./SearchPicker.tsx";
import { t } from "../../i18n/i18n.ts";

interface Segment {
  id: string;
  name: string;
  members: number;
}

const optionOf = ({ id, name, members }: Segment): Option => ({
  value: name,
  id,
  label: name,
  detail: t("inputs:segment.members", { count: members }),
});

/** A segment, by its name. */
export function SegmentPicker({
  canCreate = true,
  ...props
}: PickerProps & { canCreate?: boolean }) {
  const mayCreate = useMay("manage") && canCreate;
  return (
    <SearchPicker
      {...props}
      name={["segments"]}
      placeholder={props.placeholder ?? t("inputs:segment.hint")}
      empty={t("inputs:segment.none")}
      search={(search, signal) =>
        get<WirePage<Segment>>("/segments", { search, limit: 20 }, signal).then(({ items }) =>
          items.map(optionOf),
        )
      }
      creation={
        mayCreate
          ? {
              label: (name) => t("inputs:segment.create", { name }),
              create: (name) => post<Segment>("/segments", { name }).then(optionOf),
            }
          : undefined
      }
    />
  );
}
