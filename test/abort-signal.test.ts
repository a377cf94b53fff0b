import { AbortSource } from "../src/abort-signal.js";

describe("A source of an abort", () => {
  it("tells each listener once, with its reason at hand, and keeps no listener that was taken off", () => {
    const source = new AbortSource();
    const told: string[] = [];
    const taken = () => told.push("taken off");
    source.addEventListener("abort", () => told.push(String(source.reason)));
    source.addEventListener("abort", taken);
    source.removeEventListener("abort", taken);
    expect(source.aborted).toBe(false);
    source.abort(new Error("first"));
    source.abort(new Error("second"));
    expect([source.aborted, told]).toEqual([true, ["Error: first"]]);
  });

  it("does not call who begins to listen too late, as a signal of the platform does not", () => {
    const source = new AbortSource();
    source.abort(new Error("over"));
    const late = jest.fn();
    source.addEventListener("abort", late);
    expect(late).not.toHaveBeenCalled();
  });

  it("tells all who listened when it was aborted, whatever one of them takes off", () => {
    const source = new AbortSource();
    const second = jest.fn();
    source.addEventListener("abort", () => source.removeEventListener("abort", second));
    source.addEventListener("abort", second);
    source.abort(new Error("over"));
    expect(second).toHaveBeenCalledTimes(1);
  });
});
