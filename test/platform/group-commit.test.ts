import { expect, test } from "vitest";
import { groupCommit } from "../../src/platform/group-commit.ts";

/** Groups whose commits end when the test says so, in the order in which they began. */
function heldGroups(options: { lanes: number; few?: number }) {
  const begun: string[][] = [];
  const ends: (() => void)[] = [];
  const group = groupCommit<string, string>({
    ...options,
    commit: (items) =>
      new Promise((resolve) => {
        begun.push([...items]);
        ends.push(() => resolve([...items]));
      }),
    isForAll: () => true,
    largest: 4,
  });
  /** Ends the commit that began at this place, and waits for what follows at once. */
  const end = async (place: number): Promise<void> => {
    ends[place]?.();
    await new Promise(setImmediate);
  };
  const submit = (...items: string[]): void => void group.submit(items);
  return { begun, end, submit };
}

const list = (name: string) => [`${name}1`, `${name}2`, `${name}3`, `${name}4`];

test("single items wait for one list at most, however many are in line before them", async () => {
  const { begun, end, submit } = heldGroups({ lanes: 1, few: 1 });
  submit("first");
  for (const name of ["a", "b", "c"]) submit(...list(name));
  submit("second");
  submit("third");
  await end(0);
  await end(1);
  await end(2);
  expect(begun).toEqual([["first"], list("a"), ["second", "third"], list("b")]);
});

test("lists wait for one group of single items at most", async () => {
  const { begun, end, submit } = heldGroups({ lanes: 1, few: 1 });
  submit("first");
  for (let number = 0; number < 8; number++) submit(`single ${number}`);
  submit(...list("a"));
  await end(0);
  await end(1);
  expect(begun[1]).toEqual(list("a"));
  expect(begun[2]).toHaveLength(4);
});

test("single items do not wait for lists that take all lanes for long", async () => {
  const { begun, end, submit } = heldGroups({ lanes: 2, few: 1 });
  submit(...list("slow"));
  submit(...list("slower"));
  submit("single");
  submit(...list("other"));
  expect(begun).toEqual([list("slow"), list("slower"), ["single"]]);
  submit("next");
  await end(2);
  expect(begun).toEqual([list("slow"), list("slower"), ["single"], ["next"]]);
});

test("without a number of few, all stand in one line", async () => {
  const { begun, end, submit } = heldGroups({ lanes: 1 });
  submit("first");
  submit(...list("a"));
  submit("second");
  await end(0);
  await end(1);
  expect(begun).toEqual([["first"], list("a"), ["second"]]);
});
