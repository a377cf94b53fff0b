/** One of each kind of function: each kind has a constructor of its own, which makes code of text. */
const KINDS = [() => {}, async () => {}, function* () {}, async function* () {}];

const LOCKED = { writable: false, configurable: false };

/**
 * From now on text does not become code in this process: `eval` and the constructors of functions throw, for every package. Called once all
 * is set up, for Fastify's router makes functions of our routes. That is what `node --disallow-code-generation-from-strings` does from the
 * first line on, and no server with that router can start with it.
 */
export function forbidCodeGeneration(): void {
  for (const kind of KINDS) {
    const prototype = Object.getPrototypeOf(kind) as { constructor: FunctionConstructor };
    const original = prototype.constructor;
    const replacement = refusal(original.name);
    // What asks whether something is a function, or of which kind, has its answer as before.
    Object.defineProperty(replacement, "prototype", { value: prototype });
    Object.defineProperty(prototype, "constructor", { ...LOCKED, value: replacement });
    if (original === Function) Object.defineProperty(globalThis, "Function", { ...LOCKED, value: replacement });
  }
  Object.defineProperty(globalThis, "eval", { ...LOCKED, value: refusal("eval") });
}

function refusal(name: string): () => never {
  // No arrow function: `new Function()` is to be refused with this error too.
  function refuse(): never {
    throw new EvalError(`${name} is not available: no text becomes code once the server has started`);
  }
  return Object.defineProperty(refuse, "name", { value: name });
}
