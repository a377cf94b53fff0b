import type { Fault } from "../kit/faults.js";

/** The requests that take a publication from the balance. */
export type PaidRequest = "publication" | "prolongation" | "upgrade by billing type" | "upgrade by properties";

const REQUESTS: Readonly<Record<PaidRequest, Pick<Fault, "method" | "path" | "body">>> = {
  publication: { method: "POST", path: "^/vacancies$" },
  prolongation: { method: "POST", path: "/prolongate$" },
  "upgrade by billing type": { method: "PUT", path: "^/vacancies/\\d+$", body: '"billing_type"' },
  "upgrade by properties": { method: "PUT", path: "^/vacancies/\\d+$", body: '"vacancy_properties"' },
};

/** The fault by which the next such request is lost: before HeadHunter has seen it, or after it was paid. To be armed with `faults.arm`. */
export function lostAnswer(request: PaidRequest, when: "before" | "after"): Fault {
  return { kind: when === "before" ? "drop-before" : "drop-after", times: 1, ...REQUESTS[request] };
}
