/**
 * A recruiting desk in a terminal, against a running server: `npm start` in one terminal, `npm run example` in another.
 * Shows the vendors, the board, what one requisition holds, and whether a job of it would reopen (a dry run: nothing is sent).
 */
import { createClient } from "./client.js";
import { explain } from "./failures.js";
import { type Ability, OneRequisitionDocument, ReopenJobDocument, RequisitionBoardDocument, VendorsHealthDocument } from "./graphql.js";

const url = process.env.HIREGRAPH_URL ?? "http://127.0.0.1:4000";
const ask = createClient(url, process.env.HIREGRAPH_TOKEN);

try {
  await show();
} catch (error) {
  const sentence = explain(error, url);
  if (sentence === undefined) throw error;
  console.error(sentence);
  process.exitCode = 1;
}

async function show(): Promise<void> {
  const { vendors } = await ask(VendorsHealthDocument, {});
  for (const { vendor, mode, circuit, lastFailure } of vendors) {
    console.log(`${vendor.padEnd(14)} ${mode.padEnd(8)} circuit ${circuit}${lastFailure ? `, last failure: ${lastFailure.message}` : ""}`);
  }
  const vendorsThat = (ability: Ability) => vendors.filter(({ abilities }) => abilities.includes(ability)).map(({ vendor }) => vendor);

  const { jobs } = await ask(RequisitionBoardDocument, { first: 10 });
  const withSeats = vendorsThat("READ_OPENINGS");
  console.log("\nOpen jobs");
  for (const { vendor, code, name, openings } of jobs.nodes) {
    const seats = withSeats.includes(vendor) ? ` (open seats: ${openings.nodes.length})` : "";
    console.log(`  ${(code ?? "").padEnd(10)} ${vendor.padEnd(14)} ${name}${seats}`);
  }
  tellOf(jobs.sources);

  const code = jobs.nodes.find((job) => job.code)?.code;
  if (code) {
    const { requisition } = await ask(OneRequisitionDocument, { code });
    console.log(`\nRequisition ${code}`);
    for (const job of requisition?.jobs ?? []) console.log(`  job     ${job.id} ${job.status} ${job.name}`);
    for (const opening of requisition?.openings ?? []) console.log(`  opening ${opening.id} ${opening.status}`);
    for (const vacancy of requisition?.vacancies ?? []) console.log(`  vacancy ${vacancy.id} ${vacancy.status} ${vacancy.url ?? ""}`);
    tellOf(requisition?.sources ?? []);

    const thatReopen = vendorsThat("REOPEN_JOB");
    const candidate = requisition?.jobs.find(({ vendor }) => thatReopen.includes(vendor));
    if (candidate !== undefined) {
      const { reopenJob } = await ask(ReopenJobDocument, { id: candidate.id, dryRun: true });
      const refusals = reopenJob.userErrors.map(({ message }) => message).join("; ");
      console.log(`\nReopening ${candidate.id} ${refusals === "" ? "would be sent" : `would be refused: ${refusals}`}`);
    }
  }

  /** Which vendors' records may be old, or missing from the list above. */
  function tellOf(sources: readonly { vendor: string; state: string; failure?: { message: string } | null }[]): void {
    for (const { vendor, state, failure } of sources) {
      const reason = failure?.message ?? "its codes have not all been looked at yet";
      if (state !== "FRESH") console.log(`  ${vendor} is ${state}: ${reason}`);
    }
  }
}
