import { TransientMap } from "../src/transient-map.js";

describe("A map of entries that come and go", () => {
  it("has what was set last, and nothing of what was deleted", () => {
    const map = new TransientMap<string, { number: number }>();
    const [first, second] = [{ number: 1 }, { number: 2 }];
    map.set("a", first);
    map.set("a", second);
    expect(map.get("a")).toBe(second);
    expect([map.delete("a"), map.delete("a"), map.get("a")]).toEqual([true, false, undefined]);
  });

  it("empties the box of what goes or is replaced, so that no table of V8's leads to it", () => {
    const boxes: { value: unknown }[] = [];
    const set = jest.spyOn(Map.prototype, "set").mockImplementation(function (this: Map<unknown, unknown>, key, value) {
      boxes.push(value as { value: unknown });
      set.mockRestore();
      return this.set(key, value);
    });
    const map = new TransientMap<string, object>();
    map.set("a", {});
    map.delete("a");
    expect(boxes).toEqual([{ value: undefined }]);
  });
});
