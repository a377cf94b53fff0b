import { explainGreenhouse } from "../../../src/datasources/greenhouse/greenhouse.errors.js";
import { harvestV1Api } from "../../../src/datasources/greenhouse/v1/harvest-v1.api.js";
import { classifyHarvestV1 } from "../../../src/datasources/greenhouse/v1/harvest-v1.errors.js";
import { harvestV3Api } from "../../../src/datasources/greenhouse/v3/harvest-v3.api.js";
import { classifyHarvestV3, classifyToken } from "../../../src/datasources/greenhouse/v3/harvest-v3.errors.js";
import type { VendorRequest, VendorResponse } from "../../../src/http/request.js";
import { VendorError } from "../../../src/http/vendor-error.js";
import { sourceOf } from "../../../src/schema/common/source.js";
import { Vendor } from "../../../src/schema/vendor/vendor.type.js";
import { ManualClock } from "../../support/clock.js";

const EMEA = sourceOf(Vendor.GREENHOUSE, "emea");

describe("What is said of an account other than the default one", () => {
  const CHANGE = { method: "PATCH", path: "/v1/jobs/1", route: "PATCH /v1/jobs/{id}", intent: "change" } as VendorRequest;
  const answer = (status: number, json: unknown) =>
    ({ status, headers: { "content-type": "application/json" }, json, text: "", receivedAt: 0 }) as VendorResponse;

  it.each([
    ["v1, of an acting user who is not known", classifyHarvestV1(answer(404, { message: "Not found" }), CHANGE, EMEA), "EMEA_ON_BEHALF_OF"],
    [
      "v1, of the header itself",
      classifyHarvestV1(answer(422, { errors: [{ message: "bad", field: "On-Behalf-Of" }] }), CHANGE, EMEA),
      "EMEA_ON_BEHALF_OF",
    ],
    ["v3, of a missing right", classifyHarvestV3(() => undefined)(answer(403, { message: "Forbidden" }), CHANGE, EMEA), "EMEA_USER_ID"],
    ["v3, of the credential", classifyToken(answer(401, { error: "invalid_client" }), CHANGE, EMEA), "EMEA_CLIENT_SECRET"],
    ["v3, of the user behind a token", classifyToken(answer(400, { error: "invalid_grant" }), CHANGE, EMEA), "EMEA_USER_ID"],
  ])("names its own variables: %s", (_, failure, variable) => {
    expect(failure).toMatchObject({ account: "emea", message: expect.stringContaining(`GREENHOUSE_${variable}`) });
  });

  it("names its own variables to who made a change", () => {
    const details = { errors: [{ message: "bad", field: "On-Behalf-Of" }] };
    const error = new VendorError({ ...EMEA, code: "REJECTED", sent: "yes", status: 422, message: "refused", details });
    expect(explainGreenhouse(error)?.[0]?.message).toContain("GREENHOUSE_EMEA_ON_BEHALF_OF");
  });

  it("names the variable that it lacks for changes", () => {
    expect(harvestV1Api(EMEA, {} as never, false).readOnlyWithout).toBe("GREENHOUSE_EMEA_ON_BEHALF_OF");
    const shared = { source: EMEA, client: {} as never, siteAdmin: {} as never, clock: new ManualClock() };
    expect(harvestV3Api({ ...shared, mayWrite: false }).readOnlyWithout).toBe("GREENHOUSE_EMEA_USER_ID");
  });
});
