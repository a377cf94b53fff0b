import { Vendor } from "../../../schema/vendor/vendor.type.js";
import type { DatasourceScope } from "../../contract/datasource.js";
import { defineVendor } from "../../contract/vendor-module.js";
import { connectFeishu } from "../feishu.app.js";
import { type FeishuSettings, readFeishu } from "../feishu.settings.js";
import { hireChanges } from "./hire.changes.js";
import { HireClient } from "./hire.client.js";
import { HireDatasource } from "./hire.datasource.js";
import { HIRE_CODES } from "./hire.errors.js";
import { hirePolicy } from "./hire.policy.js";

/** Feishu Hire v1 (飞书招聘): recruiting jobs (职位), which close and reopen. */
export const feishuHire = defineVendor<FeishuSettings>({
  vendor: Vendor.FEISHU_HIRE,
  slug: "feishu-hire",
  prefix: "FEISHU",
  read: (env) => readFeishu(env, "hire"),
  connect(settings, deps) {
    const { send, clockSkewMs, ...connected } = connectFeishu(hirePolicy(deps.source, settings.baseUrl), HIRE_CODES, settings, deps);
    const client = new HireClient(deps.source, send);
    const changes = hireChanges({ client, clock: deps.clock });
    const datasource = (scope: DatasourceScope) => new HireDatasource({ source: deps.source, client, clockSkewMs }, scope);
    return { source: deps.source, datasource, changes, ...connected };
  },
});
