/**
 * Makes something of a part of an answer once for all who share the answer: 100 callers who read one page at the same time map it once. What is
 * made is shared, so nobody changes it, and must follow from the source, the part, and what the answer was asked for: the part lives on for as long as the vendor
 * answers the same (`LastBodies`), so the time has no say in it. The part itself holds it,
 * unseen by JSON: a WeakMap that lives as long as the server would make V8 move each answer to the old generation, at twice the cost.
 */
export function madeOnce<By, Part extends object, More extends unknown[], Made>(
  make: (by: By, part: Part, ...more: More) => Made,
): (by: By, part: Part, ...more: More) => Made {
  const holding = Symbol("made once");
  return (by, part, ...more) => {
    const held = (part as { [holding]?: Held<By, Made> })[holding];
    // Two accounts may read through one app, and share its answers.
    if (held?.by === by) return held.made;
    const made = make(by, part, ...more);
    if (held === undefined) Reflect.defineProperty(part, holding, { value: { by, made } satisfies Held<By, Made> });
    return made;
  };
}

interface Held<By, Made> {
  by: By;
  made: Made;
}
