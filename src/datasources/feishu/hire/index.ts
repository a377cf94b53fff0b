import { Vendor } from "../../../schema/vendor/vendor.type.js";
import type { DatasourceScope } from "../../contract/datasource.js";
import { defineVendor } from "../../contract/vendor-module.js";
import { connectFeishu } from "../feishu.app.js";
import { OptionalCall } from "../feishu.optional-call.js";
import { type FeishuSettings, readFeishu } from "../feishu.settings.js";
import { feishuReceiver, feishuWebhooks } from "../feishu.webhooks.js";
import { hireChanges } from "./hire.changes.js";
import { HireClient } from "./hire.client.js";
import { HireDatasource } from "./hire.datasource.js";
import { HIRE_CODES } from "./hire.errors.js";
import { hirePolicy } from "./hire.policy.js";
import { HirePosts } from "./hire.posts.js";

/** Feishu Hire v1 (飞书招聘): recruiting jobs (职位), which close and reopen. */
export const feishuHire = defineVendor<FeishuSettings>({
  vendor: Vendor.FEISHU_HIRE,
  slug: "feishu-hire",
  prefix: "FEISHU",
  read: (env) => readFeishu(env, "hire"),
  sharesTokens: () => true,
  webhooks: feishuWebhooks,
  connect(settings, deps) {
    const { send, clockSkewMs, ...connected } = connectFeishu(hirePolicy(deps.source, settings.baseUrl), HIRE_CODES, settings, deps);
    const client = new HireClient(deps.source, send);
    const posts = new HirePosts({ source: deps.source, client, clock: deps.clock, onError: deps.onError });
    const changes = hireChanges({ client, clock: deps.clock, posts });
    const context = { source: deps.source, client, clockSkewMs, detail: new OptionalCall(deps.clock), posts };
    const datasource = (scope: DatasourceScope) => new HireDatasource(context, scope);
    const webhooks = deps.hooks && feishuReceiver(deps.source, deps.hooks, deps.clock);
    return { source: deps.source, datasource, changes, webhooks, ...connected };
  },
});
