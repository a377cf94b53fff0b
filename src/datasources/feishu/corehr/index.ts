import { Vendor } from "../../../schema/vendor/vendor.type.js";
import { defineVendor } from "../../contract/vendor-module.js";
import { connectFeishu } from "../feishu.app.js";
import { OptionalCall } from "../feishu.optional-call.js";
import { type FeishuSettings, readFeishu } from "../feishu.settings.js";
import { feishuTables } from "../feishu.tables.js";
import { feishuReceiver, feishuWebhooks } from "../feishu.webhooks.js";
import { CoreHrClient } from "./corehr.client.js";
import { type CoreHrContext, CoreHrDatasource } from "./corehr.datasource.js";
import { COREHR_CODES } from "./corehr.errors.js";
import { VersionViews } from "./corehr.fields.js";
import { coreHrPolicy } from "./corehr.policy.js";

/** Feishu CoreHR v2 (飞书人事): job profiles (职务) and their versions over time. */
export const feishuCoreHr = defineVendor<FeishuSettings>({
  vendor: Vendor.FEISHU_COREHR,
  slug: "feishu-corehr",
  prefix: "FEISHU",
  // Hire, which connects to the same app, uses them too.
  tables: feishuTables,
  read: (env) => readFeishu(env, "corehr"),
  sharesTokens: () => true,
  webhooks: feishuWebhooks,
  connect(settings, deps) {
    const policy = coreHrPolicy(deps.source, settings.baseUrl);
    const { send, clockSkewMs, ...connected } = connectFeishu(policy, COREHR_CODES, settings, deps);
    const client = new CoreHrClient(deps.source, send);
    const context: CoreHrContext = {
      source: deps.source,
      client,
      vendorNow: () => deps.clock.now() + clockSkewMs(),
      clockSkewMs,
      changes: new OptionalCall(deps.clock),
      views: new VersionViews(deps.source),
    };
    const webhooks = deps.hooks && feishuReceiver(deps.source, deps.hooks, deps.clock);
    return { source: deps.source, datasource: (scope) => new CoreHrDatasource(context, scope), changes: {}, webhooks, ...connected };
  },
});
