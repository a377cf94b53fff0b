import { compare, percent, printTable, start, stop } from "./measure.js";

/** Raw JSON on node:http, our server, and Apollo Server in Fastify as its integration has it. */
const TARGETS = ["floor", "ours", "apollo in fastify", "apollo standalone"];
const QUERY = "query Jobs($first: Int!) { jobs(first: $first) { id name status seats place { city country } } }";
const SIZES = [
  { title: "1,000 nested objects", first: 1000 },
  { title: "1 nested object", first: 1 },
];
const PACE = { rounds: Number(process.env.ROUNDS ?? 16), roundMs: 250, warmUpMs: 2000 };

/** What the server's shell costs, beside the least that any server could do. */
export async function benchServer(): Promise<void> {
  for (const { title, first } of SIZES) {
    const targets = await Promise.all(TARGETS.map((name) => start("server-target.js", name)));
    const figures = await compare(targets, JSON.stringify({ query: QUERY, variables: { first } }), PACE);
    await stop(targets);
    printTable(
      `${title} from memory, 8 connections, ${PACE.rounds} interleaved rounds, node ${process.version}`,
      ["server", "requests/s", "of the floor", "processor ms each", "of the floor"],
      figures.map(({ name, perSecond, cpuMs, ratios }) => [
        name,
        perSecond.toFixed(0),
        percent(ratios.perSecond),
        cpuMs.toFixed(3),
        percent(ratios.cpuMs),
      ]),
    );
  }
}
