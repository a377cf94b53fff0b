import fc from "fast-check";
import { layOut, piecesOf } from "../../src/web/start/json.js";
import { REQUISITION } from "../../src/web/start/queries.js";
import { block } from "../readme/readme.js";

describe("The answer on the start page", () => {
  it("is what the server said, whatever that is", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = layOut(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        const put = piecesOf(text).map((piece) => piece.text);
        expect(put.join("")).toBe(text);
      }),
    );
  });

  it("has a record of few fields in one line, and colours by kind", () => {
    const text = layOut({ data: { jobs: [{ id: "a:b", open: true, seats: 2 }], note: 'a "quoted": text'.repeat(4) } });
    expect(text).toContain('"jobs": [{ "id": "a:b", "open": true, "seats": 2 }],');
    const kinds = piecesOf('{ "id": "x: \\"y\\"", "n": -1.5e3, "t": null }').filter(({ kind }) => kind !== "plain");
    expect(kinds.map(({ text, kind }) => [kind, text])).toEqual([
      ["key", '"id"'],
      ["string", '"x: \\"y\\""'],
      ["key", '"n"'],
      ["word", "-1.5e3"],
      ["key", '"t"'],
      ["word", "null"],
    ]);
  });
});

it("The first query of the start page is the README's", () => {
  expect(REQUISITION).toBe(block("first query").trim());
});
