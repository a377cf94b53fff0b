import { healthOf, MODES, nameOf, type SourceStatus } from "./health.js";
import { layOut, piecesOf } from "./json.js";
import { JOBS, REQUISITION, SOURCES } from "./queries.js";

interface Answered {
  status: number;
  ms: number;
  /** By the server's clock, in epoch milliseconds. */
  at: number;
  body: { data?: unknown; errors?: { message: string }[] };
}

const at = <Kind extends HTMLElement>(id: string): Kind => {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`The page has no #${id}`);
  return found as Kind;
};

const form = document.getElementById("sign-in");
const again = at<HTMLButtonElement>("again");
let token = "";

async function send(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { ...init.headers, ...(token === "" ? {} : { authorization: `Bearer ${token}` }) };
  return fetch(path, { ...init, headers });
}

async function ask(query: string, headers: Record<string, string> = {}): Promise<Answered> {
  const begun = performance.now();
  const accept = "application/graphql-response+json, application/json";
  const init = { method: "POST", headers: { "content-type": "application/json", accept, ...headers }, body: JSON.stringify({ query }) };
  const response = await send("graphql", init);
  const body = (await response.json()) as Answered["body"];
  const date = Date.parse(response.headers.get("date") ?? "");
  return { status: response.status, ms: Math.round(performance.now() - begun), at: Number.isNaN(date) ? Date.now() : date, body };
}

function element(name: string, className: string, ...children: (Node | string)[]): HTMLElement {
  const made = document.createElement(name);
  if (className !== "") made.className = className;
  made.append(...children);
  return made;
}

function showSources(sources: readonly SourceStatus[], now: number): void {
  const items = sources.map((source) => {
    const { tone, words, details } = healthOf(source, now);
    return element(
      "li",
      `source ${tone}`,
      element("h3", "", nameOf(source)),
      element("span", `mode ${source.mode.toLowerCase()}`, MODES[source.mode]),
      element("p", "health", words),
      ...details.map((text) => element("p", "detail", text)),
    );
  });
  at("sources").replaceChildren(...items);
  at("sources").setAttribute("aria-busy", "false");
}

function showAnswer({ status, ms, body }: Answered): void {
  const pieces = piecesOf(layOut(body)).map(({ text, kind }) => (kind === "plain" ? text : element("span", kind, text)));
  at("answer").replaceChildren(...pieces);
  at("status").textContent = `${status}, in ${ms} ms`;
}

/** Why there is no answer, in the server's words where there are some. */
function showFault(text: string): void {
  at("sources").replaceChildren(element("li", "source none", text));
  at("sources").setAttribute("aria-busy", "false");
  at("status").textContent = text;
}

async function showVersion(): Promise<void> {
  const response = await send("version");
  if (response.ok) at("version").textContent = ((await response.json()) as { version: string }).version;
}

/**
 * @param maxAge how old the first answer may be, in seconds: who opens the page twice asks no vendor twice
 * @param isWanted false once its reader has asked again
 */
async function show(maxAge: number, isWanted: () => boolean): Promise<void> {
  const first = await ask(SOURCES);
  if (!isWanted()) return;
  const known = (first.body.data as { vendors: SourceStatus[] } | null | undefined)?.vendors;
  if (known === undefined) {
    showFault(first.body.errors?.[0]?.message ?? `The server answered with ${first.status}.`);
    showAnswer(first);
    return;
  }
  showSources(known, first.at);
  const query = known.some(({ mode }) => mode === "SANDBOX") ? REQUISITION : JOBS;
  at("query").textContent = query;
  void showVersion();
  const answered = await ask(query, maxAge === 0 ? {} : { "cache-control": `max-age=${maxAge}` });
  if (!isWanted()) return;
  showAnswer(answered);
  const after = await ask(SOURCES);
  if (!isWanted()) return;
  const now = (after.body.data as { vendors: SourceStatus[] } | null | undefined)?.vendors;
  if (now !== undefined) showSources(now, after.at);
}

let runs = 0;

async function run(maxAge: number): Promise<void> {
  runs += 1;
  const mine = runs;
  const isWanted = () => mine === runs;
  at("status").textContent = "asking…";
  try {
    await show(maxAge, isWanted);
  } catch {
    if (isWanted()) showFault("The server does not answer.");
  }
}

const sandbox = at<HTMLAnchorElement>("sandbox");
sandbox.href = `${sandbox.href}?endpoint=${encodeURIComponent(new URL("graphql", location.href).href)}`;
at("query").textContent = REQUISITION;
again.addEventListener("click", () => void run(0));

if (form === null) void run(60);
else {
  at("answer").textContent = "Shown to those who are signed in.";
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    token = at<HTMLInputElement>("token").value.trim();
    again.hidden = false;
    void run(60);
  });
}
