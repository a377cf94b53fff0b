import { VendorError } from "../../http/vendor-error.js";
import type { Loaders } from "../../reads/loaders/loaders.js";
import { requireId } from "../../schema/common/global-id.js";
import type { Job } from "../../schema/job/job.type.js";

/** The present job or, where the vendor shows none, the job made from its versions. */
export async function jobAtAnyTime(id: string, { job, lastKnownJob }: Loaders): Promise<Job | null> {
  return (await job.load(id)) ?? lastKnownJob(id);
}

/** The same for a field that may not be null. @throws VendorError NOT_FOUND where there is neither; one error for all who belong to the job. */
export async function requireJob(id: string, loaders: Loaders): Promise<Job> {
  const job = await jobAtAnyTime(id, loaders);
  if (job !== null) return job;
  const { vendor, account } = requireId(id, "job").source;
  const message = `${vendor} holds no job ${id}, or does not show it to this server.`;
  throw new VendorError({ code: "NOT_FOUND", vendor, account, message, sent: "yes" });
}
