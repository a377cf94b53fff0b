import { defineVendor, statusOf } from "../../../../src/datasources/contract/vendor-module.js";
import { createHttpEngine } from "../../../../src/http/engine.js";
import { Vendor } from "../../../../src/schema/vendor/vendor.type.js";
import { noticeboardChanges } from "./noticeboard.changes.js";
import { NoticeboardClient } from "./noticeboard.client.js";
import { NoticeboardDatasource } from "./noticeboard.datasource.js";
import { classifyNoticeboard } from "./noticeboard.errors.js";
import "./noticeboard.input.js";
import { MAX_DAYS, noticeboardPolicy } from "./noticeboard.policy.js";
import { ClosingRepository } from "./store/noticeboard.closing.repository.js";
import { noticeboardTables } from "./store/noticeboard.tables.js";

export interface NoticeboardSettings {
  token: string;
  baseUrl: string;
  /** How long a notice is shown where its input does not say it. */
  displayDays: number;
}

/** Noticeboard, an invented board: notices that are posted for a credit, and closed many at a time. */
export const noticeboard = defineVendor<NoticeboardSettings>({
  vendor: Vendor.NOTICEBOARD,
  slug: "noticeboard",
  prefix: "NOTICEBOARD",
  tables: noticeboardTables,

  read(env) {
    const token = env.secret("NOTICEBOARD_TOKEN");
    const baseUrl = env.url("NOTICEBOARD_BASE_URL", "https://api.noticeboard.example");
    const displayDays = env.integer("NOTICEBOARD_DISPLAY_DAYS", { default: 30, min: 1, max: MAX_DAYS });
    return token === undefined ? undefined : { token, baseUrl, displayDays };
  },

  connect({ token, baseUrl, displayDays }, deps) {
    const { source, clock, database, secrets, upstreamTimeoutMs, answers, sharing, onResult, onSpared, onPermit } = deps;
    const engine = createHttpEngine({
      policy: noticeboardPolicy(source, baseUrl),
      authorizer: { headers: async () => ({ authorization: `Bearer ${token}` }) },
      classify: classifyNoticeboard,
      clock,
      secrets,
      upstreamTimeoutMs,
      answers,
      sharing,
      onResult,
      onSpared,
      onPermit,
    });
    const parts = { source, client: new NoticeboardClient(engine.send), closings: new ClosingRepository(database, source) };
    return {
      source,
      datasource: (scope) => new NoticeboardDatasource(parts, scope),
      changes: noticeboardChanges({ ...parts, clock, displayDays }),
      status: () => statusOf(engine),
      close: () => engine.close(),
    };
  },
});
