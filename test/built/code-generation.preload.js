// Loaded before the built server: tells the test what became code of text, and tries to make some where it is asked to.
import { Session } from "node:inspector";
import { runInThisContext } from "node:vm";

/** Of scripts that come from no file: eval, the constructors of functions, node:vm. V8 itself tells, so nothing escapes that a wrapper would miss. */
const made = [];
const session = new Session();
session.connect();
session.on("Debugger.scriptParsed", ({ params: { url, scriptLanguage, stackTrace } }) => {
  if (/^(file|node):/.test(url) || scriptLanguage === "WebAssembly") return;
  made.push((stackTrace?.callFrames ?? []).slice(0, 3).map(({ functionName, url: file }) => `${functionName} in ${file}`));
});
session.post("Debugger.enable");
session.post("Runtime.enable");

const kinds = { function: () => {}, async: async () => {}, generator: function* () {}, "async generator": async function* () {} };

const attempts = {
  "new Function": () => new Function("return 1")(),
  Function: () => Function("return 1")(),
  "Reflect.construct": () => Reflect.construct(Function, ["return 1"])(),
  "a class of functions": () => new (class extends Function {})("return 1")(),
  // biome-ignore lint/security/noGlobalEval: whether it is refused is what is tried.
  eval: () => eval("1"),
  // biome-ignore lint/security/noGlobalEval: as above.
  "eval by another name": () => [globalThis.eval][0]("1"),
  ...Object.fromEntries(
    Object.entries(kinds).map(([kind, sample]) => [`the constructor of a ${kind}`, () => sample.constructor("return 1")()]),
  ),
};

const answers = {
  made: () => made.splice(0),
  attempts: () =>
    Object.entries(attempts).map(([name, attempt]) => {
      try {
        attempt();
        return [name, "ran"];
      } catch (error) {
        return [name, error.constructor.name];
      }
    }),
  kinds: () => Object.values(kinds).map((sample) => [sample instanceof Function, sample.constructor.name]),
  vm: () => runInThisContext("1 + 1"),
};

process.on("message", (question) => process.send(answers[question]()));
