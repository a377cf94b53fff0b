import { startCompany } from "./support/company.js";

it("opening a vendor's circuit is logged once, and every retry of a read at debug level", async () => {
  const log: Record<string, unknown>[] = [];
  const company = await startCompany({ LOG_LEVEL: "debug" }, log);
  company.greenhouse.running.faults.arm({ kind: "status", status: 503 });
  const asked = Array.from({ length: 6 }, (_, index) => `{ jobs(vendors: [GREENHOUSE], first: ${index + 1}) { nodes { id } } }`);
  for (const query of asked) await company.while(company.graph.ask(query));
  await company.stop();
  const told = (msg: string) => log.filter((line) => line.msg === msg).map(({ level, vendor, route }) => ({ level, vendor, route }));
  expect(told("The circuit is open.")).toEqual([{ level: "warn", vendor: "GREENHOUSE", route: "GET /v1/jobs" }]);
  expect(told("A read is repeated.")).toContainEqual({ level: "debug", vendor: "GREENHOUSE", route: "GET /v1/jobs" });
});
