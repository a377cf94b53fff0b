import { setFlagsFromString } from "node:v8";

/**
 * graphql-jit 0.8.8 moved the checks of every leaf out of its compiled code, into functions with rest parameters: less memory a query,
 * half the speed. V8 puts them back where it may inline more into one function than its default of 920 bytes of code; measured, that
 * gives back what 0.8.7 had, which does not keep the order of a fragment's fields. A hint to the optimizer alone: a V8
 * that does not know it says so on stderr and goes on. `npm run bench` shows whether it still pays.
 */
export function inlineLeafChecks(): void {
  setFlagsFromString("--max-inlined-bytecode-size-cumulative=2000");
}
