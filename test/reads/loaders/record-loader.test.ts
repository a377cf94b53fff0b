import { RecordLoader } from "../../../src/reads/loaders/record-loader.js";

interface Thing {
  id: string;
  copy: number;
}

let asked: string[];
let loader: RecordLoader<Thing>;

beforeEach(() => {
  asked = [];
  loader = new RecordLoader<Thing>(async (ids) => {
    asked.push(...ids);
    return ids.map((id) => ({ id, copy: 0 }));
  });
});

const of = (copy: number, ...ids: string[]): Thing[] => ids.map((id) => ({ id, copy }));

test("records that are held are not read again, one by one and many at once", async () => {
  loader.hold(of(1, "a", "b"));
  loader.hold(of(2, "c"));
  expect(await loader.load("b")).toEqual({ id: "b", copy: 1 });
  expect(await loader.loadMany(["a", "c", "d"])).toEqual([...of(1, "a"), ...of(2, "c"), ...of(0, "d")]);
  expect(asked).toEqual(["d"]);
});

test("the first copy stays, held or read", async () => {
  await loader.load("a");
  loader.hold(of(1, "a", "b"));
  loader.hold(of(2, "b"));
  expect(await loader.loadMany(["a", "b"])).toEqual([...of(0, "a"), ...of(1, "b")]);
});
