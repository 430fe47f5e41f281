import { More } from "../form/More.tsx";
import { useFormScope } from "../form/scope.ts";
import { Settings } from "../form/Settings.tsx";
import { below } from "../schema/paths.ts";
import type { LayoutProps } from "./layout.ts";
import { folded } from "./folded.ts";

/**
 * All settings in their schema's order, those that few need folded away.
 * @param of the kind whose settings they are, where it is not the block's own
 */
export function PlainLayout({ of, ...props }: LayoutProps & { of?: string }) {
  const { kind } = useFormScope();
  const names = Object.keys(props.schema.properties ?? {});
  const rare = (folded.get(of ?? kind.kind) ?? []).filter((name) => names.includes(name));
  return (
    <>
      <Settings {...props} names={names.filter((name) => !rare.includes(name))} />
      {rare.length > 0 && (
        <More paths={rare.map((name) => below(props.path, name))}>
          <Settings {...props} names={rare} />
        </More>
      )}
    </>
  );
}
