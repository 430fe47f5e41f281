import { get, post } from "../../api/client.ts";
import { useMay } from "../../api/session.ts";
import type { WirePage } from "../../api/wire.ts";
import type { Option, PickerProps } from "./option.ts";
import { SearchPicker } from "./SearchPicker.tsx";

interface Segment {
  id: string;
  name: string;
  members: number;
}

const optionOf = ({ id, name, members }: Segment): Option => ({
  value: name,
  id,
  label: name,
  detail: members === 1 ? "1 member" : `${members} members`,
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
      placeholder={props.placeholder ?? "Search segments"}
      empty="No segment has this name"
      search={(search, signal) =>
        get<WirePage<Segment>>("/segments", { search, limit: 20 }, signal).then(({ items }) =>
          items.map(optionOf),
        )
      }
      creation={
        mayCreate
          ? {
              label: (name) => `Create segment “${name}”`,
              create: (name) => post<Segment>("/segments", { name }).then(optionOf),
            }
          : undefined
      }
    />
  );
}
