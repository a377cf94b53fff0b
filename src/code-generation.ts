/** One of each kind of function: each kind has its own constructor that makes code of text. */
const KINDS = [() => {}, async () => {}, function* () {}, async function* () {}];

const LOCKED = { writable: false, configurable: false };

/**
 * Makes `eval` and the constructors of functions throw, for every package. Call it once all is set up, for Fastify's router makes functions of
 * our routes. `node --disallow-code-generation-from-strings` does the same from the first line on, and this server cannot start with it.
 */
export function forbidCodeGeneration(): void {
  for (const kind of KINDS) {
    const prototype = Object.getPrototypeOf(kind) as { constructor: FunctionConstructor };
    const original = prototype.constructor;
    const replacement = refusal(original.name);
    // Tests for functions, and for their kind, answer as before.
    Object.defineProperty(replacement, "prototype", { value: prototype });
    Object.defineProperty(prototype, "constructor", { ...LOCKED, value: replacement });
    if (original === Function) Object.defineProperty(globalThis, "Function", { ...LOCKED, value: replacement });
  }
  Object.defineProperty(globalThis, "eval", { ...LOCKED, value: refusal("eval") });
}

function refusal(name: string): () => never {
  // No arrow function, so that `new Function()` throws this error too.
  function refuse(): never {
    throw new EvalError(`${name} is not available: no text becomes code once the server has started`);
  }
  return Object.defineProperty(refuse, "name", { value: name });
}
