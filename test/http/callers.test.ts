import { type Caller, SharedCallers } from "../../src/http/callers.js";

const one: Caller = { subject: "one" };
const two: Caller = { subject: "two" };

test("SharedCallers reports callers as they join and leave; one that joins twice is reported the first time and the last", () => {
  const callers = new SharedCallers();
  const told: string[] = [];
  callers.add([one]);
  const stop = callers.watch({
    joined: ({ subject }) => told.push(`+${String(subject)}`),
    left: ({ subject }) => told.push(`-${String(subject)}`),
  });
  callers.add([one, two]);
  callers.remove([one]);
  callers.remove([two, one]);
  callers.remove([two]);
  expect(told).toEqual(["+two", "-two", "-one"]);
  expect([...callers]).toEqual([]);
  stop();
  callers.add([two]);
  expect(told).toHaveLength(3);
  expect([...callers]).toEqual([two]);
});

test("SharedCallers counts two operations of one subject as two callers", () => {
  const callers = new SharedCallers();
  callers.add([{ subject: "same" }]);
  callers.add([{ subject: "same" }]);
  expect([...callers]).toHaveLength(2);
});

test("SharedCallers counts who joins callers that were added, or leaves them, until these are removed", () => {
  const query = new SharedCallers();
  query.add([one]);
  const read = new SharedCallers();
  read.add(query);
  read.add(query);
  query.add([two]);
  expect([...read]).toEqual([one, two]);
  read.remove(query);
  query.remove([one]);
  expect([...read]).toEqual([two]);
  read.remove(query);
  query.add([one]);
  expect([...read]).toEqual([]);
});
